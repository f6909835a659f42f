"""What a coordinator answers: whom to ask."""

from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from wayfellow.journeys.forms.referrals import ReachForm
from wayfellow.journeys.queries import asking
from wayfellow.journeys.queries.reaching import Proposed
from wayfellow.notices import texts
from wayfellow.notices.models import Texts
from wayfellow.people.models import Reach
from wayfellow.people.queries import as_kept, as_read
from wayfellow.ui.pages import Form, Rewriting, one_of, tick


def _peer(label):
    return forms.ModelChoiceField(label=label, queryset=None, empty_label=None, widget=forms.RadioSelect)


class PeerForm(Form):
    """One of those who can be asked, each with what speaks for them as the person sees it."""

    wished: set[Any] = set()  # whom the person would like to meet after all

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
        self.wished = asking.wished_again(self.record) if self.record.someone_let_go else set()

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
        super().prepare()
        if not self.is_bound:
            self.initial |= dict(zip(Reach.TOLD, as_kept(self._reach()), strict=True))

    def answers(self):
        return {"reach": self._said()}

    def _reach(self):
        return getattr(self.record, "reach", None)

    def _said(self):
        return {name: self.cleaned_data[name] for name in Reach.TOLD}


class KeepReachForm(Rewriting, ProposeReachForm):
    """The same for someone without an account: it is kept at once, and what is left empty is empty.

    With a yes to texts they are told by text of their meetings, so it is asked how much these may say.
    """

    texts_say = one_of(
        _("What may a text message say?"),
        [(each.value, each.label) for each in (Texts.MEETING, Texts.LESS)],
        help_text=_(
            "Who sees their phone can read it, even when it is locked. It never says where you meet or what it is "
            "about."
        ),
    )
    field_order = ["phone", "may_text", "texts_say"]

    def prepare(self):
        super().prepare()
        if not self.is_bound:
            self.initial["texts_say"] = texts.proposed_to(self.record)
        if not texts.can_be_sent():
            del self.fields["texts_say"]

    def snapshot(self):
        return as_kept(self._reach(), Reach.KEPT_FOR_THEM)

    def snapshot_as_read(self):
        kept = as_read(self._reach()) | {"texts_say": texts.proposed_to(self.record).label}
        return [(field.label, kept[name]) for name, field in self.fields.items() if name in kept]

    def answers(self):
        said = self.cleaned_data.get("texts_say", texts.proposed_to(self.record))
        reach = self._said() | {"texts_say_less": said == Texts.LESS}
        return {"edit_token": self.cleaned_data["edit_token"], "reach": reach}


class ProposedReachForm(Form):
    take = one_of(_("Is it right?"), [("yes", _("Yes, keep it from now on")), ("no", _("No, leave it as it is"))])

    def proposed(self):
        return Proposed(self.record, may_answer=True)


class WishAgainForm(Form):
    """Whom the person would like to meet after all. Nobody ticked: nobody of these is asked again."""

    all_optional = True
    done = _("Saved.")
    peers: forms.Field = forms.ModelMultipleChoiceField(
        label=_("Who may be asked again?"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )

    def prepare(self):
        self.fields["peers"].queryset = asking.let_go_for(self.record)
        if not self.is_bound:
            self.initial["peers"] = asking.wished_again(self.record)


class SomeoneElseForm(Form):
    """Nothing to answer: no reason is asked."""
