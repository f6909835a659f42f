"""After an erasure no word of the person is in the database's own files, and no older copy brings one back."""

from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from tests.tabs import Tab
from wayfellow.access.guard import COMMAND_LINE
from wayfellow.journal.models import Entry
from wayfellow.journeys.models import Objective
from wayfellow.keeping import actions, queries
from wayfellow.keeping.models import Erasure
from wayfellow.people.models import Person, User
from wayfellow.vault.models import OF_THE_INSTALLATION, ErasedKey, Key
from wayfellow.vault.register import bring_up_to_date, destroy, read

from .conftest import TODAY

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.alone]


def everything_on_disk():
    if connection.vendor == "sqlite":
        database = Path(connection.settings_dict["NAME"])
        return b"".join(file.read_bytes() for file in database.parent.glob(f"{database.name}*"))
    return b"".join(_files_of_postgresql())


def _files_of_postgresql():
    """Yield each file of this database: tables, indexes, statistics, free space and all. The log is not among them."""
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute("SELECT 'base/' || oid || '/' FROM pg_database WHERE datname = current_database()")
        [folder] = cursor.fetchone()
        cursor.execute("SELECT pg_read_binary_file(%s || name) FROM pg_ls_dir(%s) AS name", [folder, folder])
        yield from (bytes(content) for [content] in cursor.fetchall() if content)


def left(marks):
    content = everything_on_disk()
    return [mark for mark in marks if mark.encode() in content or mark.encode().hex().encode() in content]


@pytest.fixture
def typed(monkeypatch):
    """What somebody types when the command asks."""
    return lambda answer: monkeypatch.setattr("builtins.input", lambda: answer)


@pytest.fixture
def careless(db):
    """A SQLite that does not overwrite what it lets go of, whatever it was told."""
    if connection.vendor == "sqlite":
        run("PRAGMA secure_delete=OFF")
    yield
    if connection.vendor == "sqlite":
        run("PRAGMA secure_delete=ON")


def run(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_no_mark_is_left_in_the_database(careless, marked, typed, tmp_path):
    assert left(marked.sealed) == []
    assert left(marked.private) == marked.private
    wrapped = bytes(marked.person.key.wrapped)
    typed("MARK-CODE")
    out = StringIO()
    call_command("erase", "person", "MARK-CODE", certificate=str(tmp_path / "certificate.txt"), stdout=out)
    assert left(marked.sealed + marked.private) == []
    assert wrapped not in everything_on_disk() and wrapped.hex().encode() not in everything_on_disk()
    certificate = (tmp_path / "certificate.txt").read_text()
    assert certificate in out.getvalue()
    assert str(Erasure.objects.get().pk) in certificate
    assert read_marks(marked, certificate) == []


def test_erased_on_a_page_nothing_is_left_either(marked, montse):
    run("ANALYZE")  # what planners remember of columns are copies, too
    wrapped = bytes(marked.person.key.wrapped)
    assert wrapped in everything_on_disk()
    Tab(montse, "/my/erase/").send()
    assert Tab(montse, "/my/erase/now/").send(sure="on").status_code == 302
    assert wrapped not in everything_on_disk()
    assert left(marked.sealed + marked.private) == []


def test_nothing_is_left_of_a_key_that_goes_by_itself(db):
    with transaction.atomic():
        key = Key.new()
        key.save()
    wrapped = bytes(key.wrapped)
    assert wrapped in everything_on_disk()
    with transaction.atomic():
        destroy(key, on=TODAY)
    assert wrapped not in everything_on_disk()


def test_only_who_holds_the_key_can_tell_a_code_that_was_erased(walked):
    code = walked.person.code
    actions.erase(walked.person, by=COMMAND_LINE, on=TODAY)
    assert queries.erased([code, "MONT-7734"]) == {code}
    assert left([code]) == []
    Key.objects.filter(pk=OF_THE_INSTALLATION).delete()  # another installation, another seal
    assert queries.erased([code]) == set()


def read_marks(cast, text):
    return [mark for mark in cast.sealed + cast.private if mark in text]


@pytest.mark.parametrize("answer", ["", "yes", "mont-7733"])
def test_without_the_code_typed_once_more_nothing_is_changed(walked, typed, answer):
    typed(answer)
    with pytest.raises(CommandError, match="Nothing was changed"):
        call_command("erase", "person", "MONT-7733", stdout=StringIO())
    assert Person.objects.get(pk=walked.person.pk).name == "Montse"


def test_a_certificate_is_never_written_over_a_file(walked, typed, tmp_path):
    typed("MONT-7733")
    (tmp_path / "mine").write_text("mine")
    with pytest.raises(CommandError, match="there already"):
        call_command("erase", "person", "MONT-7733", certificate=str(tmp_path / "mine"), stdout=StringIO())
    assert Person.objects.get(pk=walked.person.pk).erased_on is None


def test_the_register_names_the_keys_once_the_erasure_is_certain(walked, register):
    with pytest.raises(RuntimeError), transaction.atomic():
        actions.erase(walked.person, by=COMMAND_LINE, on=TODAY)
        raise RuntimeError
    assert read(register) == set()
    actions.erase(walked.person, by=COMMAND_LINE, on=TODAY)
    keys = {walked.person.key_id, walked.step.key_id}
    assert read(register) == keys
    register.unlink()
    bring_up_to_date()
    bring_up_to_date()
    assert sorted(register.read_text().split()) == sorted(map(str, keys))


def test_nothing_the_journal_said_of_the_person_is_left(walked):
    key, about = walked.person.key, Entry.objects.filter(person=walked.person.pk)
    assert [line for line in about if line.said(key)]
    actions.erase(walked.person, by=COMMAND_LINE, on=TODAY)
    gone = Key.objects.get(pk=key.pk)
    assert [line.deed for line in about.all() if line.said(gone) or line.facts.keys() - {"under", "sealed"}] == []


def test_an_older_backup_brings_neither_words_nor_name_back(marked, register):
    before = {model: list(model.objects.values()) for model in (Key, Person, User)}
    actions.erase(marked.person, by=COMMAND_LINE, on=TODAY)
    ErasedKey.objects.all().delete()
    for model, rows in before.items():
        for row in rows:
            model.objects.filter(pk=row["id"]).update(**row)
    assert Person.objects.get(pk=marked.person.pk).name == "Mark-name"
    actions.apply_register(register, on=TODAY)
    assert Objective.objects.first().words == "(erased)"
    assert Person.objects.get(pk=marked.person.pk).name == "(erased)"
    assert not User.objects.get(pk=marked.montse.pk).is_active
    assert ErasedKey.objects.filter(pk=marked.person.key_id).exists()
    actions.apply_register(register, on=TODAY)
    assert Erasure.objects.filter(cause=Erasure.Cause.RESTORED).count() == 1


def test_a_restore_without_a_register_changes_nothing(walked, register):
    actions.apply_register(register, on=TODAY)
    assert Objective.objects.get(position=1).words == "To leave the house each week"
    assert not Person.objects.exclude(erased_on=None).exists()


def test_every_table_was_looked_at(walked):
    names = {model._meta.db_table for model in apps.get_models()}
    assert names <= set(connection.introspection.table_names())
