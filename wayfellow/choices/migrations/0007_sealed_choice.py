"""What a person chose, whose idea it was and how free they felt is sealed with their key; it stood in plain."""

from django.db import migrations

import wayfellow.vault.models
from wayfellow.vault.migrating import seal_rows

SEALED = {
    "answer": [("yes", "Yes"), ("not_now", "Not now"), ("no", "No")],
    "idea": [
        ("mine", "It was my idea"),
        ("suggested", "A professional suggested it and I like the idea"),
        ("family", "Someone close to me suggested it"),
        ("treatment_plan", "It is part of my treatment plan"),
    ],
    "free": [
        ("yes", "Yes, I feel free to say no"),
        ("unsure", "I am not sure"),
        ("no", "No, I do not feel free to say no"),
    ],
    "how": [
        ("own_space", "In their own space"),
        ("professional_device", "On the professional’s device, with the person present"),
        ("peer_device", "On the peer supporter’s device, with the person present"),
        ("phone", "On the phone, written down by whoever they spoke with"),
        ("paper", "On paper"),
        ("before", "Before Wayfellow, as the programme’s own records state"),
    ],
}


def seal(apps, editor):
    plain = {name: f"plain_{name}" for name in SEALED}
    seal_rows(apps.get_model("choices", "Choice"), "person__key", **plain)


class Migration(migrations.Migration):
    dependencies = [
        ("choices", "0006_letters_that_wait"),
        ("people", "0006_proposed_reach"),
        ("vault", "0003_erased_keys"),
    ]
    operations = [
        migrations.RemoveConstraint("choice", "a_yes_says_whose_idea_and_how_free"),
        *(migrations.RenameField("choice", name, f"plain_{name}") for name in SEALED),
        *(
            migrations.AddField("choice", name, wayfellow.vault.models.SealedCode(choices=choices, default=b""))
            for name, choices in SEALED.items()
        ),
        migrations.RunPython(seal, migrations.RunPython.noop),
        *(migrations.RemoveField("choice", f"plain_{name}") for name in SEALED),
    ]
