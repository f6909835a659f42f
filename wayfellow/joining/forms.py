"""What somebody writes who would like to become a peer supporter, and what is settled on their way."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wayfellow.directory.models import LONGEST_NAME
from wayfellow.joining.models import LONGEST_LINE, Step
from wayfellow.joining.queries import as_done, as_kept, way_in_of, way_of
from wayfellow.joining.steps import USUAL, WITHOUT_WORDS, Kind, Planned
from wayfellow.ui.pages import Form, Rewriting, day, line, one_of, reached, tick, words

MOST_DAYS = 730


class ApplicationForm(Form):
    """The record is the programme. Nothing is asked of anybody's health, nor of support they get."""

    name = line(_("What should we call you?"), help_text=_("Any name you like."), required=True, longest=LONGEST_NAME)
    reach = reached(
        _("How may we reach you?"),
        help_text=_("A phone or an e-mail address. Say so if nobody else may answer, or when it suits you."),
        required=True,
    )
    practical = words(
        _("What should we know in practice?"),
        help_text=_("Languages you speak, when you have time, what would help you. You may leave it empty."),
        rows=3,
    )
    words = words(
        _("Why would you like to support others?"),
        help_text=_(
            "In your own words, as much as you like. What you have lived through counts; no diagnosis is needed, and "
            "you do not have to tell your story here."
        ),
        required=True,
        rows=6,
    )
    field_order = ["name", "reach", "words", "practical"]


class WayInForm(Rewriting):
    """Whether peer supporters are looked for; of each step whether it is taken, what exactly, with whom, until when."""

    all_optional = True
    is_open = tick(_("We are looking for peer supporters: show the page to anyone"))
    words = words(
        _("A few words for those who think of it"),
        help_text=_("Whom you look for, paid or voluntary, how many hours. Anyone can read this."),
        rows=4,
    )

    def prepare(self):
        self.kept = way_in_of(self.record)
        self.steps = {step.kind: step for step in way_of(self.record)}
        for kind in Kind:
            self.fields |= {f"{kind}_{name}": field for name, field in _asked_of_a_step(kind).items()}
        if not self.is_bound:
            self.initial |= {"is_open": self.kept.is_open, "words": self.kept.words}
            for kind in Kind:
                step = self.steps.get(kind) or Planned(kind, "", "", USUAL[kind])
                self.initial |= {f"{kind}_{name}": said for name, said in step._asdict().items() if name != "kind"}
                self.initial[f"{kind}_taken"] = kind in self.steps

    def questions(self):
        """Return each step with what is asked of it."""
        return [(kind.label, [self[f"{kind}_{name}"] for name in ["taken", "what", "who", "days"]]) for kind in Kind]

    def clean(self):
        for kind in Kind:
            if self.cleaned_data.get(f"{kind}_taken") and self.cleaned_data.get(f"{kind}_days", 1) is None:
                self.add_error(f"{kind}_days", _("Please say within how many days."))
        if not any(self.cleaned_data.get(f"{kind}_taken") for kind in Kind):
            raise forms.ValidationError(_("Please keep at least one step."))

    def snapshot(self):
        return as_kept(self.record)

    def snapshot_as_read(self):
        steps = [(Kind(step.kind).label, _in_one_line(step)) for step in self.steps.values()]
        return [(self.fields["words"].label, self.kept.words), *steps]

    def answers(self):
        said = self.cleaned_data
        taken = [kind for kind in Kind if said[f"{kind}_taken"]]
        steps = [Planned(kind, *(said[f"{kind}_{name}"] for name in ["what", "who", "days"])) for kind in taken]
        return {name: said[name] for name in ["edit_token", "is_open", "words"]} | {"steps": steps}


def _asked_of_a_step(kind):
    return {
        "taken": tick(_("We take this step: %(step)s") % {"step": kind.label}),
        "what": line(_("What exactly"), longest=LONGEST_LINE),
        "who": line(_("Who goes along"), longest=LONGEST_LINE, help_text=_("Empty: whoever begins the way with them.")),
        "days": forms.IntegerField(
            label=_("Within how many days of the beginning"), required=False, min_value=1, max_value=MOST_DAYS
        ),
    }


def _in_one_line(step):
    return " · ".join(filter(None, [step.what, step.who, str(step.days)]))


class LetGoForm(Form):
    answer = words(
        _("A few words for whoever wrote it"),
        help_text=_("They read this at their private address. Everything they wrote is deleted now."),
        required=True,
    )


class PlanStepForm(Rewriting):
    who = line(_("Who goes along"), required=True)
    due_on = day(_("Until when"))

    def prepare(self):
        if not self.is_bound:
            self.initial |= {"who": self.record.who, "due_on": self.record.due_on}

    def snapshot(self):
        return [self.record.who, self.record.due_on]

    def snapshot_as_read(self):
        return [(_("Who goes along"), self.record.who), (_("Until when"), self.record.due_on)]


class DoStepForm(Rewriting):
    """Of a check there is a result and a last day, and no place for what it says."""

    done_on = day(_("Done on"))
    result = one_of(_("The result"), Step.Result)
    holds_until = day(_("Holds until, the last day"), required=False)
    words = words(
        _("What to remember"), help_text=_("Such as which phone they have, or what was agreed. They read it, too.")
    )

    def prepare(self):
        is_check = self.record.kind in WITHOUT_WORDS
        for name in ["words"] if is_check else ["result", "holds_until"]:
            del self.fields[name]
        if self.record.done_on and not is_check:
            self.fields["done_on"].required = False
            self.fields["done_on"].help_text = _("Leave it empty if it is not done after all.")
        if not self.is_bound:
            done_on = None if is_check else self.record.done_on
            self.initial |= {"done_on": done_on or timezone.localdate(), "words": self.record.words}

    def snapshot(self):
        return as_done(self.record)

    def snapshot_as_read(self):
        read = {name: getattr(self.record, name) for name in ["done_on", "holds_until", "words"]}
        read["result"] = self.record.get_result_display()
        return [(field.label, read[name]) for name, field in self.fields.items() if name in read]
