"""When a peer supporter is away, and what of that time is cancelled."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wayfellow.journeys.models import Accompaniment, Introduction
from wayfellow.journeys.queries.away import meetings_in, offered_in
from wayfellow.ui.pages import Form, day


class GoAway(Form):
    """From when and until when. Why is not asked."""

    done = _("Saved. This is what is planned in that time.")
    begins_on = day(_("From which day?"), initial=timezone.localdate)
    until = day(
        _("Until which day?"),
        required=False,
        help_text=_("The last day away. Leave it empty if it is not known yet: then it lasts until you say “back”."),
    )


class ComeBack(Form):
    """They are back, or stay after all."""

    done = _("Saved. The meetings that were cancelled stay cancelled: a new day can be set at once.")


def to_tick(label, records):
    return forms.ModelMultipleChoiceField(
        label=label, queryset=records.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )


class CancelWhileAway(Form):
    """What is planned and offered in that time: what is ticked is cancelled, the rest stays."""

    done = _("Cancelled. Each of them reads it.")
    meetings = to_tick(_("Which meetings are cancelled?"), Accompaniment)
    offered = to_tick(_("Which offered times are withdrawn?"), Introduction)

    def prepare(self):
        self.introductions = {each.pk: each for each in offered_in(self.record, self.reader)}
        self.fields["meetings"].queryset = meetings_in(self.record, self.reader)
        self.fields["offered"].queryset = Introduction.objects.filter(pk__in=self.introductions)
        if not self.is_bound:
            self.initial["meetings"] = [meeting.pk for meeting in self.fields["meetings"].queryset]
            self.initial["offered"] = [*self.introductions]

    def clean(self):
        said = super().clean()
        if not self.errors and not said["meetings"] and not said["offered"]:
            name = "meetings" if self.fields["meetings"].queryset else "offered"
            self.add_error(name, _("Nothing is ticked, so all of it stays as it is."))
        return said

    @property
    def planned(self):
        """Each meeting with its box, for the page."""
        return [(option, option.data["value"].instance) for option in self["meetings"]]

    @property
    def times(self):
        """Each introduction of which times were offered, with its box and these times."""
        found = [(option, self.introductions[option.data["value"].value]) for option in self["offered"]]
        return [(option, each, each.within(self.record)) for option, each in found]
