"""Steps towards associations: what was done and when, what comes next, whom to ask for, and what was a mistake."""

from datetime import timedelta

import pytest

from tests.journeys.on_the_road import TODAY, page, send, words_of
from wayfellow.journeys import actions
from wayfellow.journeys.models import Connection
from wayfellow.journeys.queries.connecting import latest_step


@pytest.fixture
def matissos(cast):
    return cast.associations[0]


@pytest.fixture
def known(cast, road, matissos):
    """Heard of in spring, and gone to together yesterday. On Friday they go again, and ask for Anna."""
    told_on, went_on, friday = (TODAY() + timedelta(days=days) for days in (-9, -1, 3))
    actions.connect(road, by=cast.pau, association=matissos, state="told", on=told_on, contact="Anna, after five")
    return actions.connect(
        road, by=cast.montse, association=matissos, state="went_together", on=went_on, next_on=friday
    )


def kept(client, connection, **said):
    token = page(client, "connection", connection).find(id="id_edit_token")["value"]
    return send(client, "connection", connection, edit_token=token, **said)


def taken_back(client, connection):
    shown = page(client, "take_back_step", connection)
    said = {name: shown.find(attrs={"name": name})["value"] for name in ["step", "stood_in", "idempotency_key"]}
    return send(client, "take_back_step", connection, **said), said


def test_a_day_to_come_stays_until_it_is_said_anew_or_is_there(cast, road, matissos, known):
    friday = known.next_on
    actions.connect(road, by=cast.pau, association=matissos, state="in_touch", on=TODAY())
    assert Connection.objects.get().next_on == friday
    actions.take_back_step(known, by=cast.pau, step=latest_step(known).pk)
    assert Connection.objects.get().next_on == friday
    Connection.objects.update(next_on=TODAY())
    actions.connect(road, by=cast.pau, association=matissos, state="belongs", on=TODAY())
    assert Connection.objects.get().next_on is None


def test_one_association_is_followed_from_hearing_about_it_to_belonging(cast, pau, montse, road, matissos):
    for client, state in [(pau, "told"), (montse, "belongs")]:
        assert send(client, "connections", road, association=matissos.pk, state=state).status_code == 302
    for name in ["connections", "journey"]:
        told = words_of(page(pau, name, road))
        assert matissos.name in told
        assert "Belongs there" in told


def test_only_what_the_programme_knows_and_what_there_still_is_can_be_chosen(cast, pau, road, matissos):
    assert send(pau, "connections", road, association=cast.provider.pk, state="told").status_code == 422
    matissos.ended_on = TODAY()
    matissos.save()
    assert send(pau, "connections", road, association=matissos.pk, state="told").status_code == 422


def test_a_programme_that_knows_none_says_who_can_add_some(cast, pau, road):
    cast.programme.associations.clear()
    shown = page(pau, "connections", road)
    assert "The coordinators of the programme can add" in words_of(shown) and not shown.main.find("form")


def test_every_step_stays_with_its_day(known, pau, montse):
    for client in [pau, montse]:
        shown = page(client, "connection", known)
        assert [entry.h3.text for entry in shown.select(".entry")] == ["We went together", "Heard about it"]
        days = [time["datetime"] for time in shown.select(".entry time")]
        assert days == [(TODAY() - timedelta(days=ago)).isoformat() for ago in (1, 9)]


def test_a_step_noted_late_stands_at_its_day_and_changes_nothing_of_now(cast, known, road, matissos, pau):
    actions.connect(road, by=cast.pau, association=matissos, state="in_touch", on=TODAY() - timedelta(days=5))
    assert "We went together" in words_of(page(pau, "connections", road))
    steps = [entry.h3.text for entry in page(pau, "connection", known).select(".entry")]
    assert steps == ["We went together", "Got in touch", "Heard about it"]


def test_whom_to_ask_for_stays_until_it_is_said_anew_and_the_next_day_is_that_of_the_latest_step(cast, known, pau):
    shown = page(pau, "connection", known)
    assert "Anna, after five" in shown.find(id="id_contact").text
    assert shown.find(id="id_next_on")["value"] == (TODAY() + timedelta(days=3)).isoformat()
    assert kept(pau, known, contact="Bernat", next_on="").status_code == 302
    known.refresh_from_db()
    assert (known.contact, known.next_on) == ("Bernat", None)


def test_a_next_step_is_still_to_come_and_one_that_has_passed_may_stay(known, pau):
    past = (TODAY() - timedelta(days=2)).isoformat()
    refused = kept(pau, known, contact="Bernat", next_on=past)
    assert refused.status_code == 422 and "Please choose today, or a day to come." in refused.content.decode()
    type(known).objects.filter(pk=known.pk).update(next_on=past)
    assert kept(pau, known, contact="Bernat", next_on=past).status_code == 302


def test_the_day_of_the_next_step_stands_on_the_page_of_the_two(known, road, montse):
    said = words_of(page(montse, "journey", road))
    assert "Matissos : We went together · Next step:" in said


def test_two_who_change_it_at_once_overwrite_nothing_unseen(cast, known, pau):
    token = page(pau, "connection", known).find(id="id_edit_token")["value"]
    actions.keep_connection(known, by=cast.montse, edit_token=None, next_on=None, contact="Clara, at the door")
    refused = send(pau, "connection", known, edit_token=token, contact="Bernat", next_on="")
    assert refused.status_code == 422 and "Clara, at the door" in refused.content.decode()


def test_a_step_noted_by_mistake_is_taken_back_and_what_was_before_stands_again(known, pau, road):
    done, sent = taken_back(pau, known)
    assert done.status_code == 302
    assert "Heard about it" in words_of(page(pau, "connections", road))
    again = send(pau, "take_back_step", known, **sent)
    assert again.url == done.url and known.steps.count() == 1


def test_with_the_only_step_all_of_it_goes(known, pau, montse, road, matissos):
    taken_back(pau, known)
    done, sent = taken_back(montse, known)
    assert not Connection.objects.exists()
    assert matissos.name not in words_of(page(pau, "journey", road))
    assert send(montse, "take_back_step", known, **sent).url == done.url


def test_a_step_that_another_noted_meanwhile_is_not_taken_back_unseen(cast, known, pau, road, matissos):
    shown = page(pau, "take_back_step", known)
    said = {name: shown.find(attrs={"name": name})["value"] for name in ["step", "stood_in"]}
    actions.connect(road, by=cast.montse, association=matissos, state="belongs", on=TODAY())
    refused = send(pau, "take_back_step", known, **said)
    assert refused.status_code == 422 and "Another step was noted" in refused.content.decode()


def test_nobody_else_reads_it(cast, known, browser_of):
    for name in ["rosa", "carme", "silvia", "edu", "nil"]:
        assert browser_of(name).get(f"/connections/{known.pk}/").status_code == 404
