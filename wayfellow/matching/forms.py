"""Whom to ask for each of those who wait, as proposed until the coordinator changes it."""

from django import forms
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from wayfellow.matching.queries import ASKED_FOR, field_of, proposal
from wayfellow.ui.pages import Form

AT_ONCE = 20
NOBODY_CHOSEN = _("Nobody is chosen yet. Please choose somebody for at least one person.")
ASKED_MEANWHILE = _("Whoever you chose somebody for is not waiting any more: somebody was asked in the meantime.")


class OfferSeveralForm(Form):
    """Those who have waited longest, with a question each. The proposal is over everyone, however many are shown."""

    all_optional = True

    def prepare(self):
        self.proposal = proposal(self.reader, self.record)
        could = [match for match in self.proposal.matches if match.peers]
        self.nobody = [match for match in self.proposal.matches if not match.peers]
        sent = [match for match in could if field_of(match.journey) in self.data]
        self.matches = sent or could[:AT_ONCE]
        self.later = 0 if sent else len(could) - len(self.matches)
        for match in self.matches:
            self.fields[field_of(match.journey)] = _whom_to_ask(match)

    def questions(self):
        """Return each of those who wait, with the question of whom to ask."""
        return [(match, self[field_of(match.journey)]) for match in self.matches]

    @cached_property
    def offers(self):
        chosen = [(match, self.cleaned_data.get(field_of(match.journey))) for match in self.matches]
        by_number = {str(peer.pk): peer for match in self.matches for peer in match.peers}
        return [(match.journey, by_number[number]) for match, number in chosen if number]

    def clean(self):
        asked = {}
        for journey, peer in self.offers:
            asked.setdefault(peer, []).append(journey)
        for peer, journeys in asked.items():
            for journey in journeys[peer.free :]:
                self.add_error(field_of(journey), _places(peer))
        if not self.errors and not self.offers:
            raise forms.ValidationError(ASKED_MEANWHILE if self._was_chosen() else NOBODY_CHOSEN)

    def _was_chosen(self):
        """Whether somebody was chosen for a person who waits no more."""
        chosen = [name for name, number in self.data.items() if name.startswith(ASKED_FOR) and number]
        return any(name not in self.fields for name in chosen)

    def answers(self):
        return {"offers": self.offers}

    @property
    def done(self):
        number = len(self.offers)
        return ngettext(
            "A peer supporter was asked for %(num)s person.", "Peer supporters were asked for %(num)s people.", number
        ) % {"num": number}


def _places(peer):
    said = ngettext(
        "%(name)s has %(num)s free place. Please choose somebody else here.",
        "%(name)s has %(num)s free places. Please choose somebody else here.",
        peer.free,
    )
    return said % {"name": peer, "num": peer.free}


def _whom_to_ask(match):
    """Each of those who can be asked, by name, with the reasons in words: whoever is changed to is read about, too."""
    offered = [(str(peer.pk), _as_offered(peer, match.fits[peer.pk])) for peer in match.peers]
    return forms.ChoiceField(
        label=_("Whom to ask for %(name)s") % {"name": match.journey.person.name},
        choices=[("", _("Nobody yet")), *offered],
        required=False,
        initial=str(match.proposed.pk) if match.proposed and not match.must_be_asked else "",
    )


def _as_offered(peer, fit):
    said = [*_away(peer), *fit.misses, *fit.reasons]
    return f"{peer}: {' · '.join(said)}" if said else str(peer)


def _away(peer):
    return (
        [_("Away from %(first)s") % {"first": date_format(peer.away_from, "MONTH_DAY_FORMAT")}]
        if peer.away_from
        else []
    )
