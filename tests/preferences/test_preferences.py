"""What matters to a person in a peer supporter: the desk says what fits, and reads nothing else (D6)."""

import io
import zipfile
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from tests.tabs import Tab, page_of, text_of
from wayfellow.demo import story
from wayfellow.journal.models import Entry
from wayfellow.keeping.actions import erase
from wayfellow.keeping.files import everything_in_files
from wayfellow.people.models import User
from wayfellow.preferences.actions import say_what_matters
from wayfellow.preferences.models import Preference
from wayfellow.vault.models import Key
from wayfellow.workforce.models import Peer

TODAY = timezone.localdate()


@pytest.fixture
def chosen(cast):
    """Montse said yes. Pau and Núria could walk along."""
    cast.journey = story.propose(cast, on=TODAY - timedelta(days=20))
    story.say_yes(cast, cast.journey, on=TODAY - timedelta(days=10))
    cast.nuria = add_peer(
        cast, "Núria", languages=["es"], gender="woman", about="I paint, and I brought up two children."
    )
    return cast


def add_peer(cast, name, **details):
    user = User.objects.create_user(f"{name}@demo.example", name=name)
    peer = Peer.objects.create(user=user, employer=cast.federation, **details)
    peer.programmes.add(cast.programme)
    return peer


def say(cast, **wishes):
    say_what_matters(cast.person, by=cast.montse, edit_token=None, wishes=wishes)


def place(person):
    return reverse("preferences:preferences", args=[person.pk])


def desk(cast, client):
    client.force_login(cast.carme)
    return page_of(client.get(reverse("journeys:offer", args=[cast.journey.pk]))).main


def chips(page, name):
    label = next(label for label in page.select("label.choice") if label.strong.text == name)
    return [chip.text.strip() for chip in label.select(".chip")][1:]


def test_the_person_says_it_in_their_own_space_and_changes_it(chosen, client):
    client.force_login(chosen.montse)
    assert place(chosen.person) in client.get("/my/").content.decode()
    sent = Tab(client, place(chosen.person)).send(
        language="ca", language_weight="must", experience="Voices", experience_weight="nice"
    )
    assert sent.status_code == 302
    kept = Preference.objects.get()
    assert (kept.language, kept.language_weight, kept.experience) == ("ca", "must", "Voices")
    assert b"Voices" not in bytes(Preference.objects.values_list("experience", flat=True).get())
    again = Tab(client, place(chosen.person))
    assert "Voices" in text_of(again.answer)
    again.send(experience="", experience_weight="", language="ca", language_weight="nice")
    kept = Preference.objects.get()
    assert (kept.language_weight, kept.experience) == ("nice", "")


def test_a_weight_without_a_wish_is_asked_for_again_and_nothing_is_lost(chosen, client):
    client.force_login(chosen.montse)
    answer = Tab(client, place(chosen.person)).send(age_weight="must", culture="From the village")
    assert answer.status_code == 422
    assert "Please say what" in text_of(answer) and "From the village" in text_of(answer)
    assert not Preference.objects.exists()


def test_two_tabs_lose_nothing(chosen, client):
    client.force_login(chosen.montse)
    one, other = Tab(client, place(chosen.person)), Tab(client, place(chosen.person))
    one.send(culture="From one tab")
    answer = other.send(culture="From the other")
    assert answer.status_code == 422
    assert "From one tab" in text_of(answer) and "From the other" in text_of(answer)


def test_nothing_is_assumed_before_anybody_asked(chosen, client):
    page = desk(chosen, client)
    assert chips(page, "Pau") == ["Speaks Català", "Works at CSMA Nord"]
    assert (
        ", one thing is essential that nobody else can judge. Talk together before you ask anyone, "
        "and let them read what the peer supporters say about themselves."
    ) not in page.text


def test_what_fits_stands_as_a_reason_once(chosen, client):
    say(chosen, language="ca", language_weight="nice", gender="woman", gender_weight="nice")
    page = desk(chosen, client)
    assert chips(page, "Pau") == ["Speaks Català, as they asked", "Works at CSMA Nord"]
    assert chips(page, "Núria") == ["Woman, as they asked"]


def test_what_does_not_matter_says_nothing(chosen, client):
    say(chosen, language="es", gender="woman", culture="paint")
    assert chips(desk(chosen, client), "Núria") == []


def test_what_must_be_so_and_is_not_is_a_hint_and_takes_nobody_off_the_list(chosen, client):
    say(chosen, language="ca", language_weight="must", gender="woman", gender_weight="must")
    page = desk(chosen, client)
    assert chips(page, "Pau")[-1] == "They said it must be someone of this gender: Woman"
    assert chips(page, "Núria") == ["Woman, as they asked", "They said it must be someone who speaks Català"]
    assert page.select_one(".chip.attention")


@pytest.mark.parametrize("brings", ["family", "both"])
def test_whoever_looks_for_a_family_member_finds_one(chosen, client, brings):
    chosen.nuria.key, chosen.nuria.experience_of = Key.kept(), brings
    chosen.nuria.save()
    say(chosen, experience_of="family", experience_of_weight="must")
    page = desk(chosen, client)
    assert chips(page, "Núria") == ["Experience as a family member, as they asked"]
    assert chips(page, "Pau")[-1] == "They said it must be someone with this: Experience as a family member"
    say(chosen, experience_of="own", experience_of_weight="must")
    told = "They said it must be someone with this: Own experience"
    assert (told in chips(desk(chosen, client), "Núria")) is (brings == "family")


def test_own_words_are_read_only_where_a_peer_supporter_wrote_them_too(chosen, client):
    say(chosen, experience="Painting\nA flood\nbringing up CHILDREN", experience_weight="nice")
    page = desk(chosen, client)
    assert chips(page, "Núria") == []
    say(chosen, experience="paint\nA flood\nbrought up CHILDREN", experience_weight="nice")
    page = desk(chosen, client)
    assert chips(page, "Núria") == [
        "Writes about “paint”, as they asked",
        "Writes about “brought up CHILDREN”, as they asked",
    ]
    assert "flood" not in page.text


def test_own_words_that_must_fit_send_the_coordinator_to_the_person(chosen, client):
    say(chosen, age="About my age", age_weight="must")
    page = desk(chosen, client)
    assert "For Montse, one thing is essential that nobody else can judge" in page.text
    assert "About my age" not in page.text


@pytest.mark.parametrize("reader", ["pau", "rosa", "carme", "silvia", "nil"])
def test_nobody_else_opens_the_page(chosen, client, reader):
    client.force_login(getattr(chosen, reader))
    assert client.get(place(chosen.person)).status_code == 404


class TestBesideSomebodyWithoutAnAccount:
    """Who has no account says it to whoever is beside them, who never reads it again."""

    @pytest.fixture
    def beside(self, chosen, client):
        User.objects.filter(pk=chosen.montse.pk).update(is_active=False)
        type(chosen.person).objects.update(user=None)
        client.force_login(chosen.rosa)
        return lambda: Tab(client, reverse("preferences:beside", args=[chosen.person.pk]))

    def test_the_way_there_stands_where_the_answer_is_given_and_not_for_whoever_has_an_account(
        self, chosen, client, beside
    ):
        way = reverse("preferences:beside", args=[chosen.person.pk])
        pages = [
            reverse("journeys:record_choice", args=[chosen.journey.pk]),
            reverse("journeys:reach", args=[chosen.person.pk]),
        ]
        assert [way in client.get(page).content.decode() for page in pages] == [True, True]
        type(chosen.person).objects.update(user=chosen.montse)
        assert [way in client.get(page).content.decode() for page in pages] == [False, False]

    def test_it_is_kept_once_and_not_shown_again(self, beside):
        tab = beside()
        assert "Afterwards nobody opens it" in text_of(tab.answer)
        for _tap in range(2):
            assert "It cannot be opened again" in text_of(
                tab.send(language="ca", language_weight="must", experience="Voices", experience_weight="nice")
            )
        assert "Voices" not in beside().answer.content.decode()
        assert Preference.objects.get().experience == "Voices"

    def test_what_is_left_open_stays_and_what_is_begun_anew_is_gone(self, beside):
        beside().send(language="ca", language_weight="must", age="My age", age_weight="must")
        beside().send(language="es", language_weight="nice")
        kept = Preference.objects.get()
        assert (kept.language, kept.language_weight, kept.age, kept.age_weight) == ("es", "nice", "My age", "must")
        beside().send(anew="on", culture="From the village", culture_weight="nice")
        kept = Preference.objects.get()
        assert (kept.language, kept.age, kept.age_weight, kept.culture) == ("", "", "", "From the village")

    def test_a_weight_without_a_wish_shows_nothing_of_what_was_said_before(self, beside):
        beside().send(age="My age", age_weight="must")
        answer = beside().send(culture_weight="must")
        assert answer.status_code == 422 and "Please say what" in text_of(answer)
        assert "My age" not in answer.content.decode()

    def test_only_whoever_walks_greets_or_referred_may_be_beside_them(self, chosen, beside, client):
        allowed = {}
        for who in ["pau", "rosa", "carme", "silvia", "nil", "olga"]:
            client.force_login(getattr(chosen, who))
            allowed[who] = beside_page(client, chosen)
        assert [who for who, status in allowed.items() if status == 200] == ["rosa"]
        story.find_peer(chosen, chosen.journey, on=TODAY)
        client.force_login(chosen.pau)
        assert beside_page(client, chosen) == 200
        assert client.get(place(chosen.person)).status_code == 404, "the page of what was said stays closed"

    def test_somebody_with_an_account_says_it_alone(self, chosen, client):
        client.force_login(chosen.rosa)
        assert beside_page(client, chosen) == 404


def beside_page(client, cast):
    return client.get(reverse("preferences:beside", args=[cast.person.pk])).status_code


@pytest.mark.parametrize("others", [1, 20])
def test_the_desk_asks_the_database_the_same_few_questions(chosen, client, django_assert_num_queries, others):
    for number in range(others):
        add_peer(chosen, f"Example {number:02}", about="paint")
    say(chosen, language="ca", language_weight="must", experience="paint", experience_weight="must")
    page = desk(chosen, client)
    assert len(page.select("label.choice")) == others + 2
    with django_assert_num_queries(14):  # one of them for the number of what is new
        client.get(reverse("journeys:offer", args=[chosen.journey.pk]))


def test_it_leaves_with_the_person_and_is_in_the_journal_by_name_only(chosen, client):
    say(chosen, culture="From the village", culture_weight="nice")
    line = Entry.objects.get(deed="person.say_what_matters")
    assert line.facts == {}
    taken = everything_in_files(chosen.person, chosen.montse)
    at_the_machine = everything_in_files(chosen.person)
    assert "From the village" in read(taken) and "From the village" not in read(at_the_machine)
    erase(chosen.person, by=chosen.montse, on=TODAY)
    assert not Preference.objects.exists()


def read(content):
    with zipfile.ZipFile(io.BytesIO(content)) as files:
        page, data = (files.read(name).decode() for name in ["everything.html", "everything.json"])
    assert ("From the village" in BeautifulSoup(page, "html.parser").text) == ("From the village" in data)
    return page
