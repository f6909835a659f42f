"""What is asked about a quarter: who signs, how it went, what was agreed, and the signature."""

from datetime import date

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from wayfellow.follow_ups.models import called, steps_as_read
from wayfellow.follow_ups.queries import (
    SHEET,
    agreed_in,
    as_to_sign,
    as_written,
    could_sign,
    newest,
    quarters_to_begin,
    who_signs,
)
from wayfellow.office.asking import NAMES_NOBODY, unless_named
from wayfellow.people.models import User
from wayfellow.ui.pages import Form, Rewriting, TakingAway, day, tick, words

SIGNS = ["host_signs", "partner_signs"]


def _signs():
    return forms.ModelChoiceField(queryset=User.objects.none())


def _ask_who_signs(form, programme, host, partner):
    for name, organisation in zip(SIGNS, [host, partner], strict=True):
        form.fields[name].queryset = could_sign(programme)
        form.fields[name].label = _("Who signs for %(organisation)s?") % {"organisation": organisation}


def _are_two(form):
    given = form.cleaned_data
    if given.get("host_signs") and given.get("host_signs") == given.get("partner_signs"):
        form.add_error("partner_signs", _("Each organisation signs with an account of its own."))


class BeginForm(Form):
    """The record is the programme."""

    quarter = forms.TypedChoiceField(label=_("Which quarter?"), coerce=date.fromisoformat)
    host_signs = _signs()
    partner_signs = _signs()

    def prepare(self):
        programme = self.record
        quarters = quarters_to_begin(programme, timezone.localdate())
        self.fields["quarter"].choices = [(quarter.isoformat(), called(quarter)) for quarter in quarters]
        _ask_who_signs(self, programme, programme.organisation, programme.partner or _("the peer organisation"))
        if not self.is_bound and could_sign(programme).filter(pk=self.reader.pk).exists():
            self.initial["host_signs"] = self.reader.pk

    def clean(self):
        given = super().clean()
        _are_two(self)
        return given


class WhoSignsForm(Rewriting):
    host_signs = _signs()
    partner_signs = _signs()

    def prepare(self):
        _ask_who_signs(self, self.record.programme, self.record.host, self.record.partner)
        now = User.objects.filter(pk__in=who_signs(self.record))
        for name in SIGNS:
            self.fields[name].queryset = self.fields[name].queryset | now
            if not self.is_bound:
                self.initial[name] = getattr(self.record, name)

    def clean(self):
        given = super().clean()
        _are_two(self)
        return given

    def snapshot(self):
        return who_signs(self.record)

    def snapshot_as_read(self):
        return [(self.fields[name].label, getattr(self.record, name).name) for name in SIGNS]


class WriteForm(Rewriting):
    """How the quarter went, for both. The numbers come from the programme, not from here."""

    met_on = day(_("On which day did you look at it together?"))
    came_from_host = words("", required=True, help_text=_("Those who work there, by name or by what they do."))
    came_from_partner = words("", required=True, help_text=_("Those who work there, by name or by what they do."))
    goes_well = words(_("What goes well?"), rows=5, help_text=NAMES_NOBODY)
    to_change = words(_("What should change?"), rows=5, help_text=NAMES_NOBODY)

    def prepare(self):
        for name, organisation in [("came_from_host", self.record.host), ("came_from_partner", self.record.partner)]:
            self.fields[name].label = _("Who came from %(organisation)s?") % {"organisation": organisation}
        version = newest(self.record)
        if not self.is_bound:
            self.initial |= {name: getattr(version, name) for name in SHEET} if version else {}

    def clean(self):
        given = super().clean()
        unless_named(self, self.record.programme, *SHEET[1:])
        return given

    def answers(self):
        given = self.cleaned_data
        return {"edit_token": given["edit_token"], "sheet": {name: given[name] for name in SHEET}}

    def snapshot(self):
        return as_written(newest(self.record))

    def snapshot_as_read(self):
        version = newest(self.record)
        if version is None:
            return []
        said = [date_format(version.met_on), *(getattr(version, name) for name in SHEET[1:])]
        return [(self.fields[name].label, words) for name, words in zip(SHEET, said, strict=True)]


class SignForm(Rewriting):
    done = _("Signed.")
    sure = tick(_("I have read it, and it says what we looked at and agreed"), required=True)

    def prepare(self):
        self.version = newest(self.record)
        self.agreed = steps_as_read(agreed_in(self.record, self.version)) if self.version else []

    def snapshot(self):
        return as_to_sign(self.record, self.version)

    def snapshot_as_read(self):
        version = self.version
        if version is None:
            return []
        return [(_("What goes well?"), version.goes_well), (_("What should change?"), version.to_change)]

    def answers(self):
        return {"edit_token": self.cleaned_data["edit_token"]}


class TakeBackForm(TakingAway):
    def where(self):
        return self.record.programme_id
