"""A backup holds everything, and comes back into either kind of database: all of it, or nothing."""

import gzip
import json
import os
import shutil
import threading
import uuid
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from tests.directory.listings import publish
from tests.expenses.spending import spent
from tests.tables import ask_the_server, instead_of_ours
from wayfellow.demo import story
from wayfellow.directory import full_text
from wayfellow.directory.models import Findable
from wayfellow.expenses.models import Receipt
from wayfellow.journal.models import Entry
from wayfellow.journeys import actions
from wayfellow.journeys.models import Accompaniment, Journey, Objective
from wayfellow.keeping import anchor
from wayfellow.operations.backups import look_into, rows_of
from wayfellow.operations.sealed_file import KEY, Opening, Sealing, Secret
from wayfellow.people.models import Person, Session, User
from wayfellow.vault.files import File
from wayfellow.vault.queries import get_ready

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
SECRET = Secret("key", bytes(range(KEY)))
MARK = "Anava amb bicicleta fins al mar"
TODAY = timezone.localdate()
KINDS = ["sqlite", "postgresql"] if connection.vendor == "postgresql" else ["sqlite"]


@pytest.fixture
def key_file(tmp_path):
    file = tmp_path / "backup.key"
    file.write_text(SECRET.content.hex())
    return file


@pytest.fixture
def road(cast):
    """Somebody on the road, with words, counters and numbered rows."""
    cast.journey = story.set_out(cast, on=TODAY - timedelta(days=20), objectives=[("hope", MARK, "")])
    story.walk(cast, cast.journey, [TODAY - timedelta(days=7), TODAY], what_we_did=MARK, touched=["hope", "meaning"])
    return cast


@pytest.fixture
def back_up(key_file, capsys):
    def make(file, *options):
        call_command("backup", file, f"--key-file={key_file}", *options)
        return capsys.readouterr().out

    return make


@pytest.fixture
def restore(key_file, capsys):
    def put_back(file, *options):
        call_command("restore", file, f"--key-file={key_file}", *options)
        return capsys.readouterr().out

    return put_back


@pytest.fixture
def backup(road, back_up, tmp_path):
    back_up(tmp_path / "wayfellow.backup")
    return tmp_path / "wayfellow.backup"


@pytest.fixture
def somewhere_else(tmp_path):
    """Go on, for a while, with a new database of either kind: with the tables that are there, or without any."""
    made = []

    @contextmanager
    def go(kind=connection.vendor, tables=None):
        name = f"fresh_{uuid.uuid4().hex}"
        if kind == "postgresql":
            ask_the_server(f"CREATE DATABASE {name} TEMPLATE {tables or 'template1'}")
            made.append(name)
        elif tables:
            shutil.copy(tables, tmp_path / name)
        with instead_of_ours(kind, name if kind == "postgresql" else tmp_path / name):
            yield

    yield go
    for name in made:
        ask_the_server(f"DROP DATABASE {name} WITH (FORCE)")


def words_in(file):
    """Return what a backup says when it is opened."""
    with open(file, "rb") as sealed, gzip.open(Opening(sealed, SECRET)) as lines:
        return lines.read().decode()


def seal(file, words):
    with open(file, "wb") as place, Sealing(place, SECRET) as sealed, gzip.open(sealed, "wb") as lines:
        lines.write(words.encode())


def all_rows(file):
    """Return what a backup holds, but for what a search reads, which is made anew."""
    return sorted((row for row in rows_of(file, SECRET) if row[0] != "directory.Findable"), key=str)


def test_it_holds_every_table_and_says_how_much(road, back_up, tmp_path):
    said = back_up(tmp_path / "b")
    contents = look_into(tmp_path / "b", SECRET)
    assert contents.rows["journeys.Accompaniment"] == 2
    assert contents.rows["workforce.Belonging"] == 1
    assert contents.rows["journal.Entry"] == Entry.objects.count()
    assert f"{sum(contents.rows.values())} rows" in said
    assert (tmp_path / "b").stat().st_mode & 0o777 == 0o600
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.parametrize("kind", KINDS)
def test_everything_comes_back_here_and_across_and_is_alive(road, back_up, restore, somewhere_else, tmp_path, kind):
    publish(road, in_one_sentence={"en": "Carpentry"})
    anchor.note()  # as every night, and after each restore: under a key of the installation
    back_up(tmp_path / "b")
    with somewhere_else(kind):
        restore(tmp_path / "b")
        back_up(tmp_path / "there")
        goes_on(road)
    if kind != connection.vendor:
        with somewhere_else():
            restore(tmp_path / "there")
            back_up(tmp_path / "here again")
            goes_on(road)
        assert all_rows(tmp_path / "here again") == all_rows(tmp_path / "b")
    assert len(all_rows(tmp_path / "b")) > 60
    assert all_rows(tmp_path / "there") == all_rows(tmp_path / "b")


def goes_on(road):
    """Words open and are found, numbers go on after the last one, acts are journalled, and the counters count."""
    journey = Journey.objects.get()
    assert Objective.objects.get().words == MARK
    assert journey.accompaniments.get(on=TODAY).touched == ["hope", "meaning"]
    assert User.objects.create_user("new@example.org", name="New").pk > road.olga.pk
    story.walk(road, journey, [TODAY])
    assert Journey.objects.get().accompaniments_count == 3
    assert Entry.objects.latest("at").deed == "journey.log"
    assert Findable.objects.filter(full_text.have(("carpent",))).count() == 1


@pytest.mark.parametrize("kind", KINDS)
def test_files_come_along_here_and_across_and_open(road, back_up, restore, somewhere_else, tmp_path, kind):
    kept = {spent(road, photo=photo).pk: photo for photo in [File("jpg", os.urandom(3000)) for _photo in range(5)]}
    back_up(tmp_path / "b")
    with somewhere_else(kind):
        restore(tmp_path / "b")
        found = Receipt.objects.select_related(*Receipt.always_with)
        assert {receipt.expense_id: receipt.file for receipt in found} == kept


def test_nobody_is_signed_in_by_a_backup(road, client, back_up, tmp_path):
    client.force_login(road.montse)
    back_up(tmp_path / "b")
    assert Session.objects.exists()
    assert client.session.session_key not in words_in(tmp_path / "b")


def test_words_and_the_key_that_wraps_are_not_in_it(backup, settings):
    words = words_in(backup)
    assert "Montse" in words
    assert MARK not in words
    assert settings.KEY_FILE.read_text().strip() not in words


def test_it_is_made_while_others_go_on_writing(road, back_up, tmp_path):
    stop, written = threading.Event(), []

    def write():
        while not stop.is_set():
            actions.log(road.journey, by=road.pau, id=uuid.uuid4(), on=TODAY, minutes=9, setting="phone", another=True)
            written.append("one more")
        connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        back_up(tmp_path / "b")
    finally:
        stop.set()
        writer.join()
    rows = [(table, dict(zip(columns, row, strict=True))) for table, columns, row in rows_of(tmp_path / "b", SECRET)]
    met = {row["id"] for table, row in rows if table == "journeys.Accompaniment"}
    noted = {row["record_id"] for _table, row in rows if row.get("deed") == "journey.log"}
    counted = next(row["accompaniments_count"] for table, row in rows if table == "journeys.Journey")
    assert written and len(met) < Accompaniment.objects.count()
    assert met == noted and len(met) == counted


def test_another_secret_restores_nothing(backup, restore, key_file, somewhere_else, monkeypatch):
    key_file.write_text(bytes(KEY).hex())
    with somewhere_else():
        with pytest.raises(CommandError, match="This key does not open it"):
            restore(backup)
        monkeypatch.setenv("WAYFELLOW_BACKUP_PASSPHRASE", "a walk along the sea")
        with pytest.raises(CommandError, match="sealed with a key, not with a passphrase"):
            call_command("restore", backup)
        assert not connection.introspection.table_names()


@pytest.mark.in_turn
def test_another_installation_key_restores_nothing(backup, restore, somewhere_else, settings, tmp_path):
    settings.KEY_FILE = tmp_path / "another.key"
    settings.KEY_FILE.write_text("0" * 64)
    with somewhere_else():
        with pytest.raises(CommandError, match="another installation key"):
            restore(backup)
        assert not connection.introspection.table_names()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda content: content[:-1],
        lambda content: content[: len(content) // 2],
        lambda content: content[:-40] + bytes([content[-40] ^ 1]) + content[-39:],
        lambda content: b"",
        lambda content: b"wayfellow backup 2" + content[18:],
    ],
    ids=["short", "half", "altered", "empty", "of another kind"],
)
def test_a_damaged_file_restores_nothing(backup, restore, spoil):
    backup.write_bytes(spoil(backup.read_bytes()))
    with pytest.raises(CommandError, match="cannot be restored"):
        restore(backup, "--replace")
    assert Journey.objects.exists()


def test_a_file_that_holds_other_than_it_says_restores_nothing(backup, restore, tmp_path):
    lines = words_in(backup).splitlines(keepends=True)
    lines.remove(next(line for line in lines if "Montse" in line))
    seal(tmp_path / "one less", "".join(lines))
    with pytest.raises(CommandError, match="not hold as many rows as it says"):
        restore(tmp_path / "one less")


def test_what_cannot_be_read_or_written_is_said_in_one_line(backup, back_up, restore, tmp_path):
    for trouble, command, file in [
        ("cannot be read", restore, tmp_path / "none"),
        ("there already", back_up, backup),
        ("cannot be written", back_up, tmp_path / "no such folder" / "b"),
    ]:
        with pytest.raises(CommandError, match=trouble):
            command(file)


def made_with(backup, migration, **more):
    """Return a backup whose tables are of a kind that is not known here."""
    first, *rest = words_in(backup).splitlines(keepends=True)
    about = json.loads(first) | more
    about["migrations"].append(migration)
    file = backup.with_name(migration[1])
    seal(file, "".join([json.dumps(about), "\n", *rest]))
    return file


@pytest.mark.parametrize("migration, made_by, said", [
    (["people", "9999_later"], "9.1", "made by Wayfellow 9.1, which has people 9999_later"),
    (["people", "9999_later"], "", "made by a newer Wayfellow, which has people 9999_later"),
    (["people", "0002_other"], "0.1", "made between two releases: none has people 0002_other"),
])  # fmt: skip
def test_a_backup_of_tables_not_known_here_says_which(backup, restore, somewhere_else, migration, made_by, said):
    """Newer is only what goes on from all that is known here."""
    with somewhere_else(), pytest.raises(CommandError, match=said):
        restore(made_with(backup, migration, made_by=made_by))


def test_a_newer_wayfellow_is_needed_for_a_database_it_made(tables, backup, back_up, restore, somewhere_else, tmp_path):
    with somewhere_else(tables=tables):
        with connection.cursor() as cursor:
            cursor.execute("UPDATE django_migrations SET name = '9999_later' WHERE app = 'people'")
        with pytest.raises(CommandError, match="The database was made by a newer"):
            back_up(tmp_path / "b", "--even-if-empty")
        with pytest.raises(CommandError, match="This database was made by a newer"):
            restore(backup)


def test_a_database_somebody_lives_in_is_replaced_only_on_purpose(backup, restore, road, monkeypatch):
    story.walk(road, road.journey, [TODAY])
    for options, typed in [([], "replace"), (["--replace"], "yes")]:
        monkeypatch.setattr("builtins.input", lambda _question, typed=typed: typed)
        with pytest.raises(CommandError, match="Nothing was"):
            restore(backup, *options)
        assert Accompaniment.objects.count() == 3


@pytest.mark.in_turn
def test_replacing_brings_back_the_day_of_the_backup(tables, backup, restore, somewhere_else, monkeypatch):
    monkeypatch.setattr("builtins.input", lambda _question: "replace")
    with somewhere_else(tables=tables):
        User.objects.create_user("later@example.org", name="Later")
        restore(backup, "--replace")
        assert not User.objects.filter(name="Later").exists()
        assert Journey.objects.get().accompaniments_count == 2


def test_an_installation_with_nobody_in_it_is_backed_up_only_on_purpose(back_up, somewhere_else, tables, tmp_path):
    with somewhere_else(), pytest.raises(CommandError, match="Nobody is in this database"):
        back_up(tmp_path / "without tables")
    with somewhere_else(tables=tables):
        with pytest.raises(CommandError, match="Nobody is in this database .* add --even-if-empty"):
            back_up(tmp_path / "b")
        assert not (tmp_path / "b").exists()
        assert "with 0 people" in back_up(tmp_path / "b", "--even-if-empty")
        User.objects.create_user("first@example.org", name="First")
        assert "with 0 people" in back_up(tmp_path / "with an operator")


@pytest.mark.in_turn
def test_a_backup_with_nobody_in_it_is_restored_only_when_asked_for_by_name(
    back_up, restore, somewhere_else, tables, monkeypatch, tmp_path
):
    monkeypatch.setattr("builtins.input", lambda _question: "replace")
    with somewhere_else(tables=tables):
        back_up(tmp_path / "b", "--even-if-empty")
        User.objects.create_user("first@example.org", name="First")
        with pytest.raises(CommandError, match="Nobody is in .* add --even-if-empty"):
            restore(tmp_path / "b", "--replace")
        assert User.objects.count() == 1
        restore(tmp_path / "b", "--replace", "--even-if-empty")
        assert not User.objects.exists()


@pytest.mark.in_turn
def test_what_was_erased_since_does_not_come_back(backup, restore, somewhere_else, road, settings, tmp_path):
    settings.ERASED_FILE = tmp_path / "wayfellow.erased"
    settings.ERASED_FILE.write_text(f"{road.person.key_id}\n")
    with somewhere_else():
        restore(backup)
        assert bytes(Journey.objects.select_related("person__key").get().person.key.wrapped) == b""
        assert MARK not in words_in(backup)
        assert not Person.objects.filter(name=road.person.name).exists()


@pytest.mark.in_turn
def test_the_installation_key_travels_only_when_asked_and_only_under_a_passphrase(
    road, back_up, somewhere_else, settings, monkeypatch, tmp_path
):
    """And brings back nobody who was erased since: on a new machine nothing may be wrapped by another key before."""
    monkeypatch.setenv("WAYFELLOW_BACKUP_PASSPHRASE", "a walk along the sea")
    with pytest.raises(CommandError, match="only into a backup that is sealed with a passphrase"):
        back_up(tmp_path / "b", "--with-key")
    call_command("backup", tmp_path / "b", "--with-key")
    key = settings.KEY_FILE.read_text()
    settings.KEY_FILE, settings.ERASED_FILE = tmp_path / "wayfellow.key", tmp_path / "wayfellow.erased"
    settings.KEY_FILE.write_text("0" * 64)
    settings.ERASED_FILE.write_text(f"{road.person.key_id}\n")
    with somewhere_else():
        call_command("restore", tmp_path / "b", "--with-key")
        assert Person.objects.exclude(erased_on=None).count() == 1
        get_ready()
    assert settings.KEY_FILE.read_text() == key
    assert settings.KEY_FILE.stat().st_mode & 0o777 == 0o600
    assert [kept.read_text() for kept in tmp_path.glob("wayfellow.key.before-*")] == ["0" * 64]


def test_a_key_that_is_not_in_it_cannot_be_put_back(backup, restore):
    with pytest.raises(CommandError, match="no installation key in"):
        restore(backup, "--with-key")


def test_a_short_passphrase_or_nobody_to_ask_for_one(road, monkeypatch, tmp_path):
    monkeypatch.setenv("WAYFELLOW_BACKUP_PASSPHRASE", "short")
    with pytest.raises(CommandError, match="at least 12"):
        call_command("backup", tmp_path / "b")
    monkeypatch.delenv("WAYFELLOW_BACKUP_PASSPHRASE")
    with pytest.raises(CommandError, match="nobody to ask"):
        call_command("backup", tmp_path / "b")
    assert os.listdir(tmp_path) == []
