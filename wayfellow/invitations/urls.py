from django.urls import path

from wayfellow.invitations import views

app_name = "invitations"
urlpatterns = [
    path("invitation/", views.type_code, name="type_code"),
    path("invitation/<str:code>/", views.take_up, name="take_up"),
    path("programmes/<int:pk>/invitations/", views.invitations, name="invitations"),
    path("programmes/<int:pk>/invitations/new/", views.invite_member, name="invite_member"),
    path("programmes/<int:pk>/invitations/list/", views.invite_several, name="invite_several"),
    path("set-up/operators/invitations/", views.operator_invitations, name="operator_invitations"),
    path("set-up/operators/invitations/new/", views.invite_operator, name="invite_operator"),
    path("invitations/<uuid:pk>/again/", views.send_again, name="send_again"),
    path("invitations/<uuid:pk>/take-back/", views.take_back, name="take_back"),
    path("people/<uuid:pk>/invite/", views.invite_person, name="invite_person"),
]
