"""Which language and gender somebody wishes for, and how much each wish matters, is sealed with their key."""

from django.db import migrations

import wayfellow.vault.models
from wayfellow.vault.migrating import seal_rows

WEIGHT = [("must", "It must be so"), ("nice", "It would be nice")]
SEALED = {
    "language": [("en", "English"), ("es", "Español"), ("ca", "Català")],
    "gender": [("woman", "Woman"), ("man", "Man"), ("another", "Another")],
} | {f"{name}_weight": WEIGHT for name in ["language", "gender", "culture", "age", "experience"]}


def seal(apps, editor):
    plain = {name: f"plain_{name}" for name in SEALED}
    seal_rows(apps.get_model("preferences", "Preference"), "person__key", **plain)


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0006_proposed_reach"),
        ("preferences", "0001_initial"),
        ("vault", "0003_erased_keys"),
    ]
    operations = [
        *(migrations.RenameField("preference", name, f"plain_{name}") for name in SEALED),
        *(
            migrations.AddField("preference", name, wayfellow.vault.models.SealedCode(choices=choices, default=b""))
            for name, choices in SEALED.items()
        ),
        migrations.RunPython(seal, migrations.RunPython.noop),
        *(migrations.RemoveField("preference", f"plain_{name}") for name in SEALED),
    ]
