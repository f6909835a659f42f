"""A closed art workshop from its listing to the twelfth session: waiting list, cancelled evening, certificate."""

import re
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.directory.listings import publish
from tests.groups.groups import asked_for_a_place, keep_names, met, run_by
from tests.letters import outbox
from tests.tabs import Tab, text_of
from wayfellow.access.guard import Refused
from wayfellow.choices.links import token_of
from wayfellow.directory.actions import except_time
from wayfellow.directory.occurrences import coming, of_listing
from wayfellow.groups import actions
from wayfellow.groups.jobs import let_go
from wayfellow.groups.models import Member, Session
from wayfellow.groups.queries import listing_of
from wayfellow.vault.models import Key

A_COURSE_AGO = timedelta(weeks=13)
CANCELLED = {"moved_to": None, "starts_at": None, "ends_at": None, "venue": None, "why": "holiday", "in_words": {}}


def workshop(cast, places=2, door="closed", since=A_COURSE_AGO):
    listing = publish(cast, "Example: Art workshop", at={}, times=[(1, "19:00", "20:30")], door=door)
    group = run_by(cast, listing, cast.peer, on=timezone.localdate() - since)
    return keep_names(cast, group, places=places)


def ask(group, name, reach="", language="en"):
    told = {"name": name, "reach": reach, "listens_first": False, "language": language}
    return actions.ask_for_a_place(group.register, token=token_of(name), on=timezone.localdate(), **told)


def held(cast, group, people, number):
    """Hold so many sessions, the earliest first, to which these came."""
    today = timezone.localdate()
    days = [each for each in of_listing(listing_of(group), group.begun_on, today) if each.starts <= timezone.now()]
    for each in days[:number]:
        told = {"members": [str(one.pk) for one in people], "visitors": [], "others": 0, "new": None}
        actions.note_who_came(group, by=cast.pau, id=uuid.uuid4(), time=each.time, on=each.on, today=today, **told)


def test_a_closed_workshop_from_its_listing_to_the_twelfth_session(cast, client, settings):
    settings.DEFAULT_FROM_EMAIL = "House <house@example.org>"
    group = workshop(cast)
    laia, toni, ona = ask(group, "Laia", "laia@example.org", "ca"), ask(group, "Toni", "600 000 000"), ask(group, "Ona")
    assert not [one for one in [laia, toni, ona] if one.joined_on]
    for one in [laia, toni]:
        actions.welcome(one, by=cast.pau, on=timezone.localdate())
    with pytest.raises(Refused):
        actions.welcome(ona, by=cast.pau, on=timezone.localdate())
    assert "You have asked." in text_of(client.get(f"/groups/place/{token_of('Ona')}/"))

    three_learn_of_a_cancelled_evening(cast, group, client)

    held(cast, group, [laia], 11)
    held_with_toni = met(group)[-1]
    told = {"members": [str(laia.pk), str(toni.pk)], "visitors": [], "others": 0, "new": None}
    when = {"time": held_with_toni.time, "on": held_with_toni.on, "today": timezone.localdate()}
    actions.note_who_came(group, by=cast.pau, id=uuid.uuid4(), **when, **told)
    assert Session.objects.count() == 12

    client.force_login(cast.pau)
    register = text_of(client.get(reverse("groups:register", args=[group.pk])))
    assert register.count("Certificate of attendance") == 2
    page = client.get(reverse("groups:certificate", args=[toni.pk]))
    assert "Toni took part in “Example: Art workshop”." in text_of(page) and "1 of 12" in text_of(page)
    client.logout()
    own = client.get(f"/groups/place/{token_of('Laia')}/certificate/")
    assert 'lang="ca"' in own.content.decode() and "12 de 12" in text_of(own)


def three_learn_of_a_cancelled_evening(cast, group, client):
    """A visitor by e-mail, somebody of the group by e-mail, and one by a call."""
    on_the_page = {"id": uuid.uuid4(), "email": "nuria@example.org", "language": "en"}
    actions.wish_to_be_told(group.listing, on=timezone.localdate(), **on_the_page)
    client.post(re.search(r"https?://[^/]+(/groups/told/\S+)", outbox()[-1].body)[1], {"yes": "yes"})
    on = coming(listing_of(group))[0].on
    except_time(group.listing.times.get(), by=cast.pau, on=on, change=CANCELLED)
    assert {to for letter in outbox()[1:] for to in letter.to} == {"nuria@example.org", "laia@example.org"}
    assert [one.name for one in Member.objects.exclude(to_tell_since=None).select_related("key")] == ["Toni"]
    assert "It does not take place on this day." in text_of(client.get("/find/example-art-workshop/"))


def test_there_is_no_certificate_where_the_door_is_open_or_nobody_came(cast, client):
    group = workshop(cast, door="open", places=None)
    laia = ask(group, "Laia")
    held(cast, group, [laia], 1)
    client.force_login(cast.pau)
    for page in [reverse("groups:certificate", args=[laia.pk]), f"/groups/place/{token_of('Laia')}/certificate/"]:
        assert "No certificate yet" in text_of(client.get(page))
    group.listing.door = "closed"
    group.listing.save()
    toni = ask(group, "Toni")
    assert "Laia took part" in text_of(client.get(reverse("groups:certificate", args=[laia.pk])))
    assert "No certificate yet" in text_of(client.get(reverse("groups:certificate", args=[toni.pk])))


def test_a_request_that_nobody_answered_goes_after_half_a_year_and_says_so_before(cast, client):
    group = workshop(cast)
    ona, laia = ask(group, "Ona"), ask(group, "Laia")
    actions.welcome(laia, by=cast.pau, on=timezone.localdate())
    Member.objects.update(asked_on=timezone.localdate() - timedelta(weeks=26) + timedelta(days=1))
    let_go.func()
    assert Member.objects.count() == 2
    assert "If nobody has answered by" in text_of(client.get(f"/groups/place/{token_of('Ona')}/"))
    client.force_login(cast.pau)
    assert "if nobody answers" in text_of(client.get(reverse("groups:register", args=[group.pk])))
    Member.objects.update(asked_on=timezone.localdate() - timedelta(weeks=26))
    let_go.func()
    assert [one.pk for one in Member.objects.all()] == [laia.pk]
    assert Key.objects.get(pk=ona.key_id).is_destroyed


def test_the_private_address_gives_a_calendar_an_address_to_follow(cast, client):
    group = workshop(cast)
    asked_for_a_place(cast, group)
    ask(group, "Laia")
    page = text_of(client.get(f"/groups/place/{token_of('Laia')}/"))
    address = "http://testserver/find/example-art-workshop/calendar.ics"
    assert address in page and client.get(address).status_code == 200
    tab = Tab(client, f"/groups/place/{token_of('Laia')}/leave/")
    assert tab.answer.status_code == 200
