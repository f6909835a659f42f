from django.urls import path

from wayfellow.surveys import views

app_name = "surveys"
urlpatterns = [
    path("survey/<uuid:pk>/", views.answer, name="answer"),
    path("survey/thank-you/", views.thanks, name="thanks"),
]
