"""An address that only takes what a form sends, opened as a page: from the history, a bookmark, or after signing in."""

from django.http import HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import Resolver404, resolve


def leads_back(get_response):
    """Middleware: say so, and lead to the page that the address belongs to."""

    def middleware(request):
        response = get_response(request)
        if request.method != "GET" or not isinstance(response, HttpResponseNotAllowed) or response.content:
            return response
        page = render(request, "home/sent_only.html", {"above": page_above(request.path)}, status=response.status_code)
        page["Allow"] = response["Allow"]
        return page

    return middleware


def page_above(path):
    """Return the way to the nearest address above this one at which there is something, the home page apart.

    It goes by steps up and names no record, so that one that is not there looks like one that is not the reader's.
    """
    up = ""
    while path := path.rstrip("/").rpartition("/")[0]:
        up += "../"
        try:
            resolve(f"{path}/")
        except Resolver404:
            continue
        return up
    return None
