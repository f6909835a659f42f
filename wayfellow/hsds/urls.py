from django.urls import include, path

from wayfellow.hsds.views import deliveries, machines

inside, _app, _namespace = machines.api.urls
for page in inside:
    page.callback = machines.for_every_machine(page.callback or machines.about)
# for those who keep the directory
from_files = [
    path("programmes/<int:pk>/files/", deliveries.deliveries, name="deliveries"),
    path("programmes/<int:pk>/files/bring-in/", deliveries.bring, name="bring"),
    path("files/<uuid:pk>/", deliveries.delivery, name="delivery"),
    path("files/<uuid:pk>/look-again/", deliveries.look_again, name="look_again"),
    path("files/<uuid:pk>/take/", deliveries.take, name="take"),
    path("files/<uuid:pk>/undo/", deliveries.undo, name="undo"),
    path("files/<uuid:pk>/leave/", deliveries.leave, name="leave"),
]
urlpatterns = [
    path("hsds/", (inside, "ninja", machines.api.urls_namespace)),
    path("meetings.json", machines.for_every_machine(machines.meeting_guide), name="meetings"),
    path("listings/", include((from_files, "deliveries"))),
]
