"""The people and supports around a person, in one picture that is theirs to show (N4)."""

from datetime import timedelta
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from tests.tabs import Tab, page_of, text_of
from wayfellow.access.guard import Refused
from wayfellow.journeys import actions
from wayfellow.journeys.drawn import people_drawn
from wayfellow.plans.actions import MOST_SUPPORTS, add_support
from wayfellow.plans.models import Guest, Part, Support

TODAY = timezone.localdate()
PEOPLE, SHOW = "/my/people/", "/my/people/show/"


def add(cast, name, what_for="", how_to_reach=""):
    support = {"name": name, "what_for": what_for, "how_to_reach": how_to_reach}
    return add_support(cast.person, by=cast.montse, id=uuid4(), support=support)


def names(answer):
    return [name.text for name in page_of(answer).main.select("ol strong")]


@pytest.fixture
def around(cast, road):
    """Pau, Rosa, an association, a guest of the plan and a dog are around Montse; one association was not for her."""
    actions.connect(road, by=cast.pau, association=cast.associations[0], state="went_together", on=TODAY)
    actions.connect(road, by=cast.pau, association=cast.associations[1], state="not_for_me", on=TODAY)
    part = Part.objects.create(person=cast.person, kind="helps")
    until = timezone.now() + timedelta(days=1)
    Guest.objects.create(part=part, name="My sister", fingerprint="of a link", until=until)
    add(cast, "The dog", "Long walks", "Whistle")
    return cast


def test_everyone_around_stands_in_one_picture_and_in_a_list_with_the_same_numbers(around, montse):
    page = montse.get(PEOPLE)
    expected = ["Pau", "Rosa", around.associations[0].name, "My sister", "The dog"]
    assert names(page) == expected
    picture = page_of(page).find("svg", {"role": "img"})
    assert picture.desc.text == ", ".join(f"{number} {name}" for number, name in enumerate(expected, 1))
    assert len(picture.find_all("circle")) == 1 + len(expected)
    written = [text.text for text in picture.find_all("text")]
    assert {"Pau", "Rosa", "The dog"} <= {*written}, "by name"
    assert PEOPLE in montse.get("/my/").content.decode()


def test_only_who_was_ticked_is_shown(around, montse):
    dog = Support.objects.get()
    shown = montse.post(SHOW, {"who": [f"support-{dog.pk}", "account-0", "<b>"]})
    assert names(shown) == ["The dog"]
    assert "Whistle" in text_of(shown) and "Pau" not in text_of(shown)
    assert "You have not ticked anyone" in text_of(montse.post(SHOW, {}))
    assert montse.get(SHOW).url == PEOPLE


def test_somebody_is_added_changed_and_taken_out(cast, montse):
    assert "Nobody here yet" in text_of(montse.get(PEOPLE))
    Tab(montse, reverse("plans:add_support", args=[cast.person.pk])).send(name="Marta <3", what_for="Sundays")
    kept = Support.objects.get()
    assert names(montse.get(PEOPLE)) == ["Marta <3"]
    assert b"Marta" not in bytes(Support.objects.values_list("name", flat=True).get())
    one, other = (Tab(montse, reverse("plans:change_support", args=[kept.pk])) for _tab in range(2))
    one.send(what_for="Sundays and Mondays")
    answer = other.send(what_for="Never")
    assert answer.status_code == 422 and "Sundays and Mondays" in text_of(answer)
    Tab(montse, reverse("plans:let_support_go", args=[kept.pk])).send()
    assert not Support.objects.exists()


def test_there_is_room_for_many_and_the_page_does_not_grow_without_end(around, montse, django_assert_num_queries):
    for number in range(MOST_SUPPORTS - 1):
        add(around, f"Example {number:02}")
    with pytest.raises(Refused, match="no room"):
        add(around, "One more")
    montse.get(PEOPLE)
    with django_assert_num_queries(7):  # session, person, journeys, associations, guests, supports, how much is new
        page = montse.get(PEOPLE)
    assert len(names(page)) == MOST_SUPPORTS + 4
    assert len(page_of(page).find("svg", {"role": "img"}).find_all("circle")) == 21


def test_where_there_is_no_room_the_page_says_so_before_anything_is_written(cast, montse):
    address = reverse("plans:add_support", args=[cast.person.pk])
    assert page_of(montse.get(address)).select("main form [name=name]")
    for number in range(MOST_SUPPORTS):
        add(cast, f"Example {number:02}")
    page = page_of(montse.get(address))
    assert "There is no room for more. Remove someone first." in page.main.text
    assert not page.select("main form [name=name]")


def test_nobody_else_has_such_a_page(around, pau):
    assert pau.get(PEOPLE).status_code == pau.post(SHOW).status_code == 404


@pytest.mark.parametrize("number", [1, 2, 3, 5, 12])
def test_no_name_of_the_drawing_is_cut_off_at_its_edge(number):
    drawn = BeautifulSoup(people_drawn(["Pau"] * number), "html.parser").svg
    _left, top, _width, height = map(float, drawn["viewbox"].split())
    for name in drawn.find_all("text", string="Pau"):
        baseline, size = float(name["y"]), float(name["font-size"])
        assert top <= baseline - size and baseline + size / 4 <= top + height
