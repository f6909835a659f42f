"""A survey that asks for a diagnosis or a medicine is asked without a name, or not at all (I2)."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.surveys.asking import making, publish
from tests.surveys.shapes import choice, plain, questionnaire, text
from tests.surveys.test_files import bring_in
from tests.tabs import Tab, text_of
from wayfellow.access.guard import Refused
from wayfellow.surveys import actions
from wayfellow.surveys.fhir import to_fhir
from wayfellow.surveys.models import Question, Survey
from wayfellow.surveys.xlsform import to_xlsform

ASKS = questionnaire(choice("walked"), plain("which", text=text("What is your diagnosis?")))
IN_AN_ANSWER = questionnaire(choice("takes", "olanzapine", "nothing"))
NOTHING = questionnaire(choice("walked"))
SAID = "can only be asked without a name"


@pytest.fixture
def carme(cast, client):
    client.force_login(cast.carme)
    return client


@pytest.mark.parametrize("kept", ["named", "confidential"])
@pytest.mark.parametrize("content", [ASKS, IN_AN_ANSWER])
def test_nobody_begins_one_with_names(cast, kept, content):
    with pytest.raises(Refused, match=SAID):
        making(cast, content, kept=kept, read_by="both")
    assert not Survey.objects.exists()


@pytest.mark.parametrize("name", ["there.json", "there.xlsx"])
def test_a_file_that_asks_for_it_is_refused_with_names_and_says_what_to_do(cast, carme, name):
    file = json.dumps(to_fhir(ASKS, url="urn:uuid:1", version=1)).encode()
    file = file if name.endswith("json") else to_xlsform(ASKS, "asks", 1)
    bring_in(carme, cast, name, file)  # without a name it comes in
    assert Survey.objects.count() == 1
    tab = Tab(carme, reverse("surveys:bring_in", args=[cast.programme.pk]))
    answer = tab.send(file=SimpleUploadedFile(name, file), kept="named", read_by="both")
    assert answer.status_code == 422
    assert SAID in text_of(answer) and "diagnosis" in text_of(answer)
    assert "keep the answers anonymous, or take that question out" in text_of(answer)
    assert Survey.objects.count() == 1


def test_the_editor_refuses_it_too(cast):
    survey = making(cast, NOTHING, kept="confidential")
    question = Question.objects.get(survey=survey)
    asks = {"text": text("Do you take Prozac?"), "answerOption": question.content["answerOption"]}
    with pytest.raises(Refused, match=SAID):
        actions.change_question(question, by=cast.carme, edit_token=None, content=asks)
    anonymous = making(cast, ASKS)
    about = {"title": text("A survey"), "description": {}, "read_by": "both"}
    with pytest.raises(Refused, match=SAID):
        actions.say_what_it_is(anonymous, by=cast.carme, edit_token=None, kept="named", **about)
    publish(cast, anonymous)


def test_what_was_written_before_is_not_published_with_names(cast):
    survey = making(cast, ASKS)
    Survey.objects.filter(pk=survey.pk).update(kept="named", read_by="both")
    with pytest.raises(Refused, match=SAID):
        publish(cast, Survey.objects.get(pk=survey.pk))
