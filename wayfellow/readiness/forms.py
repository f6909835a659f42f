"""What is asked of whoever puts questions on the page, answers them, and settles what follows."""

from django import forms
from django.utils.translation import gettext_lazy as _

from wayfellow.office.asking import NAMES_NOBODY, unless_named
from wayfellow.office.queries import does_not_belong
from wayfellow.readiness.models import LONGEST_QUESTION
from wayfellow.readiness.queries import as_asked, as_replied, came_in
from wayfellow.ui.pages import Form, Rewriting, TakingAway, line, words

WITHOUT_WORDS = _("Please choose a question, or write one.")


class BeginForm(Form):
    done = _("Five questions are there. Those who work here can answer them.")


class AddForm(Form):
    """The record is the programme."""

    done = _("It is on the page. Those who work here can answer.")
    came_in = forms.MultipleChoiceField(
        label=_("What came in without a name"),
        help_text=_("Choose what names nobody and does not tell who asks. Where it does, write it below anew."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    own = line(_("Or a question in your words"), longest=LONGEST_QUESTION, help_text=NAMES_NOBODY)

    def prepare(self):
        waiting = [(words, words) for words in came_in(self.record) if len(words) <= LONGEST_QUESTION]
        self.fields["came_in"].choices = waiting
        if not waiting:
            del self.fields["came_in"]

    def clean(self):
        given = super().clean()
        unless_named(self, self.record, "own")
        if refusal := does_not_belong(self.reader, self.record, " ".join(given.get("came_in", []))):
            self.add_error("came_in", refusal)
        if not self.errors and not self.questions():
            self.add_error("own", WITHOUT_WORDS)
        return given

    def questions(self):
        return [*self.cleaned_data.get("came_in", []), *filter(None, [self.cleaned_data.get("own")])]

    def answers(self):
        return {"questions": self.questions()}


class ChangeQuestionForm(Rewriting):
    words = line(_("The question"), required=True, longest=LONGEST_QUESTION, help_text=NAMES_NOBODY)

    def prepare(self):
        if not self.is_bound:
            self.initial["words"] = self.record.words

    def clean(self):
        given = super().clean()
        unless_named(self, self.record.programme, "words")
        return given

    def snapshot(self):
        return as_asked(self.record)

    def snapshot_as_read(self):
        return [(_("The question"), self.record.words)]


class TakeOffForm(TakingAway):
    def where(self):
        return self.record.programme_id


class ReplyForm(Form):
    """The record is the question."""

    done = _("Your answer is on the page.")
    words = words(
        _("What do you answer?"),
        required=True,
        rows=6,
        help_text=_("Everybody who works here reads it with your name. Nobody who receives support is named here."),
    )

    def clean(self):
        given = super().clean()
        unless_named(self, self.record.programme, "words")
        return given


class ChangeReplyForm(Rewriting):
    words = words(_("What do you answer?"), required=True, rows=6, help_text=NAMES_NOBODY)

    def prepare(self):
        if not self.is_bound:
            self.initial["words"] = self.record.words

    def clean(self):
        given = super().clean()
        unless_named(self, self.record.question.programme, "words")
        return given

    def snapshot(self):
        return as_replied(self.record)

    def snapshot_as_read(self):
        return [(_("What do you answer?"), self.record.words)]


class TakeBackReplyForm(TakingAway):
    def where(self):
        return self.record.question.programme_id
