from django.urls import path

from wayfellow.supervision import views

app_name = "supervision"
urlpatterns = [
    path("today/supervision/", views.mine, name="mine"),
    path("today/<uuid:pk>/supervision/ask/", views.ask, name="ask"),
    path("supervision/<int:pk>/plan/", views.plan, name="plan"),
    path("supervision/<int:pk>/rhythm/", views.rhythm, name="rhythm"),
    path("supervision/<int:pk>/numbers/", views.numbers, name="numbers"),
    path("supervision/<uuid:pk>/", views.supervision, name="supervision"),
    path("supervision/<uuid:pk>/move/", views.move, name="move"),
    path("supervision/<uuid:pk>/held/", views.hold, name="hold"),
    path("supervision/<uuid:pk>/let-go/", views.let_go, name="let_go"),
    path("supervision/sheets/<uuid:pk>/", views.sheet, name="sheet"),
    path("supervision/sheets/<uuid:pk>/bring/", views.bring, name="bring"),
    path("supervision/sheets/<uuid:pk>/write/", views.write, name="write"),
    path("supervision/sheets/<uuid:pk>/sign/", views.sign, name="sign"),
    path("supervision/sheets/<uuid:pk>/agree/", views.agree, name="agree"),
    path("supervision/steps/<uuid:pk>/", views.settle_step, name="settle_step"),
]
