from django.urls import path

from wayfellow.follow_ups import views

app_name = "follow_ups"
urlpatterns = [
    path("office/<int:pk>/quarters/", views.follow_ups, name="follow_ups"),
    path("office/<int:pk>/quarters/begin/", views.begin, name="begin"),
    path("office/quarters/<uuid:pk>/", views.follow_up, name="follow_up"),
    path("office/quarters/<uuid:pk>/who-signs/", views.change_who_signs, name="who_signs"),
    path("office/quarters/<uuid:pk>/write/", views.write, name="write"),
    path("office/quarters/<uuid:pk>/agree/", views.agree, name="agree"),
    path("office/quarters/<uuid:pk>/sign/", views.sign, name="sign"),
    path("office/quarters/<uuid:pk>/take-back/", views.take_back, name="take_back"),
]
