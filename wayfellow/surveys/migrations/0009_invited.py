import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Count
from django.utils import timezone


def count_from_this_month_on(apps, _editor):
    """What is open now, and what was answered this month, was invited; of the months before nobody knows any more."""
    month = timezone.localdate().replace(day=1)
    answered = apps.get_model("surveys", "Answers").objects.filter(month=month, on_paper=False)
    found = {}
    for records in (apps.get_model("surveys", "Invitation").objects, answered):
        for programme, questionnaire, number in (
            records.values("programme", "questionnaire").annotate(number=Count("pk")).order_by()
            .values_list("programme", "questionnaire", "number")
        ):
            found[programme, questionnaire] = found.get((programme, questionnaire), 0) + number
    model = apps.get_model("surveys", "Invited")
    model.objects.bulk_create(
        model(programme_id=programme, questionnaire_id=questionnaire, month=month, number=number)
        for (programme, questionnaire), number in found.items()
    )


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0013_writes_as'),
        ('surveys', '0008_told_apart'),
    ]

    operations = [
        migrations.CreateModel(
            name='Invited',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.DateField()),
                ('number', models.PositiveIntegerField(default=0)),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='directory.programme')),
                ('questionnaire', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='surveys.questionnaire')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('programme', 'questionnaire', 'month'), name='a_month_is_invited_once')],
            },
        ),
        migrations.RunPython(count_from_this_month_on, migrations.RunPython.noop),
    ]
