"""The pages of the steps towards associations."""

from django.urls import reverse

from wayfellow.journeys import actions
from wayfellow.journeys.access import Can
from wayfellow.journeys.forms import connecting as forms
from wayfellow.journeys.queries import connecting as queries
from wayfellow.ui.pages import form_page


@form_page(Can.CONNECT, forms.Connect, "journeys/connections.html", load=queries.with_connections)
def connections(journey, *, by, idempotency_key, answers):
    actions.connect(journey, by=by, idempotency_key=idempotency_key, **answers)
    return _connections(journey.pk)


@form_page(Can.CONNECT, forms.WentTogether, "journeys/went_together.html", load=queries.with_connections)
def went_together(journey, *, by, idempotency_key, answers):
    actions.connect(journey, by=by, idempotency_key=idempotency_key, **answers)
    return _connections(journey.pk)


@form_page(Can.KEEP_CONNECTION, forms.KeepConnection, "journeys/connection.html", load=queries.with_steps)
def connection(connection, *, by, idempotency_key, answers):
    actions.keep_connection(connection, by=by, idempotency_key=idempotency_key, **answers)
    return reverse("journeys:connection", args=[connection.pk])


@form_page(Can.KEEP_CONNECTION, forms.TakeBackStep, "journeys/take_back_step.html", load=queries.with_steps)
def take_back_step(connection, *, by, idempotency_key, answers):
    actions.take_back_step(connection, by=by, idempotency_key=idempotency_key, step=answers["step"])
    return _connections(answers["stood_in"] or connection.journey_id)


def _connections(pk):
    return reverse("journeys:connections", args=[pk])
