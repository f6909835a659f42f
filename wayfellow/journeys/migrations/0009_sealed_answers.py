"""What an objective is about, how close it came, what the two said of the two, and how long an answer is are sealed."""

from django.db import migrations

import wayfellow.vault.models
from wayfellow.vault.migrating import seal_again, seal_rows

CHIME = [
    ("connectedness", "Connectedness"),
    ("hope", "Hope"),
    ("identity", "Identity"),
    ("meaning", "Meaning"),
    ("empowerment", "Empowerment"),
]
CLOSER = [
    (0, "Not yet"),
    (1, "A little closer"),
    (2, "Closer"),
    (3, "Much closer"),
    (4, "We got there"),
    (9, "I would rather not say"),
]
CLOSENESS = ["person_closer", "peer_closer"]
OF_AN_OBJECTIVE = ["dimension", *CLOSENESS]
RECORDED = ["answer", "idea", "free", "how"]


def seal(apps, editor):
    objective, side = apps.get_model("journeys", "Objective"), apps.get_model("journeys", "OneSide")
    seal_rows(objective, "journey__person__key", **{name: f"plain_{name}" for name in OF_AN_OBJECTIVE})
    seal_rows(side, "journey__person__key", given="plain_given")
    seal_again(apps.get_model("journeys", "RecordedChoice"), "journey__person__key", *RECORDED)


class Migration(migrations.Migration):
    dependencies = [
        ("journeys", "0008_yes_told_on"),
        ("people", "0006_proposed_reach"),
        ("vault", "0003_erased_keys"),
    ]
    operations = [
        migrations.RemoveConstraint("objective", "closer_is_known"),
        *(migrations.RenameField("objective", name, f"plain_{name}") for name in OF_AN_OBJECTIVE),
        migrations.AddField(
            "objective", "dimension", wayfellow.vault.models.SealedCode(choices=CHIME, default=b"")
        ),
        *(
            migrations.AddField("objective", name, wayfellow.vault.models.SealedJSON(choices=CLOSER))
            for name in CLOSENESS
        ),
        migrations.RenameField("oneside", "given", "plain_given"),
        migrations.AddField("oneside", "given", wayfellow.vault.models.SealedJSON()),
        *(
            migrations.AlterField("recordedchoice", name, wayfellow.vault.models.SealedCode(default=b""))
            for name in RECORDED
        ),
        migrations.RunPython(seal, migrations.RunPython.noop),
        *(migrations.RemoveField("objective", f"plain_{name}") for name in OF_AN_OBJECTIVE),
        migrations.RemoveField("oneside", "plain_given"),
    ]
