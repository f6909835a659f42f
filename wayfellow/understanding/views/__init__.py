"""The pages of this room: information, numbers to call, stories and presentations."""

from django.core.paginator import Paginator

ON_A_PAGE = 20


def listed(request, records):
    """Return the page of a list that the address asks for."""
    return Paginator(records, ON_A_PAGE).get_page(request.GET.get("page"))
