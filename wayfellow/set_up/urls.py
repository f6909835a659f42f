from django.urls import path

from wayfellow.set_up import views

app_name = "set_up"
urlpatterns = [
    path("set-up/", views.set_up, name="set_up"),
    path("set-up/letters/", views.letters, name="letters"),
    path("set-up/organisations/", views.organisations, name="organisations"),
    path("set-up/organisations/add/", views.add_organisation, name="add_organisation"),
    path("set-up/organisations/<int:pk>/", views.organisation, name="organisation"),
    path("set-up/organisations/<int:pk>/change/", views.keep_organisation, name="keep_organisation"),
    path("set-up/organisations/<int:pk>/sites/add/", views.add_site, name="add_site"),
    path("set-up/organisations/<int:pk>/teams/add/", views.add_team, name="add_team"),
    path("set-up/organisations/<int:pk>/programmes/add/", views.open_programme, name="open_programme"),
    path("set-up/sites/<int:pk>/", views.keep_site, name="keep_site"),
    path("set-up/teams/<int:pk>/", views.keep_team, name="keep_team"),
    path("set-up/programmes/<int:pk>/", views.programme, name="programme"),
    path("set-up/programmes/<int:pk>/change/", views.keep_programme, name="keep_programme"),
    path("set-up/programmes/<int:pk>/sources/add/", views.add_source, name="add_source"),
    path("set-up/sources/<int:pk>/", views.keep_source, name="keep_source"),
]
