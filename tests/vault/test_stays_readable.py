"""What one Wayfellow sealed, every later one opens: bytes written in 2026, with keys that are no secret."""

import uuid

import pytest

from wayfellow.vault import installation
from wayfellow.vault.models import Key

OF_THE_INSTALLATION, OF_THE_PERSON = bytes(range(32)), bytes(range(32, 64))
KNOWN_AS = "f140f8b1a44fe5b2"
WRAPPED = (
    "2ac9953c3ee61795ee10b8908a8a8d7c3e93a9dae69543667ab52892c3ca337f"
    "5c82a66b57db7a810975d82194638bf3bbd1c68cbf455ff89828ffcf"
)
SEALED = "649fa416e22297fd8dbf7de7c0be63f5e2f241a1b869b0125a50103e414fecb1e5d9e2f70767ac"
MARK = "dbe0fa499462ac2aa147c4ad97b24716ec1cbe946f79786a49929e1c803d4fe0"


@pytest.fixture
def of_the_installation(key_file):
    """An installation whose only key is a known one."""
    key_file.parent.mkdir(parents=True)
    key_file.write_text(f"{OF_THE_INSTALLATION.hex()}\n")


def test_an_installation_key_keeps_its_name():
    assert installation.fingerprint(OF_THE_INSTALLATION) == KNOWN_AS


def test_a_wrapped_key_opens(of_the_installation):
    key = Key(id=uuid.UUID(int=7), wrapped=bytes.fromhex(WRAPPED), wrapped_by=KNOWN_AS)
    assert key.open() == OF_THE_PERSON


def test_words_open_and_a_mark_is_the_same_mark(of_the_installation):
    key = Key(id=uuid.UUID(int=7))
    key._secret = OF_THE_INSTALLATION
    assert key.unseal(bytes.fromhex(SEALED), "journeys_objective.words.1") == "Anem al mar"
    assert key.mark("MONT-7733", "keeping_erasure.code") == MARK


@pytest.mark.parametrize("content", ["", "\n", "zz" * 32, "ab" * 16, f"{'ab' * 32}\n{'ab' * 16}"])
def test_a_file_that_holds_anything_but_whole_keys_holds_none(key_file, content):
    key_file.parent.mkdir(parents=True)
    key_file.write_text(content)
    with pytest.raises(installation.KeyTrouble, match="does not hold a key"):
        installation.held()
