from django.urls import path

from wayfellow.home import views

app_name = "home"
urlpatterns = [path("set-up/", views.set_up, name="set_up")]
