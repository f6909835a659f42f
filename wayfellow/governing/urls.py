from django.urls import path

from wayfellow.governing import views

app_name = "governing"
urlpatterns = [path("side-by-side/", views.side_by_side, name="side_by_side")]
