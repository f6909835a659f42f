"""Everything about one person in two files, at their own hand or at the machine itself."""

import io
import json
import stat
import zipfile

import pytest
from bs4 import BeautifulSoup
from django.core.management import CommandError, call_command

from tests.tabs import text_of

from .conftest import sealed_models

FILES = "/my/everything/wayfellow.zip"


def taken(content):
    files = zipfile.ZipFile(io.BytesIO(content))
    return files.read("everything.html").decode(), json.loads(files.read("everything.json"))


def test_every_word_about_the_person_is_in_both_files(marked, montse):
    page, data = taken(montse.get(FILES).content)
    assert {mark.split("-")[1] for mark in marked.sealed} == {model._meta.label for model in sealed_models()}
    kept = json.dumps(data, ensure_ascii=False)
    assert [mark for mark in marked.sealed + marked.private if mark not in kept] == []
    assert [mark for mark in marked.sealed + marked.private if mark not in page] == []


def test_the_page_stands_alone_and_speaks_the_person_s_language(marked, montse):
    page = BeautifulSoup(taken(montse.get(FILES).content)[0], "html.parser")
    assert page.html["lang"] == "ca"
    assert not page.find_all(["script", "link", "img", "a"])


def test_the_files_say_who_looked_in_plain_words(walked, montse):
    _page, data = taken(montse.get(FILES).content)
    assert {"Rosa", "Pau", "Carme", "Montse"} <= {line["name"] for line in data["journal"]}
    assert {line["where"] for line in data["journal"] if line["name"] == "Rosa"} == {"Psiquiatria, CSMA Nord"}
    assert data["journeys"][0]["accompaniments"][-2]["additions"][0]["words"] == "I see it differently"


def test_nothing_of_anybody_else_is_in_it(marked, montse, client):
    client.force_login(marked.pau)
    assert client.get(FILES).status_code == 404
    assert "Mark-" not in client.get("/my/", follow=True).content.decode()


def test_at_the_machine_the_person_reads_that_it_was_taken(walked, montse, tmp_path):
    file = tmp_path / "montse.zip"
    call_command("export", "person", "MONT-7733", "--to", str(file), verbosity=0)
    page, data = taken(file.read_bytes())
    assert data["person"]["name"] == "Montse"
    assert data["visits"] == data["plan"] == []
    assert "Sleep" not in page  # what is prepared for a visit is the person's alone (B6)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    first = text_of(montse.get("/my/who-looked/"))
    assert "An administrator exported everything about you, on the server itself" in first


def test_it_never_writes_over_a_file_and_says_who_is_not_here(walked, montse, tmp_path):
    file = tmp_path / "there.zip"
    file.write_text("mine")
    with pytest.raises(CommandError, match="there already"):
        call_command("export", "person", "MONT-7733", "--to", str(file))
    with pytest.raises(CommandError, match="nobody here"):
        call_command("export", "person", "NONE-0000", "--to", str(tmp_path / "new.zip"))
    assert file.read_text() == "mine"
    assert "exported" not in text_of(montse.get("/my/who-looked/"))
