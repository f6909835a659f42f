from django.urls import path

from wayfellow.workforce import views

app_name = "workforce"
urlpatterns = [
    path("today/reflections/", views.reflections, name="reflections"),
    path("today/<uuid:pk>/reflections/add/", views.reflect, name="reflect"),
    path("today/reflections/<uuid:pk>/", views.change_reflection, name="change_reflection"),
    path("today/reflections/<uuid:pk>/let-go/", views.let_reflection_go, name="let_reflection_go"),
    path("today/about-me/", views.own_pages, name="own_pages"),
    path("today/<uuid:pk>/about-me/", views.own_page, name="own_page"),
    path("today/when/", views.weeks, name="weeks"),
    path("today/<uuid:pk>/when/", views.week, name="week"),
    path("today/<uuid:pk>/known/", views.acquaintances, name="acquaintances"),
    path("my/<uuid:pk>/known/", views.known_peers, name="known_peers"),
    path("set-up/programmes/<int:pk>/peers/", views.peers, name="peers"),
    path("set-up/peers/<uuid:pk>/", views.keep_peer, name="keep_peer"),
]
