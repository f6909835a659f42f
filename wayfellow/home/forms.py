"""What somebody looks for on a home page, when they want to be written to, and what their own calendar shows."""

from datetime import time
from functools import cache
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.formats import time_format
from django.utils.translation import gettext_lazy as _

from wayfellow.directory.terms import Weekday
from wayfellow.home.queries import has_meetings
from wayfellow.notices.models import Kind, Texts, When, Wish
from wayfellow.notices.texts import may_be_texted, person_of, proposed_to
from wayfellow.notices.wishes import OFFERED, first, kinds, wish_of
from wayfellow.people.queries import as_chosen, calendars_of
from wayfellow.people.what_happened import YOU, Sort, everyone_in_it
from wayfellow.ui.pages import Form, day, one_of, tick

MEETINGS_OF = {
    "my": _("What I plan with my peer supporter"),
    "today": _("What I plan with the people I support, and my groups"),
}


class LookedForm(forms.Form):
    """What a person looks for among the lines about them. Nothing is required, and nothing is kept."""

    all_optional = True
    sort = forms.ChoiceField(label=_("What"), choices=[("", _("Everything")), *Sort.choices], required=False)
    by = forms.TypedChoiceField(label=_("Who"), coerce=int, empty_value=None, required=False)
    since = day(_("From"), required=False)
    until = day(_("To"), required=False)

    def __init__(self, *args, reader, **kwargs):
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        others = [(user.pk, user.name) for user in everyone_in_it(reader) if user != reader]
        self.fields["by"].choices = [("", _("Everyone")), (reader.pk, YOU), *others]

    def looked_for(self):
        """Return what was asked for, as far as it can be understood."""
        return self.cleaned_data if self.is_valid() else {}


class CalendarForm(Form):
    """What a calendar elsewhere says of each meeting. The record is that calendar."""

    done = _("Saved. Your calendar says so when it looks here the next time.")
    says_names = tick(
        _("Say whom I meet"), help_text=_("A first name, or the name of a group. Otherwise it only says “Meeting”.")
    )
    says_places = tick(_("Say where we meet"))

    def prepare(self):
        if not self.is_bound:
            self.initial |= as_chosen(self.record)


class OpenCalendarForm(Form):
    """The same for a new address; and of which meetings, where somebody has two kinds. The record is their account."""

    done = ""  # the page that follows shows the address
    section = forms.ChoiceField(label=_("Which meetings?"), widget=forms.RadioSelect)
    says_names, says_places = CalendarForm.base_fields["says_names"], CalendarForm.base_fields["says_places"]

    def prepare(self):
        self.kept = calendars_of(self.record)
        sections = [section for section in MEETINGS_OF if has_meetings(self.record, section)]
        self.fields["section"].choices = [(section, MEETINGS_OF[section]) for section in sections]
        if len(sections) == 1:
            self.fields["section"].widget = forms.HiddenInput()
            self.initial["section"] = sections[0]
        if len(sections) == 1 and self.kept:
            self.initial |= as_chosen(self.kept[sections[0]])


class CloseCalendarForm(Form):
    done = _("Stopped. The address opens nothing any more.")


class LettersForm(Form):
    """When somebody wants to be written to about what. The record is their account.

    Only what differs from what is proposed is kept.
    """

    hour = forms.TypedChoiceField(label=_("At which hour do you want the e-mails of a day or a week?"), coerce=int)
    weekday = forms.TypedChoiceField(label=_("On which day do you want the e-mail of a week?"), coerce=int)
    evening = forms.TypedChoiceField(label=_("At which hour do you want the reminder the day before?"), coerce=int)
    time_zone = forms.ChoiceField(label=_("By the clock of which place?"), required=False)
    texts = one_of(
        _("What may a text message say?"),
        Texts,
        help_text=_(
            "Who sees your phone can read it, even when it is locked. It never says where you meet or what it is about."
            " Between 10 at night and 8 in the morning it waits; only the reminder comes at the hour you set."
        ),
    )

    def __init__(self, *args, sections, **kwargs):
        self.proposed = {kind: first(sections, kind) for kind in kinds(sections)}
        super().__init__(*args, **kwargs)

    def prepare(self):
        wish = wish_of(self.record) or Wish()
        asked = {kind: _asked(kind, getattr(wish, kind) or proposed) for kind, proposed in self.proposed.items()}
        self.fields = asked | self.fields
        self.fields["hour"].choices = self.fields["evening"].choices = [(n, time_format(time(n))) for n in range(24)]
        self.fields["weekday"].choices = Weekday.choices
        here = _("The place of this installation (%(zone)s)") % {"zone": settings.TIME_ZONE}
        self.fields["time_zone"].choices = [("", here), *((zone, zone.replace("_", " ")) for zone in _zones())]
        for name in AT_WHICH_HOUR:
            self.initial[name] = getattr(wish, name)
        self.initial["texts"] = wish.texts or self._proposed_text()
        if Kind.TOMORROW not in self.proposed:
            del self.fields["evening"]
        if not may_be_texted(self.record):
            del self.fields["texts"]

    def chosen(self):
        """Return what was chosen; nothing of a kind that stays as it is proposed."""
        said = self.cleaned_data
        wanted = {kind: "" if said[kind] == proposed else said[kind] for kind, proposed in self.proposed.items()}
        if "texts" in said:
            wanted["texts"] = "" if said["texts"] == self._proposed_text() else said["texts"]
        return wanted | {name: said[name] for name in AT_WHICH_HOUR if name in said}

    def _proposed_text(self):
        return proposed_to(person_of(self.record))


AT_WHICH_HOUR = ["hour", "weekday", "evening", "time_zone"]
IN_OTHER_WORDS = {(Kind.TOMORROW, When.DAILY): _("The day before"), (Kind.REST, When.AT_ONCE): _("Within minutes")}


def _asked(kind, chosen):
    offered = [(when, IN_OTHER_WORDS.get((kind, when), when.label)) for when in OFFERED[kind]]
    return one_of(kind.label, offered, initial=chosen)


@cache
def _zones():
    """Return the clocks of this part of the world, and of the islands before it."""
    here = f"{settings.TIME_ZONE.partition('/')[0]}/"
    return sorted(zone for zone in available_timezones() if zone.startswith((here, "Atlantic/")))
