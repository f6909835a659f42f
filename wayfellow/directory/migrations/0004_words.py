"""The database keeps an index of the words of every published listing."""

from django.db import migrations, models

from wayfellow.directory import full_text


class Migration(migrations.Migration):
    dependencies = [("directory", "0003_listings")]
    operations = [
        migrations.AddField("findable", "slug", models.SlugField(max_length=80, default=""), preserve_default=False),
        migrations.RunPython(
            lambda apps, editor: full_text.install(editor.connection),
            lambda apps, editor: full_text.remove(editor.connection),
        ),
    ]
