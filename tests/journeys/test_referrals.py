"""The referral sheet: written once, read by its writer, and by nobody who has no part in it."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.tabs import page_of, text_of
from wayfellow.access.roles import Role
from wayfellow.demo import story
from wayfellow.demo.cast import join
from wayfellow.directory.models import Listing
from wayfellow.journeys import actions
from wayfellow.journeys.models import Closer, Journey
from wayfellow.people.models import Person, ProposedReach, Reach, User

TODAY = timezone.localdate


def sheet(cast, **answers):
    """What a clinician types in under three minutes."""
    typed = {
        "idempotency_key": uuid.uuid4(),
        "name": "Lídia",
        "language": "ca",
        "phone": "600 111 222",
        "may_text": "True",
        "connectedness_words": "To sit with others in the square",
        "connectedness_view": "Has moved here lately",
        "source": cast.programme.sources.get(code="nursing").pk,
        "site": cast.sites[0].pk,
        "will_introduce": "on",
        "on": TODAY().isoformat(),
    }
    return {name: value for name, value in (typed | answers).items() if value is not None}


@pytest.fixture
def rosa(cast, client):
    """A browser in which Rosa, a nurse, is signed in."""
    client.force_login(cast.rosa)
    return client


@pytest.fixture
def new(cast):
    return reverse("journeys:refer", args=[cast.programme.pk])


def error_beside(answer, name):
    return page_of(answer).find(id=f"id_{name}_error").get_text()


def test_a_clinician_writes_a_referral_and_reads_it_as_written(cast, rosa, new):
    answer = rosa.post(new, sheet(cast, hope_view="Laughs again since spring"), follow=True)

    read = text_of(answer)
    for written in [
        "Lídia",
        "To sit with others in the square",
        "Has moved here lately",
        "Laughs again since spring",
        "+34 600 11 12 22",
        "Nursing",
        "CSMA Nord",
    ]:
        assert written in read
    assert "The person is considering it." in read
    assert "Lídia" in text_of(rosa.get(reverse("journeys:referrals")))


def test_the_persons_words_and_the_professionals_view_stay_apart(cast, rosa, new):
    page = page_of(rosa.post(new, sheet(cast), follow=True))

    assert page.select_one(".voice.person blockquote").get_text() == "To sit with others in the square"
    assert page.select_one(".voice.professional blockquote").get_text() == "Has moved here lately"


def test_the_sheet_says_that_it_has_no_place_for_a_diagnosis(rosa, new):
    assert "There is no place for a diagnosis on this sheet. The person will read all of it." in text_of(rosa.get(new))


def test_a_sheet_sent_twice_is_one_referral(cast, rosa, new):
    typed = sheet(cast)
    first, second = rosa.post(new, typed), rosa.post(new, typed)

    assert first.url == second.url
    assert Journey.objects.count() == 1
    assert Person.objects.filter(name="Lídia").count() == 1


def test_a_sheet_about_someone_known_sent_twice_is_one_referral(cast, rosa, new):
    _ended_before(cast)
    typed = sheet(cast, name=None, person=cast.person.pk)
    first, second = rosa.post(new, typed), rosa.post(new, typed)

    assert first.status_code == second.status_code == 302
    assert first.url == second.url
    assert cast.person.journeys.filter(ended_on=None).count() == 1


def test_someone_referred_before_is_not_asked_for_again(cast, rosa, new):
    _ended_before(cast)
    rosa.post(new, sheet(cast, name=None, person=cast.person.pk, phone=None, may_text=None, good_times="Mornings"))

    reach = Reach.objects.get(person=cast.person)
    assert cast.person.journeys.count() == 2
    assert (reach.phone, reach.good_times, reach.may_text) == ("600 000 000", "", True)
    assert ProposedReach.objects.get(person=cast.person).said() == {"good_times": "Mornings"}  # waits for Montse


def test_what_is_left_empty_about_someone_known_stays_as_it_was(cast, rosa, new):
    _ended_before(cast)
    rosa.post(new, sheet(cast, name=None, person=cast.person.pk, phone=None, may_text=None))

    reach = Reach.objects.get(person=cast.person)
    assert (reach.phone, reach.may_text) == ("600 000 000", True)


@pytest.mark.parametrize(
    "way", [{"phone": "600 111 222"}, {"email": "l@post.example"}, {"who_may_answer": "Her sister"}]
)
def test_without_any_way_to_reach_someone_the_sheet_asks_how(rosa, new, cast, way):
    nobody = {"phone": None, "may_text": None}
    assert "How can they be reached?" in error_beside(rosa.post(new, sheet(cast, **nobody)), "phone")
    assert rosa.post(new, sheet(cast, **(nobody | way))).status_code == 302


def test_only_the_readers_own_people_can_be_chosen(cast, rosa, new):
    colleague = User.objects.create_user("colleague@demo.example", name="Ona")
    join(colleague, cast.programme, Role.REFERRER)
    story.propose(cast, on=TODAY(), by=colleague)
    assert page_of(rosa.get(new)).find(id="id_person") is None

    story.propose(cast, on=TODAY(), person={"name": "Biel", "language": "ca"})
    answer = rosa.post(new, sheet(cast, person=cast.person.pk))
    assert "Montse" not in text_of(answer)
    assert error_beside(answer, "person")
    assert cast.person.journeys.count() == 1


def test_everything_missing_is_said_in_place(cast, rosa, new):
    answer = rosa.post(new, {"idempotency_key": uuid.uuid4(), "practical_needs": "A lift"})

    assert answer.status_code == 422
    for name in ["name", "language", "source", "site", "on", "connectedness_words"]:
        assert error_beside(answer, name)
    assert "A lift" in text_of(answer)
    assert Journey.objects.count() == 0


@pytest.mark.parametrize("name", ["name", "source", "connectedness_words"])
def test_what_was_typed_is_kept_beside_what_is_missing(cast, rosa, new, name):
    answer = rosa.post(new, sheet(cast, **{name: None}, connectedness_view=None, practical_needs="A lift"))

    page = page_of(answer)
    assert error_beside(answer, name)
    assert page.find(id="id_phone")["value"] == "600 111 222"
    assert page.find(id="id_practical_needs").get_text().strip() == "A lift"
    assert page.find(id="id_will_introduce").has_attr("checked")


def test_a_day_still_to_come_is_refused_in_place(cast, rosa, new):
    tomorrow = TODAY() + timedelta(days=1)
    answer = rosa.post(new, sheet(cast, on=tomorrow.isoformat()))

    assert "still to come" in error_beside(answer, "on")
    assert page_of(answer).find(id="id_on")["value"] == tomorrow.isoformat()
    assert Person.objects.filter(name="Lídia").count() == 0


def test_a_day_last_week_is_fine(cast, rosa, new):
    rosa.post(new, sheet(cast, on=(TODAY() - timedelta(days=7)).isoformat()))

    assert Journey.objects.get().referred_on == TODAY() - timedelta(days=7)


@pytest.mark.parametrize(
    "words",
    [
        "w" * 10_001,
        "Anar a la plaça 🎨🌳",
        "أريد أن أخرج من البيت",
        "<script>alert('hello')</script>",
        "Two\n\nlines & “quotes”",
    ],
)
def test_words_come_back_exactly_as_written(cast, rosa, new, words):
    answer = rosa.post(new, sheet(cast, connectedness_words=words), follow=True)

    assert page_of(answer).select_one(".voice.person blockquote").get_text() == words
    assert page_of(answer).main.find("script") is None


def test_words_beyond_all_measure_are_refused_and_kept(cast, rosa, new):
    answer = rosa.post(new, sheet(cast, connectedness_words="w" * 20_001))

    assert "20000" in error_beside(answer, "connectedness_words")
    assert page_of(answer).find(id="id_connectedness_words").get_text().strip() == "w" * 20_001


@pytest.mark.parametrize("who", ["montse", "pau", "carme", "silvia", "edu", "nil", "olga"])
def test_a_referral_is_its_writers_own_page(cast, client, who):
    journey = story.propose(cast, on=TODAY())
    client.force_login(getattr(cast, who))

    assert client.get(reverse("journeys:referral", args=[journey.pk])).status_code == 404
    assert "Montse" not in text_of(client.get(reverse("journeys:referrals")))


@pytest.mark.parametrize("who", ["montse", "pau", "edu", "nil", "silvia", "olga"])
def test_only_those_who_may_refer_find_the_sheet(cast, client, new, who):
    client.force_login(getattr(cast, who))

    assert client.get(new).status_code == 404
    assert client.post(new, sheet(cast)).status_code == 404


def test_the_list_has_pages_newest_first_and_a_filter_for_what_ended(cast, rosa):
    for days in range(51):
        story.propose(cast, on=TODAY() - timedelta(days=days), person={"name": f"Person {days:02}", "language": "ca"})
    _ended_before(cast, days=100)
    shown = page_of(rosa.get(reverse("journeys:referrals")))
    shown.select_one("#new").decompose()
    names = [title.get_text() for title in shown.select(".row-title")]

    assert names == [f"Person {days:02}" for days in range(50)]
    assert "Montse" in text_of(rosa.get(reverse("journeys:referrals") + "?page=2"))
    assert "Montse" not in text_of(rosa.get(reverse("journeys:referrals") + "?show=going-on&page=2"))
    ended = text_of(rosa.get(reverse("journeys:referrals") + "?show=ended"))
    assert "Montse" in ended
    assert "Person" not in ended


def test_an_empty_list_says_what_will_be_there(cast, rosa, client):
    assert "No referral yet" in text_of(rosa.get(reverse("journeys:referrals")))
    client.force_login(cast.pau)
    assert "Nothing to refer to yet" in text_of(client.get(reverse("journeys:referrals")))


def test_the_referrer_reads_of_joint_meetings_but_not_what_was_said(cast, rosa):
    journey = story.set_out(cast, on=TODAY() - timedelta(days=20))
    story.walk(
        cast,
        journey,
        [TODAY() - timedelta(days=9)],
        minutes=45,
        with_referrer=True,
        what_we_did="Laughed a lot",
    )
    story.walk(cast, journey, [TODAY() - timedelta(days=3)], minutes=75)
    read = text_of(rosa.get(reverse("journeys:referral", args=[journey.pk])))

    assert "45 minutes" in read
    assert "75 minutes" not in read
    assert "Laughed" not in read


@pytest.mark.parametrize("agreed", [True, False])
def test_closing_words_arrive_only_if_the_person_agreed(cast, rosa, agreed):
    on = TODAY() - timedelta(days=1)
    journey = story.set_out(cast, on=on)
    actions.begin_closing(journey, by=cast.pau, on=on)
    actions.propose_words(journey, by=cast.pau, words="Goes to the choir now", edit_token=None)
    if agreed:
        actions.agree_words(journey, by=cast.montse, edit_token=None)
    answers = {objective.pk: (Closer.RATHER_NOT, "") for objective in journey.objectives.all()}
    actions.answer_as_person(journey, by=cast.montse, answers=answers, takes="")
    actions.answer_as_peer(journey, by=cast.pau, answers=answers, takes="", how_to_come_back="")
    here = reverse("journeys:referral", args=[journey.pk])
    assert "choir" not in text_of(rosa.get(here)), "not before the end"

    actions.close(journey, by=cast.pau, on=on)
    actions.close(journey, by=cast.montse, on=on)
    read = text_of(rosa.get(here))
    assert "It has ended." in read
    assert ("Goes to the choir now" in read) is agreed


def test_who_wanted_to_introduce_is_reminded_when_the_two_are_about_to_meet(cast, rosa):
    journey = story.propose(cast, on=TODAY())
    here = reverse("journeys:referral", args=[journey.pk])
    story.say_yes(cast, journey, on=TODAY())
    assert "You wanted to introduce them" not in page_of(rosa.get(here)).select_one("main").h2.get_text()
    story.find_peer(cast, journey, on=TODAY())
    assert page_of(rosa.get(here)).select_one(".notice h2").get_text() == "You wanted to introduce them"
    story.begin_walking(cast, journey, on=TODAY())
    assert page_of(rosa.get(here)).select_one(".notice") is None


def _ended_before(cast, days=30):
    on = TODAY() - timedelta(days=days)
    story.close(cast, story.set_out(cast, on=on), on=on)


def test_too_long_a_hope_is_not_called_none(cast, rosa, new):
    told = text_of(rosa.post(new, sheet(cast, connectedness_words="a" * 20_001, connectedness_view="")))
    assert "at most" in told
    assert "at least one thing" not in told


@pytest.mark.parametrize(("language", "tab"), [("es", "En curso"), ("ca", "En curs")])
def test_the_referrals_that_go_on_are_called_so(rosa, language, tab):
    rosa.cookies["django_language"] = language
    assert tab in text_of(rosa.get("/referrals/"))


@pytest.mark.parametrize(("there", "chosen"), [([], ""), (["ca", "es"], ""), (["es"], "es")])
def test_a_language_is_chosen_beforehand_only_where_the_programme_speaks_one(cast, rosa, new, there, chosen):
    Listing.objects.update_or_create(
        programme=cast.programme, defaults={"slug": "here", "organisation": cast.provider, "languages": there}
    )
    shown = page_of(rosa.get(new)).select_one("select[name=language] option[selected]")
    assert shown["value"] == chosen


def test_without_a_language_the_form_comes_back_unless_the_person_is_known(cast, rosa, new):
    answer = rosa.post(new, sheet(cast, language=""))
    assert answer.status_code == 422 and page_of(answer).find(id="id_language_error")
    rosa.post(new, sheet(cast))
    known = Journey.objects.get().person
    Journey.objects.update(stage="withdrawn", ended_on=TODAY())
    assert rosa.post(new, sheet(cast, language="", name="", person=known.pk)).status_code == 302
