"""Directories that a programme brings in from files, for the tests."""

import io
import uuid
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.hsds.example import many, write_tables
from wayfellow.hsds import actions
from wayfellow.hsds.access import kept_by_it
from wayfellow.hsds.planning import plan
from wayfellow.hsds.reading import read_sent
from wayfellow.vault.files import File

SOURCE = "Example town council"


def zipped(folder, tables):
    """Return these tables as a zip."""
    folder.mkdir(exist_ok=True)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as packed:
        for file in sorted(write_tables(folder, tables).iterdir()):
            packed.write(file, file.name)
    return written.getvalue()


def as_file(content, name="directory.zip"):
    return SimpleUploadedFile(name, content)


def brought(programme, by, content, *, source=SOURCE):
    """Bring a file in through the act: looked at, and not taken in."""
    on, package = timezone.localdate(), read_sent("directory.zip", content, source=source, most_megabytes=1)
    planned = plan(package, source=source, kept_by=programme, on=on, within=kept_by_it(programme))
    given = {"source": source, "file": File("zip", content), "planned": planned}
    return actions.bring(programme, by=by, id=uuid.uuid4(), on=on, **given)


def one_delivery(cast):
    """One file with two programmes, looked at by Carme."""
    with TemporaryDirectory() as folder:
        return brought(cast.programme, cast.carme, zipped(Path(folder), many(2)))
