"""What somebody looks for in a list of journeys, and what they narrow it to."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from wayfellow.directory.models import LONGEST_NAME
from wayfellow.journeys.queries.narrowing import OWN_SORTS, SORTED_BY, WHOSE, told_apart
from wayfellow.people.lists import LONGER_THAN, SHOWN, SIZES
from wayfellow.ui.pages import posted
from wayfellow.ui.spoken import names


class NameSearch(forms.Form):
    """A name, or a part of it."""

    name = forms.CharField(
        label=_("Find by name"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )


def searched(request, asked):
    """Return the question for a name with what was typed, wherever that is now."""
    return NameSearch(posted(request), initial={"name": asked.name})


class Narrow(forms.Form):
    """What a list shows. Its answers stand in the address, so each of them is a code or a number."""

    all_optional = True
    labels = {
        "programme": _("Programme"),
        "source": _("Where the referral comes from"),
        "site": _("Where they would like to meet first"),
        "team": _("Team that referred them"),
        "peer": _("Peer supporter"),
        "language": _("The language they prefer to speak"),
    }
    sorts = SORTED_BY

    def __init__(self, *, asked, among):
        super().__init__(initial=asked.chosen | {SHOWN: 1, "sort": asked.sort, "size": asked.size}, label_suffix="")
        self.fields[SHOWN] = forms.IntegerField(widget=forms.HiddenInput)
        for part, records in among.items():
            self._offer(part, self._choices(part, records))
        self.offer_more()
        self._offer("sort", list(self.sorts.items()), _("Sorted"), every=False)
        self._offer("size", [(size, size) for size in SIZES], _("How many on a page"), every=False)

    def offer_more(self):
        """Offer what only this list can be narrowed to."""

    def _choices(self, part, records):
        if part == "language":
            return [(code, row["own"]) for code, row in names().items() if code in records]
        return told_apart(part, records)

    def _offer(self, part, choices, label=None, *, every=True):
        """Ask only where there is something to choose from."""
        if len(choices) > 1 or choices and part in self.initial:
            nothing = [("", _("All"))] if every else []
            self.fields[part] = forms.ChoiceField(
                label=label or self.labels[part], choices=[*nothing, *choices], required=False
            )


class NarrowDesk(Narrow):
    def offer_more(self):
        longer = [(days, ngettext("%(days)s day", "%(days)s days", days) % {"days": days}) for days in LONGER_THAN]
        self._offer("waiting", longer, _("Waiting longer than"))


class NarrowReferrals(Narrow):
    sorts = OWN_SORTS

    def __init__(self, *, in_a_team, **options):
        self.in_a_team = in_a_team
        super().__init__(**options)

    def offer_more(self):
        if self.in_a_team:
            self._offer("whose", list(WHOSE.items()), _("Whose referrals"))
