"""How many answered a survey, of those invited and of everyone who walked, and nothing that few did (I9)."""

import uuid
from collections import defaultdict
from datetime import timedelta
from itertools import product
from types import SimpleNamespace

import pytest
from django.urls import reverse

from tests.evaluation.crowd import someone
from tests.evaluation.test_command import figures
from tests.evaluation.test_page import read
from tests.evaluation.test_survey_results import ASKED, LAST_MONTH, TODAY, give
from tests.surveys.asking import asking
from tests.tabs import text_of
from wayfellow.evaluation.answers import tell_response
from wayfellow.surveys import actions
from wayfellow.surveys.models import Answers, Invitation, Invited
from wayfellow.surveys.queries import Response

K = 5


@pytest.fixture
def survey(cast):
    return asking(cast, ASKED)


def answered(cast, survey, times, on=LAST_MONTH):
    for invitation in Invitation.objects.filter(questionnaire__survey=survey)[:times]:
        actions.give_answers(
            invitation, idempotency_key=uuid.uuid4(), month=on, language="ca", given={"walked": ["yes"]}
        )


def links(cast, survey, how_many, on=LAST_MONTH):
    actions.make_links(survey, by=cast.carme, how_many=how_many, until=TODAY, on=on)


def shares(client, cast):
    found = {}
    for each in read(client, cast).find_all("table"):
        if each.caption and each.caption.get_text(strip=True) == "How many answered":
            for row in each.tbody.find_all("tr"):
                found[row.th.get_text(strip=True)] = [cell.get_text(strip=True) for cell in row.find_all("td")]
    return found


def test_links_turns_and_paper_count_as_invited_whoever_answered_or_not(cast, survey, capsys):
    links(cast, survey, 9)
    answered(cast, survey, 6)
    actions.enter_paper(survey, by=cast.carme, month=LAST_MONTH, language="ca", given={"walked": ["no"]})
    actions.start_tablet(survey, by=cast.carme, id=(tablet := uuid.uuid4()), on=TODAY)
    device = SimpleNamespace(pk=tablet)
    for _turn in range(2):
        actions.begin_on_tablet(device, idempotency_key=uuid.uuid4())
    (one,) = figures(capsys)["surveys"]
    assert (one["answered"], one["on_paper"], one["of_invited"], one["missing"]) == (7, 1, 12, 5)


def test_an_invitation_that_was_taken_back_was_none(cast, capsys):
    first, other = (actions.invite_to_survey(cast.programme, slug="satisfaction", on=LAST_MONTH) for _each in range(2))
    actions.take_back_invitation(other.pk)
    actions.take_back_invitation(other.pk)
    assert [each.number for each in Invited.objects.all()] == [1]
    actions.begin_without_a_name(first, idempotency_key=(begun := uuid.uuid4()), on=LAST_MONTH)
    actions.take_back_invitation(first.pk)
    assert [each.number for each in Invited.objects.all()] == [1] and Invitation.objects.get().pk == begun


def test_of_what_was_answered_before_it_was_counted_no_share_of_those_invited_is_told(cast, survey, capsys):
    give(cast, survey, 6)
    links(cast, survey, 3, on=TODAY + timedelta(days=32))
    (one,) = figures(capsys)["surveys"]
    assert one["of_invited"] is None and one["missing"] is None


def test_the_report_tells_the_share_of_about_how_many_were_invited(cast, survey, crowd, client):
    links(cast, survey, 29)
    answered(cast, survey, 21)
    crowd(*[someone() for _one in range(30)])
    ((label, cells),) = shares(client, cast).items()
    assert label.endswith("version 1: answered, of those invited (%)")
    assert cells == ["70", "52.12 to 83.34", "30", "0"]
    client.force_login(cast.edu)
    assert "answered, of those invited" in text_of(client.get(reverse("evaluation:survey", args=[survey.pk])))


def test_what_is_asked_at_the_ending_is_told_of_everyone_who_walked_too(cast, crowd, client):
    for _each in range(12):
        invitation = actions.invite_to_survey(cast.programme, slug="satisfaction", on=LAST_MONTH)
        actions.give_answers(
            invitation, idempotency_key=uuid.uuid4(), month=LAST_MONTH, language="ca", given={"heard": ["yes"]}
        )
    crowd(*[someone() for _one in range(24)])
    found = {label.partition(": ")[2]: cells for label, cells in shares(client, cast).items()}
    assert found["answered, of those invited (%)"][0] == "100"
    assert found["answered, of everyone who had an accompaniment (%)"][::2] == ["50", "24"]


def test_of_few_answers_no_share_is_told(cast, survey, crowd, client):
    links(cast, survey, 29)
    answered(cast, survey, 4)
    crowd(*[someone() for _one in range(30)])
    assert not shares(client, cast)


def test_nobody_can_work_out_that_a_few_did_not_answer():
    """Of all that two editions can rest on, those that look alike differ in how many are silent."""
    survey = SimpleNamespace(title={}, kept="anonymous", stands_for="")
    version = SimpleNamespace(version=1)

    def seen(answers, silent):
        response = Response(version, answers, 0, answers + silent)
        return str(tell_response(survey, response, TODAY, K))

    alike = defaultdict(list)
    for first, more in product(range(K, 12), range(K, 12)):
        for silent, later in product(range(11), repeat=2):
            alike[seen(first, silent), seen(first + more, later)].append((silent, later, later - silent))
    for worlds in alike.values():
        for numbers in zip(*worlds, strict=True):
            assert len({*numbers}) > 1 or not 0 < abs(numbers[0]) < K


def test_nothing_leads_from_the_count_to_whoever_was_invited(cast):
    columns = {field.name for field in Invited._meta.get_fields()}
    assert columns == {"id", "programme", "questionnaire", "month", "number"}
    assert not {field.name for field in Answers._meta.get_fields()} & {"invited"}
