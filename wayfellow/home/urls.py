from django.urls import path

from wayfellow.home import views

app_name = "home"
urlpatterns = [
    path("my/", views.my, name="my"),
    path("my/kept/", views.what_is_kept, name="what_is_kept"),
    path("my/who-looked/", views.who_looked, name="who_looked"),
    path("today/", views.today, name="today"),
    path("desk/", views.desks, name="desks"),
    path("desk/<int:pk>/", views.desk, name="desk"),
    path("desk/<int:pk>/find/", views.find_on_desk, name="find_on_desk"),
    path("supervision/", views.supervision, name="supervision"),
    path("supervision/<int:pk>/", views.load, name="load"),
    path("news/", views.news, name="news"),
    path("news/mark/", views.mark_news, name="mark_news"),
    path("news/letters/", views.letters, name="letters"),
    path("news/letters/stop/<str:token>/", views.stop_letters, name="stop_letters"),
    path("news/<str:line>/", views.open_news, name="open_news"),
    path("my-account/calendars/", views.calendars, name="calendars"),
    path("my-account/calendars/address/", views.open_calendar, name="open_calendar"),
    path("my-account/calendars/<uuid:pk>/", views.change_calendar, name="change_calendar"),
    path("my-account/calendars/<uuid:pk>/stop/", views.close_calendar, name="close_calendar"),
    path("calendar/<str:token>.ics", views.read_calendar, name="read_calendar"),
    path("my/home-screen/", views.home_screen, name="home_screen"),
    path(
        "home-screen/<slug:language>/<slug:name>/<slug:picture>/manifest.webmanifest", views.manifest, name="manifest"
    ),
]
