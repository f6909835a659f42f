from django.urls import path

from wayfellow.wellbeing import views

app_name = "wellbeing"
urlpatterns = [
    path("today/how-i-am/", views.mine, name="mine"),
    path("today/<uuid:pk>/how-i-am/check-in/", views.check_in, name="check_in"),
    path("today/<uuid:pk>/how-i-am/page/", views.own_page, name="own_page"),
    path("today/<uuid:pk>/how-i-am/talk/", views.talk, name="talk"),
    path("today/<uuid:pk>/how-i-am/not-now/", views.not_now, name="not_now"),
    path("today/how-i-am/<uuid:pk>/", views.change_check_in, name="change_check_in"),
    path("today/how-i-am/<uuid:pk>/let-go/", views.let_check_in_go, name="let_check_in_go"),
    path("today/how-i-am/<uuid:pk>/share/", views.share_check_in, name="share_check_in"),
    path("today/reflections/<uuid:pk>/share/", views.share_reflection, name="share_reflection"),
    path("today/how-i-am/take-along/", views.take_along, name="take_along"),
    path("today/shared/<uuid:pk>/take-back/", views.take_back, name="take_back"),
    path("shared-with-me/", views.shared_with_me, name="shared_with_me"),
    path("shared-with-me/<uuid:pk>/", views.shared, name="shared"),
]
