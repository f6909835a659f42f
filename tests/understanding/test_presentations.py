"""A team asks a programme to tell about itself; its coordinators set a day, and count who came (M7)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.tabs import Tab, page_of, text_of
from wayfellow.understanding.models import Presentation

TODAY = timezone.localdate()
LIST = "/presentations/"
TEAM = {"team": "Example team, Example centre", "when_about": "A Tuesday in spring", "how_many": "12", "to_hear": "Why"}


@pytest.fixture
def asked(cast, client):
    client.force_login(cast.rosa)
    place = reverse("understanding:invite_to_present", args=[cast.programme.pk])
    assert Tab(client, place).send(**TEAM).url == LIST
    return Presentation.objects.get()


def place_of(name, presentation):
    return reverse(f"understanding:{name}", args=[presentation.pk])


def test_asked_planned_held_and_counted(cast, client, asked):
    assert "Example team" in text_of(client.get(LIST))
    client.force_login(cast.carme)
    assert "1 team asked for a presentation." in text_of(client.get("/desk/", follow=True))
    assert "Asked for" in text_of(client.get(LIST))
    page = text_of(client.get(place_of("presentation", asked)))
    assert "Rosa" in page and "Why" in page and "It took place" not in page
    assert Tab(client, place_of("plan_presentation", asked)).send(on=str(TODAY)).url == LIST
    assert Tab(client, place_of("hold_presentation", asked)).send(came="9").url == LIST
    assert "1 took place, and 9 people came." in text_of(client.get(LIST))
    asked.refresh_from_db()
    assert (asked.stage, asked.planned_on, asked.came) == ("held", TODAY, 9)
    left = page_of(client.get(place_of("presentation", asked))).main.select(".actions a")
    assert [link["href"] for link in left] == [place_of("note_what_followed", asked)]


def test_a_double_tap_asks_once(cast, client):
    client.force_login(cast.rosa)
    tab = Tab(client, reverse("understanding:invite_to_present", args=[cast.programme.pk]))
    assert tab.send(**TEAM).status_code == tab.send(**TEAM).status_code == 302
    assert Presentation.objects.count() == 1


def test_it_is_not_held_before_its_day_nor_before_it_has_one(cast, client, asked):
    client.force_login(cast.carme)
    answer = Tab(client, place_of("hold_presentation", asked)).send(came="9")
    assert answer.status_code == 422 and "Current stage: Asked for" in text_of(answer)
    Tab(client, place_of("plan_presentation", asked)).send(on=str(TODAY + timedelta(days=3)))
    answer = Tab(client, place_of("hold_presentation", asked)).send(came="9")
    assert (
        answer.status_code == 422
        and "The day has not come yet. If it took place sooner, set another day first." in text_of(answer)
    )


@pytest.mark.parametrize("who", ["rosa", "carme"])
def test_either_side_lets_it_go_and_then_nothing_follows(cast, client, asked, who):
    client.force_login(getattr(cast, who))
    assert Tab(client, place_of("let_presentation_go", asked)).send().url == LIST
    client.force_login(cast.carme)
    assert Tab(client, place_of("plan_presentation", asked)).send(on=str(TODAY)).status_code == 422
    assert Presentation.objects.get().stage == "let_go"


@pytest.mark.parametrize("who", ["montse", "pau", "silvia", "nil", "olga"])
def test_nobody_else_reads_of_it(cast, client, asked, who):
    client.force_login(getattr(cast, who))
    assert "Example team" not in text_of(client.get(LIST))
    assert client.get(place_of("presentation", asked)).status_code == 404


@pytest.mark.parametrize(
    ("field", "typed"),
    [("team", ""), ("team", "x" * 121), ("how_many", "many"), ("how_many", "-1"), ("how_many", "9" * 9)],
)
def test_what_cannot_be_is_named_at_its_field(cast, client, field, typed):
    client.force_login(cast.rosa)
    place = reverse("understanding:invite_to_present", args=[cast.programme.pk])
    answer = Tab(client, place).send(**TEAM | {field: typed})
    assert answer.status_code == 422
    assert page_of(answer).select_one(f"[name={field}]")["aria-invalid"] == "true"


def test_a_list_takes_the_same_statements_however_long(cast, client, asked, django_assert_num_queries):
    client.get(LIST)
    with django_assert_num_queries(
        6
    ):  # the session, what is new, how many, these, those held, the programmes to invite
        client.get(LIST)
    place = reverse("understanding:invite_to_present", args=[cast.programme.pk])
    for _each in range(3):
        Tab(client, place).send(**TEAM)
    with django_assert_num_queries(6):
        client.get(LIST)
