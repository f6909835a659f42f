"""What is asked of whoever plans a supervision, prepares it, writes it down or signs it."""

from django import forms
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from wayfellow.people.models import Membership, User
from wayfellow.supervision.models import LONGEST, AgreedStep, Supervision
from wayfellow.supervision.queries import (
    as_planned,
    as_settled,
    as_signed,
    could_lead_beside,
    could_take_part,
    newest,
    rhythm_of,
    said_in,
    supervisors_for,
)
from wayfellow.supervision.rhythm import CHOICES
from wayfellow.supervision.values import PAIRS, Topic, Value
from wayfellow.ui.pages import Form, Rewriting, day, hour, one_of, some_of, still_to_come, tick, words
from wayfellow.workforce.load import Load
from wayfellow.workforce.models import Peer

NO_NAMES = _("No names of the people they support, unless the peer supporter brings one.")
AN_HOUR = 60


class WhenForm(Form):
    on = day(_("On which day?"))
    at = hour(_("At what time?"))
    way = one_of(_("How do you meet?"), Supervision.Way, initial=Supervision.Way.IN_PERSON)

    def clean_on(self):
        return still_to_come(self.cleaned_data["on"])

    def planned(self):
        return {name: self.cleaned_data[name] for name in ["on", "at", "way"]}


class PlanForm(WhenForm):
    kind = one_of(_("What kind of supervision?"), Supervision.Kind, initial=Supervision.Kind.ALONE)
    peers: forms.ModelMultipleChoiceField = forms.ModelMultipleChoiceField(
        label=_("With whom?"), queryset=Peer.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    beside: forms.ModelChoiceField = forms.ModelChoiceField(
        label=_("Who leads it together with you?"),
        help_text=_("Only for a joint one: somebody of the other management."),
        queryset=User.objects.none(),
        required=False,
    )
    field_order = ["kind", "peers", "beside"]

    def prepare(self):
        if self.record is None:
            return
        self.fields["peers"].queryset = could_take_part(self.record, self.reader)
        self.fields["beside"].queryset = could_lead_beside(self.record, self.reader)

    def answers(self):
        return {name: self.cleaned_data[name] for name in self.field_order} | {"planned": self.planned()}


class AskForm(WhenForm):
    supervisor: forms.ModelChoiceField = forms.ModelChoiceField(
        label=_("With whom?"), queryset=Membership.objects.none(), empty_label=None
    )
    field_order = ["supervisor"]

    def prepare(self):
        field = self.fields["supervisor"]
        field.queryset = supervisors_for(self.record)
        several = len({each.programme_id for each in field.queryset}) > 1
        field.label_from_instance = lambda each: f"{each.user.name} · {each.programme}" if several else each.user.name

    def answers(self):
        return {"supervisor": self.cleaned_data["supervisor"], "planned": self.planned()}


class MoveForm(Rewriting, WhenForm):
    def prepare(self):
        if not self.is_bound:
            self.initial |= {name: getattr(self.record, name) for name in ["on", "at", "way"]}

    def snapshot(self):
        return as_planned(self.record)

    def snapshot_as_read(self):
        record = self.record
        return [(_("Day"), record.on), (_("Time"), record.at), (_("How"), record.get_way_display())]


class HoldForm(Form):
    on = day(_("On which day?"))
    minutes = forms.IntegerField(label=_("How many minutes?"), min_value=1, max_value=LONGEST, initial=AN_HOUR)
    topics = some_of(
        _("What was it about?"),
        Topic,
        help_text=_("Counted over half a year for the whole programme. Nobody sees whose supervision it was."),
    )

    def prepare(self):
        if not self.is_bound:
            self.initial["on"] = min(self.record.on, timezone.localdate())


class BringForm(Rewriting):
    all_optional = True
    words = words(_("What would you like to talk about?"), rows=6, help_text=NO_NAMES)

    def prepare(self):
        if not self.is_bound:
            self.initial["words"] = self._kept()

    def _kept(self):
        return getattr(self.record, self.record.side_of(self.reader))

    def snapshot(self):
        return [self._kept()]

    def snapshot_as_read(self):
        return [(_("What you would like to talk about"), self._kept())]


class SheetForm(Rewriting):
    pairs = PAIRS
    talked = words(_("What did you talk about?"), rows=6, required=True, help_text=NO_NAMES)
    alive = some_of(_("Which of these were alive lately?"), Value)
    strained = some_of(_("Which were under strain?"), Value)
    values = words(_("What makes you say so?"), help_text=NO_NAMES)
    load = one_of(_("How much is it, for the peer supporter?"), Load.choices, required=False)
    about_load = words(_("What would make it lighter?"), help_text=_("People, hours, travel, endings: in numbers."))
    needs = words(_("What is needed?"), help_text=_("A room, a telephone, time, a document."))
    learning = words(_("What would they like to learn?"))

    def prepare(self):
        if not self.is_bound:
            self.initial |= said_in(newest(self.record))

    def snapshot(self):
        return [said_in(newest(self.record))]

    def snapshot_as_read(self):
        said = said_in(newest(self.record))
        written = ["talked", "values", "about_load", "needs", "learning"]
        return [(self.fields[name].label, said[name]) for name in written if said[name]]

    def answers(self):
        given = super().answers()
        return {"edit_token": given.pop("edit_token"), "said": given}


class SignForm(Rewriting):
    sure = tick(_("I have read it, and it says what we talked about"), required=True)

    @property
    def version(self):
        """Return the words that the page shows."""
        return newest(self.record)

    def snapshot(self):
        return as_signed(self.version)

    def snapshot_as_read(self):
        return [(_("What was talked about"), said_in(self.version)["talked"])]

    def answers(self):
        return {"edit_token": self.cleaned_data["edit_token"]}


class StepForm(Form):
    words = words(_("What did you agree?"), required=True, help_text=NO_NAMES)
    whose = one_of(_("Who does it?"), AgreedStep.Whose)
    due_on = day(_("Until when?"), required=False)


class Outcome(TextChoices):
    DONE = "done", _("It is done")
    LET_GO = "let_go", _("We let it go")
    OPEN = "open", _("It is still open")


class SettleForm(Rewriting):
    outcome = one_of(_("What became of it?"), Outcome)

    def snapshot(self):
        return as_settled(self.record)

    def snapshot_as_read(self):
        return [(_("Done"), self.record.done_on), (_("Let go"), self.record.let_go_on)]


def _every(weeks):
    return ngettext("Every week", "Every %(num)s weeks", weeks) % {"num": weeks}


class RhythmForm(Rewriting):
    weeks = forms.TypedChoiceField(
        label=_("How often does each peer supporter have supervision?"),
        choices=lambda: [(weeks, _every(weeks)) for weeks in CHOICES],
        coerce=int,
        widget=forms.RadioSelect,
    )

    def prepare(self):
        if not self.is_bound:
            self.initial["weeks"] = rhythm_of(self.record)

    def snapshot(self):
        return [rhythm_of(self.record)]

    def snapshot_as_read(self):
        return [(self.fields["weeks"].label, _every(rhythm_of(self.record)))]
