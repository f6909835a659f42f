"""What two are asked about the associations they get to know."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wayfellow.journeys.models import Connection
from wayfellow.journeys.queries.connecting import (
    associations_for,
    groups_of,
    named_with_its_association,
    snapshot_of,
)
from wayfellow.ui.pages import Form, Rewriting, TakingAway, day, one_of, still_to_come, words


def next_on(help_text=""):
    return day(_("When is the next step, if you know?"), required=False, help_text=help_text)


def contact(help_text=""):
    return words(_("Whom to ask for there, and how to reach them"), help_text=help_text, rows=2)


class WithNextStep(Form):
    """A next step that was noted stays when its day has passed; a new one is still to come."""

    def clean_next_on(self):
        given = self.cleaned_data["next_on"]
        return given if given is None or given == getattr(self.record, "next_on", None) else still_to_come(given)


class Connect(WithNextStep):
    about_a_person = True

    association = one_of(_("Which association, or which group?"), [])
    state = one_of(_("What stage is it at?"), Connection.State)
    on = day(_("Since when?"), initial=timezone.localdate)
    next_on = next_on(_("A day to come that you noted before stays if you leave this empty."))
    contact = contact(_("What you wrote before stays if you leave this empty."))

    def prepare(self):
        """An association goes by its number; a group by that of its association, and its own short name."""
        associations = associations_for(self.record, timezone.localdate())
        self.offered = {str(each.pk): each for each in associations}
        groups = groups_of(associations)
        named = [(f"{each.organisation_id} {each.slug}", named_with_its_association(each)) for each in groups]
        self.fields["association"].choices = [*((pk, each.name) for pk, each in self.offered.items()), *named]

    def answers(self):
        given = super().answers()
        association, _space, group = given["association"].partition(" ")
        return given | {"association": self.offered[association], "group": group}


class WentTogether(Connect):
    """The two went to a group together: when they met last, unless they say otherwise."""

    def prepare(self):
        super().prepare()
        del self.fields["state"]
        if not self.is_bound:
            self.initial["on"] = self.record.last_met_on or timezone.localdate()

    def answers(self):
        return super().answers() | {"state": Connection.State.WENT_TOGETHER}


class KeepConnection(WithNextStep, Rewriting):
    about_a_person = True

    next_on = next_on()
    contact = contact()

    def prepare(self):
        if not self.is_bound:
            self.initial |= {name: getattr(self.record, name) for name in ("next_on", "contact")}

    def snapshot(self):
        return snapshot_of(self.record)

    def snapshot_as_read(self):
        return [(self.fields[name].label, getattr(self.record, name)) for name in ("next_on", "contact")]


class TakeBackStep(TakingAway):
    """`step` is the one that was shown."""

    done = _("The step was taken back.")
    step = forms.UUIDField(widget=forms.HiddenInput)

    def where(self):
        return self.record.journey_id

    def prepare(self):
        if not self.is_bound:
            self.initial["step"] = self.record.steps.all()[0].pk
