"""What those who write a survey are asked, each text in every language."""

import json
from datetime import timedelta

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from wayfellow.files.receiving import unless_refused
from wayfellow.surveys.instruments import SCORES_ONLY, only_scores, totals, with_wording
from wayfellow.surveys.models import Privacy, ReadBy
from wayfellow.surveys.queries.making import (
    before,
    coded,
    conditions_on,
    instrument,
    instruments,
    plainly,
    ready_made,
    snapshot_of,
    surveys,
    whole_draft,
    written,
)
from wayfellow.surveys.shape import ANONYMOUS, CHOICE, DISPLAY, GROUP, LONGEST_TEXT, NAMED, NUMBERS, SCALE, bounds
from wayfellow.ui.languages import in_my_language
from wayfellow.ui.pages import Form, Rewriting, TakingAway, day, one_of, some_of, tick, words

MANY = 3  # rows: not one text, but a list of them
MOST_LINKS = 50
LINKS_OPEN, LINKS_OPEN_AT_MOST = timedelta(days=60), timedelta(days=366)
LARGEST_FILE = 1_000_000
KINDS = [
    (CHOICE, _("One answer from a list")),
    ("several", _("Several answers from a list")),
    (SCALE, _("A scale")),
    ("text", _("Free text")),
    ("string", _("Short text")),
    ("integer", _("A whole number")),
    ("decimal", _("A number")),
    ("date", _("A day")),
    (GROUP, _("A section, for what follows it")),
    (DISPLAY, _("A text to read")),
]
BLANK = "blank"


def in_each_language(name, label, *, rows=1):
    """Return a field for the same text in every language, by name."""
    return {
        f"{name}_{code}": forms.CharField(
            label=f"{label} ({language})",
            required=False,
            max_length=LONGEST_TEXT if rows < MANY else LONGEST_TEXT * rows,
            widget=forms.Textarea(attrs={"rows": rows, "lang": code}) if rows > 1 else forms.TextInput({"lang": code}),
        )
        for code, language in settings.LANGUAGES
    }


def gathered(answers, name):
    """Take the text in every language out of the answers."""
    found = {code: answers.pop(f"{name}_{code}", "") for code, _language in settings.LANGUAGES}
    return {code: words for code, words in found.items() if words}


def spread(name, text):
    return {f"{name}_{code}": text.get(code, "") for code, _language in settings.LANGUAGES}


def _privacy():
    return one_of(
        _("How are the answers kept?"), Privacy, help_text=_("People are told this before the first question.")
    )


def _read_by():
    return one_of(_("If they carry a name: who reads them, besides the person?"), ReadBy, required=False)


def ask_who_reads(form):
    """Answers with a name are read by somebody, who is named before they are given."""
    if form.cleaned_data.get("kept") == NAMED and not form.cleaned_data.get("read_by"):
        form.add_error("read_by", _("Say who reads the answers. People are told before they begin."))


class AboutForm(Form):
    """The title, and how answers are kept."""

    def prepare(self):
        self.fields |= in_each_language("title", _("Title"))
        self.fields |= in_each_language("description", _("What it is about"), rows=2)
        self.fields |= {"kept": _privacy(), "read_by": _read_by()}

    def clean(self):
        if not any(self.cleaned_data.get(f"title_{code}") for code, _language in settings.LANGUAGES):
            self.add_error("title_en", _("It needs a title in at least one language."))
        ask_who_reads(self)

    def answers(self):
        answers = super().answers()
        return {"title": gathered(answers, "title"), "description": gathered(answers, "description")} | answers


class NewSurveyForm(AboutForm):
    """The record is the programme."""

    def prepare(self):
        start = [(BLANK, _("An empty survey"))]
        start += [(each.name, in_my_language(each.content["title"])) for each in ready_made()]
        start += [(str(each.pk), in_my_language(each.title)) for each in self._own()]
        self.fields["start"] = one_of(_("Start from"), start, initial=BLANK)
        super().prepare()
        self.initial.setdefault("kept", Privacy.ANONYMOUS)

    def _own(self):
        return surveys(self.reader).filter(programme=self.record) if self.reader else []

    def clean(self):
        if self.cleaned_data.get("start", BLANK) == BLANK:
            super().clean()
        else:
            ask_who_reads(self)


class ChangeAboutForm(Rewriting, AboutForm):
    def prepare(self):
        super().prepare()
        if not self.is_bound:
            survey = self.record
            self.initial |= spread("title", survey.title) | spread("description", survey.description)
            self.initial |= {"kept": survey.kept, "read_by": survey.read_by}

    def snapshot(self):
        return snapshot_of(self.record)

    def snapshot_as_read(self):
        return [(_("Title"), in_my_language(self.record.title)), (_("Kept"), self.record.get_kept_display())]


class AddQuestionForm(Form):
    kind = one_of(_("What kind?"), KINDS)


class ExistingQuestionForm(Rewriting):
    """The record is a question that is being written."""

    def snapshot(self):
        return [self.record.content]

    def snapshot_as_read(self):
        return [(_("Question"), in_my_language(self.record.content["text"]))]


class TakeOutForm(ExistingQuestionForm, TakingAway):
    """The question is gone then, and its survey is there."""

    def where(self):
        return self.record.survey_id


class QuestionForm(ExistingQuestionForm):
    """A question in every language, what can be answered, and when it is asked."""

    def prepare(self):
        content = self.record.content
        self.kind = content["type"]
        self.fields |= in_each_language("text", _("Text"))
        if self.kind == CHOICE:
            self._ask_for_options()
        if self.kind == SCALE:
            self.fields |= in_each_language("low", _("Label at the lower end"))
            self.fields |= in_each_language("high", _("Label at the upper end"))
        if self.kind in NUMBERS:
            whole = self.kind == SCALE
            number = forms.FloatField if self.kind == "decimal" else forms.IntegerField
            self.fields["min"] = number(label=_("Lowest"), required=whole)
            self.fields["max"] = number(label=_("Highest"), required=whole)
        if "constraint_message" in content:
            self.fields |= in_each_language("constraint_message", _("What is said of an answer outside them"))
        if self.kind not in {GROUP, DISPLAY}:
            self.fields["required"] = tick(_("An answer is needed"))
        self._ask_when()
        if not self.is_bound:
            self.initial |= self._as_shown(content)

    def _ask_for_options(self):
        self.fields |= in_each_language("options", _("Answers, one on each line"), rows=5)
        self.fields["repeats"] = tick(_("Several can be chosen"))
        self.fields["values"] = forms.CharField(
            label=_("For a score: the value of each answer, in the same order"),
            help_text=_(
                "For example 0, 1, 2. Write - for an answer that does not count. Leave this empty if none of "
                "them count."
            ),
            required=False,
            max_length=LONGEST_TEXT,
        )

    def _ask_when(self):
        conditions = [("", _("Always"))] + [*self._conditions()]
        if len(conditions) > 1:
            for number, name in enumerate(self._whens()):
                label = _("And another condition, if there is one") if number else _("Ask it only if")
                self.fields[name] = forms.ChoiceField(label=label, choices=conditions, required=False)
            ways = [("all", _("All of them are true")), ("any", _("One of them is true"))]
            self.fields["behavior"] = one_of(_("With more than one condition"), ways, required=False, initial="all")

    def _whens(self):
        """Two conditions, or as many as there are already."""
        return [f"when_{number}" for number in range(max(2, len(self.record.content.get("enableWhen", []))))]

    def _conditions(self):
        """Yield what can be asked about the questions before this one, and what was settled elsewhere."""
        seen = set()
        for item in before(self.record):
            for condition, told in conditions_on(item):
                seen.add(coded(condition))
                yield coded(condition), told
        for condition in self.record.content.get("enableWhen", []):
            if coded(condition) not in seen:
                yield coded(condition), plainly(condition)

    def _as_shown(self, content):
        shown = spread("text", content["text"])
        for end in ["low", "high", "constraint_message"]:
            shown |= spread(end, content.get(end, {}))
        offered = content.get("answerOption", [])
        for code, _language in settings.LANGUAGES:
            shown[f"options_{code}"] = "\n".join(option["display"].get(code, "") for option in offered).rstrip("\n")
        shown |= {name: content.get(name) for name in ["min", "max", "required", "repeats"]}
        if any("value" in option for option in offered):
            shown["values"] = ", ".join(f"{option['value']:g}" if "value" in option else "-" for option in offered)
        shown["behavior"] = content.get("enableBehavior", "all")
        conditions = content.get("enableWhen", [])
        return shown | {name: coded(each) for name, each in zip(self._whens(), conditions, strict=False)}

    def clean(self):
        values = self._values()
        offered = self._options(self.cleaned_data) if self.kind == CHOICE and not self.errors else []
        if values is None or values and not self.errors and len(values) != len(offered):
            self.add_error("values", _("Write one number for each answer."))

    def _values(self):
        """Return the numbers that the answers count, nothing for those that count none; None if they cannot be read."""
        typed = self.cleaned_data.get("values", "").replace(",", " ").split()
        try:
            return [None if each == "-" else float(each) if "." in each else int(each) for each in typed]
        except ValueError:
            return None

    def answers(self):
        """Return the question as it is kept, without its name and kind."""
        answers = super().answers()
        return {"edit_token": answers.pop("edit_token"), "content": self._content(answers)}

    def _content(self, answers):
        found = {"text": gathered(answers, "text")}
        if self.kind == CHOICE:
            offered = self._options(answers)
            values = self._values() or [None] * len(offered)
            found["answerOption"] = [
                option if value is None else option | {"value": value}
                for option, value in zip(offered, values, strict=True)
            ]
        for end in ["low", "high", "constraint_message"]:
            words = gathered(answers, end)
            found |= {end: words} if words else {}
        found |= {name: answers[name] for name in ["min", "max"] if answers.get(name) is not None}
        found |= {name: True for name in ["required", "repeats"] if answers.get(name)}
        return found | self._when(answers)

    def _options(self, answers):
        lines = {
            code: answers[f"options_{code}"].replace("\r", "").split("\n") for code, _language in settings.LANGUAGES
        }
        offered, taken = [], set()
        for number in range(max(map(len, lines.values()))):
            display = {code: texts[number].strip() for code, texts in lines.items() if number < len(texts)}
            display = {code: words for code, words in display.items() if words}
            if display:
                code = self._code(display, number, taken)
                offered.append(self._came_with(code) | {"code": code, "display": display})
        return offered

    def _came_with(self, code):
        """Return what an answer came with from elsewhere beside its words."""
        known = [each for each in self.record.content.get("answerOption", []) if each["code"] == code]
        return {name: value for each in known for name, value in each.items() if name != "value"}

    def _code(self, display, number, taken):
        """An answer that says the same as before keeps its code, so that counts go on; a new one gets its own."""
        known = self.record.content.get("answerOption", [])
        same = [each["code"] for each in known if _say_the_same(each["display"], display)]
        code = next((code for code in same if code not in taken), slugify(in_my_language(display))[:30])
        while not code or code in taken or (code not in same and code in {each["code"] for each in known}):
            code = f"{code or 'answer'}-{number + 1}"
        taken.add(code)
        return code

    def _when(self, answers):
        chosen = dict.fromkeys(answers[name] for name in self._whens() if answers.get(name))
        if not chosen:
            return {}
        names = ["question", "operator", "answer"]
        found = [dict(zip(names, json.loads(each), strict=True)) for each in chosen]
        return {"enableWhen": found} | ({"enableBehavior": answers["behavior"] or "all"} if len(found) > 1 else {})


def _say_the_same(one, other):
    return any(words and words == other.get(code) for code, words in one.items())


class ScoreForm(Form):
    """The record is a survey that is being written."""

    def prepare(self):
        counted = [
            (each.content["linkId"], in_my_language(each.content["text"]))
            for each in written(self.record)
            if each.content["type"] not in {GROUP, DISPLAY} and bounds(each.content)
        ]
        self.fields |= in_each_language("title", _("Name of the score"))
        rules = [("sum", _("The sum of the answers")), ("mean", _("The mean of the answers"))]
        self.fields["rule"] = one_of(_("How it is calculated"), rules)
        self.fields["items"] = some_of(_("Calculated from which questions"), counted, required=True)
        self.fields["reversed"] = some_of(_("Which of them are scored in reverse"), counted)
        self.fields["least"] = forms.IntegerField(
            label=_("How many must be answered"),
            min_value=1,
            help_text=_("With fewer there is no score. What is missing is never counted as zero."),
        )

    def clean(self):
        chosen = self.cleaned_data.get("items", [])
        if not any(self.cleaned_data.get(f"title_{code}") for code, _language in settings.LANGUAGES):
            self.add_error("title_en", _("It needs a name in at least one language."))
        if set(self.cleaned_data.get("reversed", [])) - set(chosen):
            self.add_error("reversed", _("Only questions the score is calculated from."))
        if self.cleaned_data.get("least", 0) > len(chosen):
            self.add_error("least", _("The score does not have that many questions."))

    def answers(self):
        answers = super().answers()
        return {
            "title": gathered(answers, "title"),
            "name": f"score-{self.cleaned_data['idempotency_key'].hex[:8]}",
        } | answers


class PublishForm(Rewriting):
    """The record is a survey that is being written."""

    def snapshot(self):
        return whole_draft(self.record, written(self.record))

    def snapshot_as_read(self):
        return [(_("Questions"), len(written(self.record)))]


class LinksForm(Form):
    how_many = forms.IntegerField(label=_("How many links?"), min_value=1, max_value=MOST_LINKS, initial=10)
    until = day(_("Until which day do the links work?"), initial=lambda: timezone.localdate() + LINKS_OPEN)

    def clean_until(self):
        until, today = self.cleaned_data["until"], timezone.localdate()
        if not today <= until <= today + LINKS_OPEN_AT_MOST:
            raise forms.ValidationError(_("Choose a day between today and a year from now."))
        return until


class FileForm(Form):
    """A questionnaire from elsewhere, in a file."""

    file = forms.FileField(
        label=_("The file"), help_text=_("FHIR Questionnaire (.json) or XLSForm (.xlsx), up to 1 MB.")
    )
    kept = _privacy()
    read_by = _read_by()

    def clean_file(self):
        if self.cleaned_data["file"].size > LARGEST_FILE:
            raise forms.ValidationError(_("This file is larger than 1 MB."))
        return unless_refused(self.cleaned_data["file"])

    def clean(self):
        ask_who_reads(self)


class InstrumentForm(Form):
    """Somebody else's instrument, for which the organisation holds a licence. The record is the programme."""

    WORDS, SCORES = "words", "scores"
    instrument = forms.ChoiceField(label=_("Instrument"))
    how = one_of(
        _("What do you want to import?"),
        [(WORDS, _("Its wording, as our licence allows")), (SCORES, _("Only the scores, calculated elsewhere"))],
    )
    language = forms.ChoiceField(label=_("Language of the wording"), choices=settings.LANGUAGES)
    wording = forms.CharField(
        label=_("The items, one on each line, worded exactly as in the original"), required=False,
        max_length=20_000, widget=forms.Textarea(attrs={"rows": 8}),
    )  # fmt: skip
    low = forms.CharField(label=_("Label at the lower end"), required=False, max_length=LONGEST_TEXT)
    high = forms.CharField(label=_("Label at the upper end"), required=False, max_length=LONGEST_TEXT)
    holds_licence = tick(_("Our organisation holds a licence for this use"), required=True)
    evidence = forms.CharField(
        label=_("Where the licence can be seen"), max_length=LONGEST_TEXT,
        help_text=_("Its number, date and where it is kept. No names of people."),
    )  # fmt: skip
    table = words(
        _("Its conversion table, if it has one"),
        help_text=_(
            "On each line, a total and the score it converts to. Like the wording, the table belongs to "
            "the rights holder. Without it, only the raw total is calculated, and it must not be "
            "compared with converted scores."
        ),
    )
    kept = one_of(_("How are the answers kept?"), Privacy, initial=ANONYMOUS)
    read_by = _read_by()

    @staticmethod
    def offered():
        return instruments()

    def prepare(self):
        self.fields["instrument"].choices = [(each["name"], each["title"]) for each in instruments()]

    def clean(self):
        answers = self.cleaned_data
        ask_who_reads(self)
        if answers.get("how") == self.WORDS and "instrument" in answers:
            self._check_wording(instrument(answers["instrument"]))
        if answers.get("table") and "instrument" in answers:
            self._check_table(instrument(answers["instrument"]))

    def _check_wording(self, skeleton):
        lines = self._lines()
        if skeleton["tier"] == SCORES_ONLY:
            self.add_error(
                "how", _("The rights holder of this instrument allows no copies: only its scores can be imported.")
            )
        elif len(lines) != skeleton["items"]:
            told = {"items": skeleton["items"], "lines": len(lines)}
            self.add_error(
                "wording", _("The instrument has %(items)s items, but there are %(lines)s lines here.") % told
            )

    def _check_table(self, skeleton):
        table = self._table()
        if "convert" not in skeleton:
            self.add_error("table", _("This instrument has no conversion."))
        elif table is None or list(table) != totals(skeleton):
            told = {"first": totals(skeleton)[0], "last": totals(skeleton)[-1]}
            self.add_error(
                "table", _("Write one line for each total from %(first)s to %(last)s, two numbers each.") % told
            )

    def _table(self):
        """Return what each total is converted into; nothing where it cannot be read."""
        lines = self.cleaned_data.get("table", "").replace(",", ".").splitlines()
        try:
            return {total: float(value) for total, value in (line.split() for line in lines if line.strip())}
        except ValueError:
            return None

    def _lines(self):
        return [line.strip() for line in self.cleaned_data.get("wording", "").splitlines() if line.strip()]

    def answers(self):
        return super().answers() | {"content": self._content()}

    def _content(self):
        """Return the questionnaire that the skeleton and what was brought in make together."""
        answers = self.cleaned_data
        skeleton = instrument(answers["instrument"])
        if answers["how"] == self.SCORES:
            return only_scores(skeleton, self._table())
        ends = {"low": answers["low"], "high": answers["high"]}
        return with_wording(skeleton, self._lines(), ends, answers["language"], self._table())
