"""Words that nobody here is called, and things that nobody here is asked (DESIGN: the words; I2)."""

import re
from pathlib import Path

import pytest
from django.apps import apps

WAYFELLOW = Path(__file__).resolve().parents[2] / "wayfellow"
TEMPLATES = sorted(WAYFELLOW.rglob("templates/**/*.html"))
NEVER = re.compile(
    r"\b(patients?|cases?|compliance|non-compliant|adherence|no-shows?|risk scores?|discharged?)\b", re.I
)
COMMENT = re.compile(r"{#.*?#}", re.S)
CLINICAL = re.compile(r"diagnos|medicat|icd|dsm|symptom|risk|severity|disorder|patholog|clinical|illness", re.I)
GROUP_TOTALS = {"evaluation.ClinicalTotal"}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_page_uses_a_word_that_makes_someone_smaller(path):
    assert not NEVER.findall(COMMENT.sub("", path.read_text()))


def test_no_table_or_column_has_such_a_name_or_could_hold_a_clinical_record():
    ours = [model for model in apps.get_models() if model.__module__.startswith("wayfellow.")]
    names = {
        f"{model._meta.label}.{field.name}".replace("_", " ")
        for model in ours
        if model._meta.label not in GROUP_TOTALS
        for field in model._meta.concrete_fields
    }
    assert not [name for name in names if NEVER.search(name) or CLINICAL.search(name)]


def test_what_a_partner_counted_before_and_after_can_name_nobody():
    columns = {field.name for field in apps.get_model("evaluation", "PartnerTotal")._meta.get_fields()}
    of_people = {"n", "people_before", "people_after", "before", "after"}
    assert columns == of_people | {
        "id", "programme", "partner", "start", "end", "counted", "source", "told_from", "withdrawn_on",
    }  # fmt: skip


def test_group_totals_can_name_nobody():
    columns = {field.name for field in apps.get_model("evaluation", "ClinicalTotal")._meta.get_fields()}
    assert columns == {"id", "programme", "variable", "category", "n", "mean", "sd"}
