"""What a coordinator answers: whom to ask, and whose name to look for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from wayfellow.directory.models import LONGEST_NAME
from wayfellow.journeys.queries import asking
from wayfellow.ui.pages import Form


def _peer(label):
    return forms.ModelChoiceField(label=label, queryset=None, empty_label=None, widget=forms.RadioSelect)


class Search(forms.Form):
    """A name, or a part of it."""

    name = forms.CharField(
        label=_("Find by name"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )


class OfferForm(Form):
    """Whom to ask to walk along: those with a place free, the freest first and nobody marked as better."""

    reads_record = True
    peer = _peer(_("Whom would you like to ask?"))

    def prepare(self):
        can_be_asked = asking.who_can_be_asked(self.record).prefetch_related("sites")
        self.fields["peer"].queryset = can_be_asked.filter(free__gt=0).order_by("-free", "user__name", "pk")
        self.without_place = can_be_asked.filter(free__lte=0).order_by("user__name", "pk")
        self.not_available = asking.not_available(self.record)

    def reasons(self, peer):
        return asking.reasons(peer, self.record)


class ExplainForm(Form):
    """Whom to ask to tell the person what peer support is. It takes no place."""

    reads_record = True
    peer = _peer(_("Who could tell them about it?"))

    def prepare(self):
        can_be_asked = asking.who_can_be_asked(self.record).prefetch_related("sites")
        self.fields["peer"].queryset = can_be_asked.order_by("user__name", "pk")

    def reasons(self, peer):
        return asking.reasons(peer, self.record)


class SomeoneElseForm(Form):
    """Nothing to answer: no reason is asked."""

    reads_record = True
