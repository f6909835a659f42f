from django.urls import path

from wayfellow.audits import views

app_name = "audits"
urlpatterns = [
    path("office/<int:pk>/audits/", views.audits, name="audits"),
    path("office/<int:pk>/audits/begin/", views.begin, name="begin"),
    path("office/audits/<uuid:pk>/", views.audit, name="audit"),
    path("office/audits/<uuid:pk>/close/", views.close, name="close"),
    path("office/audits/<uuid:pk>/let-go/", views.let_go, name="let_go"),
    path("office/audits/<uuid:pk>/again/", views.repeat, name="repeat"),
    path("office/audits/<uuid:pk>/needs/", views.draw_need, name="draw_need"),
]
