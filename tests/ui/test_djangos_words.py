"""What Django says on our pages, it says as we would, in every language."""

import re
from datetime import date, datetime, time

import pytest
from django import forms
from django.utils import timezone, translation

from wayfellow.people.models import User
from wayfellow.ui import jinja
from wayfellow.ui.pages import Form, day, one_of, some_of, words

FORMAL = re.compile(
    r"introdu[zï]|asegúrese|assegureu|escoja|esc[ou]lliu|seleccion[eu]|campo|camp |enter a|ensure|saisissez|assurez",
    re.I,
)


class Questions(Form):
    text = words("Text", required=True)
    short = forms.CharField(max_length=3)
    when = day("When")
    hour = forms.TimeField()
    number = forms.IntegerField(min_value=2, max_value=5)
    one = one_of("One", [("a", "A")])
    some = some_of("Some", [("a", "A")])
    email = forms.EmailField()
    record: forms.ModelChoiceField = forms.ModelChoiceField(queryset=User.objects.none())


WRONG = {
    "text": "a\0b",
    "short": "long",
    "when": "x",
    "hour": "x",
    "one": "x",
    "some": ["x"],
    "email": "x",
    "record": "1",
}


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["es", "ca", "de", "fr"])
@pytest.mark.parametrize("answers", [{}, *(WRONG | {"number": number} for number in ["1", "6", "x"])])
def test_a_form_speaks_to_people_as_the_rest_of_the_page_does(language, answers):
    with translation.override(language):
        said = [str(error) for errors in Questions(answers).errors.values() for error in errors]
    assert len(said) > len(WRONG)
    assert not [error for error in said if FORMAL.search(error)]


@pytest.mark.parametrize(
    ("language", "on", "told", "shortly"),
    [
        ("ca", date(2026, 11, 9), "9 de novembre de 2026", "9 de novembre"),
        ("ca", date(2026, 10, 1), "1 d’octubre de 2026", "1 d’octubre"),
        ("ca", date(2026, 4, 2), "2 d’abril de 2026", "2 d’abril"),
        ("es", date(2026, 11, 9), "9 de noviembre de 2026", "9 de noviembre"),
        ("de", date(2026, 11, 9), "9. November 2026", "9. November"),
        ("fr", date(2026, 11, 9), "9 novembre 2026", "9 novembre"),
        ("en", date(2026, 11, 9), "9 November 2026", "9 November"),
    ],
)
def test_a_day_reads_as_one_would_say_it(language, on, told, shortly):
    with translation.override(language):
        assert (jinja._day(on), jinja._short_day(on)) == (told, shortly)
        assert "17:05" in jinja._moment(timezone.make_aware(datetime.combine(on, time(17, 5))))
