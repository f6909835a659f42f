"""A sealed file opens whole and unaltered, with its own secret, or not at all."""

import io
import os

import pytest

from wayfellow.operations.sealed_file import CHUNK, TAG, CannotOpen, Opening, Sealing, Secret

KEY = Secret("key", bytes(32))
WORDS = os.urandom(3 * CHUNK + 1000)


def sealed(content=WORDS, secret=KEY):
    file = io.BytesIO()
    with Sealing(file, secret) as sealing:
        sealing.write(content)
    return file.getvalue()


def opened(file, secret=KEY):
    return Opening(io.BytesIO(file), secret).read()


def chunks(file):
    """Return the first line, then the chunks."""
    first_line, rest = file[: file.index(b"\n") + 1], file[file.index(b"\n") + 1 :]
    return [first_line, *(rest[start : start + CHUNK + TAG] for start in range(0, len(rest), CHUNK + TAG))]


@pytest.mark.parametrize("length", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK])
def test_what_was_put_in_comes_out(length):
    assert opened(sealed(WORDS[:length])) == WORDS[:length]


def test_nothing_of_it_is_readable():
    file = sealed(b"Anava amb bicicleta fins al mar" * 10_000)
    assert b"bicicleta" not in file


def test_the_same_words_are_never_sealed_alike():
    assert sealed(b"words") != sealed(b"words")


@pytest.mark.parametrize("kind", ["passphrase", "key"])
def test_only_its_own_secret_opens_it(kind):
    file = sealed(b"words", Secret(kind, b"the right one"))
    assert opened(file, Secret(kind, b"the right one")) == b"words"
    with pytest.raises(CannotOpen, match=f"This {kind} does not open it"):
        opened(file, Secret(kind, b"another one"))


def test_a_passphrase_and_a_key_are_told_apart():
    with pytest.raises(CannotOpen, match="sealed with a key, not with a passphrase"):
        opened(sealed(), Secret("passphrase", bytes(32)))


def test_another_file_is_named_as_such():
    with pytest.raises(CannotOpen, match="not a backup"):
        opened(b"PK\x03\x04" + os.urandom(500))


@pytest.mark.parametrize("place", range(0, 4 * CHUNK, CHUNK // 3))
def test_one_altered_bit_is_found(place):
    file = bytearray(sealed())
    file[min(place, len(file) - 1)] ^= 1
    with pytest.raises(CannotOpen):
        opened(bytes(file))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda first, one, two, three, last: [first, one, two, three],
        lambda first, one, two, three, last: [first],
        lambda first, one, two, three, last: [first, one, two, three, last[:-1]],
        lambda first, one, two, three, last: [first, two, one, three, last],
        lambda first, one, two, three, last: [first, one, three, last],
        lambda first, one, two, three, last: [first, one, one, two, three, last],
        lambda first, one, two, three, last: [first, one, two, three, last, last],
        lambda first, one, two, three, last: [first, one, two, three, last, b"more"],
        lambda first, one, two, three, last: [*chunks(sealed())[:2], two, three, last],
    ],
    ids=[
        "last gone",
        "all gone",
        "cut short",
        "swapped",
        "one missing",
        "one twice",
        "end twice",
        "added",
        "another’s",
    ],
)
def test_a_part_that_is_missing_added_or_moved_is_found(spoil):
    with pytest.raises(CannotOpen, match="damaged"):
        opened(b"".join(spoil(*chunks(sealed()))))
