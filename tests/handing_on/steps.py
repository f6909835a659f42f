"""Things as programmes hand them on and look at them through the acts, for the tests; and another installation."""

from contextlib import contextmanager
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.test import override_settings
from django.utils import timezone

from wayfellow.handing_on import actions
from wayfellow.vault import signing

HERE, ELSEWHERE = "https://here.example.org", "https://elsewhere.example.org"
LICENSED = {"language": "en", "licence": "CC-BY-4.0", "is_public": False}


@contextmanager
def at_another_installation(site=ELSEWHERE):
    """Sign as an installation of its own does: under another address, with another key."""
    key = Ed25519PrivateKey.generate()
    with pytest.MonkeyPatch.context() as other, override_settings(SITE=site):
        other.setattr(signing, "_key", lambda: key)
        yield


def handed_on(thing, kind, *, by, **licensed):
    told = {"kind": kind, "thing": thing.pk, "handed_on": LICENSED | licensed}
    return actions.hand_on(thing.programme, by=by, id=uuid4(), on=timezone.localdate(), **told)


def page_handed_on(cast, words="## Begin small\n\nOne team at a time.", *, title="How we began", **licensed):
    told = {"page": {"title": title, "words": words}, "handed_on": LICENSED | licensed}
    return actions.hand_on_page(cast.programme, by=cast.carme, id=uuid4(), on=timezone.localdate(), **told)


def received(programme, by, text):
    return actions.receive(programme, by=by, id=uuid4(), on=timezone.localdate(), text=text)


def page_from_elsewhere(cast, **how):
    """Return a page of another installation as it came in, looked at and not taken in."""
    with at_another_installation():
        text = page_handed_on(cast, **how).signed
    return received(cast.programme, cast.carme, text)
