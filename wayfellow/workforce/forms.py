from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wayfellow.ui.pages import Form, Rewriting, day, words
from wayfellow.workforce.queries import as_kept, whom_i_could_know


class ReflectionForm(Form):
    on = day(_("Day"), initial=timezone.localdate)
    words = words(
        _("What stays with you?"),
        required=True,
        rows=8,
        help_text=_("What was good, what was hard, what you would do again. No names are needed."),
    )


class KeptReflectionForm(Rewriting):
    def kept(self):
        return as_kept(self.record)

    def kept_as_read(self):
        return [(_("Day"), self.record.on), (_("What stays with you"), self.record.words)]


class ChangeReflectionForm(KeptReflectionForm, ReflectionForm):
    def prepare(self):
        if not self.is_bound:
            self.initial |= {"on": self.record.on, "words": self.record.words}


class AcquaintancesForm(Rewriting):
    all_optional = True
    names = words(_("Names, one on each line"), rows=6, help_text=_("As people call them in the programme."))

    def prepare(self):
        if not self.is_bound:
            self.initial["names"] = self.record.knows

    def kept(self):
        return [self.record.knows]

    def kept_as_read(self):
        return [(_("Names"), self.record.knows)]


class KnownPeersForm(Form):
    reads_record = True
    all_optional = True
    peers: forms.ModelMultipleChoiceField = forms.ModelMultipleChoiceField(
        label=_("Whom do you know from elsewhere?"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def prepare(self):
        self.fields["peers"].queryset = whom_i_could_know(self.record).select_related("user")
        if not self.is_bound:
            self.initial["peers"] = self.record.knows.all()
