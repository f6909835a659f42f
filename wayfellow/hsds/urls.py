from django.urls import path

from wayfellow.hsds import views

inside, _app, _namespace = views.api.urls
for page in inside:
    page.callback = views.for_every_machine(page.callback or views.about)
urlpatterns = [
    path("hsds/", (inside, "ninja", views.api.urls_namespace)),
    path("meetings.json", views.for_every_machine(views.meeting_guide), name="meetings"),
]
