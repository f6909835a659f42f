from django.urls import path

from wayfellow.evaluation import views

app_name = "evaluation"
urlpatterns = [
    path("evaluation/", views.evaluations, name="evaluations"),
    path("evaluation/<int:pk>/", views.evaluation, name="evaluation"),
    path("evaluation/surveys/<uuid:pk>/", views.survey, name="survey"),
]
