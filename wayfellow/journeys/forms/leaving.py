"""When somebody leaves, and how those they walk with go on."""

from django import forms
from django.utils.translation import gettext_lazy as _

from wayfellow.directory.models import Programme
from wayfellow.journeys.models import WayOn
from wayfellow.journeys.queries.leaving import leaving_of
from wayfellow.ui.pages import Form, day, line, one_of, tick, words
from wayfellow.workforce.queries import programmes_to_leave


class LeaveForm(Form):
    """From which programme, and when. Why is not asked."""

    done = _("Saved. Each person now chooses how to go on.")
    programme: forms.ModelChoiceField = forms.ModelChoiceField(
        label=_("Which programme?"), queryset=Programme.objects.none(), empty_label=None, widget=forms.RadioSelect
    )
    last_day = day(_("What is the last day?"), help_text=_("Leave time to say goodbye: a month is good."))

    def prepare(self):
        self.fields["programme"].queryset = programmes_to_leave(self.record, self.reader)
        if not self.is_bound:
            self.initial["programme"] = self.fields["programme"].queryset.first()


class StayForm(Form):
    """They stay after all."""

    done = _("Saved. Everything stays as it was.")


class EndLeavingForm(Form):
    """They have left."""

    done = _("Done. Everyone goes on as they chose.")


class StayInTouchForm(Form):
    """A coordinator stays in touch with somebody who has not chosen."""

    done = _("Saved. They read that you stay in touch.")


class WayOnForm(Form):
    """The person's own answer: nothing is chosen beforehand, and each answer is as good as another."""

    done = _("Saved. You can choose anew until the last day.")
    way = one_of(_("How would you like to go on?"), WayOn.Way)
    wants_to_meet = tick(_("I would like one last meeting together first"))

    def prepare(self):
        self.leaving = leaving_of(self.record)
        chosen = self.record.way_on
        if chosen and chosen.way and not self.is_bound:
            self.initial |= {"way": chosen.way, "wants_to_meet": chosen.wants_to_meet}


class ThankForm(Form):
    done = _("Saved. Only they read it.")
    words = words(_("Your words"), required=True, rows=5, help_text=_("A memory, a thank you, a wish. As on a card."))
    signed = line(_("Signed"), required=False, help_text=_("As you like: your name, or nothing."))

    def prepare(self):
        if not self.is_bound:
            self.initial["signed"] = self.reader.name
