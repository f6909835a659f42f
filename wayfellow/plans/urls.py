from django.urls import path

from wayfellow.plans import views

app_name = "plans"
urlpatterns = [
    path("my/visits/", views.visits, name="visits"),
    path("plan/<uuid:pk>/visits/", views.visits_of, name="visits_of"),
    path("my/<uuid:pk>/visits/add/", views.add_visit, name="add_visit"),
    path("my/visits/<uuid:pk>/", views.change_visit, name="change_visit"),
    path("my/visits/<uuid:pk>/show/", views.show_visit, name="show_visit"),
    path("my/visits/<uuid:pk>/let-go/", views.let_visit_go, name="let_visit_go"),
    path("my/<uuid:pk>/people/add/", views.add_support, name="add_support"),
    path("my/people/<uuid:pk>/", views.change_support, name="change_support"),
    path("my/people/<uuid:pk>/let-go/", views.let_support_go, name="let_support_go"),
    path("my/plan/", views.my_plan, name="my_plan"),
    path("my/plan/print/", views.print_plan, name="print_plan"),
    path("my/plan/card/", views.card, name="card"),
    path("plan/<uuid:pk>/", views.plan, name="plan"),
    path("plan/<uuid:pk>/begin/", views.begin_plan, name="begin_plan"),
    path("plan/<uuid:pk>/goals/add/", views.add_goal, name="add_goal"),
    path("plan/<uuid:pk>/goals/at-rest/", views.at_rest, name="at_rest"),
    path("plan/parts/<uuid:pk>/", views.part, name="part"),
    path("plan/parts/<uuid:pk>/write/", views.write_part, name="write_part"),
    path("plan/parts/<uuid:pk>/how-sure/", views.say_how_sure, name="say_how_sure"),
    path("plan/parts/<uuid:pk>/stand/", views.say_how_it_stands, name="say_how_it_stands"),
    path("plan/parts/<uuid:pk>/versions/", views.versions, name="versions"),
    path("plan/parts/<uuid:pk>/bring-back/", views.bring_back, name="bring_back"),
    path("plan/parts/<uuid:pk>/share/", views.share_part, name="share_part"),
    path("plan/parts/<uuid:pk>/invite/", views.invite_guest, name="invite_guest"),
    path("plan/parts/<uuid:pk>/end/", views.end_invitation, name="end_invitation"),
    path("plan/parts/<uuid:pk>/say/", views.remark, name="remark"),
    path("plan/remarks/<uuid:pk>/", views.answer_remark, name="answer_remark"),
    path("plan/remarks/<uuid:pk>/take/", views.take_suggestion, name="take_suggestion"),
    path("shared/<str:token>/", views.shared, name="shared"),
    path("shared/<str:token>/give/", views.give, name="give"),
]
