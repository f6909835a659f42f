"""Whether a search reads of every listing what the listing says, and of no draft anything.

The words are not compared: they hold what codes were called when they were read, in every language.
"""

from collections.abc import Iterator

from wayfellow.directory import findable
from wayfellow.directory.models import Findable, Listing
from wayfellow.directory.queries.finding import with_places

COLUMNS = ("slug", "title", "marks", "points")
AT_ONCE = 500


def findings() -> Iterator[str]:
    for draft in Findable.objects.filter(listing__published_on=None).order_by("slug"):
        yield f"directory: {draft.slug} is a draft, and a search finds it"
    found = {row[0]: row for row in Findable.objects.values_list("listing_id", *COLUMNS)}
    published = Listing.objects.filter(published_on__isnull=False).select_related("organisation").order_by("slug")
    for listing in with_places(published).iterator(chunk_size=AT_ONCE):
        read = findable.read(listing)
        if found.get(listing.pk) != (listing.pk, *(read[column] for column in COLUMNS)):
            yield f"directory: a search does not read what {listing.slug} says; run `wayfellow reindex`"
