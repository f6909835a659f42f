"""Nothing in the journal can be rewritten, and what is done to it behind the doors is found."""

import uuid
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from wayfellow.demo import story
from wayfellow.journal import triggers
from wayfellow.journal.checks import findings
from wayfellow.journal.models import Entry, Link, digest_of

TODAY = timezone.localdate()
IN_THE_WAY = "the journal is never rewritten"


@pytest.fixture(scope="module")
def told_journals(told_cast):
    """Two people's journals: of Montse seven lines, of Nuria three."""
    journey = story.set_out(told_cast, on=TODAY - timedelta(days=9))
    story.walk(told_cast, journey, [TODAY])
    other = story.propose(told_cast, on=TODAY, person={"name": "Nuria", "language": "ca"})
    story.say_yes(told_cast, other, on=TODAY)
    story.find_peer(told_cast, other, on=TODAY)
    return told_cast


@pytest.fixture
def told(told_journals, db):
    return told_journals


@pytest.fixture
def unguarded(told):
    """Somebody who owns the database has taken its triggers away."""
    with triggers.lifted(connection):
        yield told


def lines_about(person):
    numbers = dict(Link.objects.filter(about=person.pk.hex).values_list("entry", "number"))
    return sorted(Entry.objects.filter(person=person.pk), key=lambda line: numbers[line.pk])


def found(*words):
    """Return what is found, besides the missing triggers; each of the words is said."""
    told = [line for line in findings() if "trigger" not in line]
    assert all(word in " ".join(told) for word in words), told
    return told


def test_what_the_doors_write_is_whole_and_in_order(told):
    assert list(findings()) == []
    about = Link.objects.filter(about=told.person.pk.hex).order_by("number")
    assert [link.number for link in about] == [1, 2, 3, 4, 5, 6, 7, 8]


def test_each_person_has_a_chain_of_their_own(told):
    assert Link.objects.filter(number=1).count() == 2


@pytest.mark.parametrize("table", ["journal_entry", "journal_link"])
@pytest.mark.parametrize("deed", ["UPDATE {table} SET {column} = {column}", "DELETE FROM {table}", "TRUNCATE {table}"])
def test_the_database_refuses_to_rewrite(told, table, deed):
    if connection.vendor == "sqlite" and "TRUNCATE" in deed:
        deed = "DELETE FROM {table} WHERE true"
    connection.check_constraints()
    column = {"journal_entry": "deed", "journal_link": "seal"}[table]
    with pytest.raises(DatabaseError, match=IN_THE_WAY), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(deed.format(table=table, column=column))
    assert list(findings()) == []


@pytest.mark.parametrize("which", [0, 3, -1], ids=["first", "middle", "last"])
def test_a_line_that_is_missing_is_found(unguarded, which):
    line = lines_about(unguarded.person)[which]
    Entry.objects.filter(pk=line.pk).delete()
    found("is missing", str(line.pk))


@pytest.mark.parametrize("which", [0, 3], ids=["first", "middle"])
def test_a_line_that_is_missing_with_its_place_in_the_chain_is_found(unguarded, which):
    line = lines_about(unguarded.person)[which]
    Entry.objects.filter(pk=line.pk).delete()
    Link.objects.filter(pk=line.pk).delete()
    found("what stood between is missing")


def test_closing_the_gap_by_counting_anew_is_found(unguarded):
    line = lines_about(unguarded.person)[3]
    Entry.objects.filter(pk=line.pk).delete()
    Link.objects.filter(pk=line.pk).delete()
    for number in [5, 6, 7]:
        Link.objects.filter(about=unguarded.person.pk.hex, number=number).update(number=number - 1)
    found("does not belong behind the line before it")


@pytest.mark.parametrize(
    "change",
    [
        {"at": timezone.now() - timedelta(days=400)},
        {"actor": None},
        {"standing": "the_peer_beside_them"},
        {"deed": "journey.close"},
        {"record_type": "people.Person"},
        {"record_id": "1"},
        {"person": None},
        {"facts": {"answer": "no"}},
        {"digest": "0" * 64},
    ],
    ids=lambda change: next(iter(change)),
)
def test_whatever_is_altered_in_a_line_is_found(unguarded, change):
    line = lines_about(unguarded.person)[2]
    Entry.objects.filter(pk=line.pk).update(**change)
    assert found(str(line.pk), "was altered")


def test_a_line_altered_together_with_its_digest_is_found(unguarded):
    line = lines_about(unguarded.person)[2]
    line.deed = "journey.close"
    Entry.objects.filter(pk=line.pk).update(deed=line.deed, digest=digest_of(line))
    found("does not belong behind the line before it")


def test_a_line_added_behind_the_doors_is_found(unguarded):
    line = Entry(id=uuid.uuid4(), standing="the_peer", deed="journey.log", record_type="x", record_id="y")
    line.digest = digest_of(line)
    Entry.objects.bulk_create([line])
    assert found(str(line.pk), "stands in no chain")


def test_a_trigger_that_is_gone_is_found(told):
    triggers.remove(connection)
    assert len([line for line in findings() if "trigger" in line]) >= 3
    triggers.install(connection)
    assert list(findings()) == []


def test_a_line_brought_back_with_its_link_keeps_its_place(told):
    """As a backup is put back: the links first, then the lines."""
    lines, links = list(Entry.objects.order_by("at")), list(Link.objects.order_by("pk"))
    with triggers.lifted(connection):
        Entry.objects.all().delete()
        Link.objects.all().delete()
    Link.objects.bulk_create(links)
    Entry.objects.bulk_create(reversed(lines))
    assert list(findings()) == []
