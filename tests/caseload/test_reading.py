"""Small caseloads, each with one thing wrong, against one that is right."""

from collections import Counter
from datetime import date
from pathlib import Path

from pytest import approx, fixture, mark, raises

import wayfellow.demo
from wayfellow.caseload.files import CADENCES, CHIME, GENDERS, SETTINGS, read_caseload
from wayfellow.evaluation.statistics import in_bands, summarise
from wayfellow.journeys.models import Chime, Rhythm, Setting
from wayfellow.people.models import Person
from wayfellow.sheets.reading import BadRows

TODAY = date(2023, 7, 1)
PILOT = [
    Path(wayfellow.demo.__path__[0]) / "data" / f"nou-barris-{part}.csv"
    for part in ("people", "accompaniments", "clinical-summary")
]

PEOPLE = """\
person,age,gender,site,referred_by,referred_on,objectives,cadence,closed_on
A,57,woman,North,nursing,2023-01-02,hope;identity,weekly,2023-06-01
B,,,,PADI,2023-02-01,,,
"""
ACCOMPANIMENTS = """\
person,number,on,setting,minutes,joined_by,touched
A,1,2023-01-10,centre,60,nurse;his sister,hope
A,2,2023-01-17,phone,45,,hope;meaning
B,1,2023-02-08,home,720,,
"""
CLINICAL = """\
variable,category,n,mean,sd
Years since,,2,14.7,8.3
Kind,one,1,,
Kind,two,1,,
"""


@fixture
def read(tmp_path):
    """Write the three files, in part replaced, and read them."""

    def write_and_read(people=PEOPLE, accompaniments=ACCOMPANIMENTS, clinical=CLINICAL, **options):
        paths = []
        for name, content in (("people", people), ("accompaniments", accompaniments), ("clinical", clinical)):
            paths.append(tmp_path / f"{name}.csv")
            paths[-1].write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_caseload(*paths, today=TODAY, **options)

    return write_and_read


@fixture
def wrong(read):
    """Read, and return what was found wrong as (file, line, column)."""

    def read_and_refuse(**files):
        with raises(BadRows) as refusal:
            read(**files)
        assert all(bad.reason for bad in refusal.value.rows)
        return [(bad.file.removesuffix(".csv"), bad.line, bad.column) for bad in refusal.value.rows]

    return read_and_refuse


def person(**cells):
    row = {"person": "C", "age": "40", "gender": "man", "site": "North", "referred_by": "PSI"}
    row |= {"referred_on": "2023-03-01", "objectives": "hope", "cadence": "own", "closed_on": ""}
    return PEOPLE + ",".join(f'"{cell}"' for cell in (row | cells).values()) + "\n"


def accompaniment(**cells):
    row = {"person": "B", "number": "2", "on": "2023-02-15", "setting": "home", "minutes": "60"}
    row |= {"joined_by": "", "touched": ""}
    return ACCOMPANIMENTS + ",".join(f'"{cell}"' for cell in (row | cells).values()) + "\n"


def test_the_pilot_reads_as_the_paper_counts_it():
    pilot = read_caseload(*PILOT, today=TODAY)

    met = Counter(row.person for row in pilot.accompaniments)
    summary = summarise(met[row.person] for row in pilot.people)
    assert (len(pilot.people), len(pilot.accompaniments), round(summary.mean, 2)) == (30, 257, 8.57)
    assert list(in_bands(met.values()).values()) == [2, 6, 6, 5, 4, 7]
    ages = summarise(row.age for row in pilot.people)
    assert (round(ages.mean, 1), round(ages.sd, 2)) == (44.8, 8.69)
    assert Counter(row.gender for row in pilot.people) == {"man": 14, "woman": 16}
    sources = Counter(row.referred_by for row in pilot.people)
    assert sources == {"psychiatry": 13, "nursing": 5, "PADI": 10, "PSI": 2}
    assert sum(row.n for row in pilot.clinical if row.category) == 30


def test_the_published_files_are_the_ones_that_ship(shared_data):
    assert all(path.read_bytes() == (shared_data / path.name).read_bytes() for path in PILOT)


def test_the_codes_of_the_files_are_those_of_the_tables():
    assert set(CHIME) == set(Chime.values)
    assert set(SETTINGS) == set(Setting.values)
    assert set(CADENCES) == set(Rhythm.values)
    assert set(GENDERS) == set(Person.Gender.values)


def test_every_cell_becomes_what_it_means(read):
    caseload = read()

    first, second = caseload.people
    assert (first.line, first.age, first.closed_on) == (2, 57, date(2023, 6, 1))
    assert first.objectives == ("hope", "identity")
    assert (second.age, second.gender, second.objectives, second.closed_on) == (None, "", (), None)
    assert caseload.accompaniments[0].joined_by == ("nurse", "his sister")
    assert (caseload.accompaniments[2].on, caseload.accompaniments[2].minutes) == (date(2023, 2, 8), 720)
    assert (caseload.clinical[0].mean, caseload.clinical[1].sd) == (approx(14.7), None)


def test_the_clinical_totals_may_be_left_out(tmp_path):
    for name, content in (("people", PEOPLE), ("accompaniments", ACCOMPANIMENTS)):
        (tmp_path / name).write_text(content)

    assert read_caseload(tmp_path / "people", tmp_path / "accompaniments", today=TODAY).clinical == ()


def test_a_diagnosis_is_refused_by_its_name_and_told_why(read):
    with raises(BadRows, match=r"people\.csv:1:diagnosis: .*keeps no clinical facts about a person"):
        read(people=PEOPLE.replace("age", "age,diagnosis"))


def test_a_column_nobody_knows_is_named_and_not_taken_for_a_clinical_one(read):
    with raises(BadRows, match=r"people\.csv:1:favourite song: .*does not know this column") as bad:
        read(people=PEOPLE.replace("age", "age,favourite song"))
    assert "clinical" not in str(bad.value)


@mark.parametrize(
    "cells",
    [{"person": ""}, {"person": "x" * 21}, {"age": "121"}, {"gender": "f"}, {"site": "x" * 81}]
    + [{"referred_by": ""}, {"referred_by": "x" * 41}, {"referred_on": ""}, {"referred_on": "2023-07-02"}]
    + [{"objectives": "hope;depression"}, {"cadence": "daily"}]
    + [{"closed_on": "2023-07-02"}, {"closed_on": "2023-02-28"}],
    ids=str,
)
def test_a_bad_cell_about_a_person_is_named_with_its_line(wrong, cells):
    assert wrong(people=person(**cells)) == [("people", 4, *cells)]


@mark.parametrize(
    "cells",
    [
        {"person": "Z"},
        {"person": "a"},
        {"number": "0"},
        {"number": "1"},
        {"number": "4"},
        {"on": "2023-02-07"},
    ]
    + [{"on": "2023-07-02"}, {"setting": "hospital ward"}, {"minutes": "0"}, {"minutes": "1500"}]
    + [{"minutes": ""}, {"joined_by": "x" * 61}, {"touched": "recovery"}],
    ids=str,
)
def test_a_bad_cell_about_an_accompaniment_is_named_with_its_line(wrong, cells):
    found = wrong(accompaniments=accompaniment(**cells))

    assert set(found) >= {("accompaniments", 5, *cells)}
    assert {line for _file, line, _column in found} == {5}


def test_accompaniments_lie_between_the_referral_and_the_closing(read, wrong):
    on_its_first_day = ACCOMPANIMENTS.replace("2023-02-08", "2023-02-01")
    assert read(accompaniments=on_its_first_day)
    assert wrong(accompaniments=on_its_first_day.replace("2023-02-01", "2023-01-31")) == [("accompaniments", 4, "on")]

    on_its_last_day = accompaniment(person="A", number="3", on="2023-06-01")
    assert read(accompaniments=on_its_last_day)
    assert wrong(accompaniments=on_its_last_day.replace("06-01", "06-02")) == [("accompaniments", 5, "on")]


def test_two_accompaniments_on_one_day_are_two(read):
    assert len(read(accompaniments=accompaniment(on="2023-02-08")).accompaniments) == 4


def test_a_missing_accompaniment_is_told_once_and_not_again_for_all_that_follow(wrong):
    without_the_first = ACCOMPANIMENTS.replace("A,1,2023-01-10,centre,60,nurse;his sister,hope\n", "")

    assert wrong(accompaniments=without_the_first) == [("accompaniments", 2, "number")]


def test_a_number_that_cannot_be_read_leaves_no_gap_behind(wrong):
    assert wrong(accompaniments=ACCOMPANIMENTS.replace("A,1,", "A,one,")) == [("accompaniments", 2, "number")]


@mark.parametrize(
    "row, column",
    [("Kind,three,1,,", "n"), ("Weight,,3,70,9", "n"), ("Weight,,-1,,", "n"), ("Weight,,1.5,,", "n")]
    + [("Weight,,,,", "n"), ("Weight,,2,nan,", "mean"), ("Weight,,0,70,", "mean"), ("Weight,,2,70,-1", "sd")]
    + [("Weight,,2,,9", "sd"), ("Kind,two,0,,", "category"), (",,1,,", "variable")]
    + [("A,,1,,", "variable"), ("Kind,B,0,,", "category")],
)
def test_an_impossible_clinical_total_is_named_with_its_line(wrong, row, column):
    assert wrong(clinical=CLINICAL + row) == [("clinical", 5, column)]


def test_a_mean_without_its_spread_will_do_and_a_total_beside_its_categories(read):
    assert read(clinical=CLINICAL + "Weight,,2,70,").clinical[-1].sd is None
    assert read(clinical=CLINICAL + "Kind,,2,,").clinical[-1].n == 2


def test_a_formula_stays_words_all_the_way(read):
    caseload = read(people=person(site="=1+1"), accompaniments=accompaniment(joined_by="@home"))

    assert (caseload.people[-1].site, caseload.accompaniments[-1].joined_by) == ("=1+1", ("@home",))


def test_the_clinical_totals_have_no_column_for_a_person(wrong):
    assert wrong(clinical=CLINICAL.replace("variable", "person,variable"))[0] == ("clinical", 1, "person")


def test_a_row_told_twice_points_to_the_first(read):
    with raises(BadRows, match=r"people\.csv:4:person: This is already there, in line 3\."):
        read(people=PEOPLE + PEOPLE.splitlines()[2])


def test_who_refers_may_be_held_to_the_sources_of_the_programme(read, wrong):
    assert read(sources={"Nursing", "padi"}).people[0].referred_by == "Nursing"
    assert wrong(sources=["nursing"]) == [("people", 3, "referred_by")]


def test_everything_wrong_is_told_at_once_in_the_order_of_the_files(wrong):
    found = wrong(
        people=person(age="200", gender="x") + "D,1,,,,,,,\n",
        accompaniments=accompaniment(minutes="0", setting="moon"),
        clinical=CLINICAL + "Kind,three,5,,\nKind,four,many,,\n",
    )

    assert found == [
        ("people", 4, "age"),
        ("people", 4, "gender"),
        ("people", 5, "referred_by"),
        ("people", 5, "referred_on"),
        ("accompaniments", 5, "setting"),
        ("accompaniments", 5, "minutes"),
        ("clinical", 5, "n"),
        ("clinical", 6, "n"),
    ]


def test_a_person_hidden_by_an_error_is_not_also_missing(wrong):
    assert wrong(people=PEOPLE.replace("57", "x")) == [("people", 2, "age")]
    assert wrong(people=PEOPLE.replace("age", "years")) == [("people", 1, "age"), ("people", 1, "years")]
