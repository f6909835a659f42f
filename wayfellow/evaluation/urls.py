from django.urls import path

from wayfellow.evaluation import views

app_name = "evaluation"
urlpatterns = [
    path("evaluation/", views.evaluations, name="evaluations"),
    path("evaluation/<int:pk>/", views.evaluation, name="evaluation"),
    path("evaluation/<int:pk>/unmet-need/", views.unmet, name="unmet_need"),
    path("evaluation/<int:pk>/unmet-need.csv", views.unmet_as_csv, name="unmet_need_csv"),
    path("evaluation/<int:pk>/surveys/", views.surveys, name="surveys"),
    path("evaluation/surveys/<uuid:pk>/", views.survey, name="survey"),
    path("evaluation/surveys/<uuid:pk>/words/", views.words, name="words"),
]
