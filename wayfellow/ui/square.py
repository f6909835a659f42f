"""A link as a square that a phone reads, from paper or from another screen."""

import qrcode
from qrcode.image.svg import SvgPathImage


def square(link: str) -> str:
    """Return the drawing, as SVG."""
    return qrcode.make(link, image_factory=SvgPathImage).to_string(encoding="unicode")
