from django.urls import path

from wayfellow.joining import views

app_name = "joining"
urlpatterns = [
    path("join/mine/<str:token>/", views.mine, name="mine"),
    path("join/mine/<str:token>/withdraw/", views.withdraw, name="withdraw"),
    path("join/<slug:slug>/", views.apply, name="apply"),
    path("desk/<int:pk>/applications/", views.applications, name="applications"),
    path("desk/<int:pk>/way-in/", views.way_in, name="way_in"),
    path("desk/applications/<uuid:pk>/", views.application, name="application"),
    path("desk/applications/<uuid:pk>/take-on/", views.take_on, name="take_on"),
    path("desk/applications/<uuid:pk>/let-go/", views.let_go, name="let_go"),
    path("desk/steps/<uuid:pk>/plan/", views.plan_step, name="plan_step"),
    path("desk/steps/<uuid:pk>/done/", views.do_step, name="do_step"),
]
