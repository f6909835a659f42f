"""What other rooms ask, too: that nobody who receives support is named, and who does what by when."""

from django import forms
from django.utils.translation import gettext_lazy as _

from wayfellow.office.models import LONGEST_STEP
from wayfellow.office.queries import could_do, does_not_belong
from wayfellow.people.models import User
from wayfellow.ui.pages import Form, day, line

NAMES_NOBODY = _("Nobody who receives support is named here.")


def unless_named(form, programme, *fields):
    """Ask in place where somebody who receives support is named, or something clinical stands there."""
    for name in fields:
        if refusal := does_not_belong(form.reader, programme, form.cleaned_data.get(name) or ""):
            form.add_error(name, refusal)


class AgreeForm(Form):
    """What was agreed about a record of a programme, in another room: it becomes a step of the office."""

    words = line(_("What is to be done?"), required=True, longest=LONGEST_STEP, help_text=NAMES_NOBODY)
    owner: forms.ModelChoiceField = forms.ModelChoiceField(
        label=_("Who does it?"),
        help_text=_("Somebody who works here is told of it, and again when it falls due."),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Somebody else, in words below"),
    )
    owner_in_words = line(
        _("Or in words"), longest=LONGEST_STEP, help_text=_("A role, a team or an organisation, such as “the nurse”.")
    )
    due_on = day(_("By when?"))

    def prepare(self):
        self.fields["owner"].queryset = could_do(self.record.programme)

    def clean(self):
        given = super().clean()
        if bool(given.get("owner")) == bool(given.get("owner_in_words")):
            self.add_error("owner_in_words", _("Please choose somebody, or write who it is: one of the two."))
        unless_named(self, self.record.programme, "words", "owner_in_words")
        return given

    def answers(self):
        return {"step": super().answers() | {"every_months": None}}
