"""A link as a square that a phone reads, from paper or from another screen."""

from urllib.parse import quote

import qrcode
from qrcode.image.svg import SvgPathImage


def square(link: str) -> str:
    """Return the drawing, as SVG."""
    return qrcode.make(link, image_factory=SvgPathImage).to_string(encoding="unicode")


def square_on_a_page(link: str) -> str:
    """Return the drawing as a picture that stands in the page itself."""
    return f"data:image/svg+xml,{quote(square(link))}"
