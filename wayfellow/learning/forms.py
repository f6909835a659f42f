"""What is asked of whoever lays a pathway, keeps a course, or learns."""

from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from wayfellow.directory.models import LONGEST_NAME
from wayfellow.files.asking import a_file
from wayfellow.learning.competencies import SOURCE, Competency
from wayfellow.learning.models import A_DAY, MOST_HOURS, MOST_MONTHS, AskedOf, Hours, Learner, Pathway
from wayfellow.learning.queries import (
    as_asked,
    as_counted,
    as_day,
    as_kept,
    as_logged,
    as_noted,
    counts_for,
    days_to_come,
    evidence_of,
    who_came_to_all,
    who_has_a_place,
    who_has_it_all,
)
from wayfellow.ui.pages import Form, Rewriting, TakingAway, day, hour, line, one_of, some_of, tick, words
from wayfellow.vault.files import PDF, PICTURE

SHOWS_IT = _("A photo or a PDF that shows it")
MOST_PLACES, MOST_WEEKS = 500, 52
TWO_HOURS = 120


def _number(label, most, *, help_text="", required=True, initial=None):
    return forms.IntegerField(
        label=label,
        help_text=help_text,
        min_value=1,
        max_value=most,
        required=required,
        initial=initial,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


class Anew(Rewriting):
    """Says a record anew, field by field."""

    kept: Any = staticmethod(as_kept)
    called: list[str] = []

    def prepare(self):
        super().prepare()
        if not self.is_bound:
            self.initial |= {name: getattr(self.record, name) for name in self.called}

    def snapshot(self):
        return self.kept(self.record)

    def snapshot_as_read(self):
        return [(self.fields[name].label, self._as_read(getattr(self.record, name))) for name in self.called]

    def _as_read(self, said):
        if isinstance(said, bool):
            return _("Yes") if said else _("No")
        return ", ".join(said) if isinstance(said, list) else said


class PathwayForm(Form):
    heading = _("A pathway")
    lede = _("Its modules come next.")
    name = line(_("What is it called?"), required=True, longest=LONGEST_NAME)
    level = one_of(_("On which level is it?"), Pathway.Level)
    about = words(_("For whom is it, and what is it good for?"))


class ChangePathwayForm(Anew, PathwayForm):
    called = ["name", "level", "about", "is_closed"]
    is_closed = tick(_("Nobody begins it any more"))


class AskedOfForm(Rewriting):
    """Of whom something is asked. The record is a pathway or a module."""

    asked_of = forms.ChoiceField(
        label=_("Of whom is it asked?"),
        choices=[("", _("Of nobody: it is learned by choice")), *AskedOf.choices],
        required=False,
        widget=forms.RadioSelect,
    )
    asked_within = _number(
        _("Within how many months?"),
        MOST_MONTHS,
        help_text=_("From today, and for whoever begins later, from their first day."),
        required=False,
    )

    def prepare(self):
        super().prepare()
        if not self.is_bound:
            self.initial |= {name: getattr(self.record, name) for name in ["asked_of", "asked_within"]}

    def clean(self):
        given = super().clean()
        if given.get("asked_of") and not given.get("asked_within") and "asked_within" not in self.errors:
            self.add_error("asked_within", _("Please say within how many months."))
        return given

    def snapshot(self):
        return as_asked(self.record)

    def snapshot_as_read(self):
        asked = self.record.get_asked_of_display() if self.record.asked_of else _("By choice")
        return [(self.fields["asked_of"].label, asked), (self.fields["asked_within"].label, self.record.asked_within)]


class ModuleForm(Form):
    heading = _("A module")
    lede = None
    name = line(_("What is it called?"), required=True, longest=LONGEST_NAME)
    about = words(_("What is it about?"))
    hours = _number(_("How many hours does it take?"), MOST_HOURS)
    competencies = some_of(_("What can somebody do afterwards?"), Competency, help_text=SOURCE)
    own_competencies = words(_("What else, in your own words?"), help_text=_("One on each line."))
    renewed_after = _number(
        _("After how many months does it fall due again?"),
        MOST_MONTHS,
        help_text=_("Leave it empty if it never does."),
        required=False,
    )


class ChangeModuleForm(Anew, ModuleForm):
    called = ["name", "about", "hours", "competencies", "own_competencies", "renewed_after", "is_closed"]
    is_closed = tick(_("Nobody begins it any more"))


class CourseForm(Form):
    led_by = line(_("Who leads it?"), required=True, longest=LONGEST_NAME)
    place = words(
        _("Where is it, and how does one get in?"), required=True, help_text=_("The address and the door, or a link.")
    )
    places = _number(_("For how many is there room?"), MOST_PLACES)
    materials = words(
        _("What is there to read or watch?"), help_text=_("Text and links. Whoever works here can read it.")
    )


class PlanCourseForm(CourseForm):
    heading = _("Plan a course")
    lede = _("Whoever works in the programme reads of it and can take a place.")
    on = day(_("On which day does it begin?"))
    at = hour(_("At what time?"), required=True)
    minutes = _number(_("How many minutes does it take each time?"), A_DAY, initial=TWO_HOURS)
    weeks = _number(
        _("How many times, week after week?"),
        MOST_WEEKS,
        initial=1,
        help_text=_("You can move or cancel each day afterwards."),
    )
    OF_ITS_DAYS = ["on", "at", "minutes", "weeks"]

    def answers(self):
        given = super().answers()
        return given | {"days": {name: given.pop(name) for name in self.OF_ITS_DAYS}}


class ChangeCourseForm(Anew, CourseForm):
    heading = _("Change the course")
    lede = _("Whoever takes part reads that something is different.")
    called = ["led_by", "place", "places", "materials"]


class AddDayForm(Form):
    heading = _("Add a day")
    lede = _("Whoever takes part reads of it.")
    on = day(_("On which day?"))
    at = hour(_("At what time?"), required=True)
    minutes = _number(_("How many minutes?"), A_DAY, initial=TWO_HOURS)

    def prepare(self):
        super().prepare()
        if getattr(self.record, "course", self.record).finished_on:
            self.lede = _("The course is finished: you put right what is written of it, and nobody is told.")


class DayForm(Anew, AddDayForm):
    kept = staticmethod(as_day)
    called = ["on", "at", "minutes", "is_cancelled"]
    is_cancelled = tick(_("It is cancelled"))


def by_name(placed):
    """Offer those who have a place, to be ticked."""
    return [(str(each.pk), each.learner.user.name) for each in placed]


class CameForm(Rewriting):
    lede = _("Those who have a place. It counts for when you finish the course.")
    came = some_of(_("Who came?"), [])

    def prepare(self):
        self.fields["came"].choices = by_name(self._placed())
        if not self.is_bound:
            self.initial["came"] = [str(pk) for pk in self.record.came.values_list("pk", flat=True)]

    def _placed(self):
        return who_has_a_place(self.record.course)

    def snapshot(self):
        return as_noted(self.record)

    def snapshot_as_read(self):
        came = self.record.came.select_related("learner__user")
        return [(self.fields["came"].label, ", ".join(sorted(each.learner.user.name for each in came)))]


class FinishForm(Form):
    done = some_of(_("For whom does it count?"), [], help_text=_("Ticked is whoever came each time that you noted."))

    def prepare(self):
        self.to_come = days_to_come(self.record)
        self.fields["done"].choices = by_name(who_has_a_place(self.record))
        if not self.is_bound:
            self.initial["done"] = [str(pk) for pk in who_came_to_all(self.record)]


class CountForm(Rewriting):
    """The same, once the course is finished."""

    done = some_of(_("For whom does it count?"), [])

    def prepare(self):
        placed = who_has_a_place(self.record)
        self.fields["done"].choices = by_name(placed)
        if not self.is_bound:
            now = placed.filter(learner__in=counts_for(self.record).values("learner"))
            self.initial["done"] = [str(pk) for pk in now.values_list("pk", flat=True)]

    def snapshot(self):
        return as_counted(self.record)

    def snapshot_as_read(self):
        names = counts_for(self.record).values_list("learner__user__name", flat=True)
        return [(self.fields["done"].label, ", ".join(sorted(names)))]


class AskForm(Form):
    """What somebody has done, thought about and lived. One of the three is enough."""

    all_optional = True
    done = _("You asked. Somebody will talk with you about it.")
    practice = words(
        _("What have you done?"), rows=4, help_text=_("Work, volunteering, groups, looking after somebody.")
    )
    reflection = words(_("What did you learn from it?"), rows=4)
    experience = words(_("What from your own life helps you here?"), rows=4, help_text=_("Only what you want to say."))

    def clean(self):
        given = super().clean()
        if not self.errors and not any(given.get(name) for name in ["practice", "reflection", "experience"]):
            self.add_error("practice", _("Please write a few words in one of the three. A sentence is enough."))
        return given


class HoldForm(Form):
    on = day(_("On which day did you talk?"))
    counts = one_of(
        _("Does it count?"),
        [("yes", _("Yes, the module is behind them")), ("not_yet", _("Not yet, something is still missing"))],
    )
    words = words(
        _("What do you want to tell them?"),
        help_text=_("What you saw in it; or what is still missing and how they get there. They read it."),
    )

    def answers(self):
        given = super().answers()
        return given | {"counts": given["counts"] == "yes"}


class IssueForm(Form):
    learner: forms.ModelChoiceField = forms.ModelChoiceField(
        label=_("To whom?"),
        help_text=_("Whoever has every module behind them, none of it overdue, and no valid certificate yet."),
        queryset=Learner.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose somebody. Nobody is there? Then nobody has every module yet.")},
    )

    def prepare(self):
        self.fields["learner"].queryset = who_has_it_all(self.record)


class ShowForm(Rewriting):
    is_public = tick(_("Everyone who has its address can see it"))

    def prepare(self):
        if not self.is_bound:
            self.initial["is_public"] = self.record.is_public

    def snapshot(self):
        return [self.record.is_public]

    def snapshot_as_read(self):
        return [(self.fields["is_public"].label, _("Yes") if self.record.is_public else _("No"))]


class RevokeForm(Form):
    why = words(_("Why?"), required=True, help_text=_("Whoever holds it reads it, and nobody else."))


class CheckForm(forms.Form):
    """What somebody was given as a certificate."""

    text = words(_("The text of the certificate"), required=True, rows=6)


class HoursForm(Form):
    on = day(_("On which day?"))
    minutes = _number(_("How many minutes?"), A_DAY)
    kind = one_of(_("How did you learn?"), Hours.Kind)
    words = words(
        _("What was it, and what stays with you?"),
        help_text=_("Only you read it. Titles, dates and links help you to show it later."),
    )
    evidence = a_file(SHOWS_IT, PICTURE, PDF, help_text=_("Only you can open it. It goes when you delete these hours."))


class ChangeHoursForm(Anew, HoursForm):
    kept = staticmethod(as_logged)
    called = ["on", "minutes", "kind", "words"]
    without_evidence = tick(_("Take the photo or PDF away"))

    def prepare(self):
        super().prepare()
        if self.kept_evidence:
            self.fields["evidence"].label = _("Another photo or PDF instead of the one that is there")
        else:
            del self.fields["without_evidence"]

    @cached_property
    def kept_evidence(self):
        return evidence_of(self.record)

    def snapshot_as_read(self):
        return [*super().snapshot_as_read(), (SHOWS_IT, _("Yes") if evidence_of(self.record) else _("No"))]


class LetGoForm(TakingAway):
    def where(self):
        return "learning"


def minutes_in_words(minutes):
    hours, rest = divmod(minutes, 60)
    said = [ngettext("%(num)s hour", "%(num)s hours", hours) % {"num": hours}] if hours else []
    if rest or not hours:
        said.append(ngettext("%(num)s minute", "%(num)s minutes", rest) % {"num": rest})
    return " ".join(said)
