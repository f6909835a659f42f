"""Other people's instruments: their shape and scoring ship, none of their words; a licence brings those in."""

import re

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from tests.surveys.asking import publish
from tests.tabs import Tab, text_of
from wayfellow.access.guard import Refused
from wayfellow.surveys import actions
from wayfellow.surveys.instruments import only_scores, with_wording
from wayfellow.surveys.models import Licence, Survey
from wayfellow.surveys.queries.making import content_of, instrument, instruments, written
from wayfellow.surveys.scoring import scores
from wayfellow.surveys.shape import faults

LINES = [f"Invented line {number}" for number in range(1, 6)]


@pytest.fixture
def bring_in(cast, client):
    """Carme brings an instrument in."""
    client.force_login(cast.carme)
    tab = Tab(client, reverse("surveys:bring_in_instrument", args=[cast.programme.pk]))

    def bring_in(**typed):
        told = {"instrument": "brief-inspire", "how": "words", "language": "en", "wording": "\n".join(LINES)}
        sure = {"holds_licence": "on", "evidence": "Example licence 7, in the office", "kept": "anonymous"}
        return tab.send(**{name: value for name, value in (told | sure | typed).items() if value is not None})

    return bring_in


@pytest.mark.parametrize("skeleton", instruments(), ids=lambda each: each["name"])
def test_a_skeleton_holds_numbers_a_notice_and_no_item(skeleton):
    assert set(skeleton) - {"convert"} == {
        "name",
        "title",
        "holder",
        "link",
        "tier",
        "notice",
        "items",
        "min",
        "max",
        "scoring",
    }
    assert isinstance(skeleton["items"], int)
    assert set(skeleton["notice"]) == dict(settings.LANGUAGES).keys()
    content = with_wording(skeleton, ["x"] * skeleton["items"], {}, "en")
    assert faults(content) == []
    assert faults(only_scores(skeleton)) == []


# What the published manuals print for the lowest, the highest and the middle answers.
@pytest.mark.parametrize("name, answers, total", [
    ("brief-inspire", [0] * 5, 0), ("brief-inspire", [4] * 5, 100), ("brief-inspire", [2] * 5, 50),
    ("qpr-15", [0] * 15, 0), ("qpr-15", [4] * 15, 60),
    ("wemwbs", [1] * 14, 14), ("wemwbs", [5] * 14, 70),
    ("csq-8", [1, 4, 1, 4, 4, 1, 1, 4], 8), ("csq-8", [4, 1, 4, 1, 1, 4, 4, 1], 32),
    ("ras-ds", [1] * 38, 38), ("ras-ds", [4] * 38, 152), ("swemwbs", [3] * 7, 21),
])  # fmt: skip
def test_the_scoring_gives_what_is_published(name, answers, total):
    skeleton = instrument(name)
    content = with_wording(skeleton, ["x"] * skeleton["items"], {}, "en")
    given = {f"item-{number}": answer for number, answer in enumerate(answers, start=1)}
    assert {score.name: score.value for score in scores(content, given)}["total"] == total


def test_the_sub_scales_of_one_share_its_items_out():
    counted = [name for score in with_wording(instrument("ras-ds"), ["x"] * 38, {}, "en")["scoring"][:-1]
               for name in score["items"]]  # fmt: skip
    assert counted == [f"item-{number}" for number in range(1, 39)]


def test_the_domains_of_mhsip_share_its_items_out_and_two_thirds_of_each_must_be_answered():
    content = with_wording(instrument("mhsip"), ["x"] * 28, {}, "en")
    counted = [name for score in content["scoring"] for name in score["items"]]
    assert sorted(counted) == sorted(f"item-{number}" for number in range(1, 29))
    told = {score.name: score for score in scores(content, {f"item-{number}": 2 for number in range(4, 8)})}
    assert (told["access"].value, told["access"].band["en"]) == (2, "Positive")
    assert told["general"].value is None and told["participation"].value is None


MADE_UP = {str(total): total * 1.5 for total in range(7, 36)}  # the true table is the holder's


def test_a_table_that_a_licence_covers_converts_the_total_and_nothing_else(cast, bring_in):
    lines = "\n".join(f"{total} {value}" for total, value in MADE_UP.items())
    told = {"instrument": "swemwbs", "wording": "\n".join(map(str, range(7))), "kept": "confidential"}
    for wrong in [lines.partition("\n")[2], "seven ten"]:
        assert "one line for each total from 7 to 35" in text_of(bring_in(**told, table=wrong))
    assert bring_in(**told, table=lines).status_code == 302
    content = content_of(Survey.objects.get(), written(Survey.objects.get()))
    assert faults(content) == []
    given = {f"item-{number}": 3 for number in range(1, 8)}
    raw, converted = scores(content, given)
    assert (raw.value, converted.value, converted.lowest, converted.highest) == (21, 31.5, 10.5, 52.5)
    assert [score.value for score in scores(content, given | {"item-1": None})] == [None, None]


def test_without_its_table_only_the_total_as_it_is_gets_counted(bring_in):
    assert "This instrument has no conversion." in text_of(bring_in(table="0 1"))
    assert [score["name"] for score in with_wording(instrument("swemwbs"), ["x"] * 7, {}, "en")["scoring"]] == ["total"]


def test_a_licence_brings_the_wording_in_with_its_notice_and_evidence(cast, bring_in):
    assert bring_in().status_code == 302
    survey = Survey.objects.get()
    publish(cast, survey)
    content = survey.versions.get().content
    assert [item["text"]["en"] for item in content["item"]] == LINES
    assert content["licence"]["holder"] == instrument("brief-inspire")["holder"]
    kept = Licence.objects.get()
    assert (kept.evidence, kept.confirmed_on) == ("Example licence 7, in the office", timezone.localdate())


def test_altered_wording_is_not_published(cast, bring_in):
    bring_in()
    survey = Survey.objects.get()
    question = survey.being_written.get(position=2)
    actions.change_question(
        question, by=cast.carme, edit_token=None, content=question.content | {"text": {"en": "Made nicer"}}
    )
    with pytest.raises(Refused, match="not the one that the licence covers"):
        publish(cast, survey)


@pytest.mark.parametrize("typed, words", [
    ({"wording": "Only one line"}, "The instrument has 5 items, but there are 1 lines here"),
    ({"holds_licence": None}, "holds a licence"),
    ({"evidence": ""}, "Where the licence can be seen"),
    ({"instrument": "csq-8", "wording": "\n".join(LINES)}, "allows no copies"),
])  # fmt: skip
def test_without_what_the_licence_asks_for_nothing_is_brought_in(bring_in, typed, words):
    answer = bring_in(**typed)
    assert answer.status_code == 422 and words in text_of(answer)
    assert not Survey.objects.exists()


def test_scores_alone_are_asked_for_within_their_range(cast, bring_in):
    assert bring_in(instrument="csq-8", how="scores", wording="").status_code == 302
    survey = Survey.objects.get()
    items = content_of(survey, written(survey))["item"]
    assert [(item["type"], item["min"], item["max"]) for item in items] == [("decimal", 8, 32)]


def test_no_item_text_of_a_licensed_instrument_is_in_the_installation():
    """Each skeleton stays as small as numbers and a notice are."""
    for skeleton in instruments():
        texts = [text for score in skeleton["scoring"] for text in score["title"].values()]
        assert all(len(text.split()) <= 5 for text in texts)
        assert not re.search(r"\bI (am|feel|have|can)\b", str(skeleton))
