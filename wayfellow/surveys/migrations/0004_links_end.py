from datetime import timedelta

from django.db import migrations, models
from django.utils import timezone


def some_weeks_on():
    return timezone.localdate() + timedelta(days=90)


class Migration(migrations.Migration):

    dependencies = [("surveys", "0003_shown_over_time")]

    operations = [
        migrations.AddField(
            model_name="invitation", name="until", field=models.DateField(default=some_weeks_on), preserve_default=False
        ),
    ]
