"""A programme's coordinators keep what the directory says about it."""

import uuid
from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from tests.directory.listings import VERDUM, complete, draft, one_of_each, publish, weekly
from wayfellow.access.edit_tokens import edit_token_of
from wayfellow.access.guard import Refused
from wayfellow.directory import actions
from wayfellow.directory.models import Findable, Listing, Mistake, Organisation, Prepared, Venue, WeeklyTime
from wayfellow.directory.queries import keeping

TODAY = timezone.localdate()


def read(client, name, record=None):
    answer = client.get(reverse(f"directory:{name}", args=[record.pk] if record else []))
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def send(client, name, record, /, **typed):
    """Fill in the page as it is shown, change what is named, and send it."""
    page = read(client, name, record)
    sent = {}
    for field in page.select("main form [name]"):
        if field.get("type") in {"radio", "checkbox"} and not field.has_attr("checked") or field.name == "button":
            continue
        value = field.text if field.name == "textarea" else field.get("value", "")
        if field.name == "select":
            chosen = field.select_one("option[selected]") or field.select_one("option")
            value = chosen["value"] if chosen else ""
        sent.setdefault(field["name"], []).append(value.removeprefix("\n"))
    return client.post(reverse(f"directory:{name}", args=[record.pk]), sent | typed)


def test_from_nothing_to_a_published_page_in_three_languages(cast, carme):
    sent = send(
        carme, "add", cast.programme, names_en="Example: Choir", names_ca="Exemple: Cor", organisation="Example A"
    )
    listing = Listing.objects.get()
    assert sent.url == reverse("directory:kept", args=[listing.pk]) and listing.slug == "example-choir"
    assert carme.get("/find/example-choir/").status_code == 404
    assert "Example: Choir" in read(carme, "preview", listing).text
    assert "needs: what it is, in one sentence" in read(carme, "kept", listing).text
    assert send(carme, "publish", listing).status_code == 422
    words = {"in_one_sentence_ca": "Cantem", "in_one_sentence_en": "We sing", "what_is_written_en": "Nothing"}
    send(carme, "change_words", listing, **words)
    send(
        carme, "describe", listing, formats=["group"], languages=["ca"], places_free="3", places_counted_on="2026-11-20"
    )
    send(carme, "add_venue", listing, **{name: value for name, value in VERDUM.items() if name != "how_to_get_in"})
    send(carme, "add_time", listing, weekday="0", starts_at="19:00", ends_at="20:30", venue=str(Venue.objects.get().pk))
    assert send(carme, "publish", listing).status_code == 302
    page = carme.get("/find/example-choir/").content.decode()
    assert (
        "We sing" in page and "Monday 19:00–20:30" in page and "3 places free" in page and "Example parish hall" in page
    )
    assert "Example: Choir" in carme.get("/find/?q=cantem").content.decode()


def test_a_change_of_words_venue_or_time_is_found_at_once(cast, carme):
    listing, venue, time, _mistake = one_of_each(cast)
    send(carme, "change_words", listing, in_one_sentence_en="We bake bread")
    send(carme, "change_venue", venue, name="Example bakery", latitude="39.46", longitude="-0.37")
    send(carme, "change_time", time, weekday="4", note_es="No en agosto")
    assert "No en agosto" in carme.get("/find/example-painting/").content.decode()
    found = Findable.objects.get()
    assert {"bread", "bakery"} <= set(found.words.split())
    assert found.points == "39.46,-0.37" and "at:4e" in found.marks and "at:1e" not in found.marks
    send(carme, "take_time_away", time)
    assert " at:" not in Findable.objects.get().marks and not WeeklyTime.objects.exists()


def test_a_place_is_chosen_again_and_left_with_its_times(cast, carme):
    _listing, venue, _time, _mistake = one_of_each(cast)
    other = draft(cast, "Example: Other")
    send(carme, "choose_venue", other, venue=str(venue.pk))
    send(carme, "add_time", other, weekday="2", starts_at="10:00", venue=str(venue.pk))
    assert other.venues.get() == venue
    send(carme, "leave_venue", other, venue=str(venue.pk))
    assert not other.venues.exists() and not other.times.exists() and WeeklyTime.objects.count() == 1


def test_what_nobody_checked_for_half_a_year_asks_to_be_checked(cast, carme):
    publish(cast, "Example: Fresh")
    stale = publish(cast, "Example: Stale")
    Listing.objects.filter(slug="example-fresh").update(checked_on=TODAY)
    Listing.objects.filter(pk=stale.pk).update(checked_on=TODAY - keeping.STALE_AFTER - timedelta(days=1))
    rows = [row.text for row in read(carme, "listings").select(".row")]
    assert "Example: Stale" in rows[0] and "Please check" in rows[0] and "Please check" not in rows[1]
    assert "more than six months ago" in carme.get("/find/example-stale/").content.decode()
    send(carme, "check", stale)
    stale.refresh_from_db()
    assert (stale.checked_on, stale.checked_by) == (TODAY, cast.programme.name)


@pytest.mark.parametrize("number", [1, 20])
def test_the_list_asks_the_database_the_same_few_questions(cast, carme, django_assert_num_queries, number):
    for each in range(number):
        draft(cast, f"Example: {each}")
    read(carme, "listings")
    session, news, count, listings, programmes = [1] * 5
    with django_assert_num_queries(session + news + count + listings + programmes):
        assert len(read(carme, "listings").select(".row")) == number


def test_a_report_is_put_aside_for_good(cast, carme):
    _listing, _venue, _time, mistake = one_of_each(cast)
    assert send(carme, "settle_mistake", mistake).status_code == 302
    assert not Mistake.objects.exists()


def test_taking_it_out_keeps_its_words(cast, carme):
    listing = publish(cast)
    send(carme, "unpublish", listing)
    assert carme.get("/find/example-painting/").status_code == 404
    assert Listing.objects.get().in_one_sentence["es"] == "Gente que pinta en compañía"


def test_changes_are_prepared_and_seen_by_nobody_else_until_they_are_published(cast, carme):
    listing = publish(cast, places_free=3, places_counted_on=TODAY)
    send(carme, "prepare", listing)
    send(carme, "change_words", listing, in_one_sentence_en="We bake bread")
    send(carme, "describe", listing, formats=["drop_in"], places_free="", places_counted_on="2026-11-20")
    before = carme.get("/find/example-painting/").content.decode()
    assert "People paint together" in before and "3 places free" in before
    assert (
        "bread" not in carme.get("/find/").content.decode() + carme.get(f"/hsds/services/{listing.pk}").content.decode()
    )
    prepared = read(carme, "preview", listing).text
    assert "We bake bread" in prepared and "nobody else reads them yet" in prepared and "places free" not in prepared
    assert read(carme, "change_words", listing).select_one("[name=in_one_sentence_en]").text.strip() == "We bake bread"
    assert "Changes prepared" in read(carme, "listings").text

    send(carme, "publish", listing)
    after = carme.get("/find/?q=bread&format=drop_in").content.decode()
    assert "We bake bread" in after and not Prepared.objects.exists()
    listing.refresh_from_db()
    assert (listing.places_free, listing.places_counted_on) == (None, date(2026, 11, 20))


def test_what_two_prepare_is_neither_overwritten_nor_published_unseen(cast, carme):
    listing = publish(cast)
    send(carme, "prepare", listing)
    send(carme, "change_words", listing, about_en="Mine")
    edit_token = {
        name: read(carme, name, listing).select_one("[name=edit_token]")["value"]
        for name in ["change_words", "publish"]
    }
    actions.change_listing(listing, by=cast.carme, edit_token=None, details={"about": {"en": "Meanwhile"}})
    for name, typed in [("change_words", {"about_en": "Mine again"}), ("publish", {}), ("let_changes_go", {})]:
        answer = carme.post(
            reverse(f"directory:{name}", args=[listing.pk]),
            {
                "idempotency_key": str(uuid.uuid4()),
                "edit_token": edit_token.get(name, edit_token["publish"]),
                "names_en": "Mine",
            }
            | typed,
        )
        assert answer.status_code == 422 and "Meanwhile" in answer.content.decode(), name
    send(carme, "let_changes_go", listing)
    assert not Prepared.objects.exists() and "Meanwhile" not in carme.get("/find/example-painting/").content.decode()


def test_changes_that_leave_out_what_is_needed_are_not_published(cast, carme):
    listing = publish(cast)
    send(carme, "prepare", listing)
    send(carme, "change_words", listing, what_is_written_en="")
    assert "what is written down" in send(carme, "publish", listing).content.decode()
    assert "Nobody asks who you are." in carme.get("/find/example-painting/").content.decode()


def test_nobodys_words_are_overwritten_unseen(cast, carme):
    listing = complete(cast)
    page = read(carme, "change_words", listing)
    edit_token = page.select_one("[name=edit_token]")["value"]
    actions.change_listing(listing, by=cast.carme, edit_token=None, details={"about": {"en": "Kept meanwhile"}})
    sent = {"idempotency_key": str(uuid.uuid4()), "edit_token": edit_token, "names_en": "Mine"}
    answer = carme.post(reverse("directory:change_words", args=[listing.pk]), sent)
    assert (
        answer.status_code == 422 and "Kept meanwhile" in answer.content.decode() and "Mine" in answer.content.decode()
    )
    with pytest.raises(Refused):
        actions.change_venue(
            _venue_of(cast, listing), by=cast.carme, edit_token=edit_token_of(["old"]), details={"name": "New"}
        )


def _venue_of(cast, listing):
    actions.add_venue(listing, by=cast.carme, id=uuid.uuid4(), venue=VERDUM)
    return Venue.objects.get()


@pytest.mark.parametrize(
    ("where", "typed", "sentence"),
    [
        ("add_venue", {"kind": "church", "name": "X", "latitude": "91"}, "The largest number that fits here is 90."),
        ("add_venue", {"kind": "church", "name": "X", "latitude": "41", "longitude": ""}, "go together"),
        ("add_venue", {"kind": "castle", "name": "X"}, "This can no longer be chosen."),
        ("add_time", {"weekday": "9", "starts_at": "18:00"}, "This can no longer be chosen."),
        ("add_time", {"weekday": "1", "starts_at": "teatime"}, "valid time"),
        ("add_time", {"weekday": "1", "starts_at": "18:00", "rhythm": "fortnightly"}, "from which day"),
        ("describe", {"youngest": "20", "oldest": "10"}, "This is below the youngest age."),
        ("describe", {"places_free": "2"}, "on which day they were counted"),
        ("describe", {"formats": "<script>"}, "This can no longer be chosen."),
        ("change_words", {"names_en": " "}, "at least one language"),
    ],
)
def test_a_slip_is_named_at_its_field(cast, carme, where, typed, sentence):
    answer = send(carme, where, complete(cast), **typed)
    assert answer.status_code == 422 and sentence in answer.content.decode()


def test_two_programmes_of_one_name_have_two_addresses(cast):
    assert [draft(cast, "Example: Choir").slug for _one in range(2)] == ["example-choir", "example-choir-2"]
    assert draft(cast, "Compare").slug == "compare-2" and draft(cast, "♪").slug == "programme"


def test_a_double_tap_adds_one_time(cast):
    listing, idempotency_key = complete(cast), uuid.uuid4()
    for _tap in range(2):
        actions.add_time(
            listing,
            by=cast.carme,
            idempotency_key=idempotency_key,
            id=idempotency_key,
            time=weekly(1, "18:00", "20:00"),
        )
    assert WeeklyTime.objects.count() == 1


def test_a_coordinator_adds_an_association_that_people_can_go_to(cast, carme):
    sent = send(carme, "associations", cast.programme, name="Example: The allotment", about_en="Beds and beans")
    assert sent.status_code == 302
    added = cast.programme.associations.get(name="Example: The allotment")
    assert added.kind == "association"
    page = read(carme, "associations", cast.programme)
    assert "Beds and beans" in page.text and page.find("a", string="Example: The allotment")
    assert "/associations/" in str(read(carme, "listings"))


def test_one_that_the_directory_has_is_that_one_however_it_was_typed(cast, carme):
    there = Organisation.objects.create(name="Associació Exemple", kind="association", about={"en": "Walks"})
    offered = {option["value"] for option in read(carme, "associations", cast.programme).select("datalist option")}
    assert there.name in offered and cast.associations[0].name not in offered
    send(carme, "associations", cast.programme, name="  associacio exemple ", about_en="Something else")
    assert there in cast.programme.associations.all()
    there.refresh_from_db()
    assert there.about == {"en": "Walks"}


def test_one_is_taken_off_the_list_and_stays_in_the_directory(cast, carme):
    send(carme, "leave_association", cast.programme, association=cast.associations[0].pk)
    assert list(cast.programme.associations.all()) == cast.associations[1:]
    assert Organisation.objects.filter(pk=cast.associations[0].pk).exists()


def test_one_is_corrected_as_long_as_no_other_programme_knows_it(cast, carme):
    matissos, emilia = cast.associations
    assert send(carme, "correct_association", matissos, name=emilia.name.upper()).status_code == 422
    assert send(carme, "correct_association", matissos, name="Example: Matissos", about_es="Lugar").status_code == 302
    matissos.refresh_from_db()
    assert (matissos.name, matissos.about) == ("Example: Matissos", {"es": "Lugar"})
    cast.elsewhere.associations.add(matissos)
    assert carme.get(reverse("directory:correct_association", args=[matissos.pk])).status_code == 404
    assert not read(carme, "associations", cast.programme).find("a", string="Example: Matissos")
    listing = draft(cast, organisation=emilia.name)
    assert carme.get(reverse("directory:correct_association", args=[emilia.pk])).status_code == 200
    Listing.objects.filter(pk=listing.pk).update(kept_by=cast.elsewhere)
    assert carme.get(reverse("directory:correct_association", args=[emilia.pk])).status_code == 404
