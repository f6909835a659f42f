"""A course, an open day and an outing are the same as a group, in words of their own."""

import re
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from icalendar import Calendar

from tests.directory.listings import publish, weekly
from tests.groups.groups import keep_names, keep_numbers, met, run_by
from tests.tabs import page_of, text_of
from wayfellow.choices.links import token_of
from wayfellow.directory import actions as directory
from wayfellow.directory.models import Findable
from wayfellow.groups import actions
from wayfellow.groups.words import GROUP, WORDS

LANGUAGES = ["en", "es", "ca"]
KINDS = ["course", "open_day", "outing"]


def run(cast, format):
    listing = publish(cast, "Example: Sea and sand", at={}, formats=[format], door="closed")
    on = timezone.localdate() + timedelta(days=9)
    once = {"starts_on": on, "ends_on": on}
    time = weekly(on.weekday(), "10:00", "17:00", listing.venues.get(), **once)
    directory.add_time(listing, by=cast.carme, id=uuid.uuid4(), time=time)
    group = keep_names(cast, run_by(cast, listing, cast.peer), places=8)
    told = {"name": "Laia", "reach": "laia@example.org", "listens_first": False, "language": "en"}
    member = actions.ask_for_a_place(group.register, token=token_of("Laia"), on=timezone.localdate(), **told)
    actions.welcome(member, by=cast.pau, on=timezone.localdate())
    return group, on


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_page_calls_it_by_its_own_words(cast, client, kind, language):
    group, _on = run(cast, kind)
    words, address = WORDS[kind], f"/groups/place/{token_of('Laia')}/"
    client.cookies["django_language"] = language

    def said(page):
        return text_of(client.get(page))

    with translation.override(language):
        place, leave, who, own = (str(getattr(words, name)) for name in ["place", "leave", "who", "its_page"])
        assert place in said(address) and leave in said(address) and leave in said(f"{address}leave/")
        cast.pau.language = language
        cast.pau.save(update_fields=["language"])
        client.force_login(cast.pau)
        page = said(reverse("groups:group", args=[group.pk]))
        assert all(str(one) in page for one in [words.name, words.when, words.how]) and who in page
        assert who in said(reverse("groups:register", args=[group.pk])) and own in said("/find/example-sea-and-sand/")
        of_groups = [str(getattr(GROUP, name)) for name in ["place", "leave", "who", "remove", "how", "when"]]
        pages = page + said(reverse("groups:register", args=[group.pk])) + said(address)
        assert not [each for each in of_groups if each in pages]


OF_A_GROUP = r"\b(group|grupo|grup)\b"
OF_A_SERIES = OF_A_GROUP + r"|\b(sessions?|sesión|sesiones|sessió)\b"


def main_of(client, page):
    answer = client.get(page)
    assert answer.status_code == 200, page
    return page_of(answer).main.text.casefold()


def on_a_day_before(cast, group):
    """It took place, and one came who is known by name; another day of it waits to be counted."""
    days = [timezone.localdate() - timedelta(days=number) for number in (3, 2)]
    for day in days:
        once = {"starts_on": day, "ends_on": day}
        time = weekly(day.weekday(), "10:00", "11:00", group.listing.venues.get(), **once)
        directory.add_time(group.listing, by=cast.carme, id=uuid.uuid4(), time=time)
    each, id = met(group)[-1], uuid.uuid4()
    came = {"members": [group.register.members.get().pk], "visitors": [], "others": 3, "new": 1}
    told = {"time": each.time, "on": each.on, "today": timezone.localdate()}
    actions.note_who_came(group, by=cast.pau, id=id, idempotency_key=None, **told, **came)
    return id


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_no_page_of_it_speaks_of_a_group_nor_of_sessions_where_it_is_on_one_day(cast, client, settings, kind, language):
    settings.DEFAULT_FROM_EMAIL = "house@house.test"
    group, _on = run(cast, kind)
    session, place = on_a_day_before(cast, group), f"/groups/place/{token_of('Laia')}/"
    client.cookies["django_language"] = cast.pau.language = cast.montse.language = language
    for one in [cast.pau, cast.montse]:
        one.save(update_fields=["language"])
    slug = group.listing.slug
    open_to_all = [place, f"{place}leave/", f"{place}certificate/", f"/groups/join/{slug}/", f"/groups/tell-me/{slug}/"]
    own = ["group", "keep_link", "note_who_came", "sheet", "tell_members", "register", "keep_register"]
    of_a_day = ["correct_who_came", "what_happened", "give_slips"]
    pages = [reverse(f"groups:{name}", args=[group.pk]) for name in own]
    pages += [reverse(f"groups:{name}", args=[session]) for name in of_a_day]
    pages += [
        reverse(f"groups:{name}", args=[group.register.members.get().pk]) for name in ["certificate", "let_member_go"]
    ]
    said = {page: main_of(client, page) for page in open_to_all}
    client.force_login(cast.montse)
    said |= {f"{place} for a list of one's own": main_of(client, place)}
    client.force_login(cast.pau)
    said |= {page: main_of(client, page) for page in pages}
    keep_numbers(cast, group)
    counted_by_number = [
        reverse(f"groups:{name}", args=[group.pk]) for name in ["group", "register", "count", "keep_register"]
    ]
    said |= {f"{page} of numbers": main_of(client, page) for page in counted_by_number}
    pattern = OF_A_GROUP if kind == "course" else OF_A_SERIES
    found = {
        page: match[0] for page, words in said.items() if (match := re.search(f".{{0,40}}({pattern}).{{0,30}}", words))
    }
    assert found == {}


@pytest.mark.parametrize("kind", ["open_day", "outing"])
def test_what_is_on_one_day_has_one_day_in_the_calendar_and_says_there_what_it_is(cast, client, kind):
    _group, on = run(cast, kind)
    content = client.get("/find/example-sea-and-sand/calendar.ics").content
    [event] = Calendar.from_ical(content).walk("VEVENT")
    assert "rrule" not in event and event.decoded("dtstart").date() == on
    assert str(WORDS[kind].name) in event["categories"].to_ical().decode()
    assert f"DTSTART;TZID=Europe/Madrid:{on:%Y%m%d}T100000" in content.decode()
    assert "RRULE" not in content.decode().split("BEGIN:VEVENT")[1]


@pytest.mark.parametrize("kind", ["open_day", "outing"])
def test_what_is_on_one_day_asks_nothing_that_is_for_a_series(cast, client, kind):
    group, _on = run(cast, kind)
    client.force_login(cast.pau)
    page = text_of(client.get(reverse("groups:group", args=[group.pk])))
    assert "Cancel or move one day" in page
    assert not [each for each in ["Cancel several days", "came again", "come again"] if each in page]


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_found_in_the_search_as_what_it_is(cast, client, kind):
    run(cast, kind)
    assert "Example: Sea and sand" in text_of(client.get(f"/find/?format={kind}"))
    assert f"format:{kind}" in Findable.objects.get().marks.split()
