"""Whom a coordinator reminds."""

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from wayfellow.journeys.models import Journey
from wayfellow.journeys.queries.desk import to_remind, what_waits_for_the_peer
from wayfellow.ui.pages import Form

AT_ONCE = 50  # each is an act of its own, and nobody else can write meanwhile


class Waiting(forms.ModelMultipleChoiceField):
    """Peer supporters, each with the person and what waits."""

    def label_from_instance(self, obj):
        said = {
            "peer": obj.peer,
            "person": obj.person.name,
            "waits": what_waits_for_the_peer(obj, timezone.localdate()),
        }
        line = _("%(peer)s, for %(person)s: %(waits)s") % said
        if obj.reminded_on:
            line += " · " + _("reminded on %(day)s") % {"day": date_format(obj.reminded_on)}
        return line


class RemindForm(Form):
    """Nothing to answer."""

    def waits(self):
        return what_waits_for_the_peer(self.record, timezone.localdate())


class RemindSeveralForm(Form):
    """All are ticked beforehand; who was talked with is let out by one tap."""

    journeys = Waiting(
        label=_("Who is reminded?"),
        queryset=Journey.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Somebody was reminded, or did it, in the meantime. Please look again.")},
    )

    def prepare(self):
        waiting = to_remind(self.reader, self.record)
        first = [each.pk for each in waiting[: AT_ONCE + 1]]
        self.more_wait = len(first) > AT_ONCE
        self.fields["journeys"].queryset = waiting.filter(pk__in=first[:AT_ONCE])
        if not self.is_bound:
            self.initial["journeys"] = first[:AT_ONCE]
