"""The times that whoever introduces the two is offered, and which of them they take."""

from django.utils.translation import gettext_lazy as _

from wayfellow.journeys.forms.agenda import all_the_same
from wayfellow.journeys.forms.road import LENGTHS, OTHER
from wayfellow.journeys.models import LONGEST_PLACE, MOST_TIMES, Setting
from wayfellow.journeys.queries.introducing import TIMES_CHANGED, as_offered
from wayfellow.ui.pages import Form, Rewriting, day, hour, line, one_of, words

NONE_SUITS = "none"
LENGTH = [(int(minutes), label) for minutes, label in LENGTHS if minutes != OTHER]
A_DAY_IS_MISSING = _("Please choose a day.")
A_TIME_IS_MISSING = _("Please say at what time.")
PLACE_HELP = _("Which café, which door. Those who meet there read it, and the coordinators.")
A_TIME = ("on", "at", "place")


def a_day(required=False):
    return day(_("Which day?"), required=required)


def an_hour(required=False):
    return hour(_("At what time?"), required=required)


def a_place(help_text=""):
    return line(_("Where exactly?"), help_text=help_text, longest=LONGEST_PLACE)


class OfferTimes(Rewriting):
    """Up to three times for the first meeting: one is enough."""

    about_a_person = True
    done = _("Offered. You read here which one suits.")

    on_1, at_1, place_1 = a_day(required=True), an_hour(required=True), a_place(PLACE_HELP)
    on_2, at_2, place_2 = a_day(), an_hour(), a_place()
    on_3, at_3, place_3 = a_day(), an_hour(), a_place()
    minutes = one_of(_("How long?"), LENGTH, initial=60)
    setting = one_of(_("What kind of place?"), Setting, initial=Setting.CENTRE)
    anyway = all_the_same()

    def prepare(self):
        if not self.is_bound:
            self.initial |= self._as_offered()

    def _as_offered(self):
        offered = self.record.introduction_now
        if not offered:
            return {}
        said = {}
        for number, time in enumerate(offered.offered, start=1):
            said |= {"minutes": time.minutes, "setting": time.setting}
            said |= {f"{name}_{number}": getattr(time, name) for name in A_TIME}
        return said

    @property
    def rows(self):
        """The questions of each of the times, for the page."""
        return [[self[f"{name}_{number}"] for name in A_TIME] for number in range(1, MOST_TIMES + 1)]

    def clean(self):
        for number in range(2, MOST_TIMES + 1):
            on, at, place = (self.cleaned_data.get(f"{name}_{number}") for name in A_TIME)
            if (at or place) and not on and f"on_{number}" not in self.errors:
                self.add_error(f"on_{number}", A_DAY_IS_MISSING)
            if (on or place) and not at and f"at_{number}" not in self.errors:
                self.add_error(f"at_{number}", A_TIME_IS_MISSING)

    def answers(self):
        said = super().answers()
        times = [tuple(said.pop(f"{name}_{number}") for name in A_TIME) for number in range(1, MOST_TIMES + 1)]
        return said | {"times": [time for time in times if time[0]], "minutes": int(said["minutes"])}

    def snapshot(self):
        return as_offered(self.record.introduction_now)

    def snapshot_as_read(self):
        offered = self.record.introduction_now
        if not offered:
            return []
        times = [(_("Offered"), str(time)) for time in offered.offered]
        return [*times, (_("What would suit"), offered.would_suit)]


class AnswerTimes(Form):
    """One of the times, or none of them, and then which would suit."""

    about_a_person = True

    time = one_of(_("Which one suits you?"), [])
    would_suit = words(_("Which days and times would suit you?"), rows=2, help_text=_("Only if none of these does."))

    def prepare(self):
        offered = self.record.introduction_now
        times = offered.offered if offered and not offered.is_set else []
        self.times_to_choose = [(each.number, str(each)) for each in times]
        self.fields["time"].choices = [*self.times_to_choose, (NONE_SUITS, _("None of these suits me"))]
        self.fields["time"].error_messages["invalid_choice"] = TIMES_CHANGED

    def clean(self):
        if self.cleaned_data.get("time") == NONE_SUITS and not self.cleaned_data.get("would_suit"):
            self.add_error("would_suit", _("Please write which days and times would suit you."))
