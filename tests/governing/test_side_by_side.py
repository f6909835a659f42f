"""A governing body sees its programmes side by side, in numbers, and opens nothing else of them."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.audits.steps import TODAY, begun_audit, closed_audit
from tests.evaluation.crowd import someone, walk_with
from tests.office.steps import noted_need, planned_step
from tests.tabs import page_of, text_of
from wayfellow.access.roles import Role
from wayfellow.audits.models import Audit
from wayfellow.demo import story
from wayfellow.demo.cast import join
from wayfellow.directory.models import Programme
from wayfellow.evaluation import actions as evaluation
from wayfellow.office.actions import begin_phases, do_step, let_need_go
from wayfellow.people.models import Membership, User
from wayfellow.ui.days import months_later

SIDE_BY_SIDE = "/side-by-side/"
NOT_THERE = 404


@pytest.fixture
def gala(cast, client):
    """Gala, of the body that governs the example and no other programme."""
    gala = User.objects.create_user("gala@demo.example", name="Gala")
    join(gala, cast.programme, Role.GOVERNING)
    client.force_login(gala)
    return gala


def row_of(client, programme):
    rows = page_of(client.get(SIDE_BY_SIDE)).select("tbody tr")
    return next(row for row in rows if programme.name in row.th.get_text()).get_text(" ", strip=True)


def test_it_is_their_first_page_and_the_only_part_they_are_led_to(cast, client, gala):
    assert client.get("/", follow=True).request["PATH_INFO"] == SIDE_BY_SIDE
    led = {link["href"] for link in page_of(client.get(SIDE_BY_SIDE)).select("header nav a")}
    assert SIDE_BY_SIDE in led and not led & {"/office/", "/evaluation/", "/referrals/", "/supervision/"}


def test_a_programme_that_has_not_begun_says_so(cast, client, gala):
    said = row_of(client, cast.programme)
    assert "Not begun" in said and "0 of 0 done" in said and "Nothing open" in said
    assert "No yearly audit yet" in said and "Is due" in said and "Nothing published yet" in said


def test_phases_steps_needs_and_audits_are_counted(cast, client, gala):
    begin_phases(cast.programme, by=cast.carme, joins_on=TODAY)
    for step in cast.programme.steps.filter(phase="design"):
        do_step(step, by=cast.carme, on=TODAY)
    planned_step(cast, due_on=TODAY - timedelta(1))
    let_need_go(noted_need(cast, kind="resource"), by=cast.carme, on=TODAY, because="It came by itself.")
    noted_need(cast), noted_need(cast)
    begun_audit(cast)
    Audit.objects.update(until=TODAY - timedelta(1))
    said = row_of(client, cast.programme)
    assert "Immersion, the first month" in said and "3 of 12 done" in said and "1 past its day" in said
    assert "Resources: 0" in said and "Training: 2" in said
    assert "Open: 1" in said and "To be closed: 1" in said


def test_a_yearly_audit_is_due_again_after_a_year(cast, client, gala):
    audit = closed_audit(cast, tool="yearly")
    assert "Is due" not in row_of(client, cast.programme)
    Audit.objects.filter(pk=audit.pk).update(closed_on=months_later(TODAY, -12) - timedelta(2))
    assert "Is due" in row_of(client, cast.programme)


def test_people_are_counted_as_they_were_published_and_not_before(cast, client, gala):
    walk_with(cast, [someone(1, since=TODAY - timedelta(days=90))] * 6)
    assert "Nothing published yet" in row_of(client, cast.programme)
    evaluation.publish(cast.programme, today=TODAY)
    assert "6 people" in row_of(client, cast.programme)
    walk_with(cast, [someone(1, since=TODAY - timedelta(days=80))])
    assert "6 people" in row_of(client, cast.programme)


def test_programmes_stand_by_name_and_only_their_own(cast, client, gala):
    join(gala, cast.elsewhere, Role.GOVERNING)
    Programme.objects.filter(pk=cast.programme.pk).update(name="B programme")
    Programme.objects.filter(pk=cast.elsewhere.pk).update(name="A programme")
    names = [cell.get_text() for cell in page_of(client.get(SIDE_BY_SIDE)).select("tbody th")]
    assert names == ["A programme", "B programme"]
    Membership.objects.filter(user=gala, programme=cast.elsewhere).update(ends_on=TODAY - timedelta(1))
    assert "A programme" not in text_of(client.get(SIDE_BY_SIDE))


def test_who_is_of_no_governing_body_finds_nothing_there(cast, client):
    for user in [cast.carme, cast.nil, cast.montse, cast.pau]:
        client.force_login(user)
        assert "No programme here yet" in text_of(client.get(SIDE_BY_SIDE))


def test_nothing_else_of_the_programme_opens(cast, client, gala):
    journey = story.set_out(cast, on=TODAY - timedelta(days=60))
    pages = [
        *(reverse(f"office:{name}", args=[cast.programme.pk]) for name in ["office", "needs", "handbook", "meetings"]),
        reverse("audits:audits", args=[cast.programme.pk]),
        reverse("audits:audit", args=[begun_audit(cast).pk]),
        reverse("home:desk", args=[cast.programme.pk]),
        reverse("journeys:referral", args=[journey.pk]),
        reverse("evaluation:evaluation", args=[cast.programme.pk]),
    ]
    for page in pages:
        assert client.get(page).status_code == NOT_THERE, page


@pytest.mark.parametrize("number", [1, 9])
def test_it_asks_the_database_the_same_few_questions(cast, client, gala, number, django_assert_num_queries):
    for turn in range(number):
        noted_need(cast, words=f"Need {turn}")
        fields = {"name": f"Programme {turn}", "slug": f"programme-{turn}", "organisation": cast.provider}
        join(gala, Programme.objects.create(**fields), Role.GOVERNING)
    client.get(SIDE_BY_SIDE)
    with django_assert_num_queries(5):
        client.get(SIDE_BY_SIDE)
