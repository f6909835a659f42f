"""A catalogue cannot fall behind the sentences unseen."""

import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "bin" / "translations"
CODE = """
from django.utils.translation import gettext_lazy as _, pgettext_lazy
words = [_("You can say no."), pgettext_lazy("month", "May")]
"""
PAGE = """
{{ _("%(count)s of about %(proposed)s", count=5, proposed=12) }}
{{ ngettext("%(num)s meeting", "%(num)s meetings", 5) }}
"""


@pytest.fixture
def installation(tmp_path):
    """An installation of one room, whose sentences are all translated."""
    room, locale = tmp_path / "wayfellow/room", tmp_path / "wayfellow/locale/es/LC_MESSAGES"
    for folder in [tmp_path / "bin", room / "templates", locale]:
        folder.mkdir(parents=True)
    shutil.copy(SCRIPT, tmp_path / "bin")
    (room / "models.py").write_text(CODE)
    (room / "templates/page.html").write_text(PAGE)
    (locale / "django.po").touch()
    translations(tmp_path)
    catalogue = catalogue_of(tmp_path)
    for entry in catalogue:
        entry.msgstr = "" if entry.msgid_plural else f"¡{entry.msgid}!"
        entry.msgstr_plural = dict.fromkeys(entry.msgstr_plural, f"¡{entry.msgid_plural}!")
    catalogue.save()
    return tmp_path


def translations(installation, *arguments):
    command = [sys.executable, installation / "bin/translations", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def catalogue_of(installation):
    return polib.pofile(str(installation / "wayfellow/locale/es/LC_MESSAGES/django.po"))


def test_a_complete_catalogue_passes(installation):
    assert translations(installation, "--check").returncode == 0


@pytest.mark.parametrize(
    "sentence, part, spoiled, complaint",
    [
        ("May", "msgid", "June", "es: missing: 'May'"),
        ("May", "msgid", "June", "es: stale: 'June'"),
        ("May", "msgstr", "", "es: not translated: 'May'"),
        ("May", "flags", ["fuzzy"], "es: doubtful: 'May'"),
        ("May", "msgstr", "Mayo 100 %", "es: other placeholders than the sentence: 'May'"),
        ("%(num)s meeting", "msgstr_plural", {0: "%(num)s", 1: ""}, "es: not translated: '%(num)s meeting'"),
        ("%(num)s meeting", "msgstr_plural", {0: "%(num)s", 1: "%(n)s"}, "es: other placeholders than"),
    ],
)
def test_what_is_not_as_it_should_be_is_named(installation, sentence, part, spoiled, complaint):
    catalogue = catalogue_of(installation)
    setattr(catalogue.find(sentence), part, spoiled)
    catalogue.save()

    answer = translations(installation, "--check")

    assert answer.returncode == 1
    assert complaint in answer.stdout


def test_a_catalogue_keeps_its_own_rule_of_plurals(installation):
    """Which forms a language has is the translator's to say, not the newest library's."""
    catalogue = catalogue_of(installation)
    assert set(catalogue.find("%(num)s meeting").msgstr_plural) == {0, 1}
    catalogue.metadata["Plural-Forms"] = "nplurals=3; plural=(n == 1 ? 0 : n == 2 ? 1 : 2);"
    catalogue.save()
    translations(installation)
    assert catalogue_of(installation).metadata == catalogue.metadata
    assert set(catalogue_of(installation).find("%(num)s meeting").msgstr_plural) == {0, 1, 2}


def test_bringing_a_catalogue_up_to_date_loses_no_translation(installation):
    before = (installation / "wayfellow/locale/es/LC_MESSAGES/django.po").read_text()
    models = installation / "wayfellow/room/models.py"

    models.write_text(CODE.replace("You can say no.", "You may say no."))
    translations(installation)
    assert catalogue_of(installation).find("You may say no.").msgstr == ""
    assert catalogue_of(installation).find("You can say no.") is None, "out of use until the sentence is back"
    models.write_text(CODE)
    translations(installation)

    assert (installation / "wayfellow/locale/es/LC_MESSAGES/django.po").read_text() == before


def test_the_catalogue_that_django_reads_has_every_translation(installation):
    translations(installation, "--compile")

    compiled = polib.mofile(str(installation / "wayfellow/locale/es/LC_MESSAGES/django.mo"))

    assert compiled.find("You can say no.").msgstr == "¡You can say no.!"
    assert len(compiled) == 4
