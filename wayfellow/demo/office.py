"""The offices of both programmes: how the pilot was put in place, as published; and one in the middle of it."""

import uuid
from datetime import date, time, timedelta

from django.utils import timezone

from wayfellow.demo.words import TOLD
from wayfellow.directory.models import Listing, Programme
from wayfellow.office import actions
from wayfellow.office.phases import Phase
from wayfellow.office.queries import steps_of
from wayfellow.ui.days import months_later

JOINED = date(2022, 5, 31)
# The last day of what the article tells without one: a half-year, a quarter, a month.
DATES = {"read": date(2021, 12, 31), "agree": date(2021, 12, 31), "tell_teams": date(2022, 3, 31)}
THE_ARTICLE_ENDS = date(2023, 7, 31)


def tell(cast):
    _the_pilot(cast)
    _today(cast, Programme.objects.get(slug="example-today"), timezone.localdate())


def _the_pilot(cast):
    told = TOLD["office"]
    actions.begin_phases(cast.programme, by=cast.carme, joins_on=JOINED)
    for step in steps_of(cast.programme):
        evidence = told["no_day"] if step.code == "read" else told.get(step.code, "")
        actions.tell_of_step(step, by=cast.carme, edit_token=None, evidence=evidence, note="")
        if step.code in DATES:
            _say(step, cast, due_on=DATES[step.code])
        if step.every_months:
            actions.let_step_go(step, by=cast.carme, on=THE_ARTICLE_ENDS, because=told["every_quarter"])
        else:
            actions.do_step(step, by=cast.carme, on=DATES.get(step.code) or step.due_on or THE_ARTICLE_ENDS)


def _today(cast, programme, today):
    """All is done until full autonomy; Pau has a step to do, and Sílvia the first look at how it goes."""
    told = TOLD["office"]
    _needs(cast, programme, today)
    _around(cast, programme, today)
    _shared_out(cast, programme, today)
    _meetings(cast, programme, today)
    _handbook(cast, programme, today)
    actions.begin_phases(programme, by=cast.carme, joins_on=months_later(today + timedelta(days=10), -3))
    for step in steps_of(programme):
        if step.phase == Phase.FOLLOW_UP:
            whose = {"owner": cast.silvia} if step.every_months else {"owner_in_words": told["nurse"]}
            _say(step, cast, **whose)
        else:
            actions.do_step(step, by=cast.carme, on=step.due_on)
    cards = {"words": told["cards"], "owner": cast.pau, "owner_in_words": "", "every_months": None}
    cards |= {"due_on": today + timedelta(days=3)}
    actions.add_step(programme, by=cast.carme, id=uuid.uuid4(), phase=Phase.AUTONOMY, step=cards)


def _handbook(cast, programme, today):
    """One document, revised once, which everyone who works there is asked to confirm; Pau has."""
    told = TOLD["office"]["handbook"]
    head = {"governing_body": programme.organisation.name, "prepared_by": programme.organisation.name}
    head |= {"function": told["function"], "subject": told["subject"], "asks_to_confirm": True}
    head |= {"original_on": today - timedelta(days=300)}
    document = actions.add_document(programme, by=cast.carme, id=uuid.uuid4(), head=head)
    for helps, no, changed, days in [("first", "no", "", 300), ("second", "no_later", told["changed"], 20)]:
        parts = [f"## {told['purpose']}", told[helps], f"## {told['process']}", f"- {told['tell']}\n- {told[no]}"]
        written = {"words": "\n\n".join(parts), "what_changed": changed}
        actions.write_document(document, by=cast.carme, edit_token=None, **written)
        actions.put_in_force(document, by=cast.carme, edit_token=None, on=today - timedelta(days=days))
    actions.confirm_document(document, by=cast.pau, on=today - timedelta(days=9), edit_token=None)


def _meetings(cast, programme, today):
    """One meeting took place, and the next is called."""
    told, invited = TOLD["office"]["meeting"], [cast.pau, cast.rosa, cast.silvia, cast.carme]
    for about, days in [("last", -20), ("about", 8)]:
        called = {"about": told[about], "on": today + timedelta(days=days), "at": time(10), "place": told["place"]}
        meeting = {"id": uuid.uuid4(), "meeting": called, "invited": invited}
        planned = actions.plan_meeting(programme, by=cast.carme, **meeting)
        if days < 0:
            held = {"today": today, "came": [cast.pau, cast.rosa, cast.carme], "agreed": told["agreed"]}
            actions.hold_meeting(planned, by=cast.carme, edit_token=None, **held)
            actions.say_contribution(planned, by=cast.pau, edit_token=None, contributed=told["brought"])
        else:
            actions.answer_meeting(planned, by=cast.rosa, comes=True)
            actions.add_point(planned, by=cast.rosa, id=uuid.uuid4(), words=told["point"])


def _around(cast, programme, today):
    """The association of the Tuesday circle is known; whoever else is around, nobody has met yet."""
    told = TOLD["office"]["around"]
    known = {"known": told["known"], "turn_to": told["turn_to"]}
    riu = Listing.objects.get(slug="example-tuesday-circle").organisation
    liaison = actions.add_liaison(programme, by=cast.carme, id=uuid.uuid4(), organisation=riu, **known)
    visit = {"on": today - timedelta(days=16), "today": today, "kind": "visit", "words": told["spoke"]}
    actions.note_contact(liaison, by=cast.carme, id=uuid.uuid4(), **visit)


def _shared_out(cast, programme, today):
    """Who does what is settled between the two organisations; who sees what is signed by one of them so far."""
    told, own, partner = TOLD["office"]["shared"], programme.organisation, cast.peer.employer
    for words, parts in [
        (told["employs"], {partner: "leads", own: "is_told"}),
        (told["room"], {own: "leads", partner: "takes_part"}),
    ]:
        actions.add_responsibility(programme, by=cast.carme, id=uuid.uuid4(), words=words, parts=parts)
    asked = {"signs_here": cast.carme, "signs_there": cast.pau, "partner": partner, "edit_token": None}
    days = {"on": today - timedelta(days=4), "review_on": today + timedelta(days=360)}
    sharing = actions.write_sharing(programme, by=cast.carme, id=uuid.uuid4(), words=told["settled"], **asked, **days)
    actions.sign_sharing(sharing, by=cast.carme, on=today - timedelta(days=3), edit_token=None)


def _needs(cast, programme, today):
    """A course, about which Sílvia does something, and a room, about which nothing is settled yet."""
    told = TOLD["office"]["needs"]
    asked = [("training", told["course"], told["from_course"]), ("resource", told["room"], told["from_room"])]
    course, _room = (
        actions.note_need(
            programme,
            by=cast.carme,
            id=uuid.uuid4(),
            on=today - timedelta(days=12),
            need={"kind": kind, "words": words, "comes_from": comes_from},
        )
        for kind, words, comes_from in asked
    )
    ask = {"words": told["ask"], "owner": cast.silvia, "owner_in_words": "", "every_months": None}
    ask |= {"due_on": today - timedelta(days=1)}
    actions.plan_for_need(course, by=cast.carme, id=uuid.uuid4(), step=ask)


def _say(step, cast, **otherwise):
    asked = ["words", "owner", "owner_in_words", "due_on", "every_months"]
    said = {name: getattr(step, name) for name in asked} | otherwise
    actions.change_step(step, by=cast.carme, edit_token=None, phase=step.phase, said=said)
