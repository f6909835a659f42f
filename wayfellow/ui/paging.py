"""Long lists, a page at a time."""

from django.core.paginator import Paginator

ROWS, TEXTS = 50, 20  # on a page: lines to look through, words to read


def page_of(request, records, most=ROWS, *, counted=None):
    """Return the page of a list that the address asks for, else its first or last."""
    return numbered(records, request.GET.get("page"), most, counted=counted)


def numbered(records, number, most=ROWS, *, counted=None):
    """Return the page of this number. `counted` is how many records there are, where that is known already."""
    pages = Paginator(records, most)
    if counted is not None:
        pages.count = counted
    return pages.get_page(number)
