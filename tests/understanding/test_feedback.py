"""Two questions under each page: kept without a name, counted without small numbers (D8, I9)."""

import uuid
from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.tabs import Tab, page_of, text_of
from wayfellow.understanding.actions import give_feedback
from wayfellow.understanding.models import Feedback
from wayfellow.understanding.queries import what_readers_miss, what_readers_said

LAST_MONTH = timezone.localdate().replace(day=1) - timedelta(days=1)
PAGE, RESULTS = "/understand/values/", "/desk/feedback/"


def say(times, *, clear=True, language="en", missing="", month=LAST_MONTH):
    for _each in range(times):
        give_feedback(
            id=uuid.uuid4(),
            page="values",
            language=language,
            month=month,
            is_clear=clear,
            missing=missing,
        )


def test_what_is_kept_could_be_anybodys():
    assert {field.name for field in Feedback._meta.concrete_fields} == {
        "id", "page", "language", "month", "is_clear", "missing", "key",
    }  # fmt: skip


def test_a_reader_says_what_is_missing_and_is_thanked(db, client):
    client.cookies["django_language"] = "ca"
    answer = Tab(client, PAGE).send(is_clear="no", missing="Un exemple")
    assert answer.url == "/understand/values/thank-you/"
    assert not answer.cookies
    kept = Feedback.objects.get()
    assert (kept.page, kept.language, kept.is_clear, kept.missing) == ("values", "ca", False, "Un exemple")
    assert kept.month == timezone.localdate().replace(day=1)
    assert "Gràcies" in text_of(client.get(answer.url))


def test_a_double_tap_counts_once(db, client):
    tab = Tab(client, PAGE)
    assert tab.send(is_clear="yes").status_code == tab.send(is_clear="yes").status_code == 302
    assert Feedback.objects.count() == 1


def test_without_the_first_answer_the_words_come_back(db, client):
    answer = Tab(client, f"{PAGE}easy/").send(missing="An <b>example</b>")
    assert answer.status_code == 422
    assert "An <b>example</b>" in page_of(answer).textarea.get_text()
    assert page_of(answer).select_one(".easy")


@pytest.mark.parametrize("words", ["x" * 2001, "x" * 100_000])
def test_too_many_words_are_named_at_the_field(db, client, words):
    answer = Tab(client, PAGE).send(is_clear="yes", missing=words)
    assert answer.status_code == 422
    assert not Feedback.objects.exists()


def test_one_place_cannot_flood_a_page_and_loses_nothing_it_wrote(db, client):
    for _each in range(20):
        assert Tab(client, PAGE).send(is_clear="yes").status_code == 302
    answer = Tab(client, PAGE).send(is_clear="yes", missing="One more")
    assert answer.status_code == 422
    assert "Many answers came from where you are" in text_of(answer)
    assert "One more" in page_of(answer).textarea.get_text()
    assert Feedback.objects.count() == 20


def missed(client, language="en", page=1):
    return text_of(client.get(f"{RESULTS}missed/?of=values&language={language}&page={page}"))


def test_four_answers_are_nobodys_to_read(cast, client):
    say(4, missing="Secret words")
    client.force_login(cast.carme)
    assert "Nothing to show yet" in text_of(client.get(RESULTS))
    assert "Secret words" not in missed(client)


def test_five_answers_in_one_language_are_shown_with_their_words(cast, client):
    say(5, missing="A <b>picture</b>")
    say(4, language="ca", missing="Un dibuix")
    client.force_login(cast.carme)
    page = page_of(client.get(RESULTS))
    assert "Català" not in page.main.get_text()
    assert "A <b>picture</b>" in text_of(client.get(page.select_one("main .card a")["href"]))
    assert "Un dibuix" not in missed(client, "ca")


@pytest.mark.parametrize("sought", ["", "?of=nowhere&language=ca", "?of=values&language=<b>", "?of=values&page=9999"])
def test_what_there_is_not_is_kind(cast, client, sought):
    client.force_login(cast.carme)
    assert "Nothing to show yet" in text_of(client.get(f"{RESULTS}missed/{sought}"))


def test_a_small_number_among_many_stays_hidden(cast, client):
    say(7)
    say(2, clear=False)
    client.force_login(cast.carme)
    page = text_of(client.get(RESULTS))
    assert "hidden, to protect a small number" in page and "Answers 9" in page
    assert not {"7", "2"} & set(page.split())
    say(3, clear=False)
    assert "Said that it was clear 7" in text_of(client.get(RESULTS))


def test_what_is_told_moves_at_a_months_end_and_by_enough_answers_at_once(cast):
    told = []
    for month, (clear, unclear) in enumerate([(9, 0), (1, 2), (4, 5), (3, 1)], start=1):
        say(clear, month=date(2021, month, 1), missing=f"In month {month}")
        say(unclear, month=date(2021, month, 1), clear=False)
        (said,) = what_readers_said(cast.carme, date(2021, month + 1, 1))
        words = what_readers_miss(cast.carme, "values", "en", date(2021, month + 1, 1))
        told.append((said.answers, said.clear, said.as_of, len({each.missing for each in words})))
    january, march = date(2021, 1, 31), date(2021, 3, 31)
    assert told == [(9, 9, january, 1), (9, 9, january, 1), (21, 14, march, 3), (21, 14, march, 3)]


def test_this_month_waits_until_it_is_over(cast, client):
    say(9, missing="A picture", month=timezone.localdate())
    client.force_login(cast.carme)
    assert "Nothing to show yet" in text_of(client.get(RESULTS)) and "A picture" not in missed(client)


@pytest.mark.parametrize("who", ["montse", "pau", "rosa", "silvia", "edu", "nil"])
def test_only_coordinators_read_what_was_said(cast, client, who):
    say(9, missing="A picture")
    client.force_login(getattr(cast, who))
    assert "Answers" not in text_of(client.get(RESULTS)) and "A picture" not in missed(client)


def test_the_words_of_many_answers_come_by_pages_and_take_no_more_statements(cast, client, django_assert_num_queries):
    client.force_login(cast.carme)
    say(6, missing="A picture")
    client.get(RESULTS)
    with django_assert_num_queries(
        5
    ):  # the session with its account, what is new, whether there are enough, how many, these
        missed(client)
    say(30, missing="A picture")
    with django_assert_num_queries(5):
        assert missed(client).count("A picture") == 20
    assert missed(client, page=2).count("A picture") == 16
