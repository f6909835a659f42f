"""Numbers to begin with. Whoever keeps the house adds those of its place, and checks them again."""

import json
from pathlib import Path

from django.db import migrations

SHIPPED = Path(__file__).parent.parent / "help_lines.json"


def ship(apps, schema_editor):
    HelpLine = apps.get_model("understanding", "HelpLine")
    HelpLine.objects.bulk_create(HelpLine(**line) for line in json.loads(SHIPPED.read_text(encoding="utf-8")))


class Migration(migrations.Migration):
    dependencies = [("understanding", "0001_initial")]
    operations = [migrations.RunPython(ship, migrations.RunPython.noop)]
