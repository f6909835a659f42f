"""The rule for expenses, where a house was set up before there was one."""

import json
from pathlib import Path

from django.db import migrations

EXAMPLES = Path(__file__).parent.parent / "retention.json"


def ship(apps, schema_editor):
    Retention = apps.get_model("keeping", "Retention")
    for rule in json.loads(EXAMPLES.read_text(encoding="utf-8")):
        if rule["kind"] == "expense":
            place = {name: rule.pop(name) for name in ["kind", "jurisdiction"]}
            Retention.objects.get_or_create(**place, defaults=rule)


class Migration(migrations.Migration):
    dependencies = [("keeping", "0008_expenses")]
    operations = [migrations.RunPython(ship, migrations.RunPython.noop)]
