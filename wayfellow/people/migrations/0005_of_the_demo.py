"""Whether an account belongs to a demonstration is kept with it: an address says nothing of that."""

from django.db import migrations, models

WHO = ["person", "peer", "referrer", "coordinator", "supervisor", "evaluator", "operator", "stranger"]


def mark_a_demonstration_that_is_there(apps, editor):
    """All eight are there, or it is no demonstration."""
    accounts = apps.get_model("people", "User").objects.filter(email__in=[f"{who}@demo.example" for who in WHO])
    if accounts.count() == len(WHO):
        accounts.update(of_the_demo=True)


class Migration(migrations.Migration):
    dependencies = [("people", "0004_teams")]
    operations = [
        migrations.AddField("user", "of_the_demo", models.BooleanField(default=False)),
        migrations.RunPython(mark_a_demonstration_that_is_there, migrations.RunPython.noop, elidable=True),
    ]
