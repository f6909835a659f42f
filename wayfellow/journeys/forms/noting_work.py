"""What coordinators note among themselves, and what the person says to it."""

from django.utils.translation import gettext_lazy as _

from wayfellow.ui.pages import Form, Rewriting, TakingAway, words


class NoteWorkForm(Form):
    about_a_person = True
    words = words(
        _("Your note"), help_text=_("For example: rang twice, no answer. The person may read it, too."), required=True
    )


class ChangeWorkingNoteForm(Rewriting, NoteWorkForm):
    def prepare(self):
        if not self.is_bound:
            self.initial["words"] = self.record.words

    def snapshot(self):
        return [self.record.words]

    def snapshot_as_read(self):
        return [(_("Your note"), self.record.words)]


class TakeBackWorkingNoteForm(TakingAway):
    done = _("The note was taken back.")

    def where(self):
        return self.record.journey_id


class AnswerWorkingNoteForm(Rewriting):
    """Left empty, what was said before is taken back."""

    words = words(_("How I see it"))

    def prepare(self):
        if not self.is_bound:
            self.initial["words"] = self.record.person_says

    def snapshot(self):
        return [self.record.person_says]

    def snapshot_as_read(self):
        return [(_("How I see it"), self.record.person_says)]
