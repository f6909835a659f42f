"""Everything about one person as files: a page to read, and the same for machines."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import override
from markupsafe import Markup

from wayfellow.groups.queries import own_groups
from wayfellow.journeys.models import Journey
from wayfellow.journeys.queries.places import where
from wayfellow.journeys.queries.two import what_the_person_may_see
from wayfellow.keeping.models import Erasure
from wayfellow.keeping.queries import lines_about
from wayfellow.people.models import Person, User
from wayfellow.people.what_happened import what, who
from wayfellow.plans import queries as plans
from wayfellow.plans.models import Part
from wayfellow.preferences.queries import as_read, preference_of
from wayfellow.surveys import queries as surveys
from wayfellow.understanding import queries as understanding

STANDS_ABOVE = {"person", "journey", "accompaniment", "key", "user", "choice", "part"}


def everything_in_files(person: Person, reader: User | None = None) -> bytes:
    """Return a zip with all that is written about a person, in their own language.

    What is theirs alone is in it when they read: their plan, visits, supports and stories, what matters to them in a
    peer supporter, whom they know elsewhere, their own answers to surveys (B6, D6, H3, I5).
    """
    own: dict[str, list[Any]] = {
        "plan": list(plans.whole_plan(person)) if reader else [],
        "visits": list(plans.visits(reader, person)) if reader else [],
        "stories": list(understanding.stories_of(person, reader)) if reader else [],
        "preference": [preference_of(person)] if reader and hasattr(person, "preference") else [],
        "supports": list(plans.supports(reader)) if reader else [],
        "groups": own_groups(person)[0] if reader else [],
        "knows": [peer.user.name for peer in person.knows.select_related("user")] if reader else [],
        "answers": list(surveys.my_answers(reader)) if reader else [],
    }
    content = io.BytesIO()
    with override(person.reads_in), zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as files:
        files.writestr("everything.html", _as_page(person, own))
        files.writestr("everything.json", _as_json(person, own))
    return content.getvalue()


def certificate(number: Any) -> str:
    """Return the certificate of an erasure as text, to print or to keep."""
    return render_to_string("keeping/certificate.txt", {"erasure": Erasure.objects.get(pk=number)})


def _as_page(person: Person, own: dict[str, list[Any]]) -> str:
    stylesheet = Path(str(finders.find("ui/site.css"))).read_text(encoding="utf-8")
    context = {
        "person": person,
        **own,
        "matters": [fact for preference in own["preference"] for fact in as_read(preference)],
        "answers": [(answers, surveys.as_read(answers)) for answers in own["answers"]],
        "journal": _lines(person),
        "on": timezone.localdate(),
        "stylesheet": Markup(stylesheet),  # noqa: S704
        "LANGUAGE_CODE": person.reads_in,
    }
    return render_to_string("keeping/everything.html", context)


def _as_json(person: Person, own: dict[str, list[Any]]) -> str:
    told = {name: [_told(each) for each in own[name]] for name in ["visits", "supports", "stories", "preference"]}
    told["groups"] = [{"group": str(own.member.register.group), "address": own.token} for own in own["groups"]]
    told["answers"] = [surveys.as_response(answers) for answers in own["answers"]]
    data = _as_data(person) | own | told | {"plan": [_part(part) for part in own["plan"]]}
    return json.dumps(data, cls=DjangoJSONEncoder, indent=2, ensure_ascii=False)


def _as_data(person: Person) -> dict[str, Any]:
    """Return every column of every record about a person, but the list that is theirs alone."""
    return {
        "person": _told(person) | {"account": person.user and person.user.email},
        "reach": _told(person.reach) if hasattr(person, "reach") else None,
        "openings": [_told(each) for each in person.openings.all()],
        "proposed_reach": [_told(each) for each in person.proposed_reach.all()],
        "erasure": _told(person.erasure) if hasattr(person, "erasure") else None,
        "first_steps": [_told(step) for step in person.first_steps.all()],
        "choices": [_told(choice) for choice in person.choices.all()],
        "journeys": [_journey(journey) for journey in person.journeys.all()],
        "journal": _lines(person),
    }


def _journey(journey: Journey) -> dict[str, Any]:
    return _told(journey) | {
        "objectives": [_told(objective) for objective in journey.objectives.all()],
        "earlier": [_told(each) for each in journey.earlier.all()],
        "strikes": [_told(each) for each in journey.strikes.all()],
        "recorded": [_told(each) for each in journey.recorded.all()],
        "agreements": [_told(agreement) for agreement in journey.agreements.all()],
        "accompaniments": [
            _told(each)
            | {
                "arrangement": _told(each.arrangement) if hasattr(each, "arrangement") else None,
                "additions": [_told(addition) for addition in each.additions.all()],
                "earlier": [_told(earlier) for earlier in each.earlier.all()],
            }
            for each in journey.accompaniments.all()
        ],
        "introduction": _told(journey.introduction) if hasattr(journey, "introduction") else None,
        "breaks": [_told(each) for each in journey.breaks.all()],
        "going_on": [_told(each) for each in journey.going_on.all()],
        "ways_on": [_told(each) for each in journey.ways_on.all()],
        "working_notes": [_told(note) for note in journey.working_notes.all()],
        "glasses": [_told(glass) for glass in journey.glasses.all()],
        "connections": [
            _told(each) | {"steps": [_told(step) for step in each.steps.all()]} for each in journey.connections.all()
        ],
        "the_two_of_us": [_told(side) for side in what_the_person_may_see(journey)],
        "places": [_told(each) for each in journey.places.all()],
        "closing": _told(journey.closing) if hasattr(journey, "closing") else None,
    }


def _part(part: Part) -> dict[str, Any]:
    return _told(part) | {
        "versions": [_told(version) | {"said": version.answers} for version in part.versions.all()],
        "remarks": [_told(remark) | {"by": remark.who} for remark in part.remarks.all()],
        "guests": [_told(guest) for guest in part.guests.all()],
    }


def _told(record: Model) -> dict[str, Any]:
    """Return a record column by column; who or what it points to by name."""
    names = [field.name for field in record._meta.concrete_fields if field.name not in STANDS_ABOVE]
    return {name: _plain(getattr(record, name)) for name in names}


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, Model) else value


def _lines(person: Person) -> list[dict[str, Any]]:
    """Return who did what and who looked, and from which place, in words."""
    return [
        {
            "at": line.at,
            "who": who(line),
            "name": line.actor.name if line.actor else "",
            "where": where(line, person.journeys.all()),
            "what": what(line),
        }
        for line in lines_about(person)
    ]
