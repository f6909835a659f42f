"""What the list of visits asks, and what is asked around a plan. The questions of the plan itself: `questions.py`."""

import re
import secrets
from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from wayfellow.plans.models import Remark
from wayfellow.plans.queries import (
    as_answered,
    as_shared,
    guests,
    said_now,
    snapshot_of,
    snapshot_of_support,
    walking_with,
)
from wayfellow.plans.questions import QUESTIONS, WRITTEN, Kind, Stand, as_read
from wayfellow.ui.pages import MOST_CHARACTERS, Form, Rewriting, TakingAway, day, one_of, tick, words

TOKEN_BYTES = 18
MOST_LINES = 40
LONGEST_LINE = 500
BLANK_LINES = 3


class VisitForm(Form):
    about_a_person = True

    with_whom = words(_("Who are you going to see?"), required=True, rows=1)
    on = day(_("On which day?"), required=False, help_text=_("Leave it empty if you do not know yet."))
    to_raise = words(
        _("What do you want to bring up?"),
        rows=6,
        help_text=_("Questions, wishes, things that went well, things that should change. In your own words."),
    )


class ExistingVisitForm(Rewriting):
    def snapshot(self):
        return snapshot_of(self.record)

    def snapshot_as_read(self):
        return [
            (_("Who you are going to see"), self.record.with_whom),
            (_("Day"), self.record.on),
            (_("What you want to bring up"), self.record.to_raise),
        ]


class LetVisitGoForm(TakingAway, ExistingVisitForm):
    def where(self):
        return self.record.person_id


class ChangeVisitForm(ExistingVisitForm, VisitForm):
    def prepare(self):
        if not self.is_bound:
            self.initial |= {
                name: getattr(self.record, name) for name in VisitForm.base_fields if name != "idempotency_key"
            }


# The people and supports around someone
class SupportForm(Form):
    name = words(
        _("Who is it?"), required=True, rows=1, help_text=_("A person, a place, an animal: whatever you call them.")
    )
    what_for = words(_("How do they help you?"), rows=2)
    how_to_reach = words(_("How do you reach them?"), rows=2)


class ExistingSupportForm(Rewriting):
    def snapshot(self):
        return snapshot_of_support(self.record)

    def snapshot_as_read(self):
        labels = [SupportForm.base_fields[name].label for name in SUPPORT]
        return list(zip(labels, self.snapshot(), strict=True))


class ChangeSupportForm(ExistingSupportForm, SupportForm):
    def prepare(self):
        if not self.is_bound:
            self.initial |= dict(zip(SUPPORT, self.snapshot(), strict=True))


SUPPORT = ["name", "what_for", "how_to_reach"]


# The plan
def asked(question):
    """Return the field of a question."""
    if question.choices:
        return forms.ChoiceField(
            label=question.label,
            help_text=question.help_text,
            required=False,
            choices=[("", _("I would rather leave it open")), *question.choices],
        )
    return words(question.label, help_text=question.help_text, rows=question.rows)


class GoalForm(Form):
    """A goal that is new. Only what it is has to be said."""

    about_a_person = True

    def prepare(self):
        self.fields |= {question.name: asked(question) for question in WRITTEN[Kind.GOAL]}
        self.fields["words"].required = True

    def answers(self):
        return {"said": _answered(super().answers())}


class ExistingPartForm(Rewriting):
    """A form over what one part says now."""

    @property
    def part(self):
        return self.record

    def snapshot(self):
        return said_now(self.part)

    def snapshot_as_read(self):
        return as_read(self.part.kind, self.part.said)


class PartForm(ExistingPartForm):
    """The questions of a part, as they are answered now."""

    about_a_person = True
    all_optional = keeps_draft = True

    def prepare(self):
        if self.part.kind == Kind.HARD_DAYS:
            return self._ask_line_by_line()
        self.fields |= {question.name: asked(question) for question in WRITTEN[Kind(self.part.kind)]}
        self.fields["words"].required = self.part.kind == Kind.GOAL
        self.initial = self.said_at_first() | self.initial
        return None

    def said_at_first(self):
        return self.part.said

    def answers(self):
        answers = super().answers()
        edit_token = answers.pop("edit_token")
        if self.part.kind == Kind.HARD_DAYS:
            answers = {"words": "\n".join(self._lines_in_order(answers))}
        answers["stand"] = self.part.said.get("stand", "")
        return {"edit_token": edit_token, "said": _answered(answers), "goes_on": "move" in self.data}

    # A page for hard days: one thing on each line, in the person's own order.
    def _ask_line_by_line(self):
        kept = self.said_at_first().get("words", "").splitlines()
        begun = self.begun.fields if self.begun else {}
        sent = sum(name.startswith("line_") for name in self.data or begun)
        for number in range(min(max(len(kept) + BLANK_LINES, sent), MOST_LINES)):
            self.fields[f"line_{number}"] = forms.CharField(
                label=_("Line %(number)s") % {"number": number + 1},
                required=False,
                max_length=LONGEST_LINE,
                initial="".join(kept[number : number + 1]),
                widget=forms.TextInput(attrs={"dir": "auto"}),
            )

    def lines(self):
        return [self[name] for name in self.fields if name.startswith("line_")]

    @property
    def move(self):
        """Which line was to go up or down, as ("up" or "down", its number); None when something else was pressed."""
        pressed = re.fullmatch(r"(up|down)-(\d{1,2})", self.data.get("move", ""))
        return pressed and (pressed[1], int(pressed[2]))

    def _lines_in_order(self, answers):
        lines = [" ".join(answers[field.name].split()) for field in self.lines()]
        if self.move:
            way, here = self.move
            there = here + (1 if way == "down" else -1)
            if min(here, there) >= 0 and max(here, there) < len(lines):
                lines[here], lines[there] = lines[there], lines[here]
        return [line for line in lines if line]


class TakeForm(PartForm):
    """The questions of a part once more, with a suggestion already written below what it says."""

    @property
    def part(self):
        return self.record.part

    def said_at_first(self):
        said = self.part.said
        return said | {"words": "\n".join(filter(None, [said.get("words"), self.record.words]))[:MOST_CHARACTERS]}


class SureForm(ExistingPartForm):
    def prepare(self):
        question = next(each for each in QUESTIONS[Kind.GOAL] if each.name == "sure")
        self.fields["sure"] = asked(question)
        if not self.is_bound:
            self.initial["sure"] = self.part.said.get("sure", "")


class StandForm(ExistingPartForm):
    stand = one_of(_("What stage is it at?"), Stand)

    def prepare(self):
        self.initial.setdefault("stand", self.part.stand or Stand.ON_IT)


class BringBackForm(ExistingPartForm):
    number = forms.IntegerField(label=_("Which version?"), min_value=1)

    def prepare(self):
        self.fields["number"].initial = max(self.record.newest - 1, 1)


def _answered(answers):
    """Return only what was answered: a question left open and one that was never asked are the same."""
    return {name: answer for name, answer in answers.items() if answer}


# Who else reads it
class ShareForm(Rewriting):
    """Who may read a part: nobody else, or one of those who walk with the person, by name."""

    all_optional = True
    who = one_of(_("Who may see it?"), [], required=False)
    shows_how_sure = tick(_("They may also see how sure I was of it, over time"))

    def prepare(self):
        self.peers = {str(peer.pk): peer for peer in walking_with(self.record.person)}
        self.fields["who"].choices = [("", _("Only me")), *self._shared_with_a_peer()]
        if self.record.kind != Kind.GOAL:
            del self.fields["shows_how_sure"]
        if not self.is_bound:
            self.initial |= {"who": self._now(), "shows_how_sure": self.record.shows_how_sure}

    def _shared_with_a_peer(self):
        for pk, peer in self.peers.items():
            yield pk, _("%(peer)s may read it") % {"peer": peer}
            if self.record.kind != Kind.RECOVERY:
                yield f"{pk}+", _("%(peer)s may read it, and write it down when I am there") % {"peer": peer}

    def _now(self):
        if str(self.record.peer_id) not in self.peers:
            return ""
        return f"{self.record.peer_id}{'+' if self.record.together else ''}"

    def snapshot(self):
        return as_shared(self.record)

    def snapshot_as_read(self):
        return [(_("Who may see it"), dict(self.fields["who"].choices)[self._now()])]

    def answers(self):
        who = self.cleaned_data["who"]
        return {
            "edit_token": self.cleaned_data["edit_token"],
            "peer": self.peers.get(who.removesuffix("+")),
            "together": who.endswith("+"),
            "shows_how_sure": self.cleaned_data.get("shows_how_sure", False),
        }


def new_token():
    return secrets.token_urlsafe(TOKEN_BYTES)


class InviteGuestForm(Form):
    """The link is made with the page, so that a second tap makes the same one."""

    name = forms.CharField(
        label=_("What do you call them?"),
        max_length=80,
        help_text=_("“My sister”, for example. Only you read this name."),
    )
    how_long = one_of(
        _("For how long?"),
        [("1", _("One day")), ("30", _("One month")), ("90", _("Three months"))],
        initial="30",
        help_text=_("You can end it at any time before then."),
    )
    may_comment = tick(_("They may also write comments"))
    token = forms.RegexField(r"[\w-]{24}", widget=forms.HiddenInput, initial=new_token)

    def answers(self):
        answers = super().answers()
        return answers | {"how_long": timedelta(days=int(answers["how_long"]))}


class EndInvitationForm(Form):
    guest: forms.ModelChoiceField = forms.ModelChoiceField(label=_("For whom?"), queryset=None, empty_label=None)

    def prepare(self):
        # A second tap may come when the first has ended it.
        self.fields["guest"].queryset = self.record.guests.order_by("pk") if self.is_bound else guests(self.record)
        self.fields["guest"].label_from_instance = lambda guest: guest.name


# What others say
class RemarkForm(Form):
    about_a_person = True
    kind = one_of(_("What is it?"), Remark.Kind, initial=Remark.Kind.WORD)
    words = words(
        _("Your words"),
        required=True,
        rows=5,
        help_text=_("The plan stays as it is. The person it belongs to reads this and decides."),
    )


class AnswerForm(Rewriting):
    """What the person makes of a remark. Beside a concern stands a decision, and what would help them do it well."""

    about_a_person = True
    decision = one_of(
        _("What would you like to do with it?"),
        [(Remark.Decision.LEFT, _("I leave it")), (Remark.Decision.ANSWERED, _("I am thinking about it"))],
    )
    answer = words(_("Your answer"), rows=4)
    to_do_it_well = words(
        _("What would help me do this well"),
        help_text=_("Anything, or nothing. It does not change your decision."),
    )

    def prepare(self):
        is_concern = self.record.kind == Remark.Kind.CONCERN
        if self.record.kind != Remark.Kind.SUGGESTION:
            del self.fields["decision"]
        if is_concern:
            self.fields["answer"].label = _("What I decide")
        else:
            del self.fields["to_do_it_well"]
        if not self.is_bound:
            self.initial |= {name: getattr(self.record, name) for name in self.fields if hasattr(self.record, name)}

    def snapshot(self):
        return as_answered(self.record)

    def snapshot_as_read(self):
        return [
            (_("Status"), self.record.get_decision_display()),
            (_("Your answer"), self.record.answer),
            (_("What would help me do this well"), self.record.to_do_it_well),
        ]

    def answers(self):
        return {"decision": Remark.Decision.ANSWERED} | super().answers()
