from django.urls import path

from wayfellow.plans import views

app_name = "plans"
urlpatterns = [
    path("my/visits/", views.visits, name="visits"),
    path("my/<uuid:pk>/visits/add/", views.add_visit, name="add_visit"),
    path("my/visits/<uuid:pk>/", views.change_visit, name="change_visit"),
    path("my/visits/<uuid:pk>/let-go/", views.let_visit_go, name="let_visit_go"),
]
