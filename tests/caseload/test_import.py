"""Journeys from before Wayfellow come in whole or not at all, and only once."""

import json
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.deeds import Can
from wayfellow.access.guard import COMMAND_LINE, may
from wayfellow.choices.models import Choice
from wayfellow.demo import pilot
from wayfellow.directory.models import Organisation, Programme, ReferralSource, Site
from wayfellow.evaluation.models import ClinicalTotal
from wayfellow.journal.models import Entry
from wayfellow.journeys.models import Accompaniment, Agreement, Journey, Objective
from wayfellow.keeping.actions import erase
from wayfellow.people.models import Person
from wayfellow.vault.models import Key

ALL = [Organisation, Site, Programme, ReferralSource, Key, Person, Choice, Journey, Objective, Agreement]
ALL += [Accompaniment, ClinicalTotal]
PEOPLE = "person,age,gender,site,referred_by,referred_on,objectives,cadence,closed_on\n"
STEPS = "person,number,on,setting,minutes,joined_by,touched\n"
ANNA = "A-1,40,woman,North,nursing,2023-01-10,hope;meaning,weekly,2023-03-01\n"
ANNAS = "A-1,1,2023-01-20,centre,60,nurse,hope\nA-1,2,2023-02-01,home,45,,\n"


@pytest.fixture
def files(tmp_path):
    """Write a pair of files, and bring them in."""

    def bring_in(people=ANNA, steps=ANNAS, clinical=None, **options):
        paths = [tmp_path / "people.csv", tmp_path / "steps.csv"]
        paths[0].write_text(PEOPLE + people)
        paths[1].write_text(STEPS + steps)
        if clinical:
            (tmp_path / "clinical.csv").write_text("variable,category,n,mean,sd\n" + clinical)
            options["clinical_summary"] = str(tmp_path / "clinical.csv")
        import_caseload(*paths, **options)

    return bring_in


def import_caseload(*paths, programme="example", **options):
    call_command("import", "caseload", *map(str, paths), programme=programme, **options)


def import_pilot(folder, **options):
    names = ["people", "accompaniments", "clinical-summary"]
    *paths, clinical = [folder / f"nou-barris-{name}.csv" for name in names]
    import_caseload(*paths, programme="nou-barris", clinical_summary=str(clinical), **options)


def everything():
    return {model.__name__: model.objects.count() for model in ALL}


def evaluated(capsys, programme="nou-barris"):
    capsys.readouterr()
    call_command("evaluate", programme, json_file="-")
    return json.loads(capsys.readouterr().out)


def test_the_pilots_files_are_those_beside_this_checkout(shared_data):
    for path in pilot.DATA.glob("*.csv"):
        assert path.read_bytes() == (shared_data / path.name).read_bytes()


def test_the_pilot_comes_in_and_gives_the_published_table(db, capsys):
    import_pilot(pilot.DATA)
    figures = evaluated(capsys)
    assert (figures["people"], figures["accompaniments"], figures["mean"]) == (30, 257, 8.57)
    assert [figures["bands"][band] for band in ("20+", "12-19", "10-11", "6-9", "5", "<5")] == [2, 6, 6, 5, 4, 7]
    assert figures["gender"] == {"man": 14, "woman": 16, "n": 30, "missing": 0}
    assert (figures["age"]["mean"], figures["age"]["sd"]) == (44.8, 8.69)
    assert figures["referred_by"] | {"n": 30, "missing": 0} == figures["referred_by"]
    assert [figures["referred_by"][source] for source in ("psychiatry", "nursing", "PADI", "PSI")] == [13, 5, 10, 2]
    clinical = figures["clinical"]
    assert clinical["Years since onset"] == {"n": 30, "mean": 14.7, "sd": 8.3, "missing": 0}
    assert sorted(clinical["Diagnosis"].values()) == [0, 1, 3, 3, 5, 6, 12, 30]


def test_the_same_files_again_change_nothing(db, capsys):
    import_pilot(pilot.DATA)
    before = everything()
    import_pilot(pilot.DATA)
    assert everything() == before
    assert "Here already: 30 people" in capsys.readouterr().out


def test_the_files_of_the_pilot_change_nothing_where_it_was_told_by_acts(cast, capsys):
    pilot.tell(cast)
    before = everything()
    import_pilot(pilot.DATA)
    assert everything() == before
    assert "Here already: 30 people" in capsys.readouterr().out


def test_a_dry_run_writes_nothing(db, files, capsys):
    files(dry_run=True)
    assert not any(everything().values())
    assert "1 people" in capsys.readouterr().out


def test_a_programme_that_is_not_there_is_opened_and_said_to_be(db, files, capsys):
    files()
    assert "There was no programme “example” yet, so it was opened" in capsys.readouterr().err
    assert Programme.objects.get().organisation.name == "Example (to be completed)"


def test_a_mistyped_name_opens_no_second_programme(db, files):
    files()
    with pytest.raises(CommandError, match="no programme “exmaple” .there are: example.") as refused:
        files(programme="exmaple")
    assert "\n" not in str(refused.value)
    assert Programme.objects.count() == 1


def test_a_second_programme_is_opened_when_asked(db, files):
    files()
    files(ANNA.replace("A-1", "B-1"), ANNAS.replace("A-1", "B-1"), programme="second", new_programme=True)
    assert {programme.slug for programme in Programme.objects.all()} == {"example", "second"}


def test_a_slug_that_could_be_no_address_opens_nothing(db, files):
    with pytest.raises(CommandError, match="no short name"):
        files(programme="Nou Barris!")
    assert not any(everything().values())


def test_who_was_on_the_road_says_yes_as_the_programmes_records_state(db, files):
    files()
    journey = Journey.objects.get()
    assert (journey.stage, str(journey.ended_on), journey.accompaniments_count) == ("closed", "2023-03-01", 2)
    assert (journey.choice.answer, journey.choice.how, journey.choice.idea) == ("yes", "before", "")
    assert [objective.dimension for objective in journey.objectives.order_by("position")] == ["hope", "meaning"]
    assert journey.agreements.get().rhythm == "weekly"


def test_who_never_met_anybody_and_has_not_ended_has_yet_to_choose(db, files):
    files(ANNA + "B-2,,,,self,2023-02-01,,,\n")
    journey = Journey.objects.get(person__code="B-2")
    assert (journey.stage, journey.choice) == ("proposed", None)


def test_who_is_still_on_the_road_keeps_the_programmes_one_peer_supporter(cast, files):
    files(ANNA.replace("2023-03-01", ""), programme="nou-barris")
    journey = Journey.objects.get()
    assert (journey.stage, journey.peer) == ("walking", cast.peer)
    assert may(cast.pau, Can.SEE_JOURNEY, journey)


def test_without_a_known_peer_supporter_the_journey_waits_for_one(db, files):
    files(ANNA.replace("2023-03-01", ""))
    assert Journey.objects.get().stage == "chosen"
    assert set(Accompaniment.objects.values_list("peer", flat=True)) == {None}


@pytest.mark.parametrize(
    "change, complaint",
    [
        (("A-1,40", "A-1,41"), "people.csv:2:age: “40” is already recorded for this person, not “41”."),
        (("hope;meaning", "hope"), "people.csv:2:objectives: “hope;meaning” is already recorded"),
        (("2023-03-01", ""), "people.csv:2:closed_on: “2023-03-01” is already recorded"),
    ],
)
def test_somebody_who_is_here_and_told_of_otherwise_is_a_bad_row(db, files, change, complaint):
    files()
    before = everything()
    with pytest.raises(CommandError) as bad:
        files(ANNA.replace(*change) + "B-2,30,man,North,nursing,2023-02-01,,,\n")
    assert complaint in str(bad.value)
    assert everything() == before


@pytest.mark.parametrize(
    "steps, complaint",
    [
        (ANNAS.replace("home,45", "home,50"), "steps.csv:3: There is no such accompaniment on record for this person."),
        (ANNAS.splitlines()[0], "2 accompaniments are already recorded for this person; the file has 1."),
    ],
)
def test_other_accompaniments_of_somebody_who_is_here_are_bad_rows(db, files, steps, complaint):
    files()
    with pytest.raises(CommandError) as bad:
        files(steps=steps)
    assert complaint in str(bad.value)
    assert Accompaniment.objects.count() == 2


def test_a_code_of_another_programme_is_not_taken_for_the_same_person(db, files):
    files()
    with pytest.raises(CommandError, match="outside this programme"):
        files(programme="another", new_programme=True)
    assert [programme.slug for programme in Programme.objects.all()] == ["example"]


@pytest.mark.parametrize("bad", ["X,\n", "A-1,1,2030-01-01,centre,60,,\n", "A-1,3,2023-02-01,centre,9999,,\n"])
def test_one_bad_row_leaves_nothing_of_the_good_ones(db, files, bad):
    with pytest.raises(CommandError, match="Nothing was brought in"):
        files(steps=ANNAS + bad)
    assert not any(everything().values())


def test_a_column_about_health_is_refused(db, tmp_path):
    people, steps = tmp_path / "people.csv", tmp_path / "steps.csv"
    people.write_text(PEOPLE.replace("\n", ",diagnosis\n") + ANNA.replace("\n", ",x\n"))
    steps.write_text(STEPS + ANNAS)
    with pytest.raises(CommandError, match="keeps no clinical facts"):
        import_caseload(people, steps)
    assert not any(everything().values())


def test_newer_clinical_totals_take_the_place_of_the_older(db, files):
    files(clinical="Years,,1,4.0,\n")
    files(clinical="Years,,1,5.0,\n")
    assert ClinicalTotal.objects.get().mean == 5.0


def test_the_import_is_in_the_journal_and_no_word_of_the_files_with_it(db, files):
    files()
    line = Entry.objects.get()
    assert (line.deed, line.standing, line.actor, line.facts) == ("programme.import_caseload", "command_line", None, {})


def test_a_source_nobody_knew_joins_the_programmes_own_list(cast, files, capsys):
    files(ANNA.replace("nursing", "the library"), programme="nou-barris")
    assert "as referral source: the library" in capsys.readouterr().out
    assert cast.programme.sources.order_by("-position").first().code == "the library"


def test_a_file_that_is_not_there_is_one_clear_line(db):
    with pytest.raises(CommandError) as bad:
        import_caseload(Path("nowhere.csv"), Path("nowhere-else.csv"))
    assert "nowhere.csv: This file cannot be opened." in str(bad.value)


def test_who_was_erased_is_not_brought_in_again(db, files, settings, tmp_path, capsys):
    settings.ERASED_FILE = tmp_path / "wayfellow.erased"
    files()
    erase(Person.objects.get(), by=COMMAND_LINE, on=date(2024, 1, 1))
    before = everything()
    files(ANNA + ANNA.replace("A-1", "B-1"), ANNAS + ANNAS.replace("A-1", "B-1"))
    assert "Erased here, and left out: 1 people." in capsys.readouterr().out
    assert set(Person.objects.filter(erased_on=None).values_list("code", flat=True)) == {"B-1"}
    assert everything()["Accompaniment"] == before["Accompaniment"] + 2
