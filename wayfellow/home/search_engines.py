"""What search engines are told: every page that says it may be listed, in each language, and nothing else."""

from django.contrib.sitemaps import Sitemap, views
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from wayfellow.access.guard import public
from wayfellow.directory.queries.finding import addresses_and_days
from wayfellow.ui.elsewhere import address_in
from wayfellow.understanding.contents import PAGES


class InEachLanguage(Sitemap):
    """Addresses that name their language, each with its twins in the others."""

    i18n = alternates = True
    limit = 1000  # of each language, so that a file stays small

    def _location(self, item, force_lang_code=None):
        obj, language = item
        return address_in(force_lang_code or language, self.location(obj))


class Pages(InEachLanguage):
    """The pages that every installation has."""

    def items(self):
        named = [("home", []), ("directory:find", []), ("directory:today", []), ("understanding:contents", [])]
        told = ["understanding:page", "understanding:easy_page"]
        return named + [(name, [page.slug]) for name in told for page in PAGES]

    def location(self, item):
        name, args = item
        return reverse(name, args=args)


class Listings(InEachLanguage):
    """What the directory shows to anyone."""

    def items(self):
        return addresses_and_days()

    def location(self, item):
        return reverse("directory:listing", args=[item.slug])

    def lastmod(self, item):
        return item.changed_at


SECTIONS = {"pages": Pages, "listings": Listings}
# Searches have no end; the pages they lead to are told one by one.
ROBOTS = """User-agent: *
Disallow: /*?
Allow: /*?lang=
Sitemap: {sitemap}
"""


@require_safe
@public
def robots(request):
    told = ROBOTS.format(sitemap=request.build_absolute_uri(reverse("sitemap")))
    return HttpResponse(told, content_type="text/plain; charset=utf-8")


@require_safe
@gzip_page
@public
def index(request):
    return views.index(request, SECTIONS, template_name="home/sitemap_index.xml", sitemap_url_name="sitemap_section")


@require_safe
@gzip_page
@public
def section(request, section):
    return views.sitemap(request, SECTIONS, section, template_name="home/sitemap.xml")
