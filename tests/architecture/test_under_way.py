from threading import Event, Thread

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.http import HttpResponse
from django.test import RequestFactory

BEGUN_SOON = 10  # seconds


@pytest.mark.django_db(transaction=True)
def test_the_database_is_emptied_only_when_what_a_browser_asked_for_is_answered(monkeypatch):
    begun, going_on, happened = Event(), Event(), []

    def slowly(_handler, _request):
        begun.set()
        going_on.wait(timeout=0.5)
        happened.append("answered")
        return HttpResponse()

    monkeypatch.setattr(WSGIHandler, "get_response", slowly)
    environ = RequestFactory().get("/").environ
    asking = Thread(target=WSGIHandler(), args=[environ, lambda *_: None])
    asking.start()
    assert begun.wait(BEGUN_SOON)
    call_command("flush", interactive=False, verbosity=0)
    happened.append("emptied")
    asking.join()
    assert happened == ["answered", "emptied"]
