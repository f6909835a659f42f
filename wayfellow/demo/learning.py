"""A pathway of three modules: one counts for Pau and falls due soon, another he learns in a course now."""

import uuid
from datetime import time, timedelta

from django.utils import timezone

from wayfellow.demo.words import TOLD
from wayfellow.learning import actions
from wayfellow.learning.models import AskedOf

MODULES = {
    "listening": {"hours": 8, "competencies": ["relationships", "communication"], "renewed_after": 12},
    "story": {"hours": 6, "competencies": ["own_experience", "growth"], "renewed_after": None},
    "limits": {"hours": 10, "competencies": ["growth", "together", "crises"], "renewed_after": 24},
}

WELCOME = {"hours": 4, "competencies": ["relationships", "together"], "renewed_after": 36}


def tell(cast, today):
    told = TOLD["learning"]
    said = {"name": told["pathway"], "level": "begin", "about": told["about"]}
    pathway = actions.add_pathway(cast.programme, by=cast.carme, id=uuid.uuid4(), **said)
    listening, story, limits = (_module(cast, pathway, name, details) for name, details in MODULES.items())
    _counted(cast, listening, on=today - timedelta(days=330))
    _certificate(cast, today)
    course = _course(cast, limits, on=today - timedelta(days=4), weeks=4, places=2)
    for user in [cast.pau, cast.rosa, cast.silvia]:
        _take(course, user, today)
    first = course.days.earliest("on")
    came = [str(each.pk) for each in course.enrolments.filter(learner__user=cast.pau)]
    actions.note_who_came(first, by=cast.carme, edit_token=None, today=today, came=came)
    _course(cast, story, on=today + timedelta(days=18), weeks=2, places=8)
    heard = {"on": today - timedelta(days=9), "minutes": 90, "kind": "course", "words": told["hours"]}
    actions.log_hours(cast.programme, by=cast.pau, id=uuid.uuid4(), today=today, **heard)


def _module(cast, pathway, name, details):
    told = TOLD["learning"]
    said = {"name": told[name], "about": "", "own_competencies": told["own"] if name == "story" else ""}
    return actions.add_module(pathway, by=cast.carme, id=uuid.uuid4(), **said, **details)


def _counted(cast, module, *, on):
    """What Pau did for years in a group counts, after he and Sílvia talked about it."""
    told = TOLD["learning"]
    said = {"practice": told["practice"], "reflection": told["reflection"], "experience": ""}
    asked = actions.ask_to_count(module, by=cast.pau, id=uuid.uuid4(), on=on - timedelta(days=6), **said)
    actions.hold_conversation(asked, by=cast.silvia, today=on, on=on, counts=True, words=told["words"])


def _certificate(cast, today):
    """What everyone learns who begins is behind Pau, and he shows his certificate to everyone."""
    told, on = TOLD["learning"], today - timedelta(days=200)
    said = {"name": told["welcome_pathway"], "level": "begin", "about": told["welcome_about"]}
    pathway = actions.add_pathway(cast.programme, by=cast.carme, id=uuid.uuid4(), **said)
    asked = {"asked_of": AskedOf.EVERYBODY, "asked_within": 8}
    actions.ask_pathway(pathway, by=cast.carme, edit_token=None, on=on, **asked)
    _counted(cast, _module(cast, pathway, "privacy", WELCOME), on=on)
    learner = cast.pau.learner
    made = actions.issue_certificate(
        pathway, by=cast.carme, id=uuid.uuid4(), on=today - timedelta(days=9), learner=learner
    )
    actions.show_certificate(made, by=cast.pau, edit_token=None, is_public=True)


def _course(cast, module, *, on, weeks, places):
    told = TOLD["learning"]
    days = {"on": on, "at": time(17), "minutes": 120, "weeks": weeks}
    said = {"led_by": "Núria", "place": told["place"], "places": places, "materials": told["materials"]}
    return actions.plan_course(module, by=cast.carme, id=uuid.uuid4(), days=days, **said)


def _take(course, user, today):
    on = today - timedelta(days=20)
    actions.take_place(course, by=user, id=uuid.uuid4(), at=timezone.now() - timedelta(days=20), on=on)
