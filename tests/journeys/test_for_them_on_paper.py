"""What a peer supporter prints for someone without an account: the list of visits, and who has looked."""

from datetime import time, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from tests.tabs import Tab, text_of
from wayfellow.demo import story
from wayfellow.journal.models import Entry
from wayfellow.journeys.actions import plan
from wayfellow.people.models import Person
from wayfellow.plans.models import Visit


@pytest.fixture
def nuria(cast, today):
    """Núria has no account. She and Pau are on the road."""
    road = story.set_out(cast, on=today, person={"name": "Núria", "language": "ca"})
    story.walk(cast, road, [today])
    return road


def list_of(road):
    return reverse("plans:visits_of", args=[road.person_id])


def looked(road):
    return reverse("journeys:who_looked", args=[road.pk])


def test_the_list_of_visits_is_written_beside_them_and_printed(pau, nuria):
    page = pau.get(reverse("journeys:journey", args=[nuria.pk])).content.decode()
    assert list_of(nuria) in page and looked(nuria) in page
    add = reverse("plans:add_visit", args=[nuria.person_id])
    assert Tab(pau, add).send(with_whom="Dr. Bosch", to_raise="The new times").url == list_of(nuria)
    shown = text_of(pau.get(list_of(nuria)))
    assert "Visits of Núria" in shown and "Dr. Bosch" in shown and "Print the list" in shown
    visit = Visit.objects.get()
    Tab(pau, reverse("plans:change_visit", args=[visit.pk])).send(with_whom="Dr. Bosch", to_raise="The old times")
    assert "The old times" in text_of(pau.get(reverse("plans:show_visit", args=[visit.pk])))
    gone = Tab(pau, reverse("plans:let_visit_go", args=[visit.pk]))
    assert gone.send().url == list_of(nuria) and gone.send().url == list_of(nuria)
    assert not Visit.objects.exists()


def test_the_meetings_to_come_are_printed_in_their_language(cast, pau, nuria, today):
    road = reverse("journeys:journey", args=[nuria.pk])
    paper = reverse("journeys:to_come", args=[nuria.pk])
    assert paper not in pau.get(road).content.decode()
    for days, place in [(9, "The library"), (2, "The bench by the pond")]:
        details = {"on": today + timedelta(days), "at": time(17, 0), "setting": "outside", "place": place}
        plan(nuria, by=cast.pau, id=uuid4(), anyway=True, **details)
    assert paper in pau.get(road).content.decode()
    shown = text_of(pau.get(paper))
    assert shown.index("The bench by the pond") < shown.index("The library") and "17:00" in shown
    assert "Les trobades que venen" in shown


def test_the_paper_of_meetings_asks_the_database_the_same_few_questions(
    cast, pau, nuria, today, django_assert_num_queries
):
    paper = reverse("journeys:to_come", args=[nuria.pk])
    plan(nuria, by=cast.pau, id=uuid4(), on=today + timedelta(2), at=time(17, 0), setting="outside", anyway=True)
    pau.get(paper)
    with django_assert_num_queries(5):
        pau.get(paper)
    for days in [3, 4, 5]:
        plan(nuria, by=cast.pau, id=uuid4(), on=today + timedelta(days), at=time(9, 0), setting="outside", anyway=True)
    with django_assert_num_queries(5):
        pau.get(paper)


def test_once_they_have_an_account_it_is_theirs_alone(cast, pau, montse, nuria):
    Tab(pau, reverse("plans:add_visit", args=[nuria.person_id])).send(with_whom="Dr. Bosch")
    Person.objects.filter(pk=nuria.person_id).update(user=cast.olga)
    for place in [list_of(nuria), looked(nuria), reverse("plans:change_visit", args=[Visit.objects.get().pk])]:
        assert pau.get(place).status_code == 404


def test_nobody_else_opens_it(browser_of, nuria):
    for who in ["montse", "rosa", "carme", "silvia", "nil"]:
        browser = browser_of(who)
        assert browser.get(list_of(nuria)).status_code == browser.get(looked(nuria)).status_code == 404


def test_who_has_looked_stands_on_paper_with_their_part_and_nothing_from_elsewhere(cast, pau, browser_of, nuria):
    browser_of("carme").get(reverse("journeys:desk_journey", args=[nuria.pk]))
    here = Entry.objects.get(person=nuria.person_id, actor=cast.carme, deed="journey.see_place_on_desk")
    named = {name: getattr(here, name) for name in ["standing", "deed", "record_type", "person"]}
    Entry.objects.create(**named, actor=cast.olga, record_id=str(uuid4()))
    shown = text_of(pau.get(looked(nuria)))
    assert "Carme, Coordinator of the programme" in shown and "Looked at what stage" in shown
    assert "Olga" not in shown


def test_the_person_reads_later_that_it_was_printed_and_written(cast, pau, montse, nuria):
    pau.get(looked(nuria))
    Tab(pau, reverse("plans:add_visit", args=[nuria.person_id])).send(with_whom="Dr. Bosch")
    lines = Entry.objects.filter(person=nuria.person_id, actor=cast.pau).values_list("deed", flat=True)
    assert {"journey.see_who_looked", "person.keep_visits"} <= set(lines)
