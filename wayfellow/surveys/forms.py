"""A questionnaire as a form: one field per question, none of them required."""

from django import forms
from django.utils.translation import gettext_lazy as _

from wayfellow.surveys.queries import in_my_language, questions
from wayfellow.ui.pages import Form, one_of, some_of, words

LONGEST_WORD = 120


class AnswersForm(Form):
    """The record is the invitation."""

    all_optional = True

    def prepare(self):
        for question in questions(self.record.questionnaire):
            self.fields[question["linkId"]] = _field(question)

    def clean(self):
        if not self.errors and not self.answers():
            raise forms.ValidationError(_("Nothing is answered yet. Answer what you like, then send."))

    def parts(self):
        """Yield the questions as (the title of a group or nothing, its fields)."""
        for item in self.record.questionnaire.content["item"]:
            title = in_my_language(item["text"]) if "item" in item else ""
            yield title, [self[each["linkId"]] for each in item.get("item", [item])]

    def answers(self):
        """Return what was answered, the codes that were chosen or the words, and nothing for the rest."""
        given = {name: answer for name, answer in super().answers().items() if answer}
        return {name: [answer] if self._is_one_of(name) else answer for name, answer in given.items()}

    def _is_one_of(self, name):
        return isinstance(self.fields[name], forms.TypedChoiceField)


def _field(question):
    text = in_my_language(question["text"])
    if question["type"] == "choice":
        options = [(option["code"], in_my_language(option["display"])) for option in question["answerOption"]]
        return some_of(text, options) if question.get("repeats") else one_of(text, options, required=False)
    if question["type"] == "string":
        return forms.CharField(label=text, required=False, max_length=LONGEST_WORD)
    return words(text)
