"""Whoever said that a text is fine has the same news by text message: to that number alone, and nothing given away."""

import json
from datetime import UTC, datetime, timedelta
from io import StringIO
from urllib.parse import parse_qs
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils import timezone, translation
from django_tasks_db.models import DBTaskResult

from tests.letters import outbox
from tests.notices.meetings import move, plan
from tests.tabs import filled, page_of, text_of
from wayfellow.jobs.definitions import NotDone
from wayfellow.journal.models import Entry
from wayfellow.journeys import actions
from wayfellow.journeys.models import Accompaniment
from wayfellow.notices import in_time, texts
from wayfellow.notices.actions import begin, choose_letters
from wayfellow.notices.gateways import ByHTTP, NobodyKnows
from wayfellow.notices.models import DayOfLetters, Letter, Told
from wayfellow.people.models import Person, Reach, User

NUMBER = "+34600000000"
PAGE = "/news/letters/"


@pytest.fixture(autouse=True)
def midday(monkeypatch):
    """Nobody is asleep."""
    monkeypatch.setattr(texts, "MORNING", 0)
    monkeypatch.setattr(texts, "NIGHT", 24)


def in_words(day):
    with translation.override("en"):
        return texts._in_words(day)


def line_of(meeting):
    return Entry.objects.get(record_id=str(meeting.pk), deed="accompaniment.settle")


class TestTheWords:
    def test_a_meeting_that_is_set_and_one_that_is_moved_say_day_hour_and_a_first_name(
        self, house, journey, today, phone
    ):
        meeting = plan(house, journey, today + timedelta(days=3))
        Accompaniment.objects.update(at="17:00")
        outbox()
        assert phone.got == [(NUMBER, f"New: {in_words(meeting.on)} 17:00, Pau")]
        Told.objects.all().delete()
        meeting.refresh_from_db()
        move(meeting, today + timedelta(days=5), by=house.pau)
        outbox()
        assert phone.got[1:] == [(NUMBER, f"New: {in_words(today + timedelta(days=5))} 17:00, Pau")]

    def test_one_that_will_not_take_place_says_so(self, house, meeting, phone):
        actions.settle(meeting, by=house.pau, state=Accompaniment.State.LET_GO, on=None)
        outbox()
        assert phone.got == [(NUMBER, f"Not on: {in_words(meeting.on)}, Pau")]

    @pytest.mark.parametrize(
        "language, said", [("en", "Tomorrow 17:00, Pau"), ("es", "Mañana 17:00, Pau"), ("ca", "Demà 17:00, Pau")]
    )
    def test_the_evening_before_it_says_tomorrow(self, house, journey, today, phone, language, said):
        User.objects.update(language=language)
        plan(house, journey, today)
        Accompaniment.objects.update(at="17:00")
        choose_letters(house.montse.pk, chosen={"meetings": "never", "tomorrow": "daily"})
        outbox()
        evening = timezone.make_aware(datetime.combine(today - timedelta(days=1), datetime.min.time().replace(hour=18)))
        in_time.go_round(evening - timedelta(hours=1), evening)
        Letter.objects.update(useless_after=None)
        outbox()
        assert phone.got == [(NUMBER, said)]

    def test_who_wants_less_reads_that_there_is_something_new(self, house, meeting, phone, today):
        choose_letters(house.montse.pk, chosen={"texts": "less"})
        move(meeting, today + timedelta(days=5), by=house.pau)
        outbox()
        assert phone.got == [(NUMBER, "Something new is waiting for you")]

    @pytest.mark.parametrize("language", dict(settings.LANGUAGES))
    def test_nothing_is_given_away_in_any_language(self, house, meeting, phone, today, language):
        User.objects.update(language=language)
        move(meeting, today + timedelta(days=5), by=house.pau)
        outbox()
        [(_number, words)] = phone.got
        assert not [
            word
            for word in ["montse", "nou barris", "wayfellow", "http", "peer", "suport", "apoyo", "salut"]
            if word in words.lower()
        ]

    def test_it_is_sealed_and_holds_no_number(self, house, meeting, phone, today):
        move(meeting, today + timedelta(days=5), by=house.pau)
        in_time.tell_of(line_of(meeting), timezone.now())
        text = Letter.objects.get(is_text=True)
        assert text.to == "" and text.words and text.key == house.person.key
        assert "Pau" not in f"{Letter.objects.values_list()}{DBTaskResult.objects.values_list()}"


class TestToWhom:
    @pytest.mark.parametrize("answer", [False, None])
    def test_who_did_not_say_that_a_text_is_fine_gets_none(self, house, meeting, phone, today, answer):
        Reach.objects.update(may_text=answer)
        move(meeting, today + timedelta(days=5), by=house.pau)
        assert len(outbox()) == 1 and phone.asked == []

    def test_who_takes_it_back_before_it_is_sent_gets_none(self, house, meeting, phone, today):
        phone.answers = [503, 200]
        move(meeting, today + timedelta(days=5), by=house.pau)
        outbox()
        Reach.objects.update(may_text=False)
        DBTaskResult.objects.update(run_after=timezone.now())
        outbox()
        assert len(phone.asked) == 1 and not Letter.objects.exists()

    def test_who_writes_down_another_number_gets_it_there(self, house, meeting, phone, today):
        phone.answers = [503, 200]
        move(meeting, today + timedelta(days=5), by=house.pau)
        outbox()
        reach = Reach.objects.get(person=house.person)
        reach.phone = "+34 611 111 111"
        reach.save()
        DBTaskResult.objects.update(run_after=timezone.now())
        outbox()
        assert [number for number, _words in phone.got] == [NUMBER, "+34611111111"]

    def test_who_wants_none_gets_none(self, house, meeting, phone, today):
        choose_letters(house.montse.pk, chosen={"texts": "never"})
        move(meeting, today + timedelta(days=5), by=house.pau)
        assert len(outbox()) == 1 and phone.asked == []

    def test_what_somebody_wants_no_news_of_comes_by_text_as_little(self, house, meeting, phone, today):
        choose_letters(house.montse.pk, chosen={"meetings": "never"})
        move(meeting, today + timedelta(days=5), by=house.pau)
        assert outbox() == [] and phone.asked == []

    def test_without_a_mail_server_the_text_goes_out_all_the_same(self, house, meeting, phone, today, settings):
        settings.DEFAULT_FROM_EMAIL = ""
        move(meeting, today + timedelta(days=5), by=house.pau)
        assert outbox() == [] and len(phone.asked) == 1

    def test_without_a_gateway_none_is_written(self, house, meeting, today, settings):
        settings.TEXTS = {}
        move(meeting, today + timedelta(days=5), by=house.pau)
        outbox()
        assert not Letter.objects.filter(is_text=True).exists()


class TestOnce:
    @pytest.fixture
    def text(self, house, meeting, phone, today):
        move(meeting, today + timedelta(days=5), by=house.pau)
        in_time.tell_of(line_of(meeting), timezone.now())
        return Letter.objects.get(is_text=True)

    def test_refused_twice_it_is_sent_once(self, text, phone):
        phone.answers = [503, 500, 200]
        for _try in range(4):
            DBTaskResult.objects.update(run_after=timezone.now())
            outbox()
        assert len(phone.asked) == 3 and not Letter.objects.exists()
        day = DayOfLetters.objects.get()
        assert (day.texts_failed, day.texts_sent) == (2, 1)

    def test_where_the_worker_was_killed_over_it_it_is_not_doubled(self, text, phone):
        begin(text, at=timezone.now())
        outbox()
        assert phone.asked == [] and DayOfLetters.objects.get().texts_unknown == 1

    def test_where_the_gateway_hung_up_nobody_knows_and_it_is_not_doubled(self, text, phone):
        phone.answers = [None]
        for _try in range(2):
            DBTaskResult.objects.update(run_after=timezone.now())
            outbox()
        assert len(phone.asked) == 1 and DayOfLetters.objects.get().texts_unknown == 1


class TestTheGateway:
    def test_it_is_asked_with_a_body_of_json_and_a_header(self, phone):
        body = '{"phoneNumbers": ["{number}"], "text": "{words}"}'
        ByHTTP(phone.address, body, {"Authorization": "Bearer abc"}).send(NUMBER, 'She said "{number}"\nà')
        [(_path, sent, headers)] = phone.asked
        assert json.loads(sent) == {"phoneNumbers": [NUMBER], "text": 'She said "{number}"\nà'}
        assert headers["Content-Type"] == "application/json" and headers["Authorization"] == "Bearer abc"

    def test_it_is_asked_as_a_form_asks(self, phone):
        ByHTTP(phone.address, "to={digits}&text={words}").send(NUMBER, "17:00 & à")
        [(_path, sent, _headers)] = phone.asked
        assert parse_qs(sent) == {"to": ["34600000000"], "text": ["17:00 & à"]}

    def test_it_leads_a_number_nowhere_else(self, phone):
        phone.answers = [302]
        with pytest.raises(NotDone, match="302"):
            ByHTTP(f"{phone.address}?to={{number}}").send(NUMBER, "")
        assert len(phone.asked) == 1

    def test_what_went_wrong_names_nobody(self, phone):
        phone.answers = [500, None]
        gateway = ByHTTP(f"{phone.address}?to={{number}}")
        for problem in [NotDone, NobodyKnows]:
            with pytest.raises(problem) as said:
                gateway.send(NUMBER, "Pau")
            assert "600" not in str(said.value) and "Pau" not in str(said.value)

    def test_by_e_mail_each_number_has_an_address(self, house, meeting, today, settings, mail):
        settings.TEXTS = {"address": "mailto:{digits}@sms.example"}
        User.objects.update(language="en")
        move(meeting, today + timedelta(days=5), by=house.pau)
        [text] = [letter for letter in outbox() if letter.to == ["34600000000@sms.example"]]
        assert text.subject == "" and text.body == f"New: {in_words(today + timedelta(days=5))}, Pau"


class TestAtNight:
    @pytest.mark.parametrize(
        "hour, sent", [(7, (29, 8)), (8, (29, 8)), (21, (29, 21)), (22, (30, 8)), (23, (30, 8)), (0, (29, 8))]
    )
    def test_nobodys_phone_rings(self, monkeypatch, hour, sent):
        monkeypatch.setattr(texts, "MORNING", 8)
        monkeypatch.setattr(texts, "NIGHT", 22)
        zone = ZoneInfo("Europe/Madrid")
        at = texts.by_day(datetime(2026, 3, 29, hour, tzinfo=zone).astimezone(UTC), zone).astimezone(zone)
        assert (at.day, at.hour) == sent


class TestTrying:
    def tried(self, number=NUMBER):
        said = StringIO()
        call_command("text", "test", number, stdout=said)
        return said.getvalue()

    def test_it_says_that_the_gateway_took_it(self, phone):
        assert "took a message to +34600000000" in self.tried("+34 600 000 000")
        assert phone.got[0][0] == NUMBER

    @pytest.mark.parametrize("answer, words", [(401, "401. Nothing was sent"), (None, "Look at that phone")])
    def test_it_says_what_is_in_the_way(self, phone, answer, words):
        phone.answers = [answer]
        with pytest.raises(CommandError, match=words):
            self.tried()

    def test_without_a_gateway_it_names_the_setting(self, settings):
        settings.TEXTS = {}
        with pytest.raises(CommandError, match="WAYFELLOW_TEXTS_URL"):
            self.tried()

    def test_what_is_no_number_is_not_tried(self, phone):
        with pytest.raises(CommandError, match="no telephone number"):
            self.tried("Pau")
        assert phone.asked == []


class TestChoosing:
    def test_who_allowed_it_chooses_what_a_text_says(self, house, journey, client, phone):
        client.force_login(house.montse)
        page = page_of(client.get(PAGE))
        assert page.select_one("input[name=texts][checked]")["value"] == "meeting"
        filled(client, PAGE, texts="less")
        assert texts.what(Person.objects.get(user=house.montse)) == "less"
        filled(client, PAGE, texts="meeting")
        assert not hasattr(User.objects.get(pk=house.montse.pk), "wish_for_letters")

    def test_who_did_not_is_told_how(self, house, journey, client, phone):
        Reach.objects.update(may_text=None)
        client.force_login(house.montse)
        answer = client.get(PAGE)
        assert not page_of(answer).select("input[name=texts]")
        assert "if you write down your number" in text_of(answer)

    @pytest.mark.parametrize("who", ["pau", "carme"])
    def test_who_works_here_is_asked_nothing_of_it(self, house, client, phone, who):
        client.force_login(getattr(house, who))
        answer = client.get(PAGE)
        assert not page_of(answer).select("input[name=texts]") and "by text message, if" not in text_of(answer)

    def test_without_a_gateway_nobody_is(self, house, client, settings):
        settings.TEXTS = {}
        client.force_login(house.montse)
        answer = client.get(PAGE)
        assert not page_of(answer).select("input[name=texts]") and "by text message, if" not in text_of(answer)


def test_the_operator_reads_how_many_and_why_and_nobodys_number(house, meeting, phone, nil, today):
    phone.answers = [503]
    move(meeting, today + timedelta(days=5), by=house.pau)
    outbox()
    page = text_of(nil.get("/set-up/letters/"))
    assert "did not take a message: 503" in page and "600" not in page and "Text messages waiting" in page
