"""Asking that everything be erased: what is said before, a time to take it back, and what is left after."""

import uuid
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from tests.tabs import Tab, page_of, text_of
from wayfellow.access.guard import Refused
from wayfellow.choices.models import Choice, FirstStep
from wayfellow.demo import story
from wayfellow.evaluation import queries as evaluation
from wayfellow.evaluation.report import as_json
from wayfellow.journal.models import Entry
from wayfellow.journeys import actions as journeys
from wayfellow.journeys.models import Addition, Journey, Objective, Offer
from wayfellow.journeys.stages import Stage
from wayfellow.keeping import actions
from wayfellow.keeping.models import Erasure, Retention
from wayfellow.people.models import Person, Reach, Session, User
from wayfellow.plans.models import Guest, Part, Remark, Version, Visit
from wayfellow.surveys.models import Invitation
from wayfellow.vault.models import Key

from .conftest import TODAY, sealed_columns, sealed_models

ERASE, NOW, TAKE_BACK = "/my/erase/", "/my/erase/now/", "/my/erase/take-back/"


def erase(cast, by=None):
    return actions.erase(cast.person, by=by or cast.montse, on=TODAY)


def test_the_page_says_what_goes_what_stays_and_why(walked, montse):
    page = text_of(montse.get(ERASE))
    for words in ["What is erased, for ever", "What stays, and why", "Numbers without a name", "14 days after you ask"]:
        assert words in page


def test_asking_waits_fourteen_days_and_can_be_taken_back(walked, montse):
    assert Tab(montse, ERASE).send().status_code == 302
    wish = Erasure.objects.get()
    assert wish.due_on == TODAY + timedelta(days=14)
    page = montse.get(ERASE)
    assert reverse("keeping:certificate", args=[wish.pk]) in text_of(page)
    assert "Not yet" in text_of(montse.get(reverse("keeping:certificate", args=[wish.pk])))
    assert Tab(montse, TAKE_BACK).send().status_code == 302
    assert not Erasure.objects.exists()
    assert "Asked for everything to be erased" in text_of(montse.get("/my/who-looked/"))


def test_the_person_does_not_have_to_wait_and_gets_the_certificate(walked, montse, client):
    Tab(montse, ERASE).send()
    number = Erasure.objects.get().pk
    assert Tab(montse, NOW).send().status_code == 422
    answer = Tab(montse, NOW).send(sure="on")
    assert answer.url == reverse("keeping:certificate", args=[number])
    page = text_of(client.get(answer.url))
    assert "Certificate of erasure" in page
    assert str(number) in page
    assert montse.get("/my/").status_code == 302  # to the sign-in: the account is closed
    assert not client.login(username="person@demo.example", password="walk-with-me")  # noqa: S106


def test_every_sealed_word_reads_erased(marked):
    rows = [(row, name) for model in sealed_models() for row in model.objects.all() for name in sealed_columns(model)]
    said = [(row, name) for row, name in rows if getattr(row, name) and name != "also_called"]  # that is emptied
    assert len(said) > 20
    erase(marked)
    left = [(type(row).objects.filter(pk=row.pk).first(), name) for row, name in said]
    assert {getattr(row, name) for row, name in left if row} == {"(erased)"}


def test_saving_a_row_after_reading_it_changes_nothing(marked):
    erase(marked)
    objective = Objective.objects.first()
    assert objective.words == "(erased)"
    objective.save()
    assert Objective.objects.get(pk=objective.pk).words == "(erased)"


def test_the_evaluation_counts_the_same(marked):
    before = as_json(evaluation.report(marked.programme))
    erase(marked)
    assert as_json(evaluation.report(marked.programme)) == before


@pytest.mark.parametrize(
    "stage, after",
    [("proposed", Stage.NOT_NOW), ("said no", Stage.SAID_NO), ("chosen", Stage.NOT_NOW), ("walking", Stage.LEFT)],
)
def test_whatever_was_going_on_is_over(cast, stage, after):
    journey = story.set_out(cast, on=TODAY) if stage == "walking" else story.propose(cast, on=TODAY)
    if stage == "chosen":
        story.say_yes(cast, journey, on=TODAY)
    if stage == "said no":
        journeys.choose(journey, by=cast.montse, on=TODAY, answer=Choice.Answer.NO)
    erase(cast)
    assert Journey.objects.get(pk=journey.pk).stage == after


PAGES_OF_A_JOURNEY = ["journey", "referral", "my_referral", "agreement", "closing", "desk_journey", "record_choice"]


@pytest.mark.parametrize("who", ["pau", "rosa", "carme", "silvia", "nil"])
def test_no_page_of_anybody_shows_a_mark_and_none_falls_over(marked, client, who):
    erase(marked)
    client.force_login(getattr(marked, who))
    places = [reverse(f"journeys:{name}", args=[marked.journey.pk]) for name in PAGES_OF_A_JOURNEY]
    places += [reverse("journeys:reach", args=[marked.person.pk]), f"/desk/{marked.programme.pk}/?group=ended"]
    places += ["/today/", "/referrals/", "/desk/", "/supervision/", "/evaluation/", "/set-up/retention/"]
    for place in places:
        answer = client.get(place, follow=True)
        assert answer.status_code in {200, 404}
        assert not [mark for mark in marked.sealed + marked.private if mark in answer.content.decode()]


def test_only_the_coordinator_still_finds_that_there_was_a_journey(marked, client):
    erase(marked)
    answers = {}
    for who, page in [("pau", "journey"), ("rosa", "referral"), ("carme", "my_referral")]:
        client.force_login(getattr(marked, who))
        answers[who] = client.get(reverse(f"journeys:{page}", args=[marked.journey.pk]))
    assert (answers["pau"].status_code, answers["rosa"].status_code) == (404, 404)
    assert "(erased)" in text_of(answers["carme"])


def test_nothing_can_be_added_about_someone_erased(marked, client):
    journey = story.propose(marked, on=TODAY, programme=marked.elsewhere, by=marked.olga)
    erase(marked)
    with pytest.raises(Refused, match="erased"):
        story.say_yes(marked, journey, on=TODAY, by=marked.olga)
    with pytest.raises(Refused, match="erased"):
        story.propose(marked, on=TODAY, person=Person.objects.get(pk=marked.person.pk))
    client.force_login(marked.rosa)
    page = page_of(client.get(reverse("journeys:refer", args=[marked.programme.pk])))
    assert str(marked.person.pk) not in str(page)


def test_nobody_is_named_beside_it_any_more_and_what_was_only_theirs_is_gone(marked, montse):
    Authenticator.objects.create(user=marked.montse, type=Authenticator.Type.WEBAUTHN, data={"name": "My phone"})
    Tab(montse, NOW).send(sure="on")
    journey = Journey.objects.get(pk=marked.journey.pk)
    assert (journey.referrer, journey.greeter, journey.peer, journey.survey) == (None, None, None, None)
    theirs = [Visit, Part, Version, Remark, Guest, Reach, Addition, Offer, Invitation, Session, Authenticator]
    assert [model for model in theirs if model.objects.exists()] == []


def test_someone_who_also_works_here_keeps_the_account_for_that(cast):
    key = Key.new()
    key.save()
    person = Person.objects.create(user=cast.pau, key=key, name="Pau", language="ca")
    actions.erase(person, by=cast.pau, on=TODAY)
    pau = User.objects.get(pk=cast.pau.pk)
    assert (pau.name, pau.is_active, hasattr(pau, "person")) == ("Pau", True, False)


def test_the_journal_keeps_its_lines_and_one_more(marked):
    lines = set(Entry.objects.values_list("pk", flat=True))
    erase(marked)
    new = Entry.objects.exclude(pk__in=lines).get()
    assert (new.deed, new.person) == ("person.erase", marked.person.pk)
    assert set(Entry.objects.values_list("pk", flat=True)) > lines


def test_the_certificate_names_nobody(walked):
    number = erase(walked)
    certificate = Erasure.objects.get(pk=number)
    assert (certificate.person_id, certificate.key) == (None, walked.person.key_id)


def test_the_same_form_sent_twice_erases_once(walked):
    idempotency_key = uuid.uuid4()
    first = actions.erase(walked.person, by=walked.montse, on=TODAY, idempotency_key=idempotency_key)
    again = actions.erase(walked.person, by=walked.montse, on=TODAY, idempotency_key=idempotency_key)
    assert (again, Erasure.objects.get().pk) == (None, first)


def test_what_the_law_asks_to_keep_waits_for_its_day(walked, montse):
    law = {"days": 5475, "at_least": 1825, "jurisdiction": "ES-CT", "kind": "ended"}
    Retention.objects.filter(jurisdiction="ES-CT").update(**law)
    actions.set_jurisdiction(walked.programme, by=walked.nil, jurisdiction="ES-CT")
    page = text_of(montse.get(ERASE))
    assert "the law requires it to be kept for 1825 days" in page
    Tab(montse, ERASE).send()
    assert Erasure.objects.get().due_on == TODAY + timedelta(days=1825)
    answer = Tab(montse, NOW).send(sure="on")
    assert answer.status_code == 422
    assert "it to be kept until" in text_of(answer)
    assert not Person.objects.get(pk=walked.person.pk).erased_on


def test_what_was_asked_before_opens_no_more_and_no_longer_says_whose_it_was(walked):
    erase(walked)
    step = FirstStep.objects.select_related("key").get()
    assert (step.name, step.person, step.let_go_by) == ("(erased)", None, "asker")
