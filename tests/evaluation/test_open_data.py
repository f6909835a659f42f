"""The extract as a file to take away: sound, explained, counted again by its own script, and written in the journal."""

import csv
import io
import json
import subprocess
import sys
import uuid
import zipfile
from collections import Counter
from copy import deepcopy
from statistics import fmean

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.urls import reverse

from tests.evaluation.test_pilot import told_pilot  # noqa: F401
from tests.tabs import text_of
from wayfellow.access.policy import POLICY
from wayfellow.evaluation.access import Can
from wayfellow.evaluation.extract import AGES, JOINED
from wayfellow.evaluation.open_data import label
from wayfellow.journal.models import Entry
from wayfellow.journeys.models import Journey

LANGUAGES = list(dict(settings.LANGUAGES))


@pytest.fixture
def pilot(told_pilot, db):  # noqa: F811
    return deepcopy(told_pilot)


@pytest.fixture
def take(client):
    def taken(cast, who="edu", token=None, **said):
        client.force_login(getattr(cast, who))
        token, said = token or uuid.uuid4(), {"purpose": "research", "licence": "CC-BY-4.0", "judged": "on"} | said
        return client.post(place_of(cast), {"idempotency_key": token, **said})

    return taken


def place_of(cast):
    return reverse("evaluation:take_extract", args=[cast.programme.pk])


def files_of(answer):
    assert answer["Content-Type"] == "application/zip", text_of(answer)
    with zipfile.ZipFile(io.BytesIO(answer.content)) as files:
        return {name: files.read(name).decode() for name in files.namelist()}


def rows_of(files, name):
    return [*csv.DictReader(io.StringIO(files[name]))]


def test_the_pilot_is_taken_with_its_mean_and_no_line_stands_alone(pilot, take):
    files = files_of(take(pilot))
    journeys = rows_of(files, "journeys.csv")
    assert len(journeys) == 30
    assert round(fmean(float(each["accompaniments"]) for each in journeys), 2) == 8.57
    assert Counter(each["gender"] for each in journeys) == {"woman": 16, "man": 14}
    assert Counter(each["ending"] for each in journeys) == {"closed": 30}


def test_no_line_stands_alone_whichever_columns_are_read_meetings_too(pilot, take):
    files = files_of(take(pilot))
    meetings = Counter(tuple(each.values()) for each in rows_of(files, "meetings.csv"))
    assert set(meetings.values()) == {1}
    where = {}
    for each in rows_of(files, "meetings.csv"):
        where.setdefault(each["journey"], []).append((each["setting"], each["accompaniments"]))
    alike = Counter(
        (*(value for name, value in each.items() if name != "journey"), *where[each["journey"]])
        for each in rows_of(files, "journeys.csv")
    )
    assert min(alike.values()) >= 5
    assert json.loads(files["datapackage.json"])["anonymity"]["k_found"] == min(alike.values())


def test_nothing_in_it_names_anybody_or_any_day(pilot, take):
    files, journey = files_of(take(pilot)), Journey.objects.filter(programme=pilot.programme).first()
    for name in ("journeys.csv", "meetings.csv", "tables.csv"):
        for told in [str(journey.pk), str(journey.person_id), journey.person.code, journey.referred_on.isoformat()]:
            assert told not in files[name]
        assert "2022" not in files[name] and "2023" not in files[name]


def test_lines_have_another_order_and_other_numbers_each_time(pilot, take):
    assert files_of(take(pilot))["journeys.csv"] != files_of(take(pilot))["journeys.csv"]


def test_it_is_a_sound_data_package_and_its_script_counts_the_same_tables(pilot, take, tmp_path):
    for name, text in files_of(take(pilot)).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    for looked in (["-m", "frictionless", "validate", "datapackage.json"], ["recompute.py"]):
        said = subprocess.run([sys.executable, *looked], cwd=tmp_path, check=False, capture_output=True, text=True)
        assert said.returncode == 0, said.stdout + said.stderr
    assert "accompaniments,mean,8.56" in said.stdout and said.stdout.splitlines()[-1].endswith("0,differ")
    table = (tmp_path / "tables.csv").read_text(encoding="utf-8")
    (tmp_path / "tables.csv").write_text(table.replace("gender,man,14", "gender,man,15"), encoding="utf-8")
    wrong = subprocess.run([sys.executable, "recompute.py"], cwd=tmp_path, check=False, capture_output=True, text=True)
    assert wrong.returncode == 1 and "gender,man,14,0.467" in wrong.stdout and "DIFFERS" in wrong.stdout


def test_every_column_is_explained_in_every_language_and_so_is_how_it_was_made(pilot, take):
    files = files_of(take(pilot, licence="other-closed"))
    package = json.loads(files["datapackage.json"])
    assert package["licenses"][0]["name"] == "other-closed"
    for resource in package["resources"]:
        for field in resource["schema"]["fields"]:
            words = [
                field["description"],
                *(field["translations"][language]["description"] for language in LANGUAGES if language != "en"),
            ]
            assert len({*words}) == len(LANGUAGES), field["name"]
    notes = [files[f"method.{language}.md"] for language in LANGUAGES]
    assert len({*notes}) == len(LANGUAGES) and all("recompute.py" in note and "Sweeney" in note for note in notes)


def test_who_took_it_and_what_for_is_in_the_journal_and_on_the_page(pilot, client, take):
    token = uuid.uuid4()
    answers = [take(pilot, purpose="funder", token=token), take(pilot, purpose="funder", token=token)]
    assert all(len(rows_of(files_of(answer), "journeys.csv")) == 30 for answer in answers)
    line = Entry.objects.get(deed="programme.take_extract")
    assert line.actor == pilot.edu
    assert line.facts | {"purpose": "funder", "licence": "CC-BY-4.0", "people": 30} == line.facts
    page = text_of(client.get(place_of(pilot)))
    assert "Who took it so far" in page and "Edu" in page and "For whoever pays" in page


@pytest.mark.parametrize("left_open", ["purpose", "licence", "judged"])
def test_without_a_reason_a_licence_and_a_thought_nothing_is_taken(pilot, take, left_open):
    said = {"purpose": "open", "licence": "CC-BY-4.0", "judged": "on"} | {left_open: ""}
    answer = take(pilot, **said)
    assert answer.status_code == 422 and not Entry.objects.filter(deed="programme.take_extract").exists()
    page = BeautifulSoup(answer.content, "html.parser")
    kept = {each["name"] for each in page.select("input[checked]")}
    assert kept == {"purpose", "licence", "judged"} - {left_open}


@pytest.mark.parametrize("who", ["silvia", "pau", "olga", "nil"])
def test_who_may_not_keep_a_report_takes_no_extract(pilot, client, take, who):
    client.force_login(getattr(pilot, who))
    assert client.get(place_of(pilot)).status_code == take(pilot, who).status_code == 404


def test_whoever_may_keep_a_report_may_take_it():
    of_a_programme = POLICY["directory.Programme"]
    assert of_a_programme[Can.TAKE_EXTRACT] == of_a_programme[Can.KEEP_REPORT]


def test_the_page_asks_the_database_the_same_few_questions(pilot, client, django_assert_num_queries):
    client.force_login(pilot.edu)
    client.get(place_of(pilot))
    with django_assert_num_queries(4):  # the session, the programme, its editions, who took it
        client.get(place_of(pilot))


@pytest.mark.parametrize(
    "bands, said",
    [(["20-29"], "20-29"), (["20-29", "30-39"], "20-39"), (["60-69", "70-79", "80+"], "60+"), ([*AGES], "0+")],
)
def test_bands_that_stand_together_read_as_one(bands, said):
    assert label("age", JOINED.join(bands)) == said
