"""A code is not a person: what was written before opens when somebody who knows them says so (I1, I3, I4)."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from tests.architecture import marked
from tests.architecture.test_marked_text import MARK
from tests.architecture.walk import addresses, walk
from tests.deeds import Can
from tests.invitations.test_invitations import code_for, come
from tests.letters import outbox
from tests.tabs import filled, page_of, text_of
from wayfellow.access.guard import COMMAND_LINE, Refused, may
from wayfellow.choices.models import Choice
from wayfellow.demo import story
from wayfellow.journal.models import Entry
from wayfellow.journeys import actions as journeys
from wayfellow.journeys.checks import findings
from wayfellow.journeys.models import Journey, RecordedChoice
from wayfellow.keeping.actions import erase
from wayfellow.people.models import OpenedSpace, Person, Reach, Session, User
from wayfellow.people.what_happened import what, what_happened, who
from wayfellow.plans import actions as plans
from wayfellow.plans.models import Part

TODAY = timezone.localdate()
THEIRS = "nuria@post.example"
FREE_YES = {"answer": Choice.Answer.YES, "idea": Choice.Idea.MINE, "free": Choice.Free.YES, "words": "I would like it"}


@pytest.fixture
def nuria(cast):
    """Nuria walks with Pau, without an account. Rosa referred her."""
    cast.journey = story.set_out(
        cast, on=TODAY - timedelta(days=30), person={"name": "Nuria", "language": "ca"}, reach={"email": THEIRS}
    )
    story.walk(cast, cast.journey, [TODAY - timedelta(days=20)], what_we_did="A walk by the sea")
    return cast.journey.person


@pytest.fixture
def proposed(cast):
    """Somebody to whom Rosa proposed peer support, and who has not answered."""
    cast.proposed = story.propose(cast, on=TODAY, person={"name": "Berta", "language": "ca"})
    return cast.proposed.person


def opened_with(person, by, **new):
    """Take up a code as whoever holds it, and return their browser."""
    device = Client()
    assert come(code_for(person, by), device, **{"language": "en"} | new).url == "/"
    return device


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def digits_on(device):
    """Have a screen show its digits, and read them."""
    opened = OpenedSpace.objects.get(closed_at=None)
    filled(device, f"/my/space/{opened.pk}/digits/")
    return page_of(device.get("/my/")).select_one(".digits").get_text().replace(" ", "")


def type_digits(user, digits):
    opened = OpenedSpace.objects.get(closed_at=None)
    return filled(signed_in(user), f"/spaces/{opened.pk}/confirm/", digits=digits)


def confirmed(person, by, other, **new):
    device = opened_with(person, by, **new)
    assert type_digits(other, digits_on(device)).status_code == 302
    return device


@pytest.mark.slow
def test_whoever_makes_a_code_and_opens_it_under_an_invented_address_reads_nothing_anywhere(cast):
    installation = marked.tell(cast)
    Person.objects.filter(pk=installation.person.pk).update(user=None)
    opened_with(installation.person, installation.rosa, name="Somebody")
    somebody = User.objects.get(name="Somebody")
    answers = walk("somebody", somebody, addresses(somebody))
    read = {(answer.address, mark) for answer in answers for mark in MARK.findall(answer.text)}
    assert {each for each in read if each[1][0] != "anyone"} == set()  # a story for anyone is for them, too


def test_it_says_so_warmly_and_not_whether_anything_was_written(cast, nuria, proposed):
    spaces = [opened_with(person, cast.rosa, email=f"{person.code}@a.example") for person in [nuria, proposed]]
    pages = [text_of(space.get("/my/")) for space in spaces]
    for page, name in zip(pages, ["Nuria", "Berta"], strict=True):
        assert "nothing from before can be read here yet, whether there is anything or not" in page
        assert "with a code from Rosa" in page and name not in page
    assert "A choice that is yours" in pages[1] and "A choice that is yours" not in pages[0]


def test_face_to_face_somebody_else_types_the_digits_and_all_of_it_opens(cast, nuria):
    hers = opened_with(nuria, cast.rosa)
    assert "A walk by the sea" not in hers.get("/my/notes/").content.decode()
    assert type_digits(cast.pau, digits_on(hers)).url == f"/people/{nuria.pk}/space/"
    assert "A walk by the sea" in hers.get("/my/notes/").content.decode()
    for place in ["/my/details/", "/my/everything/wayfellow.zip"]:
        assert hers.get(place).status_code == 200
    page = text_of(hers.get("/my/details/"))
    assert "with a code from Rosa" in page and "by Pau" in page
    lines = [(who(line), what(line)) for line in what_happened(User.objects.get(name="Laia"))]
    assert ("Someone around you, who was with you", "Confirmed, with you there, that the space is yours") in lines


def test_never_by_whoever_made_the_code_nor_by_somebody_who_does_not_know_them(cast, nuria):
    hers = opened_with(nuria, cast.pau)
    digits = digits_on(hers)
    laia = User.objects.get(name="Laia")
    for somebody in [cast.pau, cast.olga, cast.nil, cast.edu, laia]:
        assert type_digits(somebody, digits).status_code == 404
    assert Person.objects.get(pk=nuria.pk).user is None
    assert type_digits(cast.carme, digits).status_code == 302


def test_the_database_too_takes_no_word_of_whoever_made_the_code(cast, nuria):
    opened_with(nuria, cast.rosa)
    for confirmed_by in [cast.rosa, User.objects.get(name="Laia"), None]:
        with pytest.raises(IntegrityError), transaction.atomic():
            OpenedSpace.objects.update(confirmed_by=confirmed_by, confirmed_at=timezone.now())


def test_the_check_finds_a_person_whom_a_code_alone_made_one(cast, nuria):
    opened_with(nuria, cast.rosa)
    assert list(findings()) == []
    Person.objects.filter(pk=nuria.pk).update(user=User.objects.get(name="Laia"))
    assert [finding for finding in findings() if "a code alone made somebody the person" in finding]


def test_wrong_digits_old_digits_and_many_tries_open_nothing(cast, nuria):
    hers = opened_with(nuria, cast.rosa)
    assert type_digits(cast.pau, "").status_code == 422
    digits = digits_on(hers)
    wrong = f"{(int(digits) + 1) % 10**6:06}"
    answer = type_digits(cast.pau, wrong)
    assert answer.status_code == 422 and "These are not the digits on their screen now." in answer.content.decode()
    OpenedSpace.objects.update(digits_until=timezone.now() - timedelta(seconds=1))
    assert "digits" not in {name for tag in page_of(hers.get("/my/")).select("p[class]") for name in tag["class"]}
    for _try in range(3):
        assert type_digits(cast.pau, digits).status_code == 422
    digits = digits_on(hers)
    assert type_digits(cast.pau, digits).status_code == 429
    assert type_digits(cast.carme, digits).status_code == 302


def test_to_the_address_they_gave_themself_it_needs_nobody_and_says_so(cast, nuria, settings):
    settings.DEFAULT_FROM_EMAIL = "house@example.org"
    Reach.objects.filter(person=nuria).update(email_is_theirs=True)
    filled(signed_in(cast.rosa), f"/people/{nuria.pk}/invite/", how="email")
    link = re.search(r"http://testserver/invitation/(\S+)/", outbox()[0].body)[1]
    hers = Client()
    come(link, hers, language="en")
    assert "A walk by the sea" in hers.get("/my/notes/").content.decode()
    assert "The code went only to the address that the person gave themselves." in text_of(hers.get("/my/details/"))


def test_an_address_that_whoever_works_here_wrote_is_not_theirs(cast, nuria, settings):
    settings.DEFAULT_FROM_EMAIL = "house@example.org"
    filled(signed_in(cast.rosa), f"/people/{nuria.pk}/invite/", how="email")
    link = re.search(r"http://testserver/invitation/(\S+)/", outbox()[0].body)[1]
    come(link, Client())
    assert OpenedSpace.objects.get().waits


def test_an_address_is_theirs_when_they_wrote_it_and_no_more_once_somebody_else_did(cast, nuria):
    def is_theirs(person):
        return bool(Reach.objects.get(person=person).email_is_theirs)

    story.set_out(cast, on=TODAY - timedelta(days=30), reach={"email": "from@rosa.example"})
    assert not is_theirs(cast.person)
    montse = signed_in(cast.montse)
    filled(montse, "/my/details/", name="Montse", phone="600 111 111", email="from@rosa.example")
    assert not is_theirs(cast.person)  # it only stood there
    filled(montse, "/my/details/", name="Montse", email="montse@post.example")
    assert is_theirs(cast.person)
    journeys.propose_reach(cast.person, by=cast.rosa, on=TODAY, reach={"email": "new@post.example"})
    journeys.take_reach(cast.person.proposed_reach.get(), by=cast.montse, on=TODAY)
    assert is_theirs(cast.person)
    Reach.objects.filter(person=nuria).update(email_is_theirs=True)
    journeys.propose_reach(nuria, by=cast.rosa, on=TODAY, reach={"email": "new@rosa.example"})
    journeys.take_reach(nuria.proposed_reach.get(), by=cast.pau, on=TODAY)
    assert not is_theirs(nuria)


def test_everyone_who_walks_with_them_is_told_at_once_in_words_that_say_nothing(cast, nuria, settings):
    settings.DEFAULT_FROM_EMAIL = "house@example.org"
    opened_with(nuria, cast.rosa)
    letters = outbox()
    assert sorted(letter.to[0] for letter in letters) == sorted(
        user.email for user in [cast.pau, cast.rosa, cast.carme]
    )
    for word in ["Nuria", "Rosa", "peer", "space", "igual", "Wayfellow"]:
        assert all(word not in letter.subject + letter.body for letter in letters)
    for user, place in [(cast.pau, "/today/"), (cast.rosa, "/referrals/"), (cast.carme, f"/desk/{cast.programme.pk}/")]:
        page = page_of(signed_in(user).get(place))
        told = page.find("a", href=f"/people/{nuria.pk}/space/")
        assert told.get_text() == "News about their own space"
        assert "with a code from Rosa. Nobody has confirmed it yet." in text_of(signed_in(user).get(told["href"]))


class TestBeforeItIsConfirmed:
    """What is new can be used: the choice, goals of one's own, asking."""

    def test_they_choose_and_it_waits_until_somebody_has_said_that_it_is_them(self, cast, proposed):
        hers = opened_with(proposed, cast.rosa)
        place = f"/my/choice/{cast.proposed.pk}/"
        for answer in ["no", "yes"]:
            assert filled(hers, place, answer=answer, idea="mine", free="yes", words="I would").url == "/my/"
        cast.proposed.refresh_from_db()
        assert cast.proposed.stage == "proposed" and "Your answer waits" in text_of(hers.get(place))
        assert Entry.objects.filter(deed=Can.CHOOSE).first().standing == "who_opened_the_space"

        assert type_digits(cast.carme, digits_on(hers)).status_code == 302
        assert "you answered yes. Is that still right?" in text_of(hers.get("/my/"))
        mine = RecordedChoice.objects.get()
        assert hers.post(f"/my/written/{mine.pk}/", {"idempotency_key": uuid4(), "is_so": "yes"}).url == "/my/"
        cast.proposed.refresh_from_db()
        assert cast.proposed.stage == "chosen"

    @pytest.mark.parametrize("answer", ["no", "not_now"])
    def test_whoever_holds_the_code_cannot_find_out_what_was_answered_before(self, cast, proposed, answer):
        """Nor whether anything was: the code's maker may be the one who holds it (I1)."""
        hers = opened_with(proposed, cast.rosa)
        pages = ["/my/", f"/my/choice/{cast.proposed.pk}/"]
        before = [text_of(hers.get(page)) for page in pages]
        journeys.record_choice(
            cast.proposed, by=cast.carme, on=TODAY, how="paper", who_was_there="Carme", answer=answer
        )
        Journey.objects.filter(pk=cast.proposed.pk).update(stage={"no": "said_no"}.get(answer, answer))
        assert [text_of(hers.get(page)) for page in pages] == before

    def test_nor_one_of_another_programme_than_the_code_is_from(self, cast, proposed):
        elsewhere = story.propose(cast, on=TODAY, person=proposed, programme=cast.elsewhere, by=cast.olga)
        hers = opened_with(proposed, cast.rosa)
        assert hers.get(f"/my/choice/{elsewhere.pk}/").status_code == 404
        assert hers.get(f"/my/choice/{cast.proposed.pk}/").status_code == 200

    def test_they_write_goals_and_read_those_and_no_others(self, cast, nuria):
        plans.begin_plan(nuria, by=cast.pau)
        earlier = plans.add_goal(nuria, by=cast.pau, id=uuid4(), on=TODAY, said={"words": "To swim"})
        hers = opened_with(nuria, cast.rosa)
        assert filled(hers, f"/plan/{nuria.pk}/goals/add/", words="To sing").url.startswith("/my/")
        page = text_of(hers.get("/my/"))
        assert "To sing" in page and "To swim" not in page
        mine = Part.objects.exclude(pk=earlier.pk).get(kind="goal")
        assert hers.get(f"/plan/parts/{mine.pk}/").status_code == 200
        assert hers.get(f"/plan/parts/{earlier.pk}/").status_code == 404


class TestAWrongOne:
    """It is closed at once by the person beside their peer supporter, and what could be read is told."""

    def test_opens_nothing_from_then_on_and_a_new_code_can_be_given(self, cast, nuria):
        wrong = confirmed(nuria, cast.rosa, cast.carme, name="Wrong", email="wrong@post.example")
        assert "A walk by the sea" in wrong.get("/my/notes/").content.decode()
        pau = signed_in(cast.pau)
        answer = filled(pau, f"/people/{nuria.pk}/space/close/", is_here="on")
        assert answer.url == f"/people/{nuria.pk}/space/"
        assert wrong.get("/my/").status_code == 302 and not Session.objects.filter(user__name="Wrong").exists()
        assert Person.objects.get(pk=nuria.pk).user is None
        again = signed_in(User.objects.get(name="Wrong"))
        assert "was closed on" in text_of(again.get("/my/"))
        page = text_of(signed_in(cast.carme).get(answer.url))
        assert "could read everything that is written about Nuria" in page and "Closed on" in page
        hers = confirmed(nuria, cast.rosa, cast.pau)
        assert "A walk by the sea" in hers.get("/my/notes/").content.decode()
        page = text_of(hers.get("/my/details/"))
        assert page.count("with a code from Rosa") == 2 and "by Carme" in page

    def test_of_one_that_nobody_confirmed_what_was_done_with_it_is_told(self, cast, proposed):
        wrong = opened_with(proposed, cast.rosa)
        filled(wrong, f"/my/choice/{cast.proposed.pk}/", answer="not_now")
        journeys.close_space(proposed, by=cast.carme, now=timezone.now())
        page = text_of(signed_in(cast.carme).get(f"/people/{proposed.pk}/space/"))
        assert "Nothing that was written before" in page and "Made the choice" in page
        assert not RecordedChoice.objects.exists()
        assert not may(User.objects.get(name="Laia"), Can.CHOOSE, cast.proposed)

    def test_closes_one_from_before_openings_were_kept(self, cast):
        story.set_out(cast, on=TODAY - timedelta(days=30))
        page = text_of(signed_in(cast.montse).get("/my/details/"))
        assert "There is no record that anyone confirmed it." in page
        journeys.close_space(cast.person, by=cast.pau, now=timezone.now())
        assert Person.objects.get(pk=cast.person.pk).user is None
        with pytest.raises(Refused, match="no open space"):
            journeys.close_space(cast.person, by=cast.pau, now=timezone.now())

    def test_is_closed_by_nobody_else(self, cast, nuria):
        opened_with(nuria, cast.pau)
        for somebody in [cast.rosa, cast.olga, cast.nil, User.objects.get(name="Laia")]:
            assert not may(somebody, Can.CLOSE_SPACE, nuria)


def test_who_opened_one_space_opens_no_other_and_nobody_opens_it_beside_them(cast, nuria, proposed):
    opened_with(nuria, cast.rosa)
    laia = signed_in(User.objects.get(name="Laia"))
    answer = laia.post(f"/invitation/{code_for(proposed, cast.rosa)}/", {"idempotency_key": str(uuid4())})
    assert answer.status_code == 422 and "This account already has a space of its own." in answer.content.decode()
    answer = come(code_for(nuria, cast.rosa), email="another@post.example")
    assert answer.status_code == 422 and not User.objects.filter(email="another@post.example").exists()


def test_with_everything_that_is_erased_goes_who_opened_it(cast, nuria, settings, tmp_path):
    settings.ERASED_FILE = tmp_path / "wayfellow.erased"
    hers = opened_with(nuria, cast.rosa)
    erase(nuria, by=COMMAND_LINE, on=TODAY)
    assert not OpenedSpace.objects.exists() and not User.objects.filter(name="Laia").exists()
    assert hers.get("/my/").status_code == 302


def test_a_code_opens_nothing_once_its_maker_works_here_no_more(cast, nuria):
    code = code_for(nuria, cast.rosa)
    cast.rosa.memberships.update(ends_on=TODAY - timedelta(days=1))
    assert Client().get(f"/invitation/{code}/").status_code == 410
