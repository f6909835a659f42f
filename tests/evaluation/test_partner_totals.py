"""What a clinical partner counted over a whole group: written down, put right, withdrawn, and told apart (I2, I9)."""

import uuid
from datetime import timedelta
from io import BytesIO
from itertools import product
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.urls import reverse
from openpyxl import load_workbook

from tests.evaluation.crowd import someone
from tests.evaluation.test_command import figures, lines_of
from tests.evaluation.test_page import read
from tests.evaluation.writing_totals import LAST_MONTH, SAID, TODAY, written_down
from tests.tabs import page_of, text_of
from wayfellow.access.edit_tokens import edit_token_of
from wayfellow.access.guard import Refused
from wayfellow.evaluation import actions
from wayfellow.evaluation.editions import next_edition
from wayfellow.evaluation.models import KeptReport, PartnerTotal
from wayfellow.evaluation.partner_totals import as_written, not_to_be_told

TITLE = "Parc Sanitari: Hospital stays, before and after"
APART = "What clinical partners counted"


@pytest.fixture
def walked(crowd, cast):
    crowd(*[someone() for _one in range(30)])
    return cast


def place(cast, name="totals", record=None):
    return reverse(f"evaluation:{name}", args=[(record or cast.programme).pk])


def send(client, who, address, **said):
    """Send a form as its page was, but for what is said."""
    client.force_login(who)
    page = page_of(client.get(address))
    hidden = {each["name"]: each["value"] for each in page.select("form.form input[type=hidden]") if each.get("value")}
    return client.post(address, hidden | said)


def typed(**otherwise):
    return {name: str(value) for name, value in (SAID | otherwise).items()}


def correct(total, cast, today=TODAY, **otherwise):
    token = edit_token_of(as_written(total))
    said = SAID | otherwise
    return actions.correct_total(total, by=cast.edu, edit_token=token, id=uuid.uuid4(), today=today, **said)


@pytest.mark.parametrize("who", ["edu", "carme"])
def test_whoever_keeps_reports_writes_it_down_and_reads_from_when_it_is_told(walked, client, who):
    client.force_login(getattr(walked, who))
    assert "No totals yet" in text_of(client.get(place(walked)))
    answer = send(client, getattr(walked, who), place(walked, "write_total"), **typed())
    assert answer["Location"] == place(walked)
    found = text_of(client.get(place(walked)))
    assert TITLE in found and "In the report from" in found and "Source: Admissions register" in found
    total = PartnerTotal.objects.get()
    assert (total.before, total.after, total.told_from) == (41, 16, next_edition(TODAY))
    assert APART not in read(client, walked).get_text()


def test_from_next_month_on_it_stands_apart_in_the_report_and_in_all_that_is_taken_away(
    walked, client, tmp_path, capsys
):
    written_down(walked)
    page = read(client, walked)
    apart = page.find("h2", string=APART)
    card = apart.find_next("h3", string=TITLE).find_parent("section")
    rows = {
        row.th.get_text(): [cell.get_text(strip=True) for cell in row.select("td")] for row in card.select("tbody tr")
    }
    assert (rows["Hospital stays, before"][0], rows["Hospital stays, after"][0]) == ("41", "16")
    assert rows["People with at least one, before"] == ["18", "60%", "42% to 75%"]
    assert "n = 30" in card.get_text() and "not by the programme" in card.get_text() and card.find("svg")
    book = load_workbook(BytesIO(client.get(place(walked, "tables")).content))
    sheet = next(sheet for sheet in book if str(sheet["A1"].value) == TITLE)
    assert ("Hospital stays, before", 41) in [row[:2] for row in sheet.values]
    call_command("evaluate", "nou-barris", "--data", str(tmp_path), "--html", str(tmp_path / "page.html"))
    assert ("people_after", "11") in [(each["label"], each["value"]) for each in lines_of(tmp_path / "figures.csv")]
    assert APART in (tmp_path / "page.html").read_text()
    (told,) = figures(capsys)["partner_totals"]
    assert (told["partner"], told["before"], told["n"], told["missing"]) == ("Parc Sanitari", 41, 30, 0)


def test_what_was_brought_in_of_the_group_stands_apart_too(crowd, cast, client):
    cast.programme.clinical_totals.create(variable="Years in treatment", n=30, mean=14.7, sd=8.3)
    crowd(*[someone() for _one in range(30)])
    assert read(client, cast).find("h2", string=APART).find_next("h3", string="Years in treatment")


@pytest.mark.parametrize(
    ("otherwise", "field", "why"),
    [
        ({"n": 4, "people_before": 0, "people_after": 0, "before": 0, "after": 0}, "n", "at least 5 people"),
        ({"people_before": 3}, "people_before", "at least 5 people who were and 5 who were not"),
        ({"people_after": 27, "after": 40}, "people_after", "at least 5 people who were and 5 who were not"),
        ({"people_before": 31}, "people_before", "more than all the people"),
        ({"after": 9}, "after", "does not fit"),
        ({"people_after": 0}, "after", "does not fit"),
        ({"n": 28}, "n", "The report tells of 30 people"),
        ({"after": ""}, "after", "how many stays or days"),
        ({"n": "many"}, "n", "whole number"),
        ({"start": TODAY, "end": LAST_MONTH}, "end", "comes after the first"),
        ({"end": TODAY + timedelta(days=9)}, "end", "not in the future"),
        ({"partner": " "}, "partner", "required"),
    ],
)
def test_what_cannot_be_told_is_asked_again_in_place_with_what_was_typed(walked, client, otherwise, field, why):
    answer = send(client, walked.edu, place(walked, "write_total"), **typed(**otherwise))
    assert answer.status_code == 422 and not PartnerTotal.objects.exists()
    page = page_of(answer)
    asked = page.find(attrs={"name": field})
    assert (
        why in page.find(id=asked["aria-describedby"].split()[-1]).get_text()
        or why in asked.find_parent("div").get_text()
    )
    assert page.find(attrs={"name": "source"}).get_text(strip=True) == SAID["source"]


def test_of_people_alone_no_number_of_stays_is_asked(walked, client):
    send(client, walked.edu, place(walked, "write_total"), **typed(counted="people", before="", after=""))
    total = PartnerTotal.objects.get()
    assert (total.before, total.after) == (18, 11)


def test_a_second_tap_writes_it_down_once(walked, client):
    client.force_login(walked.edu)
    key = uuid.uuid4()
    for _tap in range(2):
        answer = client.post(place(walked, "write_total"), typed() | {"idempotency_key": key})
        assert answer["Location"] == place(walked)
    assert PartnerTotal.objects.count() == 1


def test_until_it_is_told_a_slip_is_put_right_in_place(walked, client):
    total = written_down(walked, on=TODAY)
    answer = send(client, walked.carme, place(walked, "correct_total", total), **typed(people_before=17))
    assert answer["Location"] == place(walked)
    total.refresh_from_db()
    assert (total.people_before, PartnerTotal.objects.count()) == (17, 1)


def test_what_was_told_is_put_right_by_another_and_what_was_kept_stays(walked, client):
    total = written_down(walked)
    actions.keep_report(walked.programme, by=walked.edu, today=TODAY)
    correct(total, walked, people_before=24, before=60)
    assert APART not in read(client, walked).get_text()
    total.refresh_from_db()
    assert (total.withdrawn_on, total.people_before) == (TODAY, 18)
    newer = PartnerTotal.objects.get(withdrawn_on=None)
    assert (newer.people_before, newer.told_from) == (24, next_edition(TODAY))
    assert ["before", 41] in [line[1:3] for line in KeptReport.objects.get().figures]
    PartnerTotal.objects.filter(pk=newer.pk).update(told_from=TODAY)
    actions.keep_report(walked.programme, by=walked.edu, today=TODAY + timedelta(days=1))
    report = KeptReport.objects.latest("kept_on")
    client.force_login(walked.edu)
    found = text_of(client.get(place(walked, "kept_report"), {"report": report.pk}))
    assert f"{TITLE}: Hospital stays, before 60 41 30" in found


def test_a_correction_from_which_few_could_be_told_is_refused_and_withdrawing_is_not(walked, client):
    total = written_down(walked)
    answer = send(client, walked.edu, place(walked, "correct_total", total), **typed(people_before=17))
    assert answer.status_code == 422 and "18 was told of days that these overlap" in text_of(answer)
    answer = send(client, walked.edu, place(walked, "withdraw_total", total))
    assert answer["Location"] == place(walked)
    assert APART not in read(client, walked).get_text()
    assert "Withdrawn on" in text_of(client.get(place(walked)))
    with pytest.raises(Refused, match="18 was told"):
        written_down(walked, on=TODAY, people_before=17)
    assert written_down(walked, on=TODAY, people_before=18)


def test_another_partner_and_other_days_are_told_beside_it(walked):
    written_down(walked)
    assert written_down(walked, partner="Another ward", people_before=17)
    days = {"start": SAID["end"] + timedelta(days=1), "end": SAID["end"] + timedelta(days=200)}
    assert written_down(walked, people_before=17, **days)
    with pytest.raises(Refused, match="one of the same days already"):
        written_down(walked, partner="PARC  sanitari")


def test_of_two_who_write_at_once_the_second_reads_what_the_first_kept(walked, client):
    total = written_down(walked, on=TODAY)
    client.force_login(walked.edu)
    stale = page_of(client.get(place(walked, "correct_total", total)))
    correct(total, walked, before=50)
    hidden = {each["name"]: each["value"] for each in stale.select("form.form input[type=hidden]") if each.get("value")}
    answer = client.post(place(walked, "correct_total", total), hidden | typed(before=44))
    assert answer.status_code == 422 and "Hospital stays, before: 50" in text_of(answer)
    total.refresh_from_db()
    assert total.before == 50


def test_nobody_else_reads_or_changes_them(walked, client):
    total = written_down(walked)
    for who in [walked.silvia, walked.montse, walked.pau]:
        client.force_login(who)
        for address in [place(walked), place(walked, "write_total"), place(walked, "correct_total", total)]:
            assert client.get(address).status_code == 404
    client.force_login(walked.edu)
    assert client.get(reverse("evaluation:totals", args=[walked.elsewhere.pk])).status_code == 404


@pytest.mark.parametrize("many", [1, 6])
def test_the_list_asks_the_database_the_same_few_questions(walked, client, django_assert_num_queries, many):
    for number in range(many):
        written_down(walked, partner=f"Ward {number}")
    client.force_login(walked.edu)
    client.get(place(walked))
    with django_assert_num_queries(4):  # the session with its account, the programme, how many, these
        client.get(place(walked))


K = 3


def accepted(n, before, after, others=()):
    said = {"n": n, "people_before": before, "people_after": after, "before": before, "after": after}
    return not not_to_be_told(SAID | {"counted": "people"} | said, others, [], K)


def test_from_one_total_nobody_works_out_few_people():
    """Whoever knows how many were in hospital before and after, knows some of the four groups for sure: none is few."""
    told = [numbers for numbers in product(range(11), repeat=3) if accepted(*numbers)]
    assert len(told) > 100
    for n, before, after in told:
        worlds = [(both, before - both, after - both, n - before - after + both) for both in range(n + 1)]
        worlds = [world for world in worlds if min(world) >= 0]
        for group in zip(*worlds, strict=True):
            assert len({*group}) > 1 or not 0 < group[0] < K, (n, before, after)


def test_from_two_totals_of_the_same_people_nobody_works_out_few():
    """The second is of the same days or of more: each number of it holds the first, and what came is nobody or k."""
    told = [numbers for numbers in product(range(9), repeat=3) if accepted(*numbers)]
    pairs = 0
    for one in told:
        first = SimpleNamespace(**SAID | {"counted": "people"} | dict(zip(NAMES, (*one, *one[1:]), strict=True)))
        for other in told:
            if accepted(*other, others=[first]):
                pairs += 1
                grown = [abs(later - earlier) for earlier, later in zip(one, other, strict=True)]
                assert not any(0 < number < K for number in grown), (one, other)
    assert pairs > len(told)


NAMES = ("n", "people_before", "people_after", "before", "after")
