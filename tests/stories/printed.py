"""A page as Chromium prints it, read back: which words stand on each sheet of paper."""

import re
import zlib

AN_OBJECT = re.compile(rb"(\d+) 0 obj\r?\n(.*?)\r?\nendobj", re.DOTALL)
A_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
A_PAGE = re.compile(rb"/Type\s*/Page\b")
A_FONT = re.compile(rb"/(F\d+) (\d+) 0 R")
CHARACTERS = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
A_CHARACTER = re.compile(rb"<(\w{4})> <(\w{4,})>")
RANGES = re.compile(rb"beginbfrange(.*?)endbfrange", re.DOTALL)
A_RANGE = re.compile(rb"<(\w{4})> <(\w{4})> <(\w{4})>")
DRAWN = re.compile(rb"/(F\d+) [\d.]+ Tf|<(\w*)> Tj|(ET)")


def sheets(pdf):
    """Return the words of every sheet of a PDF as Chromium writes it, in the order in which they are drawn."""
    objects = {int(number): body for number, body in AN_OBJECT.findall(pdf)}
    return [" ".join(_words(page, objects).split()) for page in objects.values() if A_PAGE.search(page)]


def _words(page, objects):
    fonts = {name: _letters(objects[int(number)], objects) for name, number in A_FONT.findall(page)}
    font, words = {}, ""
    for name, glyphs, is_end in DRAWN.findall(_stream(objects[_points_to(b"Contents", page)])):
        font = fonts[name] if name else font
        words += " " if is_end else "".join(font.get(glyph, "") for glyph in re.findall(rb"\w{4}", glyphs))
    return words


def _letters(font, objects):
    """Return which letter each glyph of a font stands for."""
    said, found = _stream(objects[_points_to(b"ToUnicode", font)]), {}
    for glyph, letters in A_CHARACTER.findall(b"".join(CHARACTERS.findall(said))):
        found[glyph] = bytes.fromhex(letters.decode()).decode("utf-16-be")
    for first, last, letter in A_RANGE.findall(b"".join(RANGES.findall(said))):
        for number in range(int(first, 16), int(last, 16) + 1):
            found[b"%04X" % number] = chr(int(letter, 16) + number - int(first, 16))
    return found


def _stream(body):
    stream = A_STREAM.search(body)[1]  # without the last byte, where that looks like the end of a line
    return zlib.decompressobj().decompress(stream) if b"/FlateDecode" in body else stream


def _points_to(name, body):
    return int(re.search(rb"/%s (\d+)" % name, body)[1])
