"""`wayfellow evaluate`: true counts for who keeps the machine, hidden ones in what is passed on."""

import csv
import json
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from tests.evaluation.crowd import someone


def figures(capsys, *arguments, programme="nou-barris"):
    capsys.readouterr()
    call_command("evaluate", programme, *arguments, "--json", "-")
    out, err = capsys.readouterr()
    assert err == ""
    return json.loads(out)


def lines_of(path):
    return [*csv.DictReader(path.read_text().splitlines())]


def test_only_what_took_place_in_the_period_counts(crowd, cast, capsys):
    crowd(*[someone(6, since=date(2023, 2, 1)) for _one in range(3)], someone(2, since=date(2023, 3, 1)))
    told = figures(capsys, "--from", "2023-02-03", "--to", "2023-02-28")
    assert (told["people"], told["accompaniments"], told["median"]) == (3, 12, 4)
    assert (told["period"]["first"], told["period"]["last"]) == ("2023-02-03", "2023-02-06")


def test_what_nobody_said_is_missing_and_never_zero(crowd, cast, capsys):
    crowd(someone(age=30), someone(age=None, gender=""))
    told = figures(capsys)
    assert told["age"] | {"mean": 30, "n": 1, "missing": 1} == told["age"]
    assert told["gender"] == {"woman": 1, "n": 1, "missing": 1}


def test_several_companions_of_one_accompaniment_count_for_each(crowd, cast, capsys):
    crowd(
        someone(2, joined_by=["nurse", "family or friend"]),
        someone(3, with_referrer=True),
        someone(1, joined_by=["nurse practitioner"]),
    )
    told = figures(capsys)
    assert told["together"] == {"times": 6, "people": 3, "n": 6, "missing": 0}
    assert {who: each["times"] for who, each in told["joined_by"].items() if isinstance(each, dict)} == {
        "referrer": 3, "nurse": 2, "home-care team": 0, "other professional": 0, "family or friend": 2,
    }  # fmt: skip


def test_an_empty_programme_is_evaluated_too(cast, capsys):
    told = figures(capsys)
    assert (told["people"], told["accompaniments"], told["mean"]) == (0, 0, None)
    assert told["bands"]["<5"] == 0


@pytest.mark.parametrize(
    "arguments, complaint",
    [
        (["nowhere"], "There is no programme “nowhere”. There are: example-elsewhere, nou-barris."),
        (["nou-barris", "--from", "31/01/2023"], "“31/01/2023” is no day. Please write it as 2023-01-31."),
        (["nou-barris", "--from", "2023-02-01", "--to", "2023-01-01"], "ends before it begins"),
        (["nou-barris", "--json", "/nowhere/figures.json"], "cannot be written"),
        (["nou-barris", "--data", "/dev/null/figures"], "Nothing is published yet"),
        (["nou-barris", "--html", "x", "--from", "2023-01-01"], "leave out --from and --to"),
    ],
)
def test_what_cannot_be_done_is_one_clear_line(cast, arguments, complaint):
    with pytest.raises(CommandError) as problem:
        call_command("evaluate", *arguments)
    assert complaint in str(problem.value)
    assert "\n" not in str(problem.value)


def test_a_label_that_looks_like_a_formula_stays_a_word(crowd, cast, tmp_path):
    cast.sites[0].name = "=1+1"
    cast.sites[0].save()
    crowd(*[someone() for _one in range(6)])
    call_command("evaluate", "nou-barris", "--data", str(tmp_path))
    assert "'=1+1" in (tmp_path / "figures.csv").read_text()
