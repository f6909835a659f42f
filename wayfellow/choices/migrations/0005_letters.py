from django.db import migrations, models


class Migration(migrations.Migration):
    """What was asked before is not announced: it has been on the desk."""

    dependencies = [("choices", "0004_kinds_to_look_for")]
    operations = [
        migrations.AddField("firststep", "is_announced", models.BooleanField(default=True)),
        migrations.AlterField("firststep", "is_announced", models.BooleanField(default=False)),
        migrations.AddField("firststep", "mail_failed", models.BooleanField(default=False)),
        migrations.AddField("reply", "mail_failed", models.BooleanField(default=False)),
    ]
