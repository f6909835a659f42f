"""A proposal for everyone who waits: the coordinator changes it, and several are asked at once."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from tests.journeys.test_asking import add_peer
from tests.tabs import Tab, page_of, text_of
from wayfellow.demo import story
from wayfellow.journeys.models import Journey, Offer
from wayfellow.matching.queries import field_of
from wayfellow.preferences.models import Preference
from wayfellow.vault.models import Key
from wayfellow.workforce.actions import go_away
from wayfellow.workforce.models import Peer

TODAY = timezone.localdate()
FOUND, UNPROCESSABLE = 302, 422


def waits(cast, name, *, days, **person):
    """Somebody said yes so many days ago."""
    said = {"name": name, "language": "ca"} | person
    journey = story.set_out(cast, on=TODAY - timedelta(days=days + 9), person=said)
    return _waiting(journey, days)


def _waiting(journey, days):
    since = TODAY - timedelta(days=days)
    Journey.objects.filter(pk=journey.pk).update(stage="chosen", stage_since=since, peer=None, offer_accepted=False)
    journey.refresh_from_db()
    return journey


def wishes(journey, **said):
    Preference.objects.create(person=journey.person, **said)


@pytest.fixture
def desk(cast, client):
    """Two wait; Pau speaks Catalan and is at the place, and Núria speaks Arabic. Each has one place free."""
    client.force_login(cast.carme)
    cast.first, cast.second = waits(cast, "Laia", days=9), waits(cast, "Samira", days=4)
    Peer.objects.update(places=1)
    cast.nuria = add_peer(cast, "Núria", places=1, languages=["ar"])
    cast.address = reverse("matching:offer_several", args=[cast.programme.pk])
    return cast


def proposed(answer):
    """Return for whom somebody is chosen on the page, and who."""
    chosen = {}
    for card in page_of(answer).select("main form .card"):
        option = card.select_one("option[selected]")
        is_chosen = option is not None and option["value"]
        chosen[card.h2.get_text(strip=True)] = option.get_text(strip=True).partition(":")[0] if is_chosen else ""
    return chosen


def stages(*journeys):
    return [
        (each.stage, each.peer)
        for each in Journey.objects.filter(pk__in=[one.pk for one in journeys]).order_by("referred_on")
    ]


def filled_in(tab):
    selects = page_of(tab.answer).select("main select")
    chosen = {each["name"]: each.select_one("option[selected]") for each in selects}
    return tab.filled_in | {name: option["value"] if option else "" for name, option in chosen.items()}


def sent(tab, **chosen):
    """Send what the page proposes, with what the coordinator changed."""
    return tab.send(**filled_in(tab) | chosen)


def test_everyone_who_waits_stands_there_with_somebody_who_fits_and_the_reasons(desk, client):
    wishes(desk.second, language="ar", language_weight="must")
    answer = client.get(desk.address)
    assert proposed(answer) == {"Laia": "Pau", "Samira": "Núria"}
    assert "Speaks العربية, as they asked" in text_of(answer)


def test_what_another_would_bring_is_said_to_be_missing(desk, client):
    Peer.objects.filter(pk=desk.peer.pk).update(places=2)
    Peer.objects.filter(pk=desk.nuria.pk).update(languages=["fr"])
    wishes(desk.second, language="fr", language_weight="nice")
    card = page_of(client.get(desk.address)).select("main form .card")[1].get_text(" ", strip=True)
    assert "Proposed: Pau" in card and "Would be missing: Speaks Français, as they asked" in card


def test_what_is_proposed_is_asked_at_once_and_each_reads_of_it(desk, client):
    answer = sent(Tab(client, desk.address))
    assert answer.status_code == FOUND and "group=finding" in answer["location"]
    assert {stage for stage, _peer in stages(desk.first, desk.second)} == {"offered"}
    assert "Peer supporters were asked for 2 people." in client.get(answer["location"]).content.decode()


def test_whoever_is_left_open_is_not_asked_for(desk, client):
    sent(Tab(client, desk.address), **{field_of(desk.second): ""})
    assert [stage for stage, _peer in stages(desk.first, desk.second)] == ["offered", "chosen"]


def test_the_coordinator_changes_whom_to_ask(desk, client):
    sent(Tab(client, desk.address), **{field_of(desk.first): desk.nuria.pk, field_of(desk.second): desk.peer.pk})
    assert stages(desk.first, desk.second) == [("offered", desk.nuria), ("offered", desk.peer)]


def test_nobody_is_asked_for_more_people_than_were_agreed_and_what_was_chosen_stays(desk, client):
    tab = Tab(client, desk.address)
    answer = sent(tab, **{field_of(desk.first): desk.peer.pk, field_of(desk.second): desk.peer.pk})
    assert answer.status_code == UNPROCESSABLE
    assert "Pau has 1 free place" in text_of(answer)
    assert proposed(answer) == {"Laia": "Pau", "Samira": "Pau"}
    assert [stage for stage, _peer in stages(desk.first, desk.second)] == ["chosen", "chosen"]


def test_to_choose_nobody_at_all_asks_nobody_and_says_so(desk, client):
    answer = sent(Tab(client, desk.address), **{field_of(desk.first): "", field_of(desk.second): ""})
    assert "Nobody is chosen yet" in text_of(answer)


def test_what_a_colleague_did_meanwhile_is_not_done_again(desk, client):
    tab = Tab(client, desk.address)
    sent(Tab(client, desk.address), **{field_of(desk.second): ""})
    sent(tab)
    assert stages(desk.first, desk.second) == [("offered", desk.peer), ("offered", desk.nuria)]


def test_a_second_tap_asks_nobody_twice(desk, client):
    tab = Tab(client, desk.address)
    asked = Offer.objects.count()
    data = filled_in(tab)
    for _tap in range(2):
        assert client.post(desk.address, data).status_code == FOUND
    assert Offer.objects.count() == asked + 2


def test_what_only_the_person_can_judge_is_talked_about_before_anybody_is_chosen(desk, client):
    wishes(desk.first, experience="Has been a mother", experience_weight="must")
    answer = client.get(desk.address)
    assert proposed(answer)["Laia"] == ""
    assert "only Laia can judge" in text_of(answer) and "mother" not in text_of(answer)


def test_what_must_be_so_is_never_given_up_and_becomes_whom_to_look_for(desk, client):
    for journey in [desk.first, desk.second]:
        wishes(journey, language="ar", language_weight="must", gender="woman", gender_weight="must")
    answer = client.get(desk.address)
    assert proposed(answer) == {"Laia": "", "Samira": ""}
    assert "2 · a woman who speaks العربية" in text_of(answer)
    Peer.objects.filter(pk=desk.nuria.pk).update(gender="woman", places=0)
    assert "whoever brings it has no free place" in text_of(client.get(desk.address))
    Peer.objects.filter(pk=desk.nuria.pk).update(places=2)
    assert "Whom to look for" not in text_of(client.get(desk.address))


def test_a_family_member_is_looked_for_until_one_has_a_place_free(desk, client):
    wishes(desk.first, experience_of="family", experience_of_weight="must")
    wishes(desk.second, language="ar", language_weight="must", experience_of="family", experience_of_weight="must")
    answer = client.get(desk.address)
    assert proposed(answer) == {"Laia": "", "Samira": ""}
    assert "1 · a family member" in text_of(answer)
    assert "1 · somebody who speaks العربية · a family member" in text_of(answer)
    desk.nuria.key, desk.nuria.experience_of = Key.kept(), "both"
    desk.nuria.save()
    answer = client.get(desk.address)
    assert "Whom to look for" not in text_of(answer)
    assert "Núria" in proposed(answer).values()


def test_a_language_that_nobody_speaks_is_looked_for_without_being_asked(desk, client):
    waits(desk, "Fatima", days=2, language="ur")
    assert "1 · somebody who speaks اردو" in text_of(client.get(desk.address))


def test_what_would_only_be_nice_is_told_in_no_count(desk, client):
    wishes(desk.first, gender="woman", gender_weight="nice")
    assert "Whom to look for" not in text_of(client.get(desk.address))


def test_who_knows_whom_is_proposed_to_nobody_and_stands_in_no_count(desk, client):
    wishes(desk.second, language="ar", language_weight="must")
    desk.second.person.knows.set([desk.nuria])
    answer = client.get(desk.address)
    assert proposed(answer)["Samira"] == ""
    assert "Núria" not in page_of(answer).select("main form .card")[1].get_text()
    assert "Whom to look for" not in text_of(answer)


def test_only_the_longest_waiting_are_shown_and_the_others_are_counted(desk, client, monkeypatch):
    monkeypatch.setattr("wayfellow.matching.forms.AT_ONCE", 1)
    answer = client.get(desk.address)
    assert list(proposed(answer)) == ["Laia"]
    assert "1 more person is shown" in text_of(answer)


def test_whoever_has_nobody_to_be_asked_is_named_with_what_to_tell_them(desk, client):
    Peer.objects.update(places=0)
    answer = client.get(desk.address)
    assert "Nobody with a free place can be asked" in text_of(answer) and "Samira" in text_of(answer)
    assert page_of(answer).main.find("form") is None


def test_nobody_waits(cast, client):
    client.force_login(cast.carme)
    assert "Nobody is waiting" in text_of(client.get(reverse("matching:offer_several", args=[cast.programme.pk])))


@pytest.mark.parametrize("others", [1, 12])
def test_the_page_asks_the_database_the_same_few_questions(desk, client, django_assert_num_queries, others):
    for number in range(others):
        wishes(waits(desk, f"Example {number}", days=number), language="ca", language_weight="nice")
        add_peer(desk, f"Peer {number}")
    with django_assert_num_queries(17):
        client.get(desk.address)


def test_another_programme_has_no_such_page(desk, client):
    client.force_login(desk.olga)
    assert client.get(desk.address).status_code == 404


def test_whoever_is_away_is_proposed_to_nobody(desk, client):
    assert "Pau" in proposed(client.get(desk.address)).values()
    go_away(desk.peer, by=desk.pau, id=uuid4(), begins_on=TODAY)
    assert "Pau" not in proposed(client.get(desk.address)).values()


def test_whoever_is_away_soon_is_proposed_to_nobody_and_can_be_chosen_as_away(desk, client):
    go_away(desk.peer, by=desk.pau, id=uuid4(), begins_on=TODAY + timedelta(days=4))
    answer = client.get(desk.address)
    assert "Pau" not in proposed(answer).values()
    assert f"Pau: Away from {date_format(TODAY + timedelta(days=4), 'MONTH_DAY_FORMAT')}" in text_of(answer)


def test_a_second_tab_says_that_somebody_was_asked_in_the_meantime(desk, client):
    tab = Tab(client, desk.address)
    data = filled_in(tab)
    sent(Tab(client, desk.address))
    told = text_of(tab.send(**data))
    assert "somebody was asked in the meantime" in told and "Nobody is chosen yet" not in told
