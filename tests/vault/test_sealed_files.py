"""A file is sealed whole with somebody's key: moved, altered or left without the key it opens nowhere."""

import pytest
from cryptography.exceptions import InvalidTag
from django.core.management import call_command
from django.utils import timezone

from tests.expenses.spending import spent
from wayfellow.expenses.models import Receipt
from wayfellow.vault import register
from wayfellow.vault.checks import findings
from wayfellow.vault.files import File, holds_files
from wayfellow.vault.models import Key

A_FILE = File("pdf", bytes(range(256)) * 40 + b"\n\n the end")
TODAY = timezone.localdate()


@pytest.fixture
def kept(key_file, cast):
    spent(cast, photo=A_FILE)
    spent(cast, photo=File("jpg", b"another"))
    return cast


def receipts():
    return list(Receipt.objects.select_related(*Receipt.always_with).order_by("expense__stage_since", "pk"))


def of_kind(kind):
    return next(each for each in receipts() if each.file.kind == kind)


def test_it_comes_back_as_it_was_and_lies_sealed(kept):
    receipt = of_kind("pdf")
    assert receipt.file == A_FILE
    sealed = bytes(Receipt.objects.filter(pk=receipt.pk).values_list("file", flat=True).get())
    assert A_FILE.content not in sealed and b"pdf" not in sealed[:16]


def test_saved_again_unread_it_stays_sealed(kept):
    [receipt, _other] = receipts()
    receipt.save(update_fields=["file"])
    assert {each.file.kind for each in receipts()} == {"pdf", "jpg"}


def test_moved_to_another_row_or_altered_it_does_not_open_and_the_check_names_it(kept):
    assert list(findings()) == []
    mine, other = of_kind("pdf"), of_kind("jpg")
    sealed = bytes(Receipt.objects.filter(pk=other.pk).values_list("file", flat=True).get())
    Receipt.objects.filter(pk=mine.pk).update(file=sealed)
    with pytest.raises(InvalidTag):
        _ = Receipt.objects.select_related(*Receipt.always_with).get(pk=mine.pk).file
    [line] = findings()
    assert str(mine.pk) in line and "file does not open" in line


def test_once_the_key_is_destroyed_there_is_no_file(kept):
    register.destroy(kept.peer.key, on=TODAY)
    assert [each.file for each in receipts()] == [None, None]


def test_a_new_key_of_the_installation_leaves_it_as_it_lies(kept):
    before = list(Receipt.objects.order_by("pk").values_list("file", flat=True))
    wrapped = set(Key.objects.values_list("wrapped_by", flat=True))
    call_command("keys", "rotate")
    assert not wrapped & set(Key.objects.values_list("wrapped_by", flat=True))
    assert [bytes(each) for each in Receipt.objects.order_by("pk").values_list("file", flat=True)] == [
        bytes(each) for each in before
    ]
    assert of_kind("pdf").file == A_FILE


def test_what_a_process_says_of_a_file_does_not_tell_what_is_in_it():
    assert "another" not in repr(File("jpg", b"another"))


def test_a_table_of_files_is_read_a_few_at_a_time():
    assert holds_files(Receipt) and not holds_files(Key)
