"""A PDF, written anew from what can be read of it. One in which something would run or open by itself is refused."""

import io
import re
from collections.abc import Iterator
from typing import Any

from pypdf import PasswordType, PdfReader, PdfWriter, filters, xmp
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

from wayfellow.files.apart.bounds import NotTaken, answer

HERE_BY_THEN = [filters, xmp]  # once no file can be opened any more
# PDF 32000, 7.11 and 12.6: scripts, files inside and outside, forms that send themselves, sound and film.
RUN = {
    "/JS", "/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/GoToR", "/Rendition", "/Movie", "/Sound",
    "/EF", "/EmbeddedFile", "/EmbeddedFiles", "/FileAttachment", "/Collection", "/XFA", "/RichMedia",
    "/RichMediaContent", "/RichMediaExecute", "/Screen", "/3D",
}  # fmt: skip
SAYS_WHAT_IT_IS = ["/S", "/Type", "/Subtype"]
OUTSIDE = {"/F", "/FFilter"}  # of a stream: its content is in another file
LEADS_TO = {"http", "https", "mailto", "tel"}
A_SCHEME = re.compile(r"\s*([a-z]+):", re.IGNORECASE)


def written_anew(sent: bytes) -> bytes:
    reader = PdfReader(io.BytesIO(sent))
    if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
        raise NotTaken("password")
    writer = PdfWriter(clone_from=reader)
    if not writer.pages:
        raise NotTaken("pages")
    for part in _parts(writer.root_object):
        if _would_run(part):
            raise NotTaken("runs")
    writer.metadata = None
    writer.root_object.pop("/Metadata", None)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def _parts(root: DictionaryObject) -> Iterator[DictionaryObject]:
    """Yield every dictionary that a PDF holds, however it is reached."""
    seen, waiting = set(), [root]
    while waiting:
        part: Any = waiting.pop()
        if isinstance(part, IndirectObject):
            part = part.get_object()
        if id(part) in seen or not isinstance(part, ArrayObject | DictionaryObject):
            continue
        seen.add(id(part))
        if isinstance(part, ArrayObject):
            waiting += list(part)
        else:
            yield part
            waiting += list(part.values())


def _would_run(part: DictionaryObject) -> bool:
    is_it = {_words(part, name) for name in SAYS_WHAT_IT_IS}
    lies_elsewhere = isinstance(part, StreamObject) and OUTSIDE & part.keys()
    scheme = A_SCHEME.match(_words(part, "/URI"))
    leads_elsewhere = scheme and scheme[1].lower() not in LEADS_TO
    return bool(RUN & (part.keys() | is_it) or lies_elsewhere or leads_elsewhere)


def _words(part: DictionaryObject, name: str) -> str:
    """Return what is said under a name, also where it stands elsewhere in the file; nothing where it is no words."""
    said = part.raw_get(name).get_object() if name in part else ""
    return said.decode("latin-1") if isinstance(said, bytes) else said if isinstance(said, str) else ""


if __name__ == "__main__":
    answer(written_anew)
