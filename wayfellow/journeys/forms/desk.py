"""What a coordinator answers: whom to ask."""

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from wayfellow.journeys.forms.referrals import ReachForm
from wayfellow.journeys.queries import asking
from wayfellow.journeys.queries.reaching import Proposed
from wayfellow.people.models import Reach
from wayfellow.people.queries import as_kept, as_read
from wayfellow.ui.pages import Form, Rewriting, one_of, tick


def _peer(label):
    return forms.ModelChoiceField(label=label, queryset=None, empty_label=None, widget=forms.RadioSelect)


class PeerForm(Form):
    """One of those who can be asked, each with what speaks for them as the person sees it."""

    @cached_property
    def offered(self):
        return [option.data["value"].instance for option in self["peer"]]

    @cached_property
    def fits(self):
        return asking.fits(self.record, self.offered)

    def must_be_asked(self):
        return asking.must_be_asked(self.record)


class OfferForm(PeerForm):
    """Whom to ask to walk along, the freest first and nobody marked as better.

    Before somebody is asked who has as many people as agreed, the desk asks whether they were talked with; and of
    somebody who is away, whether to ask all the same.
    """

    peer = _peer(_("Who would you like to ask?"))
    beyond_load = tick(_("I have talked with them, and they would like to be asked although their load is full"))
    while_away = tick(_("Ask them all the same: they read it when they are back"))

    def prepare(self):
        can_be_asked = asking.who_can_be_asked(self.record).prefetch_related("sites")
        self.fields["peer"].queryset = can_be_asked.order_by("-free", "user__name", "pk")
        self.not_available = asking.not_available(self.record)

    def someone_is_free(self):
        return any(peer.free > 0 for peer in self.offered)

    def someone_is_full(self):
        return any(peer.free <= 0 for peer in self.offered)

    def someone_is_away(self):
        return any(peer.is_away for peer in self.offered)


class ExplainForm(PeerForm):
    """Whom to ask to tell the person what peer support is. It takes no place."""

    peer = _peer(_("Who could tell them about it?"))

    def prepare(self):
        can_be_asked = asking.who_can_be_asked(self.record).prefetch_related("sites")
        self.fields["peer"].queryset = can_be_asked.order_by("user__name", "pk")


class ProposeReachForm(ReachForm):
    """What is kept is there to be corrected. What is left empty is not proposed."""

    about_a_person = True

    def prepare(self):
        if not self.is_bound:
            self.initial |= dict(zip(Reach.TOLD, as_kept(self._reach()), strict=True))

    def answers(self):
        return {"reach": self._said()}

    def _reach(self):
        return getattr(self.record, "reach", None)

    def _said(self):
        return {name: self.cleaned_data[name] for name in Reach.TOLD}


class KeepReachForm(Rewriting, ProposeReachForm):
    """The same for someone without an account: it is kept at once, and what is left empty is empty."""

    def snapshot(self):
        return as_kept(self._reach())

    def snapshot_as_read(self):
        return [(self.fields[name].label, said) for name, said in as_read(self._reach()).items()]

    def answers(self):
        return {"edit_token": self.cleaned_data["edit_token"], "reach": self._said()}


class ProposedReachForm(Form):
    take = one_of(_("Is it right?"), [("yes", _("Yes, keep it from now on")), ("no", _("No, leave it as it is"))])

    def proposed(self):
        return Proposed(self.record, may_answer=True)


class SomeoneElseForm(Form):
    """Nothing to answer: no reason is asked."""
