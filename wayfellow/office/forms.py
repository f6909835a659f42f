"""What is asked about a need, a step and a document of the handbook."""

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from wayfellow.access.words import who_reads_what
from wayfellow.directory.models import Organisation, Programme
from wayfellow.files.asking import a_file
from wayfellow.learning.models import Course
from wayfellow.office.asking import NAMES_NOBODY, unless_named
from wayfellow.office.models import (
    LONGEST_STEP,
    Contact,
    Document,
    Meeting,
    Need,
    PartIn,
    Responsibility,
    Sharing,
    Step,
)
from wayfellow.office.phases import Phase
from wayfellow.office.queries import (
    CALLED,
    HEAD,
    as_called,
    as_headed,
    as_held,
    as_known,
    as_needed,
    as_said,
    as_settled,
    as_shared_out,
    as_to_sign,
    as_told,
    as_written,
    asked_to,
    contribution_of,
    could_be_known,
    could_do,
    could_share,
    could_take_part,
    courses_for,
    newest_sharing,
    next_version,
    version_in_force,
)
from wayfellow.office.written import as_page
from wayfellow.people.models import User
from wayfellow.ui.pages import Form, Rewriting, TakingAway, day, line, one_of, tick, words
from wayfellow.vault.files import PDF

NO_PERSON = _("Nothing about a person who receives support belongs here.")
HOW_OFTEN = {
    "": _("Once"),
    1: _("Once a month"),
    3: _("Every three months"),
    6: _("Every six months"),
    12: _("Every year"),
}


class BeginForm(Form):
    done = _("The path is yours now. Change what is different with you.")
    joins_on = day(
        _("When does the first peer supporter join, or when did they?"),
        help_text=_("The days of all steps are counted from it. You can change each of them."),
    )


class StepForm(Form):
    words = line(_("What is to be done?"), required=True, longest=LONGEST_STEP, help_text=NO_PERSON)
    phase = one_of(_("In which phase?"), Phase)
    owner: forms.ModelChoiceField = forms.ModelChoiceField(
        label=_("Who does it?"),
        help_text=_("Somebody who works here is told of it, and again when it falls due."),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Not settled"),
    )
    owner_in_words = line(
        _("Or in words"), longest=LONGEST_STEP, help_text=_("A role, a team or an organisation, such as “the nurse”.")
    )
    due_on = day(_("By when?"), required=False)
    every_months = forms.TypedChoiceField(
        label=_("How often?"), choices=list(HOW_OFTEN.items()), coerce=int, empty_value=None, required=False
    )

    def prepare(self):
        self.fields["owner"].queryset = could_do(self.programme)
        if self.need:
            del self.fields["phase"]

    @property
    def programme(self):
        return self.record if isinstance(self.record, Programme) else self.record.programme

    @property
    def need(self):
        """Return what it is about, where it is not a step of a phase."""
        return self.record if isinstance(self.record, Need) else getattr(self.record, "need", None)

    def clean(self):
        given = super().clean()
        if given.get("owner") and given.get("owner_in_words"):
            self.add_error("owner_in_words", _("Please choose somebody, or write who it is: one of the two."))
        return given

    def said(self):
        asked = ["words", "owner", "owner_in_words", "due_on", "every_months"]
        return {name: self.cleaned_data[name] for name in asked}

    def answers(self):
        asked = {} if self.need else {"phase": self.cleaned_data["phase"]}
        return asked | {"step": self.said()}


class ChangeStepForm(StepForm, Rewriting):
    def prepare(self):
        super().prepare()
        if not self.is_bound:
            asked = ["words", "phase", "owner", "owner_in_words", "due_on", "every_months"]
            self.initial |= {name: getattr(self.record, name) for name in asked}

    def answers(self):
        given = self.cleaned_data
        return {"edit_token": given["edit_token"], "phase": given.get("phase", ""), "said": self.said()}

    def snapshot(self):
        return as_said(self.record)

    def snapshot_as_read(self):
        step = self.record
        return [
            (_("What is to be done?"), step.words),
            (_("In which phase?"), step.get_phase_display()),
            (_("Who does it?"), step.whose),
            (_("By when?"), date_format(step.due_on) if step.due_on else ""),
            (_("How often?"), HOW_OFTEN[step.every_months or ""]),
        ]


class TellForm(Rewriting):
    all_optional = True
    evidence = words(
        _("What shows that it is done?"),
        help_text=_("A document, a day, who was there from which team. No names of people who receive support."),
    )
    note = words(_("How does it go?"), help_text=NO_PERSON)

    def prepare(self):
        if not self.is_bound:
            self.initial |= {"evidence": self.record.evidence, "note": self.record.note}

    def snapshot(self):
        return as_told(self.record)

    def snapshot_as_read(self):
        step: Step = self.record
        return [(_("What shows that it is done?"), step.evidence), (_("How does it go?"), step.note)]


class OnTheWayForm(Form):
    """One tap, from the page of all steps, of what is needed or of the step: it leads back there."""

    back = forms.ChoiceField(
        choices=[("office", ""), ("need", ""), ("step", "")], required=False, widget=forms.HiddenInput
    )


class DoneForm(OnTheWayForm):
    done = _("Done. You can undo it at any time.")


class LetGoForm(Form):
    because = words(_("Why is it let go?"), required=True, help_text=NO_PERSON)


class NeedForm(Form):
    kind = one_of(_("What kind of need is it?"), Need.Kind)
    words = line(_("What is needed?"), required=True, longest=LONGEST_STEP, help_text=NO_PERSON)
    comes_from = line(
        _("Where does it come from?"),
        required=True,
        longest=LONGEST_STEP,
        help_text=_("A meeting, an audit, a survey, a team that asked."),
    )

    def said(self):
        return {name: self.cleaned_data[name] for name in ["kind", "words", "comes_from"]}

    def answers(self):
        return {"need": self.said()}


class _CourseField(forms.ModelChoiceField):
    def label_from_instance(self, course):
        begins = date_format(course.begins_on) if course.begins_on else ""
        return " · ".join(filter(None, [course.module.name, begins, course.led_by]))


class TeachForm(Form):
    """The record is the need."""

    done = _("It is noted. Once the course is finished and somebody came, this need is met.")
    course = _CourseField(label=_("Which course is it?"), queryset=Course.objects.none())

    def prepare(self):
        self.fields["course"].queryset = courses_for(self.record)


class ChangeNeedForm(NeedForm, Rewriting):
    def prepare(self):
        if not self.is_bound:
            self.initial |= {name: getattr(self.record, name) for name in ["kind", "words", "comes_from"]}

    def answers(self):
        return {"edit_token": self.cleaned_data["edit_token"], "said": self.said()}

    def snapshot(self):
        return as_needed(self.record)

    def snapshot_as_read(self):
        need: Need = self.record
        labels = [self.fields[name].label for name in ["kind", "words", "comes_from"]]
        return list(zip(labels, [need.get_kind_display(), need.words, need.comes_from], strict=True))


class MeetingForm(Form):
    """A meeting of those who work here. The record is the programme."""

    about = line(_("What is it about?"), required=True, longest=LONGEST_STEP, help_text=NAMES_NOBODY)
    on = day(_("On which day?"))
    at = forms.TimeField(label=_("At what time?"), widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}))
    place = line(_("Where?"), longest=LONGEST_STEP, help_text=_("A room, an address, or where to call."))
    invited = forms.ModelMultipleChoiceField(
        label=_("Who is asked to come?"),
        help_text=_("They are told, add what they would like to talk about, and say whether they come."),
        queryset=User.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )

    def prepare(self):
        self.fields["invited"].queryset = could_do(self.programme)

    @property
    def programme(self):
        return self.record if isinstance(self.record, Programme) else self.record.programme

    def clean(self):
        given = super().clean()
        unless_named(self, self.programme, "about", "place")
        if given.get("on") and given["on"] < timezone.localdate():
            self.add_error("on", _("This day is over."))
        return given

    def called(self):
        return {name: self.cleaned_data[name] for name in CALLED}

    def answers(self):
        return {"meeting": self.called(), "invited": list(self.cleaned_data["invited"])}


class ChangeMeetingForm(MeetingForm, Rewriting):
    def prepare(self):
        self.fields["invited"].queryset = could_do(self.programme) | asked_to(self.record)
        if not self.is_bound:
            self.initial |= {name: getattr(self.record, name) for name in CALLED}
            self.initial["invited"] = asked_to(self.record)

    def answers(self):
        given = {"said": self.called(), "invited": list(self.cleaned_data["invited"])}
        return given | {"edit_token": self.cleaned_data["edit_token"]}

    def snapshot(self):
        return as_called(self.record)

    def snapshot_as_read(self):
        meeting: Meeting = self.record
        said = [meeting.about, date_format(meeting.on), f"{meeting.at:%H:%M}", meeting.place]
        names = ", ".join(asked_to(meeting).values_list("name", flat=True))
        return [
            (self.fields[name].label, words) for name, words in zip([*CALLED, "invited"], [*said, names], strict=True)
        ]


class AnswerForm(Form):
    done = _("It is noted whether you come. You can change it at any time.")
    comes = one_of(_("Do you come?"), [("yes", _("Yes")), ("no", _("No"))])

    def answers(self):
        return {"comes": self.cleaned_data["comes"] == "yes"}


class PointForm(Form):
    words = line(_("What would you like to talk about?"), required=True, longest=LONGEST_STEP, help_text=NAMES_NOBODY)

    def clean(self):
        given = super().clean()
        unless_named(self, self.record.programme, "words")
        return given


class TakeBackPointForm(TakingAway):
    def where(self):
        return self.record.meeting_id


class HoldMeetingForm(Rewriting):
    all_optional = True
    came = forms.ModelMultipleChoiceField(
        label=_("Who came?"), queryset=User.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    agreed = words(
        _("What was talked about, and what was agreed?"),
        rows=8,
        help_text=_("Nobody who receives support by name, nor so that one could tell who it is."),
    )

    def prepare(self):
        self.fields["came"].queryset = asked_to(self.record)
        if not self.is_bound:
            meeting: Meeting = self.record
            there = meeting.invited.filter(Q(came=True) | Q(came=None, comes=True))
            self.initial |= {"agreed": meeting.agreed, "came": list(there.values_list("user", flat=True))}

    def clean(self):
        given = super().clean()
        unless_named(self, self.record.programme, "agreed")
        return given

    def answers(self):
        return super().answers() | {"came": list(self.cleaned_data["came"])}

    def snapshot(self):
        return as_held(self.record)

    def snapshot_as_read(self):
        came = asked_to(self.record).filter(pk__in=self.snapshot()[-1]).values_list("name", flat=True)
        return [(self.fields["came"].label, ", ".join(came)), (self.fields["agreed"].label, self.record.agreed)]


class ContributionForm(Rewriting):
    all_optional = True
    contributed = words(
        _("What did you bring to it?"),
        rows=5,
        help_text=_("What you said, asked, proposed or promised, in your own words. Nobody who receives support."),
    )

    def prepare(self):
        if not self.is_bound:
            self.initial["contributed"] = self.snapshot()[0]

    def clean(self):
        given = super().clean()
        unless_named(self, self.record.programme, "contributed")
        return given

    def snapshot(self):
        return [contribution_of(self.reader, self.record)]

    def snapshot_as_read(self):
        return [(self.fields["contributed"].label, self.snapshot()[0])]


def _known():
    return words(
        _("What is known of it?"), help_text=_("What it does, for whom, and what you could do together."), rows=4
    )


def _turn_to():
    return line(
        _("Whom to turn to there"),
        longest=LONGEST_STEP,
        help_text=_("Somebody or a place at their work, and how to reach them. Nobody who receives support."),
    )


class LiaisonForm(Form):
    """An organisation around. The record is the programme."""

    organisation: forms.ModelChoiceField = forms.ModelChoiceField(
        label=_("Which organisation?"), queryset=Organisation.objects.none()
    )
    known = _known()
    turn_to = _turn_to()

    def prepare(self):
        self.fields["organisation"].queryset = could_be_known(self.record, timezone.localdate())


class ChangeLiaisonForm(Rewriting):
    all_optional = True
    known = _known()
    turn_to = _turn_to()

    def prepare(self):
        if not self.is_bound:
            self.initial |= {"known": self.record.known, "turn_to": self.record.turn_to}

    def snapshot(self):
        return as_known(self.record)

    def snapshot_as_read(self):
        return list(zip([self.fields[name].label for name in ["known", "turn_to"]], self.snapshot(), strict=True))


class ContactForm(Form):
    on = day(_("On which day?"), initial=timezone.localdate)
    kind = one_of(_("How?"), Contact.Kind)
    words = words(_("What was it about, and what follows from it?"), help_text=NO_PERSON)


class TakeBackContactForm(TakingAway):
    def where(self):
        return self.record.liaison_id


PARTS = [(PartIn.Kind.LEADS, "leads"), (PartIn.Kind.TAKES_PART, "takes_part"), (PartIn.Kind.IS_TOLD, "is_told")]


def _organisations(label, **more):
    return forms.ModelMultipleChoiceField(
        label=label,
        queryset=Organisation.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        **more,
    )


class ResponsibilityForm(Form):
    """What is shared out between the organisations. The record is the programme."""

    words = line(_("What is to be done?"), required=True, longest=LONGEST_STEP, help_text=NO_PERSON)
    leads: forms.ModelChoiceField = forms.ModelChoiceField(
        label=_("Who leads?"),
        help_text=_("Organisations that are missing here can be added to the organisations around."),
        queryset=Organisation.objects.none(),
    )
    takes_part = _organisations(_("Who takes part?"))
    is_told = _organisations(_("Who is told?"))

    def prepare(self):
        for _kind, name in PARTS:
            self.fields[name].queryset = could_take_part(self.programme)

    @property
    def programme(self):
        return self.record if isinstance(self.record, Programme) else self.record.programme

    def clean(self):
        given = super().clean()
        leads, takes_part = given.get("leads"), list(given.get("takes_part") or [])
        if leads in takes_part:
            self.add_error("takes_part", _("Who leads takes part anyway. Please choose one of the two."))
        if any(each in [leads, *takes_part] for each in given.get("is_told") or []):
            self.add_error("is_told", _("Who leads or takes part knows already. Please choose one of the two."))
        return given

    def parts(self):
        given = self.cleaned_data
        found = {given["leads"]: PartIn.Kind.LEADS}
        for kind, name in PARTS[1:]:
            found |= dict.fromkeys(given[name], kind)
        return found

    def answers(self):
        return {"words": self.cleaned_data["words"], "parts": self.parts()}


class ChangeResponsibilityForm(ResponsibilityForm, Rewriting):
    def prepare(self):
        super().prepare()
        if not self.is_bound:
            self.initial["words"] = self.record.words
            for kind, name in PARTS:
                those = [part.organisation_id for part in self.record.parts.all() if part.kind == kind]
                self.initial[name] = those if kind != PartIn.Kind.LEADS else next(iter(those), None)

    def answers(self):
        return super().answers() | {"edit_token": self.cleaned_data["edit_token"]}

    def snapshot(self):
        return as_shared_out(self.record)

    def snapshot_as_read(self):
        responsibility: Responsibility = self.record
        parts = responsibility.parts.select_related("organisation").order_by("organisation__name")
        told = [
            (self.fields[name].label, ", ".join(each.organisation.name for each in parts if each.kind == kind))
            for kind, name in PARTS
        ]
        return [(self.fields["words"].label, responsibility.words), *told]


class RemoveResponsibilityForm(TakingAway):
    def where(self):
        return self.record.programme_id


def _signs(label):
    return forms.ModelChoiceField(label=label, queryset=User.objects.none())


class SharingForm(Rewriting):
    """The next version of who sees what. The record is the programme."""

    done = _("It is written, and both are asked to sign it.")
    partner: forms.ModelChoiceField = forms.ModelChoiceField(
        label=_("With which organisation?"), queryset=Organisation.objects.none()
    )
    words = words(
        _("What did you settle about who sees what?"),
        required=True,
        rows=14,
        help_text=_(
            "In plain words: what each organisation sees and why, for how long, and what happens when somebody leaves. "
            "What the program does stands beside it by itself. A line that begins with ## is a heading."
        ),
    )
    review_on = day(_("When do you look at it again?"))
    signs_here = _signs(_("Who signs for the programme’s own organisation?"))
    signs_there = _signs(_("Who signs for the other organisation?"))

    def prepare(self):
        self.fields["partner"].queryset = could_share(self.record)
        for name in ["signs_here", "signs_there"]:
            self.fields[name].queryset = could_do(self.record)
        newest = newest_sharing(self.record)
        if newest and not self.is_bound:
            self.initial |= {"partner": newest.partner_id, "words": newest.words}

    def clean(self):
        given = super().clean()
        unless_named(self, self.record, "words")
        if given.get("signs_here") and given.get("signs_here") == given.get("signs_there"):
            self.add_error("signs_there", _("Two people sign, one for each organisation."))
        if given.get("review_on") and given["review_on"] <= timezone.localdate():
            self.add_error("review_on", _("This day is over. Please choose one to come."))
        return given

    def snapshot(self):
        return as_settled(self.record)

    def snapshot_as_read(self):
        newest = newest_sharing(self.record)
        return [(self.fields["words"].label, newest.words)] if newest else []


class SignForm(Rewriting):
    """It knows which words were shown, and which table beside them."""

    done = _("Thank you. It is signed.")

    @property
    def as_page(self):
        return as_page(self.record.words)

    @property
    def who_reads_what(self):
        return who_reads_what()

    @cached_property
    def of_whom(self):
        return self.record.signatures.select_related("organisation").get(user=self.reader)

    def snapshot(self):
        return as_to_sign(self.record)

    def snapshot_as_read(self):
        sharing: Sharing = self.record
        return [(_("What was settled"), sharing.words)]


class HeadForm(Form):
    governing_body = line(_("Governing body"), required=True, longest=LONGEST_STEP)
    function = line(
        _("Function"), required=True, longest=LONGEST_STEP, help_text=_("To which part of the handbook it belongs.")
    )
    subject = line(_("Subject"), required=True, longest=LONGEST_STEP)
    prepared_by = line(_("Prepared by"), required=True, longest=LONGEST_STEP)
    original_on = forms.DateField(
        label=_("Original date"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    asks_to_confirm = tick(_("Everyone who works here is asked to confirm that they have read it"))

    def prepare(self):
        if not self.is_bound:
            organisation = self.record.organisation.name
            self.initial |= {"governing_body": organisation, "prepared_by": organisation}
            self.initial["original_on"] = timezone.localdate()

    def head(self):
        return {name: self.cleaned_data[name] for name in HEAD}

    def answers(self):
        return {"head": self.head()}


class ChangeHeadForm(HeadForm, Rewriting):
    def prepare(self):
        if not self.is_bound:
            self.initial |= {name: getattr(self.record, name) for name in HEAD}

    def answers(self):
        return {"edit_token": self.cleaned_data["edit_token"], "head": self.head()}

    def snapshot(self):
        return as_headed(self.record)

    def snapshot_as_read(self):
        document: Document = self.record
        said = {name: getattr(document, name) for name in HEAD}
        said["original_on"] = date_format(document.original_on)
        said["asks_to_confirm"] = _("Yes") if document.asks_to_confirm else _("No")
        return [(self.fields[name].label, said[name]) for name in HEAD]


PARTS_OF_A_DOCUMENT = [_("Purpose and significance"), _("Process and procedure"), _("Recommendations")]


FILE = 3  # where `as_written` says which PDF there is


def offered():
    """Return what a document begins with."""
    return "\n\n\n".join(f"## {part}" for part in PARTS_OF_A_DOCUMENT)


class WriteForm(Rewriting):
    """The next version: in words, as a PDF, or both."""

    words = words(
        _("The next version"),
        rows=24,
        help_text=_(
            "A line that begins with ## is a heading, one with - an entry of a list; **two stars** make words bold. "
            "Nothing about a person who receives support belongs here."
        ),
    )
    file = a_file(
        _("The document as a PDF"),
        PDF,
        help_text=_("Instead of the words above, or beside them. Everyone who works here can save it."),
    )
    without_file = tick(_("Take the PDF away"))
    what_changed = line(_("What is different from the version before?"), longest=LONGEST_STEP)

    def prepare(self):
        if not self.is_bound:
            self.initial["words"], self.initial["what_changed"] = self._to_go_on_from()
        if self.has_file:
            self.fields["file"].label = _("Another PDF instead of the one that is there")
        else:
            del self.fields["without_file"]

    @property
    def has_file(self):
        return bool(self.snapshot()[FILE])

    def clean_words(self):
        """The bare headings that were offered say nothing."""
        words = self.cleaned_data["words"]
        return "" if words.split() == offered().split() else words

    def clean(self):
        given = super().clean()
        keeps_file = self.has_file and not given.get("without_file")
        if not self.errors and not (given["words"] or given["file"] or keeps_file):
            self.add_error("words", _("Please write it here, or choose a PDF."))
        return given

    def _to_go_on_from(self):
        """Return the next version as far as it is written; before that, the one in force, or the parts of one."""
        if version := next_version(self.record):
            return version.words, version.what_changed
        in_force = self.record.in_force
        return in_force.words if in_force else offered(), ""

    def snapshot(self):
        return as_written(self.record)

    def snapshot_as_read(self):
        labels = [self.fields[name].label for name in ["words", "what_changed"]]
        has_file = (_("The document as a PDF"), _("Yes") if self.has_file else _("No"))
        return [*zip(labels, self._to_go_on_from(), strict=True), has_file]


class InForceForm(Rewriting):
    """It knows which words were shown, so that none are put in force unseen."""

    done = _("It is in force. Everyone who works here can read it.")

    @cached_property
    def version(self):
        return next_version(self.record)

    @property
    def as_page(self):
        return as_page(self.version.words) if self.version else ""

    def snapshot(self):
        return as_written(self.record)

    def snapshot_as_read(self):
        return [(_("The next version"), self.snapshot()[0])]


class ConfirmForm(Rewriting):
    """It knows which version was shown."""

    done = _("Thank you. It is noted that you have read it.")

    @cached_property
    def version(self):
        return version_in_force(self.record)

    @property
    def as_page(self):
        return as_page(self.version.words)

    def snapshot(self):
        return [self.record.in_force.number]

    def snapshot_as_read(self):
        return [(_("The version in force"), self.record.in_force.words)]
