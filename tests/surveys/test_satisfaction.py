"""The satisfaction questionnaire: asked in one's language, answered once, tied to nobody."""

import json
import uuid
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

import wayfellow.surveys
from tests.surveys.asking import counted
from tests.tabs import Tab, page_of, text_of
from wayfellow.demo import story
from wayfellow.journal.models import Entry
from wayfellow.journeys.models import Journey
from wayfellow.surveys import actions, queries
from wayfellow.surveys.models import Answers, Invitation, Questionnaire

FILES = Path(wayfellow.surveys.__file__).parent / "questionnaires"
THANKS = "/survey/thank-you/"


@pytest.fixture
def first(cast):
    return actions.invite_to_survey(cast.programme, slug="satisfaction", on=timezone.localdate()).questionnaire


@pytest.fixture
def invite(cast, first):
    """Each call gives the address on one more invitation."""

    def invite(questionnaire=first):
        invitation = Invitation.objects.create(
            until=timezone.localdate(), questionnaire=questionnaire, programme=cast.programme
        )
        return reverse("surveys:answer", args=[invitation.pk])

    return invite


def texts(content):
    """Every text of a questionnaire, in every language it has."""
    if isinstance(content, dict) and "en" in content:
        yield content
    elif isinstance(content, dict | list):
        for part in content.values() if isinstance(content, dict) else content:
            yield from texts(part)


def test_it_asks_ten_things_at_most(first):
    assert len(first.content["item"]) <= 10


def test_every_text_is_there_in_every_language(first):
    for text in texts(first.content):
        assert set(text) == {code for code, _name in settings.LANGUAGES}
        assert all(text.values())


def test_no_two_questions_and_no_two_answers_share_a_code(first):
    questions = list(queries.questions(first))
    assert len({question["linkId"] for question in questions}) == len(questions)
    for question in questions:
        codes = [option["code"] for option in question.get("answerOption", [])]
        assert len(set(codes)) == len(codes)


def test_every_kept_version_is_the_one_in_its_file(first):
    kept = {f"{each.slug}-{each.version}": each.content for each in Questionnaire.objects.all()}
    assert kept == {
        path.stem: json.loads(path.read_text(encoding="utf-8")) for path in FILES.glob("satisfaction-*.json")
    }


TITLES = {"en": "How was it for you?", "es": "¿Cómo te ha ido?", "ca": "Com t’ha anat?"}


@pytest.mark.parametrize("language, title", TITLES.items())
def test_it_speaks_the_reader_s_language(invite, language, title):
    client, address = Client(), invite()
    client.post(reverse("set_language"), {"language": language, "next": address})
    answer = client.get(address)
    assert page_of(answer).h1.get_text() == title
    Tab(client, address).send(heard="yes")
    assert Answers.objects.get().language == language


def test_what_is_kept_is_what_was_answered_and_the_month(cast, client, invite):
    assert Tab(client, invite()).send(chose="yes", gave=["calm", "company"], word="Light").url == THANKS
    kept = Answers.objects.get()
    assert kept.given == {"chose": ["yes"], "gave": ["calm", "company"], "word": "Light"}
    assert kept.month == timezone.localdate().replace(day=1)
    assert kept.programme == cast.programme


def test_there_is_no_column_that_could_tie_answers_to_anyone():
    columns = {field.name for field in Answers._meta.get_fields()}
    assert columns == {"id", "questionnaire", "programme", "month", "language", "given", "on_paper"}
    invitation = {field.name for field in Invitation._meta.get_fields()}
    assert invitation == {"id", "questionnaire", "programme", "tablet", "until", "so_far"}


def test_the_kept_answers_carry_no_trace_of_their_invitation_nor_of_who_is_signed_in(cast, client):
    journey = story.set_out(cast, on=timezone.localdate())
    story.close(cast, journey, on=timezone.localdate())
    invitation = Journey.objects.get(pk=journey.pk).survey
    client.force_login(cast.montse)
    lines = Entry.objects.count()
    Tab(client, reverse("surveys:answer", args=[invitation])).send(chose="yes")
    kept = Answers.objects.get()
    assert Entry.objects.count() == lines
    assert not Invitation.objects.filter(pk=invitation).exists()
    assert str(invitation) not in str(vars(kept))
    assert not Entry.objects.filter(pk=kept.pk).exists()


def test_two_taps_are_kept_once_and_both_find_the_thanks(client, invite):
    tab = Tab(client, invite())
    assert [tab.send(chose="yes").url for _tap in range(2)] == [THANKS, THANKS]
    assert Answers.objects.count() == 1


def test_an_invitation_counts_once(client, invite):
    address = invite()
    first, second = Tab(client, address), Tab(client, address)
    first.send(chose="yes")
    answer = second.send(chose="no")
    assert answer.status_code == 404
    assert "counts once" in text_of(answer)
    assert Answers.objects.get().given == {"chose": ["yes"]}
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("idempotency_key", ["", "not a token", "1fd0b0b5-6f3a-4c1e-8f0a-2f9d1c5a7b3e"])
def test_an_address_with_a_slip_in_it_is_met_kindly(db, client, idempotency_key):
    answer = client.post(reverse("surveys:answer", args=[uuid.uuid4()]), {"idempotency_key": idempotency_key})
    assert answer.status_code == 404
    assert "Nothing to answer here" in text_of(answer)


def test_nothing_is_required_and_nothing_at_all_is_asked_about_again(client, invite):
    tab = Tab(client, invite())
    answer = tab.send()
    assert answer.status_code == 422
    assert "Nothing is answered yet" in text_of(answer)
    assert tab.send_again(friend="yes").url == THANKS


def test_an_answer_that_was_not_on_offer_is_refused_and_words_stay(client, invite):
    answer = Tab(client, invite()).send(chose="maybe", change="More walks")
    assert answer.status_code == 422
    assert "More walks" in text_of(answer)
    assert not Answers.objects.exists()


def test_the_page_is_in_no_cache(client, invite):
    assert "no-store" in client.get(invite()).headers["Cache-Control"]


def test_a_second_version_leaves_the_first_and_its_answers_as_they_were(cast, client, first, invite):
    earlier = invite()
    Tab(client, invite()).send(chose="yes", meetings="right")
    content = first.content | {"item": first.content["item"][1:3]}
    second = Questionnaire.objects.create(slug="satisfaction", version=2, content=content)
    before = Answers.objects.values().get()
    Tab(client, earlier).send(chose="no")
    Tab(client, invite(second)).send(heard="partly")
    assert before in Answers.objects.values()
    assert Counter(Answers.objects.values_list("questionnaire__version", flat=True)) == {1: 2, 2: 1}
    by_version = {(count["version"], count["link_id"]): count["n"] for count in counted(cast.programme)}
    assert by_version[1, "chose"] == 2
    assert by_version[1, "heard"] == 0
    assert by_version[2, "heard"] == 1
    assert (2, "chose") not in by_version


def test_a_journey_that_closes_is_asked_the_latest_version(cast, first):
    second = Questionnaire.objects.create(slug="satisfaction", version=2, content=first.content)
    journey = story.set_out(cast, on=timezone.localdate())
    story.close(cast, journey, on=timezone.localdate())
    assert Invitation.objects.get(pk=journey.survey).questionnaire == second


def test_counts_say_how_many_answered_and_how_many_left_it_open(cast, client, invite):
    Tab(client, invite()).send(meetings="right", gave=["calm", "company"])
    Tab(client, invite()).send(meetings="right")
    Tab(client, invite()).send(word="Light")
    counts = {count["link_id"]: count for count in counted(cast.programme)}
    assert (counts["meetings"]["n"], counts["meetings"]["missing"]) == (2, 1)
    assert chosen(counts["meetings"]) == {"right": 2}
    assert chosen(counts["gave"]) == {"calm": 1, "company": 1}
    assert "word" not in counts
    assert "Light" not in str(counts)
    assert counted(cast.elsewhere) == []


def chosen(question):
    return {each["code"]: each["count"] for each in question["counts"] if each["count"]}


def test_counts_are_named_in_the_reader_s_language(cast, client, invite):
    Tab(client, invite()).send(chose="yes")
    with override("ca"):
        assert counted(cast.programme)[0]["text"] == "Vas triar lliurement tenir suport entre iguals?"
