from django.urls import path

from wayfellow.jobs import views

app_name = "jobs"
urlpatterns = [
    path("set-up/jobs/", views.jobs, name="jobs"),
    path("set-up/jobs/<int:pk>/run/", views.run_now, name="run_now"),
    path("set-up/jobs/<uuid:pk>/again/", views.try_again, name="try_again"),
]
