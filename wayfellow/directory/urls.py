from django.urls import path

from wayfellow.directory.views import finding, keeping

app_name = "directory"
urlpatterns = [
    path("find/", finding.find, name="find"),
    path("find/compare/", finding.compare, name="compare"),
    path("find/interests/", finding.enjoy, name="interests"),
    path("find/<slug:slug>/", finding.listing, name="listing"),
    path("find/<slug:slug>/calendar.ics", finding.calendar, name="calendar"),
    path("find/<slug:slug>/mistake/", finding.report_mistake, name="report_mistake"),
    path("find/<slug:slug>/mistake/thanks/", finding.mistake_reported, name="mistake_reported"),
    path("listings/", keeping.listings, name="listings"),
    path("listings/programmes/<int:pk>/add/", keeping.add, name="add"),
    path("listings/<uuid:pk>/", keeping.kept, name="kept"),
    path("listings/<uuid:pk>/preview/", keeping.preview, name="preview"),
    path("listings/<uuid:pk>/words/", keeping.change_words, name="change_words"),
    path("listings/<uuid:pk>/about/", keeping.describe, name="describe"),
    path("listings/<uuid:pk>/prepare/", keeping.prepare, name="prepare"),
    path("listings/<uuid:pk>/prepare/let-go/", keeping.let_changes_go, name="let_changes_go"),
    path("listings/<uuid:pk>/publish/", keeping.publish, name="publish"),
    path("listings/<uuid:pk>/unpublish/", keeping.unpublish, name="unpublish"),
    path("listings/<uuid:pk>/check/", keeping.check, name="check"),
    path("listings/<uuid:pk>/venues/add/", keeping.add_venue, name="add_venue"),
    path("listings/<uuid:pk>/venues/choose/", keeping.choose_venue, name="choose_venue"),
    path("listings/<uuid:pk>/venues/leave/", keeping.leave_venue, name="leave_venue"),
    path("listings/<uuid:pk>/times/add/", keeping.add_time, name="add_time"),
    path("listings/venues/<uuid:pk>/", keeping.change_venue, name="change_venue"),
    path("listings/times/<uuid:pk>/", keeping.change_time, name="change_time"),
    path("listings/times/<uuid:pk>/take-away/", keeping.take_time_away, name="take_time_away"),
    path("listings/mistakes/<uuid:pk>/settle/", keeping.settle_mistake, name="settle_mistake"),
]
