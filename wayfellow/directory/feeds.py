"""What is new in the directory, for whoever would rather be told by a feed reader than look."""

from datetime import datetime, time
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _

from wayfellow.directory import search_query
from wayfellow.directory.models import Listing, said
from wayfellow.directory.queries import finding
from wayfellow.directory.search_query import SearchQuery

MOST = 30


class New(Feed):
    """The listings that were published last and fit a search: near a place, of a kind, in a language."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest) -> SearchQuery:
        query = search_query.read(request.GET)
        if query.is_lost:
            raise Http404
        return query

    def title(self, query: SearchQuery) -> str:
        near = query.near and query.near.name
        return _("New peer support near %(place)s") % {"place": near} if near else _("New peer support")

    def link(self, query: SearchQuery) -> str:
        return reverse("directory:find") + query.address()

    def feed_url(self, query: SearchQuery) -> str:
        return reverse("directory:new") + query.address(q="")

    def items(self, query: SearchQuery) -> list[Listing]:
        return list(finding.newest(query, MOST))

    def item_title(self, item: Listing) -> str:
        return str(item)

    def item_description(self, item: Listing) -> str:
        return escape(said(item.in_one_sentence))  # a summary is read as HTML

    def item_link(self, item: Listing) -> str:
        return reverse("directory:listing", args=[item.slug])

    def item_author_name(self, item: Listing) -> str:
        return item.organisation.name

    def item_guid(self, item: Listing) -> str:
        return item.pk.urn

    def item_pubdate(self, item: Any) -> datetime:
        return timezone.make_aware(datetime.combine(item.published_on, time()))
