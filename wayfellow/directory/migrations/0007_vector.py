from django.db import migrations

from wayfellow.directory import full_text


def keep_the_vector(apps, schema_editor):
    """Where PostgreSQL made it of the words with each search, have it keep it beside them."""
    if schema_editor.connection.vendor == "postgresql":
        full_text.install(schema_editor.connection)


class Migration(migrations.Migration):

    dependencies = [("directory", "0006_prepared")]

    operations = [migrations.RunPython(keep_the_vector, migrations.RunPython.noop)]
