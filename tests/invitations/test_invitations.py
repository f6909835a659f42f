"""Nobody registers by themselves: somebody is invited, by a code that opens once and not for long."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.utils import timezone, translation

from tests.deeds import Can
from tests.letters import outbox
from tests.tabs import filled
from wayfellow.access.guard import COMMAND_LINE, Refused, may
from wayfellow.access.roles import Role
from wayfellow.demo import story
from wayfellow.invitations import actions, codes
from wayfellow.invitations.models import Invitation
from wayfellow.journal.models import Entry
from wayfellow.keeping.actions import erase
from wayfellow.people.models import Membership, Person, User
from wayfellow.people.what_happened import what, what_happened, who

TODAY = timezone.localdate()
CODE = re.compile(r"[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}")
NEW = {"name": "Laia", "email": "Laia@post.example", "password": "over-the-hill", "language": "ca"}


@pytest.fixture
def by_mail(settings):
    settings.DEFAULT_FROM_EMAIL = "house@example.org"


def invited(cast, role=Role.COORDINATOR, by=None, **more):
    whom = {"name": "Laia", "email": "", "language": "ca"} | more
    return actions.invite_member(cast.programme, by=by or cast.nil, id=uuid4(), on=TODAY, days=14, role=role, **whom)


def code_for(person, by):
    return actions.invite_person(person, by=by, id=uuid4(), on=TODAY, days=14).fresh


def come(code, client=None, **answers):
    """Take an invitation up on a device where nobody is signed in."""
    client = client or Client()
    return client.post(f"/invitation/{code}/", NEW | {"idempotency_key": str(uuid4())} | answers)


def say_it_is_them(person, by):
    """Somebody who knows them sits beside them, and types the digits that their screen shows."""
    opened, now = person.openings.get(closed_at=None), timezone.now()
    actions.show_digits(opened, by=opened.user, now=now)
    actions.confirm(opened, by=by, now=now, digits=codes.digits_of(opened))


def test_a_printed_code_brings_a_coordinator_to_their_desk(nil, cast, client):
    place = f"/programmes/{cast.programme.pk}/invitations/new/"
    page = filled(nil, place, role="coordinator", name="Laia").content.decode()
    code = CODE.search(page)[0]
    assert Invitation.objects.get().code_hash == codes.hashed(code)
    assert code not in str(Invitation.objects.values()) and code not in str(Entry.objects.values())

    laia = Client()
    answer = laia.post("/invitation/", {"code": f" {code.lower().replace('-', ' ')}"})
    shown = laia.get(answer.url)
    page = shown.content.decode()
    assert shown["Cache-Control"] == "no-store"
    assert "Nil invites you to Nou Barris, the pilot, as: Coordinator." in page
    assert come(code, laia).url == "/"
    assert laia.get("/", follow=True).request["PATH_INFO"].startswith("/desk/")
    user = User.objects.get(email="laia@post.example")
    assert user.check_password("over-the-hill") and user.second_step_by
    assert Entry.objects.get(actor=user, deed="account.take_up_invitation").record_type == "people.Membership"
    assert come(code).status_code == 410


def test_an_e_mail_gives_nothing_away_and_its_link_settles_the_address(nil, cast, by_mail):
    place = f"/programmes/{cast.programme.pk}/invitations/new/"
    answer = filled(nil, place, role="evaluator", name="Laia", email="laia@clinic.example", language="es")
    assert answer.status_code == 302
    letter = outbox()[0]
    assert letter.subject == "Tu enlace" and letter.to == ["laia@clinic.example"]
    for word in ["Nou Barris", "peer", "iguales", "Laia", "Wayfellow", "evalua"]:
        assert word not in letter.body + letter.subject
    link = re.search(r"http://testserver(/invitation/\S+/)", letter.body)[1]
    laia = Client()
    assert "laia@clinic.example" in laia.get(link).content.decode()
    laia.post(link, NEW | {"idempotency_key": str(uuid4()), "email": "another@post.example"})
    assert User.objects.get(name="Laia").email == "laia@clinic.example"


def test_an_account_that_is_there_is_joined_after_signing_in(cast):
    code = invited(cast).fresh
    answer = come(code, email=cast.olga.email)
    assert answer.status_code == 422 and "Sign in first" in answer.content.decode()
    olga = Client()
    olga.force_login(cast.olga)
    assert "signed in as Olga" in olga.get(f"/invitation/{code}/").content.decode()
    assert olga.post(f"/invitation/{code}/", {"idempotency_key": str(uuid4())}).url == "/"
    assert may(cast.olga, Can.SEE_DESK, cast.programme)
    assert not Invitation.objects.exists()


def test_whoever_comes_back_begins_anew(cast):
    membership = cast.edu.memberships.get()
    membership.ends_on = TODAY - timedelta(days=200)
    membership.save()
    actions.take_up(cast.edu, by=cast.edu, code=invited(cast, Role.EVALUATOR).fresh, on=TODAY)
    membership.refresh_from_db()
    assert (membership.starts_on, membership.ends_on) == (TODAY, None)


def test_a_peer_supporter_has_an_employer_and_is_there_once(nil, cast):
    place = f"/programmes/{cast.programme.pk}/invitations/new/"
    answer = filled(nil, place, role="peer", name="Oriol")
    assert (
        answer.status_code == 422
        and "Please choose the organisation that employs this peer supporter, or where they volunteer."
        in answer.content.decode()
    )
    for _time in range(2):
        code = invited(cast, "peer", employer=cast.federation).fresh
        actions.take_up(cast.olga, by=cast.olga, code=code, on=TODAY)
    assert cast.olga.peers.get().programmes.get() == cast.programme


def test_a_coordinator_invites_those_who_refer_and_peer_supporters_and_no_one_else(cast, client):
    client.force_login(cast.carme)
    page = client.get(f"/programmes/{cast.programme.pk}/invitations/new/").content.decode()
    assert "Referring professional" in page and "Evaluator" not in page
    invited(cast, Role.REFERRER, by=cast.carme)
    with pytest.raises(Refused):
        invited(cast, Role.COORDINATOR, by=cast.carme)
    theirs, the_operators = invited(cast, Role.REFERRER), invited(cast, Role.SUPERVISOR)
    assert may(cast.carme, Can.KEEP_INVITATION, theirs) and not may(cast.carme, Can.KEEP_INVITATION, the_operators)


def test_an_operator_does_not_invite_themself_to_see_more(cast):
    with pytest.raises(Refused, match="made this code yourself"):
        actions.take_up(cast.nil, by=cast.nil, code=invited(cast).fresh, on=TODAY)
    assert not may(cast.nil, Can.SEE_DESK, cast.programme)


def test_it_lapses_can_be_sent_again_and_be_taken_back(nil, cast):
    first = invited(cast)
    with pytest.raises(Refused, match="does not work"):
        actions.take_up(cast.olga, by=cast.olga, code=first.fresh, on=TODAY + timedelta(days=15))
    page = filled(nil, f"/invitations/{first.pk}/again/").content.decode()
    fresh = CODE.search(page)[0]
    assert come(first.fresh).status_code == 410
    assert Client().get(f"/invitation/{fresh}/").status_code == 200
    filled(nil, f"/invitations/{first.pk}/take-back/")
    assert come(fresh).status_code == 410


def test_sent_twice_it_is_one_invitation_and_one_account(nil, cast):
    sent = {"idempotency_key": str(uuid4()), "role": "referrer", "name": "Laia", "language": "ca", "days": "14"}
    place = f"/programmes/{cast.programme.pk}/invitations/new/"
    code = CODE.search(nil.post(place, sent).content.decode())[0]
    assert nil.post(place, sent).status_code == 302
    laia, idempotency_key = Client(), str(uuid4())
    assert come(code, laia, idempotency_key=idempotency_key).url == "/"
    assert come(code, laia, idempotency_key=idempotency_key).status_code == 410
    assert Membership.objects.filter(user__name="Laia").count() == 1


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_of_two_who_come_at_the_same_moment_one_comes_in(cast):
    code = invited(cast, Role.EVALUATOR).fresh

    def take_up(user):
        try:
            return bool(actions.take_up(user, by=user, code=code, on=TODAY))
        except Refused:
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as several:
        came = list(several.map(take_up, [cast.olga, cast.rosa]))
    assert sorted(came) == [False, True]


def test_what_has_lapsed_long_ago_is_forgotten(cast):
    invited(cast)
    actions.forget_lapsed(on=TODAY + timedelta(days=14 + 90))
    assert Invitation.objects.exists()
    actions.forget_lapsed(on=TODAY + timedelta(days=14 + 91))
    assert not Invitation.objects.exists()


def test_guessing_codes_is_slowed_down_where_it_comes_from_and_nowhere_else(cast):
    code = invited(cast).fresh
    for _try in range(10):
        assert Client(REMOTE_ADDR="198.51.100.1").post("/invitation/", {"code": "AAAA"}).status_code == 422
    answer = Client(REMOTE_ADDR="198.51.100.1").post("/invitation/", {"code": code})
    assert answer.status_code == 422 and "wait five minutes" in answer.content.decode()
    assert Client(REMOTE_ADDR="203.0.113.7").post("/invitation/", {"code": code}).status_code == 302


def test_a_weak_password_comes_back_and_what_was_typed_stays(cast):
    answer = come(invited(cast).fresh, password="brief")
    page = answer.content.decode()
    assert answer.status_code == 422 and "Laia@post.example" in page and "brief" not in page


def test_the_list_shows_who_has_not_come_and_costs_the_same(nil, cast, django_assert_num_queries):
    for _each in range(3):
        invited(cast)
    place = f"/programmes/{cast.programme.pk}/invitations/"
    nil.get(place)
    with django_assert_num_queries(4):  # the session, the programme, how many, one page
        assert nil.get(place).content.decode().count("Send again") == 3


class TestAPerson:
    """A person is given a code by someone near them, and nobody is told whether they use it."""

    @pytest.fixture
    def nuria(self, cast):
        cast.journey = story.set_out(
            cast,
            on=TODAY - timedelta(days=30),
            person={"name": "Nuria", "language": "ca"},
            reach={"email": "nuria@post.example"},
        )
        return cast.journey.person

    def test_on_paper_it_opens_their_own_space(self, cast, client, nuria):
        client.force_login(cast.pau)
        page = filled(client, f"/people/{nuria.pk}/invite/", how="print").content.decode()
        code = CODE.search(page)[0]
        assert "Nuria" not in str(Invitation.objects.values())
        hers = Client()
        assert "A space of your own" in hers.get(f"/invitation/{code}/").content.decode()
        assert come(code, hers).url == "/"
        assert hers.get("/", follow=True).request["PATH_INFO"] == "/my/"
        say_it_is_them(nuria, by=cast.carme)
        nuria.refresh_from_db()
        with translation.override("en"):
            lines = [(who(line), what(line)) for line in what_happened(nuria.user)]
        assert ("You", "Came in with the code for your own space") in lines
        assert ("Your peer supporter", "Gave you a code for a space of your own, or took one back") in lines

    def test_by_e_mail_only_to_the_address_they_gave(self, cast, client, nuria, by_mail):
        client.force_login(cast.rosa)
        assert filled(client, f"/people/{nuria.pk}/invite/", how="email").status_code == 302
        assert outbox()[0].to == ["nuria@post.example"] and "Nuria" not in outbox()[0].body
        assert "nuria@post.example" not in str(Invitation.objects.values())
        client.force_login(cast.pau)
        assert "address they gave" not in client.get(f"/people/{cast.person.pk}/invite/").content.decode()

    def test_whoever_stands_around_them_cannot_be_them(self, cast, nuria):
        for someone in [cast.pau, cast.rosa, cast.carme]:
            with pytest.raises(Refused, match="themself|made this code yourself"):
                actions.take_up(someone, by=someone, code=code_for(nuria, cast.pau), on=TODAY)
        assert Person.objects.get(pk=nuria.pk).user is None

    def test_the_account_of_a_colleague_is_joined_and_closes_their_record_to_colleagues(self, cast, nuria):
        assert may(cast.carme, Can.SEE_PLACE_ON_DESK, cast.journey)
        actions.take_up(cast.edu, by=cast.edu, code=code_for(nuria, cast.pau), on=TODAY)
        assert may(cast.carme, Can.SEE_PLACE_ON_DESK, cast.journey)  # a code alone says nothing of who it is
        say_it_is_them(nuria, by=cast.carme)
        assert Person.objects.get(pk=nuria.pk).user == cast.edu
        assert not may(cast.carme, Can.SEE_PLACE_ON_DESK, cast.journey) and not may(cast.rosa, Can.SEE_REACH, nuria)
        assert may(cast.pau, Can.SEE_JOURNEY, cast.journey)

    def test_who_has_a_space_is_not_given_another_and_nobody_takes_theirs(self, cast, nuria):
        with pytest.raises(
            Refused, match="This account already has a space of its own. Please ask the person who gave you the code."
        ):
            actions.take_up(cast.montse, by=cast.montse, code=code_for(nuria, cast.pau), on=TODAY)
        cast.journey = story.set_out(cast, on=TODAY - timedelta(days=30))
        code = code_for(cast.person, cast.rosa)
        with pytest.raises(Refused, match="does not work"):
            actions.take_up(cast.edu, by=cast.edu, code=code, on=TODAY)
        actions.take_up(cast.montse, by=cast.montse, code=code, on=TODAY)

    def test_a_new_code_and_taking_back_end_the_one_before_and_say_nothing_of_it(self, cast, client, nuria):
        first = code_for(nuria, cast.rosa)
        second = code_for(nuria, cast.pau)
        assert come(first).status_code == 410
        client.force_login(cast.pau)
        answers = [filled(client, f"/people/{nuria.pk}/invite/", how="take_back") for _time in range(2)]
        assert answers[0].url == answers[1].url == f"/desk/people/{nuria.pk}/reach/"
        assert come(second).status_code == 410

    def test_once_everything_is_erased_no_code_opens_and_none_is_given(self, cast, nuria, settings, tmp_path):
        settings.ERASED_FILE = tmp_path / "wayfellow.erased"
        code = code_for(nuria, cast.pau)
        erase(nuria, by=COMMAND_LINE, on=TODAY)
        assert come(code).status_code == 410
        with pytest.raises(Refused, match="has been erased"):
            code_for(nuria, cast.carme)

    def test_no_operator_and_no_stranger_knows_of_it(self, cast, client, nuria):
        code_for(nuria, cast.pau)
        invitation = Invitation.objects.get()
        for someone in [cast.nil, cast.carme, cast.olga]:
            assert not may(someone, Can.KEEP_INVITATION, invitation)


class TestTheFirstOperator:
    """An empty installation is opened by whoever keeps the machine."""

    def test_comes_by_a_code_from_the_machine(self, cast):
        Membership.objects.all().delete()
        said = StringIO()
        call_command("invite-operator", "laia@clinic.example", "--name", "Laia", stdout=said)
        code = CODE.search(said.getvalue())[0]
        line = Entry.objects.get(deed="house.invite_operator")
        assert line.standing == "command_line" and line.actor is None
        laia = Client()
        come(code, laia)
        assert laia.get("/", follow=True).request["PATH_INFO"] == "/set-up/"
        operator = User.objects.get(email="laia@clinic.example").memberships.get()
        assert (operator.role, operator.programme) == ("operator", None)

    def test_may_work_beside_a_programme(self, cast):
        call_command("invite-operator", "laia@clinic.example", "--programme", "nou-barris", stdout=StringIO())
        assert Invitation.objects.get().programme == cast.programme

    @pytest.mark.parametrize("wrong", [["not-an-address"], ["a@b.example", "--programme", "nowhere"]])
    def test_says_what_is_wrong(self, cast, wrong):
        with pytest.raises(CommandError):
            call_command("invite-operator", *wrong, stdout=StringIO())

    def test_another_is_invited_on_a_page(self, nil, cast):
        place = "/set-up/operators/invitations/new/"
        page = filled(nil, place, name="Laia", programme=cast.programme.pk).content.decode()
        assert CODE.search(page) and Invitation.objects.get().programme == cast.programme
        assert "Laia" in nil.get("/set-up/operators/invitations/").content.decode()
