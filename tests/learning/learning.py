"""Pathways, courses and conversations for tests, told by calling the real acts."""

from datetime import time, timedelta
from uuid import uuid4

from django.utils import timezone

from wayfellow.learning import actions
from wayfellow.learning.models import Certificate, Enrolment, Learner
from wayfellow.people.models import User
from wayfellow.workforce.models import Peer

TODAY = timezone.localdate()


def ago(days):
    return TODAY - timedelta(days=days)


def module_of(cast, name="Listening", *, by=None, renewed_after=24, **said):
    """A module of a pathway of its own, laid by Carme."""
    by = by or cast.carme
    pathway = actions.add_pathway(cast.programme, by=by, id=uuid4(), name=f"Way of {name}", level="begin", about="")
    told = {"hours": 8, "competencies": ["communication"], "own_competencies": "Knows the neighbourhood", "about": ""}
    return actions.add_module(pathway, by=by, id=uuid4(), name=name, renewed_after=renewed_after, **told | said)


def course_of(cast, module=None, *, places=2, on=TODAY, weeks=2, by=None):
    days = {"on": on, "at": time(17), "minutes": 120, "weeks": weeks}
    said = {"led_by": "Núria", "place": "The library", "places": places, "materials": "https://example.org/listen"}
    return actions.plan_course(module or module_of(cast), by=by or cast.carme, id=uuid4(), days=days, **said)


def takes(user, course, *, on=TODAY):
    """Return the place somebody took, as it stands now."""
    made = actions.take_place(course, by=user, id=uuid4(), at=timezone.now(), on=on)
    return Enrolment.objects.get(pk=made.pk)


def asked(user, module, **said):
    told = {"practice": "Two years in the kitchen of the neighbours", "reflection": "", "experience": ""} | said
    return actions.ask_to_count(module, by=user, id=uuid4(), on=TODAY, **told)


def talked(conversation, *, by, counts=True, words="", on=TODAY):
    actions.hold_conversation(conversation, by=by, today=TODAY, on=on, counts=counts, words=words)


def certified(cast, user, module=None):
    """Return a certificate of a pathway of one module, which a conversation counted a month ago."""
    module = module or module_of(cast)
    talked(asked(user, module), by=cast.silvia, on=ago(30))
    learner = Learner.objects.get(user=user)
    made = actions.issue_certificate(module.pathway, by=cast.carme, id=uuid4(), on=TODAY, learner=learner)
    return Certificate.objects.select_related("learner__key", "learner__user", "pathway__programme").get(pk=made.pk)


def taken_back(certificate, *, by, why):
    actions.revoke_certificate(certificate, by=by, on=TODAY, why=why)


def logged(cast, user, words="A talk at the library", minutes=90, **more):
    said = {"on": TODAY, "minutes": minutes, "kind": "course", "words": words} | more
    return actions.log_hours(cast.programme, by=user, id=uuid4(), today=TODAY, **said)


def another_peer(cast, name):
    user = User.objects.create_user(f"{name.lower()}@demo.example", name=name)
    Peer.objects.create(user=user, employer=cast.federation).programmes.add(cast.programme)
    return user
