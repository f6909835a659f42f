"""What a programme needs, steps in putting it in place, whom it knows around, and documents of its handbook."""

from datetime import time, timedelta
from uuid import uuid4

from django.utils import timezone

from wayfellow.office import actions


def planned_step(cast, *, words="Buy a kettle", phase="immersion", programme=None, by=None, **said):
    step = step_of(words, said)
    return actions.add_step(programme or cast.programme, by=by or cast.carme, id=uuid4(), phase=phase, step=step)


def noted_need(cast, *, words="A course on endings", kind="training", comes_from="Supervision in May"):
    said = {"words": words, "kind": kind, "comes_from": comes_from}
    return actions.note_need(cast.programme, by=cast.carme, id=uuid4(), on=timezone.localdate(), need=said)


def settled_for(need, cast, *, words="Ask for a course", **said):
    return actions.plan_for_need(need, by=cast.carme, id=uuid4(), step=step_of(words, said))


def step_of(words, said):
    return {"words": words, "owner": None, "owner_in_words": "", "due_on": None, "every_months": None} | said


def called(cast, *invited, about="How we work together", on=None, by=None):
    """Return a meeting to which these are asked to come."""
    meeting = {"about": about, "on": on or timezone.localdate(), "at": time(10), "place": "The small room"}
    told = {"meeting": meeting, "invited": list(invited)}
    return actions.plan_meeting(cast.programme, by=by or cast.carme, id=uuid4(), **told)


def wants_to_talk(meeting, by, words="Who has the key"):
    return actions.add_point(meeting, by=by, id=uuid4(), words=words)


def known_around(cast, organisation, *, known="They paint on Tuesdays", turn_to="The office, 600 000 000"):
    told = {"organisation": organisation, "known": known, "turn_to": turn_to}
    return actions.add_liaison(cast.programme, by=cast.carme, id=uuid4(), **told)


def shared_out(cast, *others, words="Find a room"):
    """Return a responsibility that the programme's own organisation leads; the others take part."""
    parts = {cast.programme.organisation: "leads"} | dict.fromkeys(others, "takes_part")
    return actions.add_responsibility(cast.programme, by=cast.carme, id=uuid4(), words=words, parts=parts)


def settled_with(cast, partner, *, here, there, words="Both see that a road is walked.", review_on=None):
    """Return the next version of who sees what, which two are asked to sign."""
    today = timezone.localdate()
    told = {"partner": partner, "review_on": review_on or today + timedelta(days=300), "words": words}
    told |= {"signs_here": here, "signs_there": there, "on": today, "edit_token": None}
    return actions.write_sharing(cast.programme, by=cast.carme, id=uuid4(), **told)


def spoke(liaison, cast, *, words="They would like a presentation", **said):
    today = timezone.localdate()
    told = {"on": today, "kind": "visit", "words": words} | said
    return actions.note_contact(liaison, by=cast.carme, id=uuid4(), today=today, **told)


def document_in_force(cast, words, *, asks_to_confirm=False, **more):
    head = {"governing_body": "CAPS", "function": "Handbook", "subject": "Peer support", "prepared_by": "CAPS"}
    head |= {"original_on": timezone.localdate(), "asks_to_confirm": asks_to_confirm}
    document = actions.add_document(cast.programme, by=cast.carme, id=uuid4(), head=head)
    actions.write_document(document, by=cast.carme, edit_token=None, words=words, what_changed="", **more)
    actions.put_in_force(document, by=cast.carme, edit_token=None, on=timezone.localdate())
    document.refresh_from_db()
    return document
