from django.urls import path

from wayfellow.keeping import views

app_name = "keeping"
urlpatterns = [
    path("my/details/", views.details, name="details"),
    path("my/sharing/", views.sharing, name="sharing"),
    path("my/sharing/<uuid:pk>/", views.tell_team, name="tell_team"),
    path("my/everything/", views.everything, name="everything"),
    path("my/everything/wayfellow.zip", views.everything_in_files, name="everything_in_files"),
    path("my/erase/", views.erase, name="erase"),
    path("my/erase/take-back/", views.take_back, name="take_back"),
    path("my/erase/now/", views.erase_now, name="erase_now"),
    path("referrals/<uuid:pk>/take-back/", views.take_back_referral, name="take_back_referral"),
    path("erased/<uuid:pk>/", views.certificate, name="certificate"),
    path("set-up/retention/", views.retention, name="retention"),
    path("set-up/retention/<int:pk>/", views.change_retention, name="change_retention"),
    path("set-up/programmes/<int:pk>/jurisdiction/", views.set_jurisdiction, name="set_jurisdiction"),
]
