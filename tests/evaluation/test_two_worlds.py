"""Two worlds that differ in one answer, or in one person, are one world for whoever reads the figures (I9)."""

import re
import uuid
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.utils import timezone

from tests.evaluation.crowd import someone, walk_with
from tests.evaluation.test_survey_results import ASKED, LAST_MONTH, give
from tests.surveys.asking import asking
from wayfellow.choices.models import Unmet
from wayfellow.evaluation import actions as evaluation
from wayfellow.understanding.actions import give_feedback

TODAY = timezone.localdate()
FIGURES = ("/evaluation/", "/desk/feedback/", "/surveys/", "/desk/surveys/")
MOST_PAGES = 60


@pytest.fixture
def survey(cast):
    return asking(cast, ASKED)


def everything(client, who):
    """Follow every link from the first page of the evaluation, and keep what stands there, but for tokens."""
    client.force_login(who)
    found, waiting = {}, ["/evaluation/", "/desk/feedback/"]
    while waiting and len(found) < MOST_PAGES:
        place = waiting.pop(0)
        answer = client.get(place, follow=True)
        found[place] = re.sub(r'value="[^"]{20,}"|nonce="[^"]+"', "", answer.content.decode(errors="replace"))
        links = [
            each["href"].partition("#")[0] for each in BeautifulSoup(answer.content, "html.parser").select("a[href]")
        ]
        waiting += [
            each
            for each in dict.fromkeys(links)
            if each.startswith(FIGURES) and not each.endswith(".xlsx") and each not in {*found, *waiting}
        ]
    return found


def differences(before, after):
    return [place for place in before | after if before.get(place) != after.get(place)]


def publish_what_there_is(cast, survey, crowd):
    give(cast, survey, 9, walked=["yes"], tired=4)
    give(cast, survey, 7, walked=["no"], tired=0)
    give_feedback_of(9, LAST_MONTH)
    Unmet.objects.bulk_create(
        Unmet(area="Sants", format="group", month=LAST_MONTH.replace(day=1)) for _each in range(7)
    )
    crowd(*[someone() for _one in range(12)], *[someone(gender="man") for _one in range(9)])


def give_feedback_of(times, month):
    for _each in range(times):
        give_feedback(id=uuid.uuid4(), page="values", language="en", month=month, is_clear=True, missing="A mark")


@pytest.mark.parametrize("who", ["carme", "edu"])
def test_one_more_anonymous_answer_changes_nothing_that_anybody_reads(cast, survey, crowd, client, who):
    publish_what_there_is(cast, survey, crowd)
    before = everything(client, getattr(cast, who))
    assert "16 sets of answers" in str(before) and len(before) > 4
    give(cast, survey, 1, month=TODAY, walked=["no"], tired=2, why="Mine")
    give_feedback_of(1, TODAY)
    Unmet.objects.create(area="Sants", format="online", month=TODAY.replace(day=1))
    call_command("publish")
    assert not differences(before, everything(client, getattr(cast, who)))


@pytest.mark.parametrize("days", [0, 400])
def test_one_more_person_changes_nothing_that_an_evaluator_reads(cast, survey, crowd, client, days):
    """Though what they did be typed in late, with days that were published already."""
    publish_what_there_is(cast, survey, crowd)
    before = everything(client, cast.edu)
    assert "As of" in str(before)
    walk_with(cast, [someone(3, gender="another", age=81, source="PSI", since=TODAY - timedelta(days=days + 3))])
    call_command("publish")
    assert not differences(before, everything(client, cast.edu))


def test_a_month_later_one_person_more_still_changes_nothing(cast, survey, crowd, client):
    publish_what_there_is(cast, survey, crowd)
    before = everything(client, cast.edu)
    walk_with(cast, [someone(3, gender="another", age=81, source="PSI", since=TODAY)])
    in_a_month = TODAY.replace(day=1) + timedelta(days=40)
    evaluation.publish(cast.programme, today=in_a_month)
    assert not differences(before, everything(client, cast.edu))
