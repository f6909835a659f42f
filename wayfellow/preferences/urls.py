from django.urls import path

from wayfellow.preferences import views

app_name = "preferences"
urlpatterns = [
    path("my/<uuid:pk>/preferences/", views.preferences, name="preferences"),
    path("people/<uuid:pk>/preferences/", views.beside, name="beside"),
]
