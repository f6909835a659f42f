from django.urls import path

from wayfellow.matching import views

app_name = "matching"
urlpatterns = [
    path("desk/<int:pk>/matching/", views.offer_several, name="offer_several"),
]
