"""Whoever referred somebody goes on reading of a yes that they have read of."""

from django.db import migrations, models
from django.db.models import F


def told_before(apps, editor):
    looking = apps.get_model("journeys", "Journey").objects.filter(stage__in=["chosen", "offered", "meeting"])
    looking.update(yes_told_on=F("stage_since"))


class Migration(migrations.Migration):
    dependencies = [("journeys", "0007_strike")]
    operations = [
        migrations.AddField("journey", "yes_told_on", models.DateField(null=True)),
        migrations.RunPython(told_before, migrations.RunPython.noop),
    ]
