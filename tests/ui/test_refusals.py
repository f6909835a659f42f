"""A refusal comes back on the form, everywhere in one way."""

import ast
from pathlib import Path

import pytest
from django import forms

from wayfellow.access.guard import Refused
from wayfellow.ui.pages import refusals_on

WAYFELLOW = Path(__file__).resolve().parents[2] / "wayfellow"
NO_FORM_TO_COME_BACK_TO = {
    "surveys/views/answering.py",  # an invitation that somebody else used meanwhile: another page says so
    "invitations/views.py",  # a code in the address that opens nothing
    "people/views/account.py",  # the two buttons of a letter
}


class Tea(forms.Form):
    sugar = forms.IntegerField()


@pytest.fixture
def form():
    form = Tea({"sugar": "3"})
    assert form.is_valid()
    return form


@pytest.mark.parametrize("field, at", [("sugar", "sugar"), ("milk", "__all__"), (None, "__all__")])
def test_it_stands_where_it_was_typed_or_above_the_form(form, field, at):
    with refusals_on(form):
        raise Refused("There is none left", field=field)
    assert form.errors == {at: ["There is none left"]}
    assert form["sugar"].value() == "3"


def test_what_is_allowed_is_done_and_anything_else_goes_its_way(form):
    with refusals_on(form):
        done = "stirred"
    assert done == "stirred" and not form.errors
    with pytest.raises(ZeroDivisionError), refusals_on(form):
        raise ZeroDivisionError


def test_no_page_catches_one_by_hand():
    found = {
        str(path.relative_to(WAYFELLOW))
        for path in WAYFELLOW.rglob("*.py")
        if "views" in path.relative_to(WAYFELLOW).as_posix()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ExceptHandler) and "Refused" in ast.dump(node.type)
    }
    assert found == NO_FORM_TO_COME_BACK_TO
