"""What a form is about is always read through the door: never made up, and never read for nothing."""

import pytest
from django import forms

from wayfellow.ui.pages import Form

NUMBER = "7"


class Tea(Form):
    sugar = forms.IntegerField()


class Coffee(Tea):
    def clean(self):
        if self.record == "decaffeinated":
            raise forms.ValidationError("It keeps nobody awake")


@pytest.fixture
def opened():
    return []


@pytest.fixture
def door(opened):
    def door(number):
        opened.append(number)
        return "decaffeinated"

    return door


def sent(form_class, door):
    return form_class(
        {"sugar": "1", "idempotency_key": "6f3c1c1e-6c7c-4a27-9d55-0f54c2b2f2a5"}, number=NUMBER, door=door
    )


def test_a_form_that_asks_nothing_of_its_record_leaves_it_to_the_act(door, opened):
    assert sent(Tea, door).is_valid()
    assert opened == []


def test_a_form_that_does_opens_the_door_for_it_once(door, opened):
    form = sent(Coffee, door)
    assert not form.is_valid() and form.record == "decaffeinated"
    assert opened == [NUMBER]


def test_a_form_about_nothing_has_no_record():
    assert Tea().record is None
