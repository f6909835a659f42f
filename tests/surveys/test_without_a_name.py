"""There is no way from an anonymous answer to a person: by joins, times, sessions, logs or the order of rows."""

import logging
import uuid
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.surveys.asking import asking, making
from tests.surveys.shapes import choice, plain, questionnaire, scale, when
from tests.tabs import Tab, page_of, text_of
from wayfellow.demo import story
from wayfellow.journal.models import Entry
from wayfellow.journeys.models import Journey
from wayfellow.people.models import Session
from wayfellow.surveys import actions
from wayfellow.surveys.models import Answers, Invitation, OwnAnswers, Questionnaire, Tablet

TODAY = timezone.localdate()
WALK = questionnaire(
    choice("walked", required=True),
    scale("tired", **when("walked", "yes")),
    plain("why", **when("walked", "no")),
    plain("more"),
)


@pytest.fixture
def survey(cast):
    return asking(cast, WALK)


@pytest.fixture
def invite(cast, survey):
    def invite():
        return Invitation.objects.create(until=TODAY, questionnaire=survey.versions.get(), programme=cast.programme)

    return invite


class Answering:
    """Somebody who answers one question after another."""

    def __init__(self, client, address):
        self.client = client
        first = page_of(client.get(address)).main.find("form", action=lambda place: place and place.endswith("/begin/"))
        self.here = client.post(
            first["action"], {"idempotency_key": first.find("input", {"name": "idempotency_key"})["value"]}
        ).url

    def answers(self, answer):
        there = Tab(self.client, self.here).send(answer=answer)
        self.here = there.url if there.status_code == 302 else self.here
        return there

    def sends(self):
        return Tab(self.client, self.here).send()


@pytest.fixture
def begin(client, invite):
    return lambda: Answering(client, reverse("surveys:answer", args=[invite().pk]))


def test_one_question_after_another_and_only_those_that_are_asked(begin):
    somebody = begin()
    somebody.answers("no")
    assert "why?" in text_of(somebody.client.get(somebody.here))
    somebody.answers("The rain")
    somebody.answers("")
    assert somebody.sends().url == reverse("surveys:thanks")
    assert Answers.objects.get().given == {"walked": ["no"], "why": "The rain"}


def test_going_back_finds_the_answer_and_another_answer_opens_other_questions(begin):
    somebody = begin()
    first = somebody.here
    somebody.answers("no")
    somebody.answers("The rain")
    assert page_of(somebody.client.get(first)).main.find("input", {"value": "no"}).has_attr("checked")
    Tab(somebody.client, first).send(answer="yes")
    somebody.answers("The lake")
    assert somebody.sends().status_code == 302
    assert Answers.objects.get().given == {"walked": ["yes"], "more": "The lake"}


def test_a_needed_answer_is_asked_for_in_place_and_nothing_is_sent_without(begin):
    somebody = begin()
    asked = somebody.answers("")
    assert asked.status_code == 422 and "needs an answer" in text_of(asked)
    end = somebody.client.get(f"{somebody.here.partition('?')[0]}?step=99")
    assert "These need an answer" in text_of(end) and page_of(end).main.find("button", string="Send my answers") is None


def test_all_on_one_page_an_answer_that_opens_a_question_is_asked_about_once(client, invite):
    tab = Tab(client, reverse("surveys:answer", args=[invite().pk]))
    answer = tab.send(walked="no")
    assert (
        answer.status_code == 422
        and "One of your answers leads to another question. Please look at it, then send." in text_of(answer)
    )
    assert tab.send_again(walked="no", why="").status_code == 302
    assert Answers.objects.get().given == {"walked": ["no"]}


def test_what_follows_is_swapped_in_while_filling_and_is_the_same_as_on_the_page(client, invite):
    tab = Tab(client, reverse("surveys:answer", args=[invite().pk]))
    swapped = tab.send(walked="yes", look="yes")
    assert swapped.status_code == 200 and b"tired?" in swapped.content and b"why?" not in swapped.content
    assert not Answers.objects.exists()


def test_begun_twice_by_a_double_tap_it_is_begun_once(client, invite):
    address = reverse("surveys:begin_without_a_name", args=[invite().pk])
    idempotency_key = uuid.uuid4()
    places = {client.post(address, {"idempotency_key": idempotency_key}).url for _tap in range(2)}
    assert len(places) == 1 and client.get(places.pop()).status_code == 200
    assert Invitation.objects.count() == 1


def test_what_somebody_began_is_sealed_on_an_invitation_that_nothing_points_to(cast, client):
    journey = story.set_out(cast, on=TODAY)
    story.close(cast, journey, on=TODAY)
    invitation = Journey.objects.get(pk=journey.pk).survey
    client.force_login(cast.montse)
    somebody = Answering(client, reverse("surveys:answer", args=[invitation]))
    somebody.answers("yes")
    begun = Invitation.objects.get()
    assert begun.pk != invitation and begun.so_far
    assert [place for place in everywhere(begun.pk) if place != "surveys_invitation.id"] == []
    with connection.cursor() as cursor:
        cursor.execute("SELECT so_far FROM surveys_invitation")
        assert b"yes" not in bytes(cursor.fetchone()[0])


def test_all_that_is_begun_in_a_month_ends_on_one_day_wherever_it_came_from(cast, survey):
    ends = set()
    for day, until in [(1, 40), (14, 50), (31, 300)]:
        asked = {"questionnaire": survey.versions.get(), "programme": cast.programme}
        invitation = Invitation.objects.create(until=TODAY + timezone.timedelta(days=until), **asked)
        actions.begin_without_a_name(invitation, idempotency_key=uuid.uuid4(), on=date(2026, 1, day))
        ends.add(Invitation.objects.latest("until").until)
        Invitation.objects.all().delete()
    assert ends == {date(2026, 3, 5)}


def everywhere(value):
    """Yield every place of the database in which this id stands, in any of its spellings."""
    spellings = {str(value), uuid.UUID(str(value)).hex}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                for name, content in zip(names, row, strict=True):
                    if any(spelling in str(content) for spelling in spellings):
                        yield f"{table}.{name}"


def test_no_join_no_time_no_journal_no_session_and_no_log_leads_to_who_answered(cast, client, invite, caplog):
    caplog.set_level(logging.DEBUG)
    client.force_login(cast.montse)
    client.get("/my/")
    invitation = invite()
    lines, sessions = set(Entry.objects.values_list("pk")), list(Session.objects.order_by("pk").values())
    somebody = Answering(client, reverse("surveys:answer", args=[invitation.pk]))
    begun = Invitation.objects.get().pk
    somebody.answers("yes")
    somebody.answers("3")
    somebody.answers("A mark that is mine")
    somebody.sends()
    kept = Answers.objects.get()
    assert list(everywhere(kept.pk)) == ["surveys_answers.id"]
    assert not list(everywhere(invitation.pk)) and not list(everywhere(begun))
    assert set(Entry.objects.values_list("pk")) == lines
    assert list(Session.objects.order_by("pk").values()) == sessions
    assert {field.get_internal_type() for field in Answers._meta.fields} == {
        "UUIDField", "ForeignKey", "DateField", "CharField", "JSONField", "BooleanField",
    }  # fmt: skip
    assert kept.month.day == 1
    assert "A mark that is mine" not in caplog.text and str(begun) not in caplog.text


def rows_as_they_lie():
    place = "rowid" if connection.vendor == "sqlite" else "ctid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM surveys_answers ORDER BY {place}")
        return [uuid.UUID(str(pk)) for (pk,) in cursor.fetchall()]


def test_where_a_row_lies_says_nothing_of_who_came_first(cast, client, invite):
    sent = []
    for _somebody in range(12):
        invitation, idempotency_key = invite(), uuid.uuid4()
        actions.give_answers(
            invitation, idempotency_key=idempotency_key, month=TODAY, language="ca", given={"walked": ["yes"]}
        )
        sent.append(idempotency_key)
    assert set(rows_as_they_lie()) == set(sent)
    assert rows_as_they_lie() != sent


def test_the_database_refuses_names_with_anonymous_answers_and_the_other_way_round(cast, survey):
    confidential = asking(cast, WALK, kept="confidential").versions.get()
    anonymous = survey.versions.get()
    own = {"person": cast.person, "programme": cast.programme, "begun_on": TODAY, "language": "ca", "given": ""}
    with pytest.raises(IntegrityError), transaction.atomic():
        OwnAnswers.objects.create(questionnaire=anonymous, kept="confidential", **own)
    with pytest.raises(IntegrityError), transaction.atomic():
        OwnAnswers.objects.create(questionnaire=confidential, kept="named", read_by="peer", **own)
    with pytest.raises(IntegrityError), transaction.atomic():
        Answers.objects.create(
            questionnaire=confidential, programme=cast.programme, month=TODAY.replace(day=1), language="ca", given={}
        )


def test_the_database_refuses_to_rewrite_a_published_version(survey):
    with pytest.raises(IntegrityError), transaction.atomic():
        Questionnaire.objects.filter(survey=survey).update(content={})


# On a shared device
@pytest.fixture
def tablet(cast, client, survey):
    """Carme hands a device over; from then on it is nobody's."""
    client.force_login(cast.carme)
    return Tab(client, reverse("surveys:start_tablet", args=[survey.pk])).send().url


def begin_at(client, tablet):
    return Tab(client, tablet).send().url


def test_handing_a_device_over_signs_out_and_shows_nothing_but_the_questions(client, tablet, survey):
    assert client.get("/surveys/").status_code == 302
    first = text_of(client.get(tablet))
    assert "Would you like to answer a few questions?" in first and "Carme" not in first
    assert client.get(reverse("surveys:survey", args=[survey.pk])).status_code == 302


def test_one_after_another_and_nobody_finds_what_the_one_before_answered(client, tablet):
    mine = begin_at(client, tablet)
    for answer in ["yes", "2", "A mark that is mine"]:
        mine = Tab(client, mine).send(answer=answer).url
    thanks = Tab(client, mine).send().url
    pages = [client.get(place) for place in [mine, mine.partition("?")[0], f"{mine.partition('?')[0]}?step=1"]]
    assert {page.status_code for page in pages} == {404}
    assert "A mark that is mine" not in "".join(text_of(page) for page in pages)
    after = client.get(thanks)
    assert after["Refresh"].endswith(tablet) and "no-store" in after["Cache-Control"]
    assert all("no-store" in client.get(place)["Cache-Control"] for place in [tablet, begin_at(client, tablet)])


def test_what_somebody_left_unfinished_is_gone_once_the_next_begins(client, tablet):
    left = Tab(client, begin_at(client, tablet)).send(answer="yes").url
    begin_at(client, tablet)
    assert client.get(left).status_code == 404


def test_a_device_asks_until_its_day_is_over_or_it_is_closed(cast, client, tablet, survey):
    actions.end_tablets(survey, by=cast.carme)
    assert client.get(tablet).status_code == 404
    yesterday = Tablet.objects.create(
        survey=survey, questionnaire=survey.versions.get(), on=TODAY - timezone.timedelta(days=1)
    )
    assert client.get(reverse("surveys:tablet", args=[yesterday.pk])).status_code == 404


# By link and on paper
def test_links_are_shown_once_and_each_opens_once(cast, client, survey):
    client.force_login(cast.carme)
    tab = Tab(client, reverse("surveys:links", args=[survey.pk]))
    assert "Choose a day between today and a year from now." in text_of(
        tab.send(how_many=3, until=(TODAY - timezone.timedelta(days=1)).isoformat())
    )
    tab = Tab(client, reverse("surveys:links", args=[survey.pk]))
    addresses = [line.get_text() for line in page_of(tab.send(how_many=3)).main.select("#addresses li")]
    assert len(addresses) == len(set(addresses)) == 3
    assert (
        "These links have already been shown, and cannot be shown again. Create new ones if they are lost."
    ) in text_of(tab.send(how_many=3))
    assert Invitation.objects.count() == 3
    assert Client().get(addresses[0].removeprefix("http://testserver")).status_code == 200


def test_a_link_opens_until_its_day_and_while_the_survey_is_asked(cast, client, survey, invite, tablet):
    addresses = [reverse("surveys:answer", args=[invite().pk]), tablet, begin_at(client, tablet)]
    actions.retire(survey, by=cast.carme, on=TODAY)
    assert [client.get(address).status_code for address in addresses] == [404] * 3
    actions.ask_again(survey, by=cast.carme)
    assert [client.get(address).status_code for address in addresses] == [200] * 3
    actions.forget_lapsed(on=TODAY)
    assert Invitation.objects.count() == 2
    Invitation.objects.update(until=TODAY - timezone.timedelta(days=1))
    late = client.get(addresses[0])
    assert late.status_code == 404 and "their time is over" in text_of(late)
    actions.forget_lapsed(on=TODAY + timezone.timedelta(days=1))
    assert not Invitation.objects.exists() and not Tablet.objects.exists()


def test_the_day_typed_for_a_sheet_of_paper_is_kept_nowhere(cast, client, survey):
    client.force_login(cast.carme)
    typed = (TODAY.replace(day=1) - timezone.timedelta(days=4)).isoformat()
    Tab(client, reverse("surveys:paper", args=[survey.pk])).send(walked="no", month=typed)
    Tab(client, reverse("surveys:paper", args=[survey.pk])).send(more="A comment", month=typed)
    assert Answers.objects.exists()
    assert typed not in str(list(Entry.objects.values_list("facts")) + list(Answers.objects.values_list()))


def test_what_came_on_paper_counts_with_its_mark_and_its_month_once(cast, client, survey):
    client.force_login(cast.carme)
    tab = Tab(client, reverse("surveys:paper", args=[survey.pk]))
    typed = {"walked": "yes", "tired": "", "month": TODAY.isoformat()}
    assert tab.send(**typed).status_code == 422
    assert [tab.send_again(**typed).status_code for _tap in range(1)] == [302]
    tab.send(**typed)
    kept = Answers.objects.get()
    assert (kept.on_paper, kept.month.day, kept.given) == (True, 1, {"walked": ["yes"]})
    tab = Tab(client, reverse("surveys:paper", args=[survey.pk]))
    assert tab.send(more="On paper nothing can be asked again", month=TODAY.isoformat()).status_code == 302
    assert list(everywhere(kept.pk)) == ["surveys_answers.id"]


@pytest.mark.parametrize("way", ["links", "start_tablet", "paper"])
def test_a_survey_that_carries_names_is_not_asked_in_these_ways(cast, client, way):
    survey = asking(cast, WALK, kept="confidential")
    client.force_login(cast.carme)
    typed = {"how_many": 3, "walked": "no", "why": "", "month": TODAY.isoformat()}
    tab = Tab(client, reverse(f"surveys:{way}", args=[survey.pk]))
    tab.send(**typed)
    assert tab.send_again(**typed).status_code == 422
    assert not Invitation.objects.exists() and not Answers.objects.exists() and not Tablet.objects.exists()


def test_a_survey_that_is_only_being_written_cannot_be_asked(cast, client):
    survey = making(cast, WALK)
    client.force_login(cast.carme)
    assert Tab(client, reverse("surveys:links", args=[survey.pk])).send(how_many=1).status_code == 422
    assert Tab(client, reverse("surveys:paper", args=[survey.pk])).send(month=TODAY).status_code == 422
