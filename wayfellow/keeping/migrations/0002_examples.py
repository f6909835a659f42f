"""Rules to begin with. They are examples, until somebody who knows the law of the place has checked them."""

import json
from pathlib import Path

from django.db import migrations

EXAMPLES = Path(__file__).parent.parent / "retention.json"


def ship(apps, schema_editor):
    Retention = apps.get_model("keeping", "Retention")
    Retention.objects.bulk_create(Retention(**rule) for rule in json.loads(EXAMPLES.read_text(encoding="utf-8")))


class Migration(migrations.Migration):
    dependencies = [("keeping", "0001_initial")]
    operations = [migrations.RunPython(ship, migrations.RunPython.noop)]
