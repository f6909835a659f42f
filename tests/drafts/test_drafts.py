"""What somebody leaves half written is there when they come back: for them alone, until it is sent, or for a week."""

import uuid
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from tests.surveys.asking import asking
from tests.tabs import Tab, is_sent, page_of, text_of
from wayfellow.access.guard import COMMAND_LINE
from wayfellow.demo import story
from wayfellow.drafts.actions import MOST_CHARACTERS, MOST_DRAFTS, let_lapse
from wayfellow.drafts.models import Draft
from wayfellow.journeys.models import Accompaniment, Journey
from wayfellow.keeping.actions import erase
from wayfellow.operations.backups import whole_database
from wayfellow.people.models import Session
from wayfellow.plans.actions import begin_plan, keep_visit

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
WORDS = "Vam parlar del taller de pintura 🌿"


def at_home(user):
    browser = Client()
    browser.force_login(user)
    return browser


class Page(Tab):
    """A page that somebody begins to write on, which keeps what they write."""

    def __init__(self, client, address):
        super().__init__(client, address)
        self.shows(self.answer)

    def shows(self, answer):
        """Go on from what the page holds now: its second form, where the first throws away."""
        self.answer, self.filled_in = answer, written_in(answer)

    def send_again(self, **typed):
        self.shows(self.answer)
        return self.send(**typed)

    def begins(self, how="typing", **typed):
        self.filled_in |= typed
        answer = self.client.post(self.address, self.filled_in | {"later": how})
        self.filled_in["draft_before"] = self.filled_in["draft_before"] or self.filled_in["draft"]
        return answer

    def comes_back(self):
        return Page(self.client, self.address)


def written_in(answer):
    form = page_of(answer).main.select_one("form:not(.notice form)")
    ticked = {"type": "checkbox"}.items()
    fields = {
        field["name"]: field.get("value", "on" if ticked <= field.attrs.items() else "")
        for field in form.select("input")
        if is_sent(field)
    }
    fields |= {area["name"]: area.get_text().removeprefix("\n") for area in form.select("textarea")}
    for field in form.select("select"):
        fields[field["name"]] = (field.select_one("option[selected]") or field.option)["value"]
    return fields


@pytest.fixture
def on_the_road(cast):
    cast.journey = story.set_out(cast, on=TODAY - timedelta(days=30))
    cast.journey.refresh_from_db()
    return cast


@pytest.fixture
def note(on_the_road):
    """The page on which Pau notes a meeting."""
    return Page(at_home(on_the_road.pau), f"/journeys/{on_the_road.journey.pk}/log/")


@pytest.fixture
def sheet(cast):
    """The page on which Rosa refers somebody."""
    return Page(at_home(cast.rosa), f"/referrals/new/{cast.programme.pk}/")


def test_a_half_written_note_is_there_again_and_says_until_when(note):
    assert note.begins(what_we_did=WORDS, length="45", joined_by=["nurse"]).status_code == 204
    back = note.comes_back()
    assert back.filled_in["what_we_did"] == WORDS and back.filled_in["length"] == "45"
    assert page_of(back.answer).select_one("input[name=joined_by][value=nurse]").has_attr("checked")
    assert page_of(back.answer).select_one("details.more").has_attr("open")
    assert ". It is saved for you alone until" in text_of(back.answer)


def test_without_a_script_a_button_keeps_it(note):
    answer = note.begins("yes", what_we_did=WORDS)
    assert answer.status_code == 302 and answer.url == note.address
    assert note.comes_back().filled_in["what_we_did"] == WORDS


def test_a_referral_is_there_again_with_all_that_was_chosen(cast, sheet):
    source = str(cast.programme.sources.last().pk)
    sheet.begins(name="Example Person", hope_words=WORDS, source=source, will_introduce="on", language="es")
    back = sheet.comes_back()
    said = back.filled_in
    assert (said["name"], said["hope_words"], said["will_introduce"]) == ("Example Person", WORDS, "on")
    assert page_of(back.answer).select_one(f"[name=source] option[value='{source}']").has_attr("selected")
    assert page_of(back.answer).select_one("[name=language] option[value=es]").has_attr("selected")


def test_nobody_else_finds_it_at_the_same_address(on_the_road):
    address = f"/journeys/{on_the_road.journey.pk}/agreement/write/"
    Page(at_home(on_the_road.pau), address).begins(places=WORDS)
    assert Page(at_home(on_the_road.pau), address).filled_in["places"] == WORDS
    assert WORDS not in Page(at_home(on_the_road.montse), address).answer.content.decode()


def test_it_is_sealed_and_in_no_journal_and_in_no_backup(note):
    note.begins(what_we_did=WORDS)
    with connection.cursor() as cursor:
        cursor.execute("SELECT words FROM drafts_draft")
        [[sealed]] = cursor.fetchall()
    assert (
        len(bytes(sealed)) > len(WORDS) and WORDS.encode() not in bytes(sealed) and b"what_we_did" not in bytes(sealed)
    )
    assert not [line for line in whole_database() if "draft" in str(line).lower() and "migrations" not in line]


def test_where_the_page_is_closed_nothing_is_kept(on_the_road):
    answer = at_home(on_the_road.rosa).post(
        f"/journeys/{on_the_road.journey.pk}/log/", {"later": "typing", "what_we_did": WORDS}
    )
    assert answer.status_code == 404 and not Draft.objects.exists()


def test_it_is_gone_once_it_is_sent(note):
    note.begins(what_we_did=WORDS, on=str(TODAY), length="60", setting="home")
    assert note.send(setting="community").status_code == 302
    assert Accompaniment.objects.get().what_we_did == WORDS
    assert not Draft.objects.exists()
    assert note.comes_back().filled_in["what_we_did"] == ""


def test_what_was_refused_stays_kept(note):
    note.begins(what_we_did=WORDS, length="60", setting="community")
    assert note.send(on=str(TODAY + timedelta(days=2))).status_code == 422
    assert note.comes_back().filled_in["what_we_did"] == WORDS


def test_what_arrives_after_it_was_sent_is_not_kept(note):
    note.filled_in |= {"what_we_did": WORDS, "on": str(TODAY), "length": "60", "setting": "community"}
    assert note.send().status_code == 302
    assert note.begins().status_code == 204 and not Draft.objects.exists()


def test_sent_twice_from_a_page_that_went_on_it_is_there_once(note):
    note.begins(what_we_did=WORDS, on=str(TODAY), length="60", setting="community")
    back = note.comes_back()
    assert [back.send(setting="community", length="60").status_code for _tap in range(2)] == [302, 302]
    assert Accompaniment.objects.count() == 1


def test_thrown_away_it_is_gone(note):
    note.begins(what_we_did=WORDS)
    back = note.comes_back()
    form = page_of(back.answer).select_one("main .notice form")
    assert form.select_one("button[name=later]")["value"] == "no"
    assert back.client.post(back.address, {"later": "no"}).url == back.address
    assert not Draft.objects.exists() and ". It is saved for you alone until" not in text_of(note.comes_back().answer)


def test_deleted_to_the_last_word_it_is_gone_too(note):
    note.begins(what_we_did=WORDS)
    note.begins(what_we_did="")
    assert not Draft.objects.exists()


def test_after_a_week_it_is_not_shown_and_then_not_there(note):
    note.begins(what_we_did=WORDS)
    Draft.objects.update(written_at=timezone.now() - timedelta(days=7))
    assert WORDS not in note.comes_back().answer.content.decode()
    let_lapse(at=timezone.now())
    assert not Draft.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_retain_lets_go_of_what_is_over_and_leaves_the_rest(note, sheet):
    sheet.begins(name="Example Person")
    note.begins(what_we_did=WORDS)
    Draft.objects.filter(place=sheet.address).update(written_at=timezone.now() - timedelta(days=7))
    call_command("retain", stdout=StringIO())
    assert Draft.objects.get().place == note.address


def test_another_tab_does_not_write_over_it_unseen(note):
    other = note.comes_back()
    note.begins(what_we_did=WORDS)
    answer = other.begins("yes", what_we_did="Something else")
    assert answer.status_code == 409
    assert WORDS in page_of(answer).select_one(".notice").get_text() and "Something else" in answer.content.decode()
    assert note.comes_back().filled_in["what_we_did"] == WORDS
    other.shows(answer)
    assert other.begins("yes").status_code == 302
    assert note.comes_back().filled_in["what_we_did"] == "Something else"
    assert note.begins(what_we_did="Third").status_code == 409


def test_what_was_typed_earlier_and_arrives_later_is_not_kept(note):
    note.begins(what_we_did="All of it", draft_number="1764374400002")
    assert note.begins(what_we_did="All", draft_number="1764374400001").status_code == 204
    assert note.comes_back().filled_in["what_we_did"] == "All of it"


def test_sending_from_another_tab_leaves_what_this_one_keeps(note):
    other = note.comes_back()
    note.begins(what_we_did=WORDS)
    assert other.send(what_we_did="Something else", on=str(TODAY), length="60", setting="community").status_code == 302
    assert note.comes_back().filled_in["what_we_did"] == WORDS


def test_what_was_sent_elsewhere_meanwhile_is_not_sent_again_unseen(note):
    note.begins(what_we_did=WORDS, on=str(TODAY), length="60", setting="community")
    first, second = note.comes_back(), note.comes_back()
    assert first.send(length="60", setting="community").status_code == 302
    refused = second.send(length="60", setting="community", another="on")
    assert refused.status_code == 422 and (
        "What you had begun is not here any more: it was sent or thrown away in another tab or on "
        "another device. If this is something else, send it once more."
    ) in text_of(refused)
    second.send_again(length="60", setting="community", another="on")
    assert second.answer.status_code == 302 and Accompaniment.objects.count() == 2


def test_what_was_kept_meanwhile_is_shown_beside_what_was_begun(cast):
    visit = {"on": None, "with_whom": "The nurse", "to_raise": "First"}
    keep_visit(cast.person, by=cast.montse, id=uuid.uuid4(), visit=visit)
    pk = cast.person.visits.get().pk
    begun, phone = (Page(at_home(cast.montse), f"/my/visits/{pk}/") for _device in range(2))
    begun.begins(to_raise=WORDS)
    assert phone.send(to_raise="Second, from the phone").status_code == 302
    back = begun.comes_back()
    assert "Saved in the meantime" in text_of(back.answer) and "Second, from the phone" in text_of(back.answer)
    assert back.filled_in["to_raise"] == WORDS
    assert back.send().status_code == 302
    assert cast.person.visits.get().to_raise == WORDS and not Draft.objects.exists()


def test_lines_that_were_begun_are_all_there(cast):
    begin_plan(cast.person, by=cast.montse)
    part = cast.person.plan.get(kind="hard_days")
    page = Page(at_home(cast.montse), f"/plan/parts/{part.pk}/write/")
    page.begins(**{f"line_{number}": f"Line {number}" for number in range(8)})
    assert page.comes_back().filled_in["line_7"] == "Line 7"


def test_with_the_person_it_goes(on_the_road, note):
    note.begins(what_we_did=WORDS)
    assert Draft.objects.get().key == on_the_road.person.key
    erase(on_the_road.person, by=COMMAND_LINE, on=TODAY)
    assert not Draft.objects.exists()


def test_too_long_or_too_much_is_said_and_not_kept(note, on_the_road):
    answer = note.begins("yes", what_we_did="a" * (MOST_CHARACTERS + 1))
    assert (
        answer.status_code == 422
        and "This is too long to be saved for later. Please send it, or make it shorter." in text_of(answer)
    )
    assert not Draft.objects.exists()
    details = {"writer": on_the_road.pau, "key": on_the_road.person.key, "words": "{}", "hand": uuid.uuid4()}
    now = timezone.now()
    for number in range(MOST_DRAFTS):
        Draft.objects.create(place=f"/{number}/", began_at=now, written_at=now, **details)
    assert note.begins(what_we_did=WORDS).status_code == 422


def test_when_the_session_has_run_out_nothing_is_kept_behind_the_door(note, on_the_road):
    Session.objects.update(expire_date=timezone.now() - timedelta(minutes=1))
    before = Session.objects.count()
    assert note.begins(what_we_did=WORDS).status_code == 403
    assert not Draft.objects.exists() and Session.objects.count() == before


def test_answers_that_are_nobodys_are_not_kept_for_anybody(cast):
    survey = asking(cast)
    page = Page(at_home(cast.carme), f"/surveys/{survey.pk}/paper/")
    assert page.answer.status_code == 200 and "draft" not in page.filled_in
    page.client.post(page.address, page.filled_in | {"later": "typing"})
    assert not Draft.objects.exists()


def test_a_page_that_could_not_keep_anything_does_not_offer_it(cast):
    answer = at_home(cast.carme).get("/ask/call/")
    assert page_of(answer).select_one("main textarea") and not page_of(answer).select_one("[name=draft], [name=later]")


def test_a_referral_that_came_from_a_draft_is_there_once(cast, sheet):
    chosen = {"source": cast.programme.sources.first().pk, "site": cast.sites[0].pk, "language": "ca"}
    sheet.begins(name="Example Person", phone="600 111 222", hope_words=WORDS, **chosen)
    assert sheet.comes_back().send(**chosen).status_code == 302
    assert Journey.objects.get().objectives.get().words == WORDS and not Draft.objects.exists()
