from django.urls import path

from wayfellow.choices import views

app_name = "choices"
urlpatterns = [
    path("my/<uuid:pk>/preferences/", views.preferences, name="preferences"),
]
