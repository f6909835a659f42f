"""Whether a file can be taken. What it is, its content says; it is read by a process that has nothing but the file."""

import os
import subprocess
import sys

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wayfellow.files.apart.bounds import NOT_TAKEN, TAKEN
from wayfellow.vault.files import PDF, PICTURE, File

READ_BY = {PICTURE: "wayfellow.files.apart.pictures", PDF: "wayfellow.files.apart.pdfs"}
BEGINS_A_PDF = b"%PDF-"
BEGIN_A_PICTURE = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
LONGEST_WAIT = 30  # seconds; less than a server in front waits
UNREADABLE = _("This file cannot be opened: it may be damaged. Please take the picture again, or save the PDF again.")
WHY: dict[str, str | Promise] = {
    "dots": _("This picture has too many dots to be opened here. Please make it smaller first."),
    "password": _("This PDF asks for a password. Please save it without one, and choose that."),
    "runs": _(
        "Something in this PDF would run or open by itself, such as a script, a form or another file. "
        "Please print it into a new PDF, and choose that."
    ),
}


class CannotTake(Exception):
    """The file is not taken. The message says why, and what to do."""


def kind_of(content: bytes) -> str | None:
    """Return of which kind a file is, by how it begins; nothing, if it is of none that is taken here."""
    if content.startswith(BEGINS_A_PDF):
        return PDF
    is_webp = content[:4] == b"RIFF" and content[8:12] == b"WEBP"
    return PICTURE if is_webp or content.startswith(BEGIN_A_PICTURE) else None


def checked(kind: str, content: bytes) -> File:
    """Return a file as it is kept: written anew, so that only what could be read of it is in it."""
    try:
        said = subprocess.run(
            [sys.executable, "-P", "-B", "-m", READ_BY[kind]],
            input=content,
            capture_output=True,
            timeout=LONGEST_WAIT,
            env=surroundings(),
            cwd="/",
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise CannotTake(UNREADABLE) from None
    if said.returncode == TAKEN and said.stdout:
        return File(kind, said.stdout)
    reason = said.stdout.decode() if said.returncode == NOT_TAKEN else ""
    raise CannotTake(WHY.get(reason, UNREADABLE))


def surroundings() -> dict[str, str]:
    """Return all that such a process is told: where its libraries are, and no setting."""
    return {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
