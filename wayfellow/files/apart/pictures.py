"""A picture, drawn anew from its dots: nothing else of what was sent stays, not where, when or by what it was taken."""

import io

from PIL import Image, ImageOps, MpoImagePlugin, WebPImagePlugin

from wayfellow.files.apart.bounds import NotTaken, answer

FORMATS = ["JPEG", "PNG", "WEBP"]
HERE_BY_THEN = [MpoImagePlugin, WebPImagePlugin]  # once no file can be opened any more; `preinit` brings the others
MOST_DOTS = 64_000_000
LONGEST_SIDE = 2400
QUALITY = 85
Image.preinit()
Image.MAX_IMAGE_PIXELS = None  # said here, and in words of our own


def drawn_anew(sent: bytes) -> bytes:
    picture: Image.Image = Image.open(io.BytesIO(sent), formats=FORMATS)
    if picture.width * picture.height > MOST_DOTS:
        raise NotTaken("dots")
    picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    upright = ImageOps.exif_transpose(picture)
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    dots = upright.convert("RGBA")
    paper = Image.new("RGB", dots.size, "white")
    paper.paste(dots, mask=dots)
    drawn = io.BytesIO()
    paper.save(drawn, "JPEG", quality=QUALITY, optimize=True)
    return drawn.getvalue()


if __name__ == "__main__":
    answer(drawn_anew)
