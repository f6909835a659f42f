"""Each wrapped key says which installation key wraps it, so that the installation's key can be changed."""

from django.db import migrations, models

from wayfellow.vault import installation


def name_the_only_key(apps, editor):
    keys = apps.get_model("vault", "Key").objects.all()
    if keys.exists():
        keys.update(wrapped_by=installation.fingerprint(installation.held()[0]))


class Migration(migrations.Migration):
    dependencies = [("vault", "0001_initial")]
    operations = [
        migrations.AddField("key", "wrapped_by", models.CharField(max_length=16, db_index=True, default=""), preserve_default=False),
        migrations.RunPython(name_the_only_key, migrations.RunPython.noop),
    ]
