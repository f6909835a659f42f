from django.urls import path

from wayfellow.handing_on import views

app_name = "handing_on"
urlpatterns = [
    # for anyone
    path("exchange/", views.shelf, name="shelf"),
    path("exchange/<uuid:pk>/", views.shown, name="shown"),
    path("exchange/<uuid:pk>/file/", views.shown_file, name="shown_file"),
    # for those who coordinate
    path("office/<int:pk>/exchange/", views.exchange, name="exchange"),
    path("office/<int:pk>/exchange/hand-on/", views.hand_on, name="hand_on"),
    path("office/<int:pk>/exchange/write/", views.hand_on_page, name="hand_on_page"),
    path("office/<int:pk>/exchange/receive/", views.receive, name="receive"),
    path("office/exchange/<uuid:pk>/", views.published, name="published"),
    path("office/exchange/<uuid:pk>/file/", views.file, name="file"),
    path("office/exchange/<uuid:pk>/show/", views.show, name="show"),
    path("office/exchange/<uuid:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("office/exchange/received/<uuid:pk>/", views.received, name="received"),
    path("office/exchange/received/<uuid:pk>/take/", views.take, name="take"),
    path("office/exchange/received/<uuid:pk>/undo/", views.undo, name="undo"),
    path("office/exchange/received/<uuid:pk>/leave/", views.leave, name="leave"),
]
