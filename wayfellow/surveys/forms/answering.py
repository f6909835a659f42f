"""A questionnaire as a form: all of it on one page, or one question."""

import contextlib
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from wayfellow.surveys.models import ReadBy
from wayfellow.surveys.queries.answering import options, versions
from wayfellow.surveys.queries.own import whom_i_show
from wayfellow.surveys.shape import CHOICE, DISPLAY, GROUP, SCALE, items, questions
from wayfellow.surveys.showing import only_asked, shown
from wayfellow.ui.languages import in_my_language
from wayfellow.ui.pages import Form, day, one_of, some_of, tick, words

LONGEST_WORD = 120
NOTHING: tuple = (None, "", [])


class BeginForm(Form):
    """Begin to answer: the first question says that it has."""

    done = ""


class AnswersForm(Form):
    """All questions at once. The record is the invitation.

    `asked` says which questions the page showed, so that one which an answer has opened is not missed.
    """

    asked = forms.CharField(widget=forms.HiddenInput, required=False)
    asks_again = True
    begins_with_what_stands_there = True

    def __init__(self, *args, content=None, **kwargs):
        self.content = content
        super().__init__(*args, **kwargs)

    def prepare(self):
        self.content = self.content or self.record.questionnaire.content
        self.all_optional = not any(question.get("required") for question in questions(self.content))
        self.has_show_if = any("enableWhen" in item for item in items(self.content))
        for question in questions(self.content):
            self.fields[question["linkId"]] = field = field_of(question)
            field.initial = _at_first(question) if self.begins_with_what_stands_there else None
            field.is_needed = bool(question.get("required"))  # asked again here, for a question may not be shown at all
        self._say_what_is_asked()

    def _say_what_is_asked(self):
        self.shown = shown(self.content, self._readable_answers())
        names = ",".join(item["linkId"] for item in self.shown)
        self.initial["asked"] = names
        if self.is_bound:
            self.was_asked = set(self.data.get("asked", names).split(","))
            self.data = self.data.copy()
            self.data["asked"] = names

    def _readable_answers(self):
        """Return what was typed, as far as it can be read."""
        if not self.is_bound:
            there = {each["linkId"]: (each, self.fields[each["linkId"]].initial) for each in questions(self.content)}
            return {name: _as_stored(each, first) for name, (each, first) in there.items() if first is not None}
        found = {}
        for question in questions(self.content):
            with contextlib.suppress(forms.ValidationError):
                bound = self[question["linkId"]]
                answer = bound.field.clean(bound.data)
                if answer not in NOTHING:
                    found[question["linkId"]] = _as_stored(question, answer)
        return found

    def clean(self):
        given = self.given()
        for question in self.shown if self.asks_again else []:
            if question.get("required") and question["linkId"] not in given:
                self._ask_again(question)
        if self.errors:
            return
        if not given:
            raise forms.ValidationError(_("Nothing is answered yet. Answer what you like, then send."))
        if any(item["linkId"] not in self.was_asked for item in self.shown):
            raise forms.ValidationError(
                _("One of your answers leads to another question. Please look at it, then send.")
            )

    def _ask_again(self, question):
        if question["linkId"] not in self.errors:
            self.add_error(question["linkId"], _is_needed(question))

    def parts(self):
        """Yield what is asked now as (the title of a section or nothing, its texts and fields)."""
        return self._parts(self.content["item"], {item["linkId"] for item in self.shown}, "")

    def _parts(self, items, names, title):
        """What follows a section inside another stands under the outer title again."""
        so_far, is_told = [], not title
        for item in (each for each in items if each["linkId"] in names):
            if item["type"] != GROUP:
                so_far.append(words_of(item) if item["type"] == DISPLAY else self[item["linkId"]])
                continue
            if so_far or not is_told:
                yield title, so_far
            so_far, is_told = [], True
            yield from self._parts(item["item"], names, words_of(item))
        if so_far:
            yield title, so_far

    def answers(self):
        return self.given()

    def given(self):
        """Return what was answered, the codes that were chosen or the words, and nothing for the rest."""
        given = {
            question["linkId"]: _as_stored(question, self.cleaned_data[question["linkId"]])
            for question in questions(self.content)
            if self.cleaned_data.get(question["linkId"]) not in NOTHING
        }
        return only_asked(self.content, given)


class PaperForm(AnswersForm):
    """What somebody answered on paper, where nothing can be asked again. The record is the survey."""

    asks_again = False
    begins_with_what_stands_there = False
    keeps_draft = False  # a draft knows its writer, and these answers are nobody’s

    def prepare(self):
        asked = versions(self.record).first()
        self.content = asked.content if asked else {"item": []}
        super().prepare()
        self.fields["month"] = day(
            _("In which month was it answered?"), help_text=_("Any day of that month: only the month is stored.")
        )

    def answers(self):
        return {"given": self.given(), "month": self.cleaned_data["month"].replace(day=1)}


class OneQuestionForm(Form):
    """One question of a record that somebody began to answer."""

    all_optional = True

    def __init__(self, *args, question, given, **kwargs):
        self.question, self.given = question, given
        super().__init__(*args, **kwargs)

    def prepare(self):
        self.fields["answer"] = field_of(self.question)
        kept = self.given.get(self.question["linkId"])
        shown = kept[0] if kept and _is_one_of(self.question) else kept
        self.initial["answer"] = _at_first(self.question) if shown is None else shown

    def clean_answer(self):
        answer = self.cleaned_data["answer"]
        if answer in NOTHING:
            if self.question.get("required"):
                raise forms.ValidationError(_is_needed(self.question))
            return None
        return _as_stored(self.question, answer)


class ShowForm(Form):
    """The record is a survey that the reader answered."""

    to = one_of(
        _("Who else sees it?"),
        [
            ("", _("Nobody")),
            (ReadBy.PEER, _("My peer supporter")),
            (ReadBy.COORDINATORS, _("The coordinators of the programme")),
            (ReadBy.BOTH, _("The peer supporter and the coordinators")),
        ],
        required=False,
    )

    def prepare(self):
        shown = whom_i_show(self.record, self.reader)
        self.initial["to"] = shown.to if shown else ""


class MailForm(Form):
    """The record is the reader, as a person."""

    wanted = tick(_("Send me a short note when there is a survey for me"))

    def prepare(self):
        self.initial["wanted"] = hasattr(self.record, "mail")


def field_of(question):
    """Return the field that asks this question."""
    text, kind = words_of(question), question["type"]
    if kind == CHOICE:
        return some_of(text, options(question)) if question.get("repeats") else _one_of(text, options(question), str)
    if kind == SCALE:
        return _one_of(text, options(question), int)
    if kind == "date":
        return forms.DateField(label=text, required=False, widget=forms.DateInput(attrs={"type": "date"}))
    if kind in {"integer", "decimal"}:
        number = forms.IntegerField if kind == "integer" else forms.FloatField
        said = in_my_language(question.get("constraint_message", {}))
        messages = {"min_value": said, "max_value": said} if said else {}
        ends = {"min_value": question.get("min"), "max_value": question.get("max")}
        return number(label=text, required=False, error_messages=messages, **ends)
    longest = question.get("maxLength")
    if kind == "string":
        return forms.CharField(label=text, required=False, max_length=longest or LONGEST_WORD)
    return words(text, longest=longest) if longest else words(text)


def words_of(item):
    """Return what an item says, with its number where it came with one."""
    return " ".join(filter(None, [item.get("prefix"), in_my_language(item["text"])]))


def titles_of_sections(items, outer=""):
    """Yield each question with the titles of the sections it stands in."""
    for item in items:
        yield item["linkId"], outer
        yield from titles_of_sections(item.get("item", []), " · ".join(filter(None, [outer, words_of(item)])))


def _at_first(question):
    """Return what stands there before somebody answers, as its field shows it."""
    first = question.get("initial")
    return date.fromisoformat(first) if first and question["type"] == "date" else first


def _is_needed(question):
    return in_my_language(question.get("required_message", {})) or _("This question needs an answer.")


def _one_of(text, choices, coerce):
    field = one_of(text, choices, required=False)
    field.coerce = coerce
    return field


def _is_one_of(question):
    return question["type"] == CHOICE and not question.get("repeats")


def _as_stored(question, answer):
    if _is_one_of(question):
        return [answer]
    return answer.isoformat() if isinstance(answer, date) else answer
