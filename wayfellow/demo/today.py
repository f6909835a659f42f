"""A road that is walked now: an example beside the pilot, so that the pilot's figures stay the published ones."""

import uuid
from datetime import time, timedelta

from django.utils import timezone

from wayfellow.choices.actions import ask, note_unmet
from wayfellow.choices.links import token_of
from wayfellow.choices.models import Choice, FirstStep, Format
from wayfellow.demo import cast as stage
from wayfellow.demo import joining, learning, story
from wayfellow.demo.words import TOLD
from wayfellow.journeys import actions
from wayfellow.journeys.models import Connection, Setting
from wayfellow.people.models import OpenedSpace
from wayfellow.plans import actions as plans
from wayfellow.plans.models import Part
from wayfellow.supervision import actions as supervision
from wayfellow.surveys import actions as surveys
from wayfellow.surveys.models import Privacy, ReadBy
from wayfellow.surveys.queries import questions, ready_made, versions
from wayfellow.wellbeing import actions as wellbeing

EXAMPLES = ["Jordi", "Amina", "Teresa", "Marc", "Biel", "Lola"]


def tell(cast):
    today = timezone.localdate()
    pilot, cast.programme = cast.programme, _the_programme_of_today(cast)
    _montse(cast, today)
    _others(cast, today)
    _first_steps(cast, today)
    _surveys(cast, today)
    _supervisions(cast, today)
    _how_pau_is(cast, today)
    learning.tell(cast, today)
    joining.tell(cast, today)
    cast.programme = pilot


def _the_programme_of_today(cast):
    programme = stage.add_programme(
        "example-today", TOLD["programmes"]["today"], cast.provider, partner=cast.federation
    )
    programme.sites.set(cast.sites)
    programme.associations.set(cast.associations)
    programme.peers.add(cast.peer)
    for who, role in stage.MEMBERS.items():
        stage.join(getattr(cast, who), programme, role)
    return programme


def _first_steps(cast, today):
    """Two people without an account asked for something; some others looked for what there is not."""
    for name, way, days in [("Laia", FirstStep.Way.CALL, 4), ("Toni", FirstStep.Way.MEET, 1)]:
        token, told = token_of(uuid.uuid4()), {"name": name, "phone": "600 000 000", "may_text": True}
        ask(cast.programme, token=token, on=today - timedelta(days=days), way=way, language="ca", **told)
    last_month = today.replace(day=1) - timedelta(days=1)
    for area, format, language, times in [
        ("Sants", Format.GROUP, "ca", 7),
        ("Nou Barris", Format.ONLINE, "", 6),
        ("Nou Barris", Format.GROUP, "es", 5),
        ("Sant Andreu", Format.DROP_IN, "es", 8),
        ("Gràcia", Format.ANY, "", 2),
    ]:
        told = {"area": area, "format": format, "language": language, "month": last_month}
        for _time in range(times):
            note_unmet(idempotency_key=uuid.uuid4(), **told)


def _montse(cast, today):
    """Montse is on the road with Pau: five meetings so far, and one to come."""
    told = TOLD["montse"]
    journey = story.set_out(
        cast,
        on=today - timedelta(days=52),
        source="nursing",
        objectives=told["objectives"],
        journey={
            "site": cast.sites[0],
            "will_introduce": True,
            "practical_needs": told["practical_needs"],
        },
        reach={"phone": "600 000 000", "may_text": True, "good_times": told["good_times"]},
    )
    _opened_her_space(cast, timezone.now() - timedelta(days=45))
    for weeks_ago, note in zip([6, 5, 4, 2, 1], told["notes"], strict=True):
        story.walk(cast, journey, [today - timedelta(weeks=weeks_ago)], **note)
    latest = journey.accompaniments.order_by("-on").first()
    actions.add_to_note(latest, by=cast.montse, on=latest.on, words=told["added"])
    actions.plan(
        journey,
        by=cast.pau,
        id=uuid.uuid4(),
        on=today + timedelta(days=3),
        at=time(17, 0),
        minutes=60,
        setting=Setting.COMMUNITY,
        place=told["place"],
    )
    for state, weeks_ago in [(Connection.State.TOLD, 4), (Connection.State.WENT_TOGETHER, 1)]:
        actions.connect(
            journey,
            by=cast.pau,
            association=cast.associations[0],
            state=state,
            on=today - timedelta(weeks=weeks_ago),
            next_on=today + timedelta(days=4),
        )
    for by, steps in [(cast.montse, [3, 4, 3]), (cast.pau, [4, 3, 3])]:
        given = dict(zip(["both_learn", "both_decide", "both_honest"], steps, strict=True))
        actions.say_for_the_two(journey, by=by, on=today - timedelta(weeks=1), given=given, shows=True)
    _montses_plan(cast, today)


def _montses_plan(cast, today):
    """Her own plan: some of it hers alone, some shared with Pau, who worries about one thing and says so."""
    told = TOLD["montse"]
    plans.begin_plan(cast.person, by=cast.montse)
    begun = today - timedelta(days=30)
    for kind, words in told["plan"].items():
        part = Part.objects.get(person=cast.person, kind=kind)
        plans.write_part(part, by=cast.montse, edit_token=None, on=begun, said={"words": words})
    helps = Part.objects.get(person=cast.person, kind="helps")
    plans.write_part(
        helps, by=cast.montse, edit_token=None, on=today - timedelta(days=2), said={"words": told["helps_now"]}
    )
    goal = plans.add_goal(cast.person, by=cast.montse, id=uuid.uuid4(), on=begun, said=told["goal"])
    plans.say_how_sure(goal, by=cast.montse, edit_token=None, on=today - timedelta(days=2), sure="7")
    for part in [helps, goal]:
        plans.share_part(part, by=cast.montse, edit_token=None, peer=cast.peer, together=False)
    said = {"kind": "concern", "words": told["concern"]}
    concern = plans.remark(goal, by=cast.pau, id=uuid.uuid4(), on=today - timedelta(days=2), **said)
    plans.answer_remark(concern, by=cast.montse, edit_token=None, on=today, decision="answered", **told["decision"])
    said = {"kind": "suggestion", "words": told["suggestion"]}
    plans.remark(helps, by=cast.pau, id=uuid.uuid4(), on=today, **said)


def _opened_her_space(cast, at):
    """Montse came by a code from Rosa, and Pau, who sat beside her, confirmed it."""
    said = {"opened_at": at, "made_by": cast.rosa, "confirmed_at": at, "confirmed_by": cast.pau}
    OpenedSpace.objects.create(person=cast.person, user=cast.montse, **said)


def _others(cast, today):
    """Others at every point of the way, so that the desk shows what a desk shows."""
    _someone(cast, "Jordi", "es", today - timedelta(days=9))
    paused = _someone(cast, "Amina", "es", today - timedelta(days=20))
    actions.record_choice(
        paused,
        by=cast.rosa,
        on=today - timedelta(days=18),
        how=Choice.How.PROFESSIONAL_DEVICE,
        who_was_there="Rosa",
        answer=Choice.Answer.YES,
        idea=Choice.Idea.TREATMENT_PLAN,
        free=Choice.Free.UNSURE,
        words=TOLD["others"]["amina"],
    )
    looking = _someone(cast, "Teresa", "ca", today - timedelta(days=14))
    story.say_yes(cast, looking, on=today - timedelta(days=12))
    asked = _someone(cast, "Marc", "ca", today - timedelta(days=16))
    story.say_yes(cast, asked, on=today - timedelta(days=15))
    actions.offer(asked, by=cast.carme, peer=cast.peer, on=today - timedelta(days=4))
    _about_to_meet(cast, today)
    long_road = story.set_out(
        cast,
        on=today - timedelta(days=120),
        person=_example("Lola", "ca"),
        reach=_reach("Lola"),
        objectives=[("hope", TOLD["others"]["lola"], "")],
    )
    story.walk(cast, long_road, [today - timedelta(days=112 - 9 * week) for week in range(12)])


def _about_to_meet(cast, today):
    """Biel and Pau are about to meet for the first time, and Rosa has two times to choose from, to introduce them."""
    meeting = _someone(cast, "Biel", "ca", today - timedelta(days=11))
    story.say_yes(cast, meeting, on=today - timedelta(days=9))
    story.find_peer(cast, meeting, on=today - timedelta(days=2))
    place = TOLD["others"]["where_to_meet"]
    times = [(today + timedelta(days=days), time(hour, 0), place) for days, hour in [(4, 10), (6, 16)]]
    said = {"times": times, "setting": Setting.CENTRE, "minutes": 45}
    actions.offer_times(meeting, by=cast.pau, id=uuid.uuid4(), on=today - timedelta(days=1), **said)


def _surveys(cast, today):
    """One for the person alone, which Montse answers now and then; one without a name; one that is being written."""
    chime = _make(cast, "chime", Privacy.CONFIDENTIAL, today - timedelta(days=120))
    for days, steps in {110: [1, 2, 2, 1, 1], 80: [2, 2, 1, 2, 2], 56: [2, 1, 2, 2, 2], 29: [2, 3, 2, 3, None]}.items():
        _answer(cast, chime, steps, on=today - timedelta(days=days))
    surveys.show_over_time(chime, by=cast.montse, to=ReadBy.PEER)
    _make(cast, "choice", Privacy.ANONYMOUS, today)
    _make(cast, "mutuality-person", Privacy.ANONYMOUS, None)


def _supervisions(cast, today):
    """Sílvia supervises Pau: one that both signed, with something they agreed, and one to come."""
    told = TOLD["supervision"]
    last = _plan_supervision(cast, today - timedelta(days=16))
    sheet = last.sheets.get()
    for by, brings in [(cast.pau, told["pau_brings"]), (cast.silvia, told["silvia_brings"])]:
        supervision.bring_to_sheet(sheet, by=by, edit_token=None, words=brings)
    supervision.hold_supervision(last, by=cast.silvia, today=today, on=last.on, minutes=60, topics=["endings"])
    said = {"talked": told["talked"], "alive": ["open_minded", "mutual"], "strained": ["shared_power"]}
    said |= {"values": told["values"], "load": "much", "about_load": told["lighter"], "needs": "", "learning": ""}
    supervision.write_sheet(sheet, by=cast.silvia, edit_token=None, on=last.on, said=said)
    for by in [cast.silvia, cast.pau]:
        supervision.sign_sheet(sheet, by=by, on=last.on, edit_token=None)
    step = {"words": told["step"], "whose": "peer", "due_on": today + timedelta(days=12)}
    supervision.agree_step(sheet, by=cast.pau, id=uuid.uuid4(), **step)
    coming = _plan_supervision(cast, today + timedelta(days=12)).sheets.get()
    supervision.bring_to_sheet(coming, by=cast.silvia, edit_token=None, words=told["brings_now"])


def _plan_supervision(cast, on):
    planned = {"on": on, "at": time(10, 0), "way": "in_person"}
    said = {"kind": "alone", "peers": [cast.peer], "beside": None, "planned": planned}
    return supervision.plan_supervision(cast.programme, by=cast.silvia, id=uuid.uuid4(), **said)


def _how_pau_is(cast, today):
    """Pau's page of his own, and how he was a week ago, of which he shared one sentence with Sílvia."""
    told = TOLD["wellbeing"]
    page = {name: told[name] for name in ["strengths", "helps", "signs"]}
    wellbeing.keep_own_page(cast.peer, by=cast.pau, edit_token=None, said=page)
    on, said = today - timedelta(days=7), {"energy": "enough", "load": "much", "meaning": "yes"}
    said |= {name: told[name] for name in ["good", "stays"]}
    kept = wellbeing.check_in(cast.peer, by=cast.pau, id=uuid.uuid4(), on=on, said=said)
    shared = {"with_whom": cast.silvia, "kind": "extract", "extract": told["stays"]}
    wellbeing.share_check_in(kept, by=cast.pau, id=uuid.uuid4(), on=on, shared=shared)


def _answer(cast, chime, steps, on):
    surveys.begin(chime, by=cast.montse, id=(own := uuid.uuid4()), on=on, language="ca")
    answers = cast.person.own_answers.get(pk=own)
    for question, step in zip(questions(versions(chime)[0]), steps, strict=True):
        surveys.answer_own(answers, by=cast.montse, name=question["linkId"], answer=step)
    surveys.send_own(answers, by=cast.montse, on=on)


def _make(cast, name, kept, published_on):
    content = next(each.content for each in ready_made() if each.name == name)
    made = surveys.make(cast.programme, by=cast.carme, id=uuid.uuid4(), content=content, kept=kept, read_by="")
    if published_on:
        surveys.publish(made, by=cast.carme, edit_token=None, on=published_on)
    return made


def _someone(cast, name, language, on):
    return story.propose(
        cast,
        on=on,
        person=_example(name, language),
        reach=_reach(name),
        objectives=[("connectedness", TOLD["others"]["anyone"], "")],
    )


def _example(name, language):
    return {"name": f"{name} {TOLD['others']['example']}", "language": language}


def _reach(name):
    """Each has a number of their own: two with the same one may be one person who is here twice."""
    return {"phone": f"600 000 10{EXAMPLES.index(name)}", "may_text": True}
