from django.urls import path

from wayfellow.learning import views

app_name = "learning"
urlpatterns = [
    path("learning/", views.mine, name="mine"),
    path("learning/passport/", views.passport, name="passport"),
    path("learning/log/", views.log, name="log"),
    path("learning/<int:pk>/hours/", views.log_hours, name="log_hours"),
    path("learning/hours/<uuid:pk>/", views.change_hours, name="change_hours"),
    path("learning/hours/<uuid:pk>/file/", views.evidence, name="evidence"),
    path("learning/hours/<uuid:pk>/let-go/", views.let_hours_go, name="let_hours_go"),
    path("learning/modules/<uuid:pk>/count/", views.ask_to_count, name="ask_to_count"),
    path("learning/conversations/<uuid:pk>/", views.conversation, name="conversation"),
    path("learning/conversations/<uuid:pk>/held/", views.hold_conversation, name="hold_conversation"),
    path("learning/courses/<uuid:pk>/", views.course, name="course"),
    path("learning/courses/<uuid:pk>/take/", views.take_place, name="take_place"),
    path("learning/places/<uuid:pk>/give-back/", views.give_place_back, name="give_place_back"),
    path("learning/certificates/<uuid:pk>/", views.certificate, name="certificate"),
    path("learning/certificates/<uuid:pk>/file/", views.take_along, name="take_along"),
    path("learning/certificates/<uuid:pk>/show/", views.show, name="show"),
    # without an account
    path("certificates/check/", views.check, name="check"),
    path("certificates/key/", views.key, name="key"),
    path("certificates/by/<slug:slug>/", views.issuer, name="issuer"),
    path("certificates/by/<slug:slug>/revoked/", views.revoked, name="revoked"),
    path("certificates/<uuid:pk>/", views.shown, name="shown"),
    # for those who coordinate
    path("learning/<int:pk>/certificates/", views.issued, name="certificates"),
    path("learning/pathways/<uuid:pk>/issue/", views.issue, name="issue"),
    path("learning/certificates/<uuid:pk>/revoke/", views.revoke, name="revoke"),
    path("learning/<int:pk>/", views.programme, name="programme"),
    path("learning/<int:pk>/pathways/add/", views.add_pathway, name="add_pathway"),
    path("learning/pathways/<uuid:pk>/change/", views.change_pathway, name="change_pathway"),
    path("learning/<int:pk>/who-has-what/", views.who_has_what, name="who_has_what"),
    path("learning/pathways/<uuid:pk>/asked/", views.ask_pathway, name="ask_pathway"),
    path("learning/modules/<uuid:pk>/asked/", views.ask_module, name="ask_module"),
    path("learning/pathways/<uuid:pk>/modules/add/", views.add_module, name="add_module"),
    path("learning/modules/<uuid:pk>/change/", views.change_module, name="change_module"),
    path("learning/modules/<uuid:pk>/course/", views.plan_course, name="plan_course"),
    path("learning/courses/<uuid:pk>/who/", views.who, name="who"),
    path("learning/courses/<uuid:pk>/change/", views.change_course, name="change_course"),
    path("learning/courses/<uuid:pk>/day/", views.add_day, name="add_day"),
    path("learning/courses/<uuid:pk>/finish/", views.finish_course, name="finish_course"),
    path("learning/courses/<uuid:pk>/counts/", views.count_anew, name="count_anew"),
    path("learning/days/<uuid:pk>/change/", views.change_day, name="change_day"),
    path("learning/days/<uuid:pk>/came/", views.note_who_came, name="note_who_came"),
]
