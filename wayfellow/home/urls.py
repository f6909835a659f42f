from django.urls import path

from wayfellow.home import views

app_name = "home"
urlpatterns = [
    path("my/home-screen/", views.home_screen, name="home_screen"),
    path(
        "home-screen/<slug:language>/<slug:name>/<slug:picture>/manifest.webmanifest", views.manifest, name="manifest"
    ),
]
