"""The rules for what is asked before there is a journey, where a house was set up before there were such."""

import json
from pathlib import Path

from django.db import migrations

EXAMPLES = Path(__file__).parent.parent / "retention.json"


def ship(apps, schema_editor):
    Retention = apps.get_model("keeping", "Retention")
    for rule in json.loads(EXAMPLES.read_text(encoding="utf-8")):
        if rule["kind"] in {"first_step", "wish"}:
            place = {name: rule.pop(name) for name in ["kind", "jurisdiction"]}
            Retention.objects.get_or_create(**place, defaults=rule)


class Migration(migrations.Migration):
    dependencies = [("keeping", "0004_first_steps")]
    operations = [migrations.RunPython(ship, migrations.RunPython.noop)]
