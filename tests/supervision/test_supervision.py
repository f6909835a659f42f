"""Supervision is planned, prepared, held, written down and signed by both; others see that and when."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from tests.supervision.conftest import TODAY, ago, held, planned, written
from tests.tabs import Tab, filled, page_of, text_of
from wayfellow.access.guard import Refused
from wayfellow.access.roles import Role
from wayfellow.demo.cast import join
from wayfellow.people.models import Membership
from wayfellow.supervision import actions
from wayfellow.supervision.models import AgreedStep, Sheet, Supervision, TopicCount, Version
from wayfellow.supervision.queries import in_numbers
from wayfellow.supervision.rhythm import last_half_year
from wayfellow.supervision.values import PAIRS, Value
from wayfellow.workforce.models import Peer

TO_SIGN = "You can read and sign it."


def at(name, record):
    return reverse(f"supervision:{name}", args=[record.pk])


def signed_in(client, user):
    client.force_login(user)
    return client


def test_from_a_day_to_two_signatures(cast, client):
    """The whole way, through the pages."""
    silvia = signed_in(client, cast.silvia)
    plan = at("plan", cast.programme)
    assert "Pau" in text_of(silvia.get(plan))
    answer = filled(silvia, plan, kind="alone", peers=[str(cast.peer.pk)], on=TODAY.isoformat(), way="video")
    supervision = Supervision.objects.get()
    assert answer.url == at("supervision", supervision)
    sheet = supervision.sheets.get()
    pau = signed_in(client, cast.pau)
    assert "Supervision with Sílvia" in text_of(pau.get("/today/"))
    Tab(pau, at("bring", sheet)).send(words="The ending with somebody")
    silvia = signed_in(client, cast.silvia)
    assert "The ending with somebody" in text_of(silvia.get(at("sheet", sheet)))
    assert filled(silvia, at("hold", supervision), topics=["endings"]).status_code == 302
    said = {"talked": "A good ending", "alive": ["mutual"], "strained": ["shared_power"], "load": "much"}
    assert Tab(silvia, at("write", sheet)).send(**said).status_code == 302
    Tab(silvia, at("agree", sheet)).send(words="Write a farewell", whose="peer", due_on=TODAY.isoformat())
    Tab(silvia, at("sign", sheet)).send(sure="on")
    pau = signed_in(client, cast.pau)
    today = text_of(pau.get("/today/"))
    assert "Read and sign what you talked about" in today and "Write a farewell" in today
    read = text_of(pau.get(at("sheet", sheet)))
    assert "A good ending" in read and "I learned something, too" in read and "Not signed yet by: Pau" in read
    Tab(pau, at("sign", sheet)).send(sure="on")
    assert "Read and signed by everyone" in text_of(pau.get(at("sheet", sheet)))
    filled(pau, at("settle_step", AgreedStep.objects.get()), outcome="done")
    assert "Write a farewell" not in text_of(pau.get("/today/"))


def test_what_is_written_is_sealed_with_the_peer_supporters_key(cast, sheet):
    actions.bring_to_sheet(sheet, by=cast.pau, edit_token=None, words="Mine to bring")
    written(sheet, by=cast.silvia, talked="Between us")
    assert Sheet.objects.get().sealing_key() == Peer.objects.get(pk=cast.peer.pk).key
    assert b"Mine" not in bytes(Sheet.objects.values_list("peer_brings", flat=True).get())
    assert b"Between" not in bytes(Version.objects.values_list("said", flat=True).get())


def test_what_somebody_signed_stays_and_a_correction_is_the_next_version(cast, sheet, client):
    written(sheet, by=cast.silvia, talked="First")
    written(sheet, by=cast.pau, talked="First, better")
    assert sheet.versions.get().said["talked"] == "First, better"
    Tab(signed_in(client, cast.pau), at("sign", sheet)).send(sure="on")
    written(sheet, by=cast.silvia, talked="Second")
    assert [version.said["talked"] for version in sheet.versions.order_by("number")] == ["First, better", "Second"]
    page = text_of(client.get(at("sheet", sheet)))
    assert "Not signed yet by: Pau, Sílvia" in page and "First, better" in page


def test_is_set_to_no_day_that_has_passed(cast, client):
    supervision = planned(cast, [cast.peer], TODAY + timedelta(days=3))
    answer = Tab(signed_in(client, cast.pau), at("move", supervision)).send(on=ago(1).isoformat())
    assert answer.status_code == 422 and "Please choose today, or a day to come." in text_of(answer)


@pytest.mark.parametrize("writes, signs", [("silvia", "pau"), ("pau", "silvia")])
def test_that_it_can_be_signed_is_told_as_long_as_it_waits(cast, sheet, client, writes, signs):
    by, reader = getattr(cast, writes), signed_in(client, getattr(cast, signs))
    for talked in ["First", "Corrected"]:
        written(sheet, by=by, talked=talked)
        assert TO_SIGN in text_of(reader.get("/news/?show=all"))
        actions.sign_sheet(sheet, by=getattr(cast, signs), on=TODAY, edit_token=None)
        assert TO_SIGN not in text_of(reader.get("/news/?show=all"))


def test_nobody_signs_words_that_they_did_not_see(cast, sheet, client):
    written(sheet, by=cast.silvia, talked="As I saw it")
    tab = Tab(signed_in(client, cast.pau), at("sign", sheet))
    assert "As I saw it" in text_of(client.get(at("sign", sheet)))
    written(sheet, by=cast.silvia, talked="Quite another thing")
    answer = tab.send(sure="on")
    assert answer.status_code == 422 and "Quite another thing" in text_of(answer)
    assert not sheet.versions.get().signatures.exists()
    assert tab.send_again(sure="on").status_code == 302
    assert sheet.versions.get().signatures.count() == 1


def test_two_who_write_at_once_lose_nothing(cast, sheet, client):
    silvia = Tab(signed_in(client, cast.silvia), at("write", sheet))
    written(sheet, by=cast.pau, talked="From Pau")
    answer = silvia.send(talked="From Sílvia")
    assert answer.status_code == 422
    assert "From Pau" in answer.content.decode() and "From Sílvia" in answer.content.decode()


def test_nothing_is_written_down_of_what_has_not_taken_place(cast, to_come):
    with pytest.raises(Refused, match="once it took place"):
        written(to_come.sheets.get(), by=cast.silvia, talked="Too soon")


def test_a_peer_supporter_sets_a_day_with_their_own_supervisor(cast, client):
    pau = signed_in(client, cast.pau)
    ask = at("ask", cast.peer)
    assert "Olga" not in text_of(pau.get(ask))
    supervisor = cast.silvia.memberships.get()
    answer = filled(pau, ask, supervisor=supervisor.pk, on=TODAY.isoformat(), way="phone")
    supervision = Supervision.objects.get()
    assert answer.url == at("supervision", supervision)
    assert (supervision.supervisor, supervision.kind, supervision.programme) == (cast.silvia, "alone", cast.programme)
    silvia = signed_in(client, cast.silvia)
    assert "A peer supporter set a day for supervision with you." in text_of(silvia.get("/news/"))


def test_a_supervisor_who_is_a_peer_supporter_supervises_others_and_never_themself(cast, adam):
    join(cast.pau, cast.programme, Role.SUPERVISOR)
    assert planned(cast, [adam], TODAY, by=cast.pau).supervisor == cast.pau
    with pytest.raises(Refused, match="choose who takes part"):
        planned(cast, [cast.peer], TODAY, by=cast.pau)


@pytest.mark.parametrize(
    "kind, several, beside, problem",
    [
        ("alone", True, False, "For several, choose"),
        ("group", False, False, "two or more"),
        ("joint", False, False, "together with you"),
        ("alone", False, True, "Only a joint one"),
    ],
)
def test_each_kind_is_for_whom_it_is_for(cast, adam, kind, several, beside, problem):
    peers = [cast.peer, adam] if several else [cast.peer]
    with pytest.raises(Refused, match=problem):
        planned(cast, peers, TODAY, kind=kind, beside=cast.carme if beside else None)


def test_in_a_group_each_has_a_sheet_that_the_others_do_not_read(cast, adam, client):
    group = held(cast, [cast.peer, adam], ago(1), kind="group")
    mine, theirs = group.sheets.get(peer=cast.peer), group.sheets.get(peer=adam)
    written(theirs, by=cast.silvia, talked="Of Adam alone")
    pau = signed_in(client, cast.pau)
    assert pau.get(at("supervision", group)).url == at("sheet", mine)
    assert pau.get(at("sheet", theirs)).status_code == 404
    silvia = signed_in(client, cast.silvia)
    assert "Adam" in text_of(silvia.get(at("supervision", group)))
    assert "Of Adam alone" in text_of(silvia.get(at("sheet", theirs)))


def test_one_of_a_group_moves_it_for_nobody(cast, adam):
    group = planned(cast, [cast.peer, adam], TODAY, kind="group")
    for change in [actions.let_supervision_go, move_to_tomorrow]:
        with pytest.raises(PermissionDenied):
            change(group, by=cast.pau)
        change(planned(cast, [cast.peer], TODAY), by=cast.pau)


def move_to_tomorrow(supervision, *, by):
    tomorrow = TODAY + timedelta(days=1)
    actions.move_supervision(supervision, by=by, edit_token=None, on=tomorrow, at=None, way="phone")


def test_a_joint_one_is_led_by_both_managements_and_signed_by_all_three(cast, client):
    joint = held(cast, [cast.peer], ago(1), kind="joint", beside=cast.carme)
    sheet = joint.sheets.get()
    written(sheet, by=cast.carme, talked="Together")
    page = text_of(signed_in(client, cast.carme).get(at("sheet", sheet)))
    assert "Together" in page and "Not signed yet by: Pau, Sílvia, Carme" in page


def test_the_coordinator_who_leads_a_joint_one_reads_of_it_on_the_desk_and_finds_it_where_it_stands(cast, client):
    carme, desk = signed_in(client, cast.carme), reverse("home:desk", args=[cast.programme.pk])
    joint = planned(cast, [cast.peer], TODAY, kind="joint", beside=cast.carme)
    assert "A joint supervision was planned, which you lead too." in text_of(carme.get(desk))
    assert at("sheet", joint.sheets.get()) in str(page_of(carme.get(reverse("home:load", args=[cast.programme.pk]))))
    move_to_tomorrow(joint, by=cast.pau)
    assert "A supervision has another day" in text_of(carme.get(desk))
    sheet = held(cast, [cast.peer], ago(1), kind="joint", beside=cast.carme).sheets.get()
    written(sheet, by=cast.silvia, talked="Together")
    assert "What you talked about in supervision was written down." in text_of(carme.get(desk))


def test_whose_role_ended_reads_no_sheet_any_more(cast, sheet, client):
    silvia = signed_in(client, cast.silvia)
    assert silvia.get(at("sheet", sheet)).status_code == 200
    Membership.objects.filter(user=cast.silvia).update(ends_on=ago(1))
    assert silvia.get(at("sheet", sheet)).status_code == 404


@pytest.mark.parametrize("who", ["carme", "edu", "nil", "olga", "rosa", "montse"])
def test_nobody_else_reads_a_sheet(cast, sheet, client, who):
    reader = signed_in(client, getattr(cast, who))
    assert reader.get(at("sheet", sheet)).status_code == 404
    assert reader.get(at("supervision", sheet.supervision)).status_code == 404


def test_coordinators_see_that_and_when_and_never_words(cast, sheet, client):
    written(sheet, by=cast.silvia, talked="Between us")
    carme = signed_in(client, cast.carme)
    page = text_of(carme.get(at("numbers", cast.programme)))
    assert "Pau" in page and "60 minutes" in page and "Between us" not in page
    assert signed_in(client, cast.pau).get(at("numbers", cast.programme)).status_code == 404


def test_what_it_was_about_is_counted_and_shown_only_where_there_are_enough(cast, client):
    """Five peer supporters, and five times, of a half-year that is over (I9)."""
    on = last_half_year(TODAY) + timedelta(days=20)
    for number in range(5):
        held(cast, [cast.peer], on, topics=["endings"] if number else ["endings", "teams"])
    assert in_numbers(cast.programme, TODAY)["topics"] == []
    for number in range(4):
        user = type(cast.pau).objects.create_user(f"peer{number}@demo.example", name=f"Peer {number}")
        peer = Peer.objects.create(user=user, employer=cast.federation)
        peer.programmes.add(cast.programme)
        held(cast, [peer], on)
    told = in_numbers(cast.programme, TODAY)
    assert told["topics"] == [("Endings", 5)]  # what came up once is not told
    assert (told["number"], told["peers"]) == (9, 5)
    assert not {"sheet", "peer", "supervision", "by"} & {field.name for field in TopicCount._meta.fields}


def test_a_day_to_come_did_not_take_place_yet(cast, to_come, client):
    silvia = signed_in(client, cast.silvia)
    answer = filled(silvia, at("hold", to_come), on=to_come.on.isoformat())
    assert answer.status_code == 422 and "This day has not come yet." in text_of(answer)
    assert "It took place" not in text_of(silvia.get(at("sheet", to_come.sheets.get())))


def test_every_value_stands_in_one_pair():
    assert sorted(value for pair in PAIRS for value in pair.values) == sorted(Value)
