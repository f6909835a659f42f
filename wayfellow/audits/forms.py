"""What is asked of whoever begins an audit, repeats it, and draws needs from it."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wayfellow.audits.models import LONGEST_ABOUT
from wayfellow.audits.queries import lines_of, templates_of
from wayfellow.audits.tools import Tool
from wayfellow.office.models import LONGEST_STEP, Need
from wayfellow.ui.pages import Form, day, line, one_of, still_to_come

FOUR_WEEKS = timedelta(weeks=4)
OF_NONE = ("", _("No single one"))


def _in_four_weeks():
    return timezone.localdate() + FOUR_WEEKS


class _AskingForm(Form):
    done = _("It is open. Now ask: with links, on a shared device or on paper.")
    until = day(
        _("Until when is it asked?"),
        help_text=_("You close it yourself, then or sooner. Only then is anything told."),
        initial=_in_four_weeks,
    )

    def clean_until(self):
        still_to_come(self.cleaned_data["until"])
        return self.cleaned_data["until"]


class BeginForm(_AskingForm):
    """The record is the programme."""

    from_a_link = ["tool"]
    tool = one_of(_("What is it about?"), [])
    about = line(
        _("Which team, or which part of the programme?"),
        required=True,
        longest=LONGEST_ABOUT,
        help_text=_("Whoever answers reads it. No names of people."),
    )
    field_order = ["tool", "about", "until"]

    def prepare(self):
        self.templates = {str(each.pk): each for each in templates_of(self.record)}
        from_elsewhere = [
            (code, _("%(title)s (from another programme)") % {"title": each}) for code, each in self.templates.items()
        ]
        self.fields["tool"].choices = [*Tool.choices, *from_elsewhere]

    def answers(self):
        given = super().answers()
        return given | {"template": self.templates.get(given["tool"])}


class RepeatForm(_AskingForm):
    """The record is the audit of last time."""

    words = one_of(
        _("What is asked?"),
        [("same", _("The same as last time")), ("shipped", _("The newest version that comes with Wayfellow"))],
        initial="same",
        help_text=_("Only statements that are the same in both are compared. You can change them before you ask."),
    )
    field_order = ["words", "until"]

    def answers(self):
        return {"until": self.cleaned_data["until"], "as_shipped": self.cleaned_data["words"] == "shipped"}


class CloseForm(Form):
    done = _("It is closed. This is what came of it.")


class LetGoForm(Form):
    done = _("It is stopped. Nobody can answer any more.")


class NeedForm(Form):
    """The record is the audit."""

    done = _("It is noted. Now settle who does what about it by when.")
    statement = one_of(_("From which statement does it come?"), [], required=False, initial="")
    kind = one_of(_("What kind of need is it?"), Need.Kind)
    words = line(
        _("What is needed?"),
        required=True,
        longest=LONGEST_STEP,
        help_text=_("Nothing about a person who receives support belongs here."),
    )

    def prepare(self):
        lines = [(each.name, each.words) for each in lines_of(self.record)] if self.record.tells_of_statements else []
        self.fields["statement"].choices = [OF_NONE, *lines]
