from django.urls import path

from wayfellow.merging import views

app_name = "merging"
urlpatterns = [
    path("desk/<int:pk>/twice/", views.here_twice, name="here_twice"),
    path("people/<uuid:pk>/twice/", views.ask_merge, name="ask_merge"),
    path("records/<uuid:pk>/", views.merge, name="merge"),
    path("records/<uuid:pk>/answer/", views.answer_merge, name="answer_merge"),
    path("records/<uuid:pk>/undo/", views.undo_merge, name="undo_merge"),
]
