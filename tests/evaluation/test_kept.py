"""A report that is kept says the same years later, and what was put right since is beside it."""

import uuid
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from tests.evaluation.crowd import someone, walk_with
from tests.tabs import text_of
from wayfellow import __version__
from wayfellow.evaluation import actions as evaluation
from wayfellow.evaluation.models import Edition, KeptReport, MonthEnd
from wayfellow.people.models import Person

TODAY = timezone.localdate()
IN_A_MONTH = TODAY.replace(day=1) + timedelta(days=40)


@pytest.fixture
def keep(cast, client):
    def kept(period="all", who="edu"):
        client.force_login(getattr(cast, who))
        place = reverse("evaluation:keep", args=[cast.programme.pk])
        assert client.get(place).status_code == 200
        return client.post(place, {"period": period, "idempotency_key": uuid.uuid4()}, follow=True)

    return kept


def opened(client, cast, report, name="kept_report"):
    answer = client.get(reverse(f"evaluation:{name}", args=[cast.programme.pk]), {"report": report.pk})
    assert answer.status_code == 200
    return answer


def test_a_kept_report_stays_as_it_was_whatever_comes_after(crowd, cast, client, keep):
    crowd(*[someone() for _one in range(12)])
    assert "Kept on" in text_of(keep())
    report = KeptReport.objects.get()
    before, page = text_of(opened(client, cast, report)), opened(client, cast, report, "kept_page").content
    assert __version__ in before and report.fingerprint in before
    walk_with(cast, [someone(since=TODAY) for _one in range(9)])
    evaluation.publish(cast.programme, today=IN_A_MONTH)
    cast.programme.name = "Another name"
    cast.programme.save()
    assert text_of(opened(client, cast, report)).replace("Another name", "Nou Barris, the pilot") == before
    assert opened(client, cast, report, "kept_page").content == page


def test_one_that_puts_another_right_says_what_changed(crowd, cast, client, keep):
    crowd(*[someone() for _one in range(12)])
    keep()
    walk_with(cast, [someone(since=TODAY) for _one in range(9)])
    evaluation.publish(cast.programme, today=IN_A_MONTH)
    keep()
    first, second = KeptReport.objects.order_by("end")
    assert first.fingerprint != second.fingerprint
    read = text_of(opened(client, cast, second))
    assert "It puts right what was kept on" in read and "21 12" in read
    assert "It puts right" not in text_of(opened(client, cast, first))


def test_the_same_figures_are_kept_once(crowd, cast, keep):
    crowd(*[someone() for _one in range(12)])
    keep()
    assert "nothing has changed since" in text_of(keep())
    assert KeptReport.objects.count() == 1


def test_what_is_hidden_has_no_part_in_the_fingerprint(crowd, cast, client, keep):
    """Or who tries all small numbers would find the one that fits."""
    journeys = crowd(*[someone() for _one in range(12)], *[someone(gender="man") for _one in range(3)])
    keep()
    first = KeptReport.objects.get()
    for told in [KeptReport, Edition, MonthEnd]:
        told.objects.all().delete()
    Person.objects.filter(pk=journeys[0].person_id).update(gender="man")
    call_command("publish")
    keep()
    assert KeptReport.objects.get().fingerprint == first.fingerprint


def test_who_only_reads_keeps_nothing_and_strangers_find_nothing(crowd, cast, client, keep):
    crowd(*[someone() for _one in range(12)])
    keep()
    report = KeptReport.objects.get()
    client.force_login(cast.silvia)
    assert report.fingerprint in text_of(opened(client, cast, report))
    assert client.get(reverse("evaluation:keep", args=[cast.programme.pk])).status_code == 404
    client.force_login(cast.edu)
    elsewhere = reverse("evaluation:kept_report", args=[cast.elsewhere.pk])
    assert client.get(elsewhere, {"report": report.pk}).status_code == 404
    here, all_of_them = (reverse(f"evaluation:{name}", args=[cast.programme.pk]) for name in ["kept_report", "kept"])
    for named in ["", "x", uuid.uuid4()]:
        assert client.get(here, {"report": named}).headers["Location"] == all_of_them


def test_before_there_is_one_the_page_says_what_will_be_there(cast, client):
    client.force_login(cast.edu)
    page = text_of(client.get(reverse("evaluation:kept", args=[cast.programme.pk])))
    assert "No report is kept yet" in page
