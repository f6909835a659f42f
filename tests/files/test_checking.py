"""What a file is, its content says; and what is kept of it was read and written anew."""

import re
import subprocess
import sys

import pytest

from tests.files.sent import (
    THAT_RUN,
    WHERE,
    bomb,
    linked,
    one_of_many_dots,
    pdf,
    picture,
    read_pdf,
    read_picture,
)
from wayfellow.files.apart.pictures import LONGEST_SIDE
from wayfellow.files.checking import CannotTake, checked, kind_of, surroundings
from wayfellow.vault.files import PDF, PICTURE

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    "content, kind",
    [
        (picture("JPEG"), PICTURE),
        (picture("PNG"), PICTURE),
        (picture("WEBP"), PICTURE),
        (pdf(), PDF),
        (SVG, None),
        (b"<?xml version='1.0'?>" + SVG, None),
        (b"<html><script>alert(1)</script>", None),
        (b"GIF89a", None),
        (b"MZ\x90", None),
        (bomb(), None),
        (b"RIFF\0\0\0\0AVI LIST", None),
        (b"", None),
    ],
)
def test_what_it_is_its_first_bytes_say(content, kind):
    assert kind_of(content) == kind


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_drawn_anew_upright_and_does_not_say_where_it_was_taken(kind):
    sent = picture(kind)
    assert WHERE in sent
    kept = checked(PICTURE, sent)
    drawn = read_picture(kept.content)
    assert (kept.kind, drawn.format, drawn.size) == ("jpg", "JPEG", (20, 40))
    assert WHERE not in kept.content and not drawn.getexif() and "comment" not in drawn.info


def test_a_comment_and_what_was_hung_on_behind_do_not_stay():
    sent = picture("JPEG", comment=WHERE) + b"PK\x03\x04 and a whole zip"
    kept = checked(PICTURE, sent)
    assert WHERE not in kept.content and b"PK\x03\x04" not in kept.content


def test_a_large_photo_becomes_as_large_as_one_reads_it():
    assert max(read_picture(checked(PICTURE, picture(size=(4000, 3000))).content).size) == LONGEST_SIDE


def test_what_can_be_seen_through_lies_on_white():
    sent = picture("PNG", mode="RGBA")
    assert read_picture(checked(PICTURE, sent).content).mode == "RGB"


@pytest.mark.parametrize(
    "sent, why",
    [
        (one_of_many_dots(), "too many dots"),
        (picture("PNG")[:60], "cannot be opened"),
        (b"\xff\xd8\xff and then nothing of a picture", "cannot be opened"),
        (b"RIFF\xff\xff\xff\x7fWEBPVP8 ", "cannot be opened"),
    ],
)
def test_a_picture_that_would_fill_the_memory_or_is_none_is_refused_in_words(sent, why):
    with pytest.raises(CannotTake, match=why):
        checked(PICTURE, sent)


def test_a_pdf_is_written_anew_with_its_page_and_links_and_does_not_say_who_wrote_it():
    kept = checked(PDF, pdf(linked))
    read = read_pdf(kept.content)
    link = read.pages[0]["/Annots"][0].get_object()
    assert kept.kind == "pdf" and len(read.pages) == 1 and link["/A"]["/URI"] == "https://peers.example/"
    assert WHERE not in kept.content and not read.metadata


def test_a_pdf_that_may_only_not_be_changed_is_taken():
    kept = checked(PDF, pdf(password=""))
    assert not read_pdf(kept.content).is_encrypted


@pytest.mark.parametrize("what", THAT_RUN)
def test_a_pdf_in_which_something_would_run_is_refused(what):
    with pytest.raises(CannotTake, match="would run or open by itself"):
        checked(PDF, pdf(THAT_RUN[what]))


@pytest.mark.parametrize(
    "sent, why",
    [
        (pdf(password="somebody knows it"), "asks for a password"),
        (b"%PDF-1.7\n" + bomb(), "cannot be opened"),
        (b"%PDF-1.7\n", "cannot be opened"),
    ],
)
def test_a_pdf_that_is_locked_or_none_is_refused_in_words(sent, why):
    with pytest.raises(CannotTake, match=why):
        checked(PDF, sent)


@pytest.mark.parametrize("what", ["open('/etc/hostname')", "__import__('socket').socket()", "b'0' * 2_000_000_000"])
def test_what_reads_a_file_opens_nothing_else_and_has_little_memory(what):
    taken_over = f"import socket; from wayfellow.files.apart.bounds import answer; answer(lambda sent: {what} and b'')"
    command = [sys.executable, "-P", "-c", taken_over]
    said = subprocess.run(command, env=surroundings(), input=b"", capture_output=True, check=False)
    assert re.search(rb"Too many open files|MemoryError", said.stderr.splitlines()[-1])


def test_what_reads_a_file_knows_nothing_of_the_installation():
    seen = "import sys, wayfellow.files.apart.pictures, wayfellow.files.apart.pdfs; print(sorted(sys.modules))"
    said = subprocess.run(
        [sys.executable, "-P", "-c", seen], env=surroundings(), capture_output=True, check=True, text=True
    )
    assert "django" not in said.stdout and "wayfellow.config" not in said.stdout
    assert surroundings().keys() == {"PYTHONPATH"}
