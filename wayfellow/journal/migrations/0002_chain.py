"""The journal is chained per person, and the database refuses to rewrite it."""

from hashlib import sha256

from django.db import migrations, models

from wayfellow.journal import triggers
from wayfellow.journal.models import digest_of


def chain_what_is_there(apps, editor):
    Entry, Link = apps.get_model("journal", "Entry"), apps.get_model("journal", "Link")
    last: dict[str, tuple[int, str]] = {}
    for line in Entry.objects.order_by("at", "pk").iterator():
        line.digest = digest_of(line)
        line.save(update_fields=["digest"])
        about = line.person.hex if line.person else ""
        number, seal = last.get(about, (0, ""))
        last[about] = number + 1, sha256((seal + line.digest).encode()).hexdigest()
        Link.objects.create(entry=line.pk, about=about, number=number + 1, seal=last[about][1])


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]
    operations = [
        migrations.CreateModel(
            name="Link",
            fields=[
                ("entry", models.UUIDField(primary_key=True, serialize=False)),
                ("about", models.CharField(max_length=32)),
                ("number", models.PositiveIntegerField()),
                ("seal", models.CharField(max_length=64)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("about", "number"), name="a_chain_never_forks")],
            },
        ),
        migrations.AddField("entry", "digest", models.CharField(default="", max_length=64), preserve_default=False),
        migrations.RunPython(chain_what_is_there, migrations.RunPython.noop),
        migrations.RunPython(
            lambda apps, editor: triggers.install(editor.connection),
            lambda apps, editor: triggers.remove(editor.connection),
        ),
    ]
