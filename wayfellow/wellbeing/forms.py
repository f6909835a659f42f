"""What a peer supporter is asked of themself, and with whom they share it."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wayfellow.people.models import User
from wayfellow.ui.pages import Form, Rewriting, day, one_of, words
from wayfellow.wellbeing.models import Shared
from wayfellow.wellbeing.queries import page_of, snapshot_of, whom_they_could_choose
from wayfellow.wellbeing.questions import CHOSEN, ON_THE_PAGE, WRITTEN, as_read, page_as_read

Kind = Shared.Kind


class CheckInForm(Form):
    all_optional = True
    on = day(_("Day"), initial=timezone.localdate)

    def prepare(self):
        for name, (label, choices) in CHOSEN.items():
            self.fields[name] = one_of(label, choices.choices, required=False)
        for name, (label, help_text) in WRITTEN.items():
            self.fields[name] = words(label, help_text=help_text)

    def clean(self):
        super().clean()
        if not any(self.cleaned_data.get(name) for name in [*CHOSEN, *WRITTEN]):
            raise forms.ValidationError(_("Please answer at least one question, whichever you like."))

    def answers(self):
        given = super().answers()
        return {"said": {name: given.pop(name) for name in [*CHOSEN, *WRITTEN]}} | given


class ExistingCheckInForm(Rewriting):
    def snapshot(self):
        return snapshot_of(self.record)

    def snapshot_as_read(self):
        return [(_("Day"), self.record.on), *as_read(self.record.said)]


class ChangeCheckInForm(ExistingCheckInForm, CheckInForm):
    def prepare(self):
        super().prepare()
        if not self.is_bound:
            self.initial |= {"on": self.record.on} | self.record.said


class OwnPageForm(Rewriting):
    all_optional = True

    def prepare(self):
        for name, (label, help_text) in ON_THE_PAGE.items():
            self.fields[name] = words(label, help_text=help_text, rows=4)
        if not self.is_bound:
            self.initial |= page_of(self.record)

    def snapshot(self):
        return [page_of(self.record)]

    def snapshot_as_read(self):
        return page_as_read(page_of(self.record))

    def answers(self):
        given = super().answers()
        return {"edit_token": given.pop("edit_token"), "said": given}


class ChoosingForm(Form):
    """With whom? One person of those who work in the same programme, and nobody is chosen beforehand."""

    with_whom: forms.ModelChoiceField = forms.ModelChoiceField(
        label=_("With whom?"),
        help_text=_("Only this person reads it. You can take it back at any time."),
        queryset=User.objects.none(),
        empty_label=_("Please choose"),
    )

    def prepare(self):
        could = [user.pk for user, _page in whom_they_could_choose(self.peer)]
        self.fields["with_whom"].queryset = User.objects.filter(pk__in=could).order_by("name", "pk")

    @property
    def peer(self):
        return self.record

    def answers(self):
        return {"shared": super().answers()}


class TalkForm(ChoosingForm):
    kind = one_of(_("When?"), [(kind.value, kind.label) for kind in [Kind.SOON, Kind.TODAY]])
    field_order = ["kind", "with_whom"]


class ShareForm(ChoosingForm):
    kind = one_of(_("What?"), [(kind.value, kind.label) for kind in [Kind.EXTRACT, Kind.WHOLE]], initial=Kind.EXTRACT)
    extract = words(
        _("What would you like to share?"), rows=8, help_text=_("Take out what you want to keep for yourself.")
    )
    field_order = ["kind", "extract", "with_whom"]

    @property
    def peer(self):
        return self.record.peer

    def prepare(self):
        super().prepare()
        if not self.is_bound:
            self.initial["extract"] = self.in_words()

    def in_words(self):
        """Return what can be shared, as one text."""
        return "\n\n".join(f"{label}\n{said}" for label, said in as_read(self.record.said))


class ShareReflectionForm(ShareForm):
    def in_words(self):
        return self.record.words
