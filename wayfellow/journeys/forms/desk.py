"""What a coordinator answers: whom to ask, and whose name to look for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from wayfellow.directory.models import LONGEST_NAME
from wayfellow.journeys.forms.referrals import ReachForm
from wayfellow.journeys.queries import asking
from wayfellow.journeys.queries.reaching import Proposed
from wayfellow.ui.pages import Form, one_of


def _peer(label):
    return forms.ModelChoiceField(label=label, queryset=None, empty_label=None, widget=forms.RadioSelect)


class Search(forms.Form):
    """A name, or a part of it."""

    name = forms.CharField(
        label=_("Find by name"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )


class PeerForm(Form):
    """One of those who can be asked, each with what speaks for them as the person sees it."""

    def reasons(self, peer):
        return asking.reasons(peer, self.record)

    def misses(self, peer):
        return asking.misses(peer, self.record)

    def must_be_asked(self):
        return asking.must_be_asked(self.record)


class OfferForm(PeerForm):
    """Whom to ask to walk along: those with a place free, the freest first and nobody marked as better."""

    peer = _peer(_("Who would you like to ask?"))

    def prepare(self):
        can_be_asked = asking.who_can_be_asked(self.record).prefetch_related("sites")
        self.fields["peer"].queryset = can_be_asked.filter(free__gt=0).order_by("-free", "user__name", "pk")
        self.without_place = can_be_asked.filter(free__lte=0).order_by("user__name", "pk")
        self.not_available = asking.not_available(self.record)


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
        reach = getattr(self.record, "reach", None)
        if not self.is_bound and reach:
            self.initial |= {name: getattr(reach, name) for name in reach.TOLD}

    def answers(self):
        return {"reach": super().answers()}


class ProposedReachForm(Form):
    take = one_of(_("Is it right?"), [("yes", _("Yes, keep it from now on")), ("no", _("No, leave it as it is"))])

    def proposed(self):
        return Proposed(self.record, may_answer=True)


class SomeoneElseForm(Form):
    """Nothing to answer: no reason is asked."""
