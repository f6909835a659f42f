from django.urls import path

from wayfellow.readiness import views

app_name = "readiness"
urlpatterns = [
    path("office/questions/", views.mine, name="mine"),
    path("office/<int:pk>/questions/", views.questions, name="questions"),
    path("office/<int:pk>/questions/begin/", views.begin, name="begin"),
    path("office/<int:pk>/questions/add/", views.add, name="add"),
    path("office/questions/<uuid:pk>/change/", views.change_question, name="change_question"),
    path("office/questions/<uuid:pk>/take-off/", views.take_off, name="take_off"),
    path("office/questions/<uuid:pk>/answer/", views.reply, name="reply"),
    path("office/questions/<uuid:pk>/agree/", views.agree, name="agree"),
    path("office/questions/answers/<uuid:pk>/change/", views.change_reply, name="change_reply"),
    path("office/questions/answers/<uuid:pk>/take-back/", views.take_back_reply, name="take_back_reply"),
]
