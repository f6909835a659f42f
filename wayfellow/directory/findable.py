"""What a search reads of a listing, written out of everything the listing says."""

from functools import cache

from django.conf import settings
from django.utils.translation import override

from wayfellow.directory import full_text, plain_words
from wayfellow.directory.folding import fold
from wayfellow.directory.gazetteer import Point
from wayfellow.directory.kinds import KINDS, slots_of
from wayfellow.directory.models import Listing
from wayfellow.directory.terms import Format

TEXTS = [
    "in_one_sentence", "about", "who_is_there", "first_time", "how_to_begin", "when_in_words", "area_in_words",
]  # fmt: skip
FROM_ANYWHERE = {f"format:{Format.ONLINE}", f"format:{Format.WARM_LINE}"}


def read(listing: Listing) -> dict[str, str]:
    """Return the columns of a `Findable`: its venues and times are read with it."""
    marks = _marks(listing)
    venues = [at.venue for at in listing.at_venues.all()]
    title = [*_in_every_language(listing.names), listing.organisation.name]
    said = [text for column in TEXTS for text in _in_every_language(getattr(listing, column))]
    places = [part for venue in venues for part in (venue.name, venue.street, venue.postcode, venue.town)]
    labels = [label for mark in sorted(marks) for label in _labels(mark)]
    points = sorted((venue.latitude, venue.longitude) for venue in venues if venue.latitude is not None)
    return {
        "slug": listing.slug,
        "title": _folded(title),
        "words": " ".join([_folded([*title, *said, *places, *labels]), *_signs(marks)]),
        "marks": " ".join(sorted(marks)),
        "points": ";".join(f"{latitude},{longitude}" for latitude, longitude in points),
    }


def points_of(written: str) -> list[Point]:
    """Read back the points of a `Findable`."""
    return [
        (float(north), float(east))
        for north, _, east in (point.partition(",") for point in written.split(";") if point)
    ]


def _in_every_language(words):
    """One database gives them in the order they were written, the other does not."""
    return [words[language] for language in sorted(words)]


def _marks(listing):
    asked = {f"{kind.name}:{code}" for kind in KINDS.values() for code in kind.codes_of(listing)}
    access = {f"access:{code}" for at in listing.at_venues.all() for code in at.venue.access}
    return asked | access.union(*(slots_of(time) for time in listing.times.all()))


@cache
def _labels(mark: str) -> tuple[str, ...]:
    """Return what a mark is called in every language of the installation, so that it is found in any of them."""
    kind, _, code = mark.partition(":")
    if kind not in KINDS:
        return ()
    names = []
    for language, _name in settings.LANGUAGES:
        with override(language):
            names.append(str(KINDS[kind].names.get(code, "")))
    return tuple(names)


def _signs(marks):
    return sorted(full_text.sign_of(mark) for mark in marks & plain_words.marks())


def _folded(texts):
    return " ".join(dict.fromkeys(word for text in texts for word in fold(text)))
