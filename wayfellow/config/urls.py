from django.conf import settings
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language

from wayfellow.access.guard import public
from wayfellow.home import search_engines, views
from wayfellow.ui.views import gallery
from wayfellow.understanding.views import calling

urlpatterns = [
    path("", views.home, name="home"),
    path("help-now/", calling.help_now, name="help_now"),
    path("robots.txt", search_engines.robots, name="robots"),
    path("sitemap.xml", search_engines.index, name="sitemap"),
    path("sitemap-<slug:section>.xml", search_engines.section, name="sitemap_section"),
    path("worker.js", calling.worker, name="worker"),
    path("who-sees-what/", views.who_sees_what, name="who_sees_what"),
    # A language is nobody's secret: its form needs no token, and so no cookie before it is sent.
    path("language/", public(csrf_exempt(set_language)), name="set_language"),
    path("", include("wayfellow.jobs.urls")),
    path("", include("wayfellow.directory.urls")),
    path("", include("wayfellow.set_up.urls")),
    path("", include("wayfellow.people.urls")),
    path("", include("wayfellow.invitations.urls")),
    path("", include("wayfellow.choices.urls")),
    path("", include("wayfellow.journeys.urls")),
    path("", include("wayfellow.matching.urls")),
    path("", include("wayfellow.arrivals.urls")),
    path("", include("wayfellow.merging.urls")),
    path("", include("wayfellow.office.urls")),
    path("", include("wayfellow.follow_ups.urls")),
    path("", include("wayfellow.audits.urls")),
    path("", include("wayfellow.readiness.urls")),
    path("", include("wayfellow.governing.urls")),
    path("", include("wayfellow.planner.urls")),
    path("", include("wayfellow.handing_on.urls")),
    path("", include("wayfellow.joining.urls")),
    path("", include("wayfellow.groups.urls")),
    path("", include("wayfellow.workforce.urls")),
    path("", include("wayfellow.supervision.urls")),
    path("", include("wayfellow.wellbeing.urls")),
    path("", include("wayfellow.learning.urls")),
    path("", include("wayfellow.expenses.urls")),
    path("", include("wayfellow.preferences.urls")),
    path("", include("wayfellow.plans.urls")),
    path("", include("wayfellow.understanding.urls")),
    path("", include("wayfellow.keeping.urls")),
    path("", include("wayfellow.surveys.urls")),
    path("", include("wayfellow.evaluation.urls")),
    path("", include("wayfellow.hsds.urls")),
    path("", include("wayfellow.home.urls")),
]

if settings.DEBUG:
    urlpatterns.append(path("gallery/", gallery, name="gallery"))

handler400 = "wayfellow.home.views.not_understood"
handler403 = "wayfellow.home.views.not_open"
handler404 = "wayfellow.home.views.not_found"
handler500 = "wayfellow.home.views.broken"
