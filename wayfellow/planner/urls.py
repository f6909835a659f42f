from django.urls import path

from wayfellow.planner import views

app_name = "planner"
urlpatterns = [path("evaluation/<int:pk>/planner/", views.planner, name="planner")]
