from django.urls import path

from wayfellow.groups import views

app_name = "groups"
urlpatterns = [
    path("groups/", views.groups, name="groups"),
    path("groups/begin/", views.begin, name="begin"),
    path("groups/programmes/<int:pk>/", views.programme, name="programme"),
    path("groups/<uuid:pk>/", views.group, name="group"),
    path("groups/<uuid:pk>/keep/", views.keep, name="keep"),
    path("groups/<uuid:pk>/course/", views.keep_course, name="keep_course"),
    path("groups/<uuid:pk>/link/", views.keep_link, name="keep_link"),
    path("groups/<uuid:pk>/count/", views.count, name="count"),
    path("groups/<uuid:pk>/who-came/", views.note_who_came, name="note_who_came"),
    path("groups/<uuid:pk>/sheet/", views.sheet, name="sheet"),
    path("groups/<uuid:pk>/tell/", views.tell_members, name="tell_members"),
    path("groups/<uuid:pk>/register/", views.register, name="register"),
    path("groups/<uuid:pk>/register/keep/", views.keep_register, name="keep_register"),
    path("groups/members/<uuid:pk>/certificate/", views.certificate, name="certificate"),
    path("groups/members/<uuid:pk>/welcome/", views.welcome, name="welcome"),
    path("groups/members/<uuid:pk>/let-go/", views.let_member_go, name="let_member_go"),
    path("groups/listings/<uuid:pk>/run/", views.run, name="run"),
    path("groups/sessions/<uuid:pk>/correct/", views.correct, name="correct"),
    path("groups/sessions/<uuid:pk>/who-came/", views.correct_who_came, name="correct_who_came"),
    path("groups/sessions/<uuid:pk>/what-happened/", views.what_happened, name="what_happened"),
    path("groups/sessions/<uuid:pk>/slips/", views.give_slips, name="give_slips"),
    # a person's own list
    path("my/groups/", views.mine, name="mine"),
    path("my/groups/<uuid:pk>/keep/", views.keep_place, name="keep_place"),
    path("my/groups/<uuid:pk>/take-off/", views.take_off, name="take_off"),
    path("groups/slip/<str:token>/", views.slip, name="slip"),
    # without an account
    path("groups/place/<str:token>/", views.place, name="place"),
    path("groups/place/<str:token>/certificate/", views.my_certificate, name="my_certificate"),
    path("groups/place/<str:token>/leave/", views.leave, name="leave"),
    path("groups/told/<str:token>/", views.told, name="told"),
    path("groups/tell-me/<slug:slug>/", views.tell_me, name="tell_me"),
    path("groups/join/<slug:slug>/", views.join, name="join"),
]
