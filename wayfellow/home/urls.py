from django.urls import path

from wayfellow.home import views

app_name = "home"
urlpatterns = [
    path("today/", views.today, name="today"),
    path("set-up/", views.set_up, name="set_up"),
    path("my/home-screen/", views.home_screen, name="home_screen"),
    path(
        "home-screen/<slug:language>/<slug:name>/<slug:picture>/manifest.webmanifest", views.manifest, name="manifest"
    ),
]
