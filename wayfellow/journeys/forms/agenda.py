"""What two are asked when they plan, move or cancel a meeting, and when they take a break."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wayfellow.journeys.forms.road import WithCompany, WithLength, length_of, who_else
from wayfellow.journeys.models import LONGEST_PLACE, Accompaniment, Repeats, Setting, UpTo
from wayfellow.journeys.queries.agenda import as_planned
from wayfellow.ui.pages import Form, Rewriting, day, hour, line, one_of, tick, words

ONCE, AN_HOUR = "", "60"


def place():
    help_text = _("Which café, which door. Only those who meet there read it.")
    return line(_("Where exactly?"), help_text=help_text, longest=LONGEST_PLACE)


def all_the_same():
    return tick(_("Yes, plan it all the same"))


class Plan(WithCompany):
    """The next meeting: a day is enough. The rest helps both to be at the same place at the same time."""

    about_a_person = True
    MORE = ("joined_by", "repeats", "up_to")  # folded away

    on = day(_("Which day?"))
    at = hour(_("At what time?"))
    setting = one_of(_("Where?"), Setting)
    place = place()
    anyway = all_the_same()
    joined_by = who_else(_("Who else comes?"))
    repeats = one_of(
        _("Does it come again?"), [(ONCE, _("Only this once")), *Repeats.choices], required=False, initial=ONCE
    )
    up_to = one_of(_("If it comes again, until when?"), UpTo, required=False, initial=UpTo.TALK)

    def prepare(self):
        super().prepare()
        self.fields["length"].required = False
        self.initial.setdefault("length", AN_HOUR)

    @property
    def more(self):
        return [self[name] for name in self.MORE]

    @property
    def says_more(self):
        return bool(self.is_bound and (self.data.get("repeats") or self.data.getlist("joined_by")))

    def answers(self):
        answers = super().answers()
        return answers | {"up_to": answers["up_to"] or UpTo.TALK}


class Settle(WithLength, Rewriting):
    """Another day, time, length, place or kind of meeting; or not this time."""

    about_a_person = True
    WAYS = [
        (Accompaniment.State.MOVED, _("We are meeting, but something changes")),
        (Accompaniment.State.LET_GO, _("We are not meeting this time")),
    ]

    state = one_of(_("What happens to this meeting?"), WAYS)
    on = day(_("The new day"), required=False)
    at = hour(_("The new time"))
    setting = one_of(_("Where?"), Setting, required=False)
    place = place()
    rest_of_row = tick(_("The same for all later meetings of this row"))
    anyway = all_the_same()

    def prepare(self):
        super().prepare()
        self.fields["length"].required = False
        if not self.is_bound:
            kept = {name: getattr(self.record, name) for name in ["on", "at", "setting", "place"]}
            self.initial |= kept | length_of(self.record.minutes)

    def snapshot(self):
        return as_planned(self.record)

    def snapshot_as_read(self):
        planned = {"on": self.record.on, "at": self.record.at, "minutes": self.record.minutes}
        planned |= {"setting": self.record.get_setting_display(), "place": self.record.place}
        return [(self.fields[name].label, value) for name, value in planned.items() if value]

    def answers(self):
        answers = super().answers()
        return answers | {"place": answers["place"] if "place" in self.data else None}


class HeldAsPlanned(Form):
    another = tick(_("This was another meeting on that day"))


class TakeBreak(Form):
    """From when and until when. Why is not asked."""

    about_a_person = True
    begins_on = day(_("From which day?"), initial=timezone.localdate)
    until = day(
        _("Until which day?"),
        required=False,
        help_text=_("The last day of the break. Leave it empty if you do not know yet: then one of you ends it."),
    )
    words = words(_("A few words for the other, if you like"), rows=2)
