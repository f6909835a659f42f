"""Files as somebody may send them, good and bad: made here, so that it can be seen what is in them."""

import io
import struct
import zlib
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.errors import PdfReadError
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

WHERE = b"41.44 N 2.17 E, on my own phone"
GPS, MAKE, ORIENTATION, TURNED = 0x8825, 0x010F, 0x0112, 6
text, name = TextStringObject, NameObject


def picture(kind="JPEG", size=(40, 20), mode="RGB", **options):
    """A picture that says where it was taken, and lies on its side."""
    exif = Image.Exif()
    exif[MAKE], exif[ORIENTATION] = WHERE.decode(), TURNED
    exif.get_ifd(GPS)[1] = "N"
    drawn = io.BytesIO()
    Image.new(mode, size, "green").save(drawn, kind, exif=exif, **options)
    return drawn.getvalue()


def pdf(change=lambda writer: None, **options):
    """A PDF of one page that says who wrote it. One with a password is not always written so that it can be read."""
    written = _pdf(change, **options)
    while not _is_whole(written):
        written = _pdf(change, **options)
    return written


def _is_whole(written):
    try:
        return bool(PdfReader(io.BytesIO(written)).trailer)
    except PdfReadError:
        return False


def _pdf(change, **options):
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.add_metadata({"/Author": WHERE.decode()})
    change(writer)
    if "password" in options:
        writer.encrypt(options["password"], "the owner", algorithm="AES-256")
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def _with_action(writer, **said):
    action = DictionaryObject({name(f"/{key}"): value for key, value in said.items()})
    writer.root_object[name("/OpenAction")] = writer._add_object(action)


def _with_link(writer, address):
    link = DictionaryObject({name("/S"): name("/URI"), name("/URI"): text(address)})
    annotation = DictionaryObject({name("/Subtype"): name("/Link"), name("/A"): link})
    writer.pages[0][name("/Annots")] = ArrayObject([writer._add_object(annotation)])


def hidden(writer):
    """A script whose name is written in another way, at the end of a chain of actions."""
    last = DictionaryObject({name("/S"): name("/JavaScript"), name("/JS"): text("app.alert(1)")})
    _with_action(writer, S=name("/Named"), N=name("/NextPage"), Next=ArrayObject([writer._add_object(last)]))


def elsewhere(writer):
    """What it is stands in another place of the file."""
    _with_action(writer, S=writer._add_object(name("/Launch")))


THAT_RUN = {
    "a program, said elsewhere": elsewhere,
    "a script": lambda writer: _with_action(writer, S=name("/JavaScript"), JS=text("app.alert(1)")),
    "a script at the end": hidden,
    "a program": lambda writer: _with_action(writer, S=name("/Launch"), F=text("calc.exe")),
    "another file inside": lambda writer: writer.add_attachment("free.exe", b"MZ"),
    "another file outside": lambda writer: _with_action(writer, S=name("/GoToR"), F=text("\\\\elsewhere\\share")),
    "a form that sends itself": lambda writer: _with_action(writer, S=name("/SubmitForm"), F=text("https://x.example")),
    "a link that runs": lambda writer: _with_link(writer, " javascript:alert(1)"),
    "a link into the machine": lambda writer: _with_link(writer, "file:///etc/passwd"),
}


def linked(writer):
    _with_link(writer, "https://peers.example/")


def one_of_many_dots():
    """A picture of a few hundred bytes that says it is 60,000 dots wide and as high."""
    side = 60_000
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    parts = [(b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 10_000)), (b"IEND", b"")]
    packed = (
        struct.pack(">I", len(what)) + kind + what + struct.pack(">I", zlib.crc32(kind + what)) for kind, what in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


def bomb():
    """Ten thousand zeros for each byte."""
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as into:
        into.writestr("xl/workbook.xml", b"0" * 50_000_000)
    return packed.getvalue()


def upload(content, called="photo.jpg", kind="image/jpeg"):
    return SimpleUploadedFile(called, content, kind)


def read_pdf(content):
    return PdfReader(io.BytesIO(content))


def read_picture(content):
    return Image.open(io.BytesIO(content))
