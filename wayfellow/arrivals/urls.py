from django.urls import path

from wayfellow.arrivals import views

app_name = "arrivals"
urlpatterns = [
    path("desk/<int:pk>/on-duty/", views.duty, name="duty"),
    path("desk/<int:pk>/on-duty/set/", views.set_duty, name="set_duty"),
    path("today/safe-arrival/", views.mine, name="mine"),
    path("today/<uuid:pk>/safe-arrival/", views.contact, name="contact"),
    path("today/<uuid:pk>/safe-arrival/off/", views.let_contact_go, name="let_contact_go"),
    path("today/<uuid:pk>/set-out/", views.set_out, name="set_out"),
    path("today/out/<uuid:pk>/later/", views.say_later, name="say_later"),
    path("today/out/<uuid:pk>/back/", views.say_back, name="say_back"),
]
