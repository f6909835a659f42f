"""Each step towards an association is kept, beginning with how it stands with each now."""

import django.db.models.deletion
import uuid
import wayfellow.vault.models
from django.db import migrations, models
from django.utils import timezone


def begin_with_how_it_stands(apps, editor):
    step = apps.get_model("journeys", "ConnectionStep")
    known = apps.get_model("journeys", "Connection").objects.values_list("pk", "state", "on")
    step.objects.bulk_create(
        step(connection_id=pk, state=state, on=on, noted_at=timezone.now()) for pk, state, on in known.iterator()
    )


class Migration(migrations.Migration):

    dependencies = [
        ('journeys', "0016_introduction"),
    ]

    operations = [
        migrations.AddField(
            model_name='connection',
            name='contact',
            field=wayfellow.vault.models.SealedText(default=b''),
        ),
        migrations.AddField(
            model_name='connection',
            name='next_on',
            field=models.DateField(null=True),
        ),
        migrations.AlterField(
            model_name='connection',
            name='state',
            field=models.CharField(choices=[('told', 'Heard about it'), ('in_touch', 'Got in touch'), ('went_together', 'We went together'), ('went_alone', 'Went alone'), ('belongs', 'Belongs there'), ('not_for_me', 'Not for me'), ('ended', 'Does not go there any more')], max_length=20),
        ),
        migrations.CreateModel(
            name='ConnectionStep',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(choices=[('told', 'Heard about it'), ('in_touch', 'Got in touch'), ('went_together', 'We went together'), ('went_alone', 'Went alone'), ('belongs', 'Belongs there'), ('not_for_me', 'Not for me'), ('ended', 'Does not go there any more')], max_length=20)),
                ('on', models.DateField()),
                ('noted_at', models.DateTimeField()),
                ('connection', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='journeys.connection')),
            ],
            options={
                'indexes': [models.Index(fields=['on'], name='steps_of_a_time')],
            },
        ),
        migrations.RunPython(begin_with_how_it_stands, migrations.RunPython.noop),
    ]
