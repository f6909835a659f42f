import django.db.models.deletion
from django.db import migrations, models
from django.utils import timezone

LETTER = models.ForeignKey("notices.letter", null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+")


def have_failed_letters(apps, schema_editor):
    """What did not go out before is a letter that failed, of which nothing is left to send."""
    Letter, now = apps.get_model("notices", "Letter"), timezone.now()
    for step in apps.get_model("choices", "FirstStep").objects.filter(mail_failed=True):
        step.letter = Letter.objects.create(key_id=step.key_id, written_at=now, failed_at=now)
        step.save(update_fields=["letter"])
    for reply in apps.get_model("choices", "Reply").objects.filter(mail_failed=True).select_related("step"):
        reply.letter = Letter.objects.create(key_id=reply.step.key_id, written_at=now, failed_at=now)
        reply.save(update_fields=["letter"])


class Migration(migrations.Migration):
    dependencies = [("choices", "0005_letters"), ("notices", "0001_initial")]
    operations = [
        migrations.AddField("firststep", "letter", LETTER),
        migrations.AddField("reply", "letter", LETTER.clone()),
        migrations.RunPython(have_failed_letters, migrations.RunPython.noop),
        migrations.RemoveField("firststep", "mail_failed"),
        migrations.RemoveField("reply", "mail_failed"),
    ]
