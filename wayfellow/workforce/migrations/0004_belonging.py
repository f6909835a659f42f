"""What a peer supporter is in one programme may end, while they go on in another."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("directory", "0005_house"), ("workforce", "0003_ends")]
    operations = [
        # The table is there already: it joined the two, and now it says until when.
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="Belonging",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                        ),
                        (
                            "peer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="belongings",
                                to="workforce.peer",
                            ),
                        ),
                        (
                            "programme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="belongings",
                                to="directory.programme",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "workforce_peer_programmes",
                        "constraints": [],
                        "unique_together": {("peer", "programme")},
                    },
                ),
                migrations.AlterField(
                    "peer",
                    "programmes",
                    models.ManyToManyField(
                        related_name="peers", through="workforce.Belonging", to="directory.programme"
                    ),
                ),
            ],
        ),
        migrations.AddField("belonging", "ends_on", models.DateField(null=True)),
    ]
