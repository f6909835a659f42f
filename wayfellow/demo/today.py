"""A road that is walked now: an example beside the pilot, so that the pilot's figures stay the published ones."""

import uuid
from datetime import time, timedelta

from django.utils import timezone

from wayfellow.choices.actions import ask, note_unmet
from wayfellow.choices.links import token_of
from wayfellow.choices.models import Choice, FirstStep, Format
from wayfellow.demo import cast as stage
from wayfellow.demo import story
from wayfellow.journeys import actions
from wayfellow.journeys.models import Connection, Setting
from wayfellow.people.models import OpenedSpace
from wayfellow.plans import actions as plans
from wayfellow.plans.models import Part
from wayfellow.surveys import actions as surveys
from wayfellow.surveys.models import Privacy, ReadBy
from wayfellow.surveys.queries import questions, ready_made, versions


def tell(cast):
    today = timezone.localdate()
    pilot, cast.programme = cast.programme, _the_programme_of_today(cast)
    _montse(cast, today)
    _others(cast, today)
    _first_steps(cast, today)
    _surveys(cast, today)
    cast.programme = pilot


def _the_programme_of_today(cast):
    programme = stage.add_programme(
        "example-today", "Example: a road walked today", cast.provider, partner=cast.federation
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
    for area, format, times in [
        ("Sants", Format.GROUP, 7),
        ("Nou Barris", Format.ONLINE, 6),
        ("Gràcia", Format.ANY, 2),
    ]:
        for _time in range(times):
            note_unmet(idempotency_key=uuid.uuid4(), area=area, format=format, language="", month=last_month)


def _montse(cast, today):
    """Montse is on the road with Pau: five meetings so far, and one to come."""
    journey = story.set_out(
        cast,
        on=today - timedelta(days=52),
        source="nursing",
        objectives=[
            (
                "connectedness",
                "To go out one day a week and not come straight back",
                "Few people around her since she moved",
            ),
            ("meaning", "To paint again", ""),
        ],
        journey={
            "site": cast.sites[0],
            "will_introduce": True,
            "practical_needs": "Afternoons; the lift at the centre",
        },
        reach={"phone": "600 000 000", "may_text": True, "good_times": "After four"},
    )
    _opened_her_space(cast, timezone.now() - timedelta(days=45))
    for weeks_ago, note in zip([6, 5, 4, 2, 1], MONTSES_NOTES, strict=True):
        story.walk(cast, journey, [today - timedelta(weeks=weeks_ago)], **note)
    latest = journey.accompaniments.order_by("-on").first()
    actions.add_to_note(
        latest, by=cast.montse, on=latest.on, words="And I bought a small box of colours on the way home."
    )
    actions.plan(
        journey,
        by=cast.pau,
        id=uuid.uuid4(),
        on=today + timedelta(days=3),
        at=time(17, 0),
        setting=Setting.COMMUNITY,
    )
    actions.connect(
        journey,
        by=cast.pau,
        association=cast.associations[0],
        state=Connection.State.WENT_TOGETHER,
        on=today - timedelta(weeks=1),
    )
    for by, steps in [(cast.montse, [3, 4, 3]), (cast.pau, [4, 3, 3])]:
        given = dict(zip(["both_learn", "both_decide", "both_honest"], steps, strict=True))
        actions.say_for_the_two(journey, by=by, on=today - timedelta(weeks=1), given=given, shows=True)
    _montses_plan(cast, today)


def _montses_plan(cast, today):
    """Her own plan: some of it hers alone, some shared with Pau, who worries about one thing and says so."""
    plans.begin_plan(cast.person, by=cast.montse)
    begun = today - timedelta(days=30)
    for kind, words in MONTSES_PLAN.items():
        part = Part.objects.get(person=cast.person, kind=kind)
        plans.write_part(part, by=cast.montse, edit_token=None, on=begun, said={"words": words})
    helps = Part.objects.get(person=cast.person, kind="helps")
    plans.write_part(
        helps, by=cast.montse, edit_token=None, on=today - timedelta(days=2), said={"words": WHAT_HELPS_NOW}
    )
    goal = plans.add_goal(cast.person, by=cast.montse, id=uuid.uuid4(), on=begun, said=MONTSES_GOAL)
    plans.say_how_sure(goal, by=cast.montse, edit_token=None, on=today - timedelta(days=2), sure="7")
    for part in [helps, goal]:
        plans.share_part(part, by=cast.montse, edit_token=None, peer=cast.peer, together=False)
    said = {"kind": "concern", "words": "Every week is a lot at once. I would not like you to be disappointed."}
    concern = plans.remark(goal, by=cast.pau, id=uuid.uuid4(), on=today - timedelta(days=2), **said)
    decision = {"answer": "I begin, and see.", "to_do_it_well": "That you ask me how it was, even if I did not go."}
    plans.answer_remark(concern, by=cast.montse, edit_token=None, on=today, decision="answered", **decision)
    said = {"kind": "suggestion", "words": "The bench by the pond, when the workshop is too full"}
    plans.remark(helps, by=cast.pau, id=uuid.uuid4(), on=today, **said)


MONTSES_PLAN = {
    "recovery": "To be someone who paints, and not only someone who is being helped.",
    "strengths": "I see colours that others walk past. I listen. I make a good soup.",
    "matters": "My sister. My window with the plane tree. Tuesdays.",
    "languages": "Catalan with my sister, Spanish in the street, and when I count.",
    "helps": "A walk without talking. Soup.",
    "hard_days": "Open the window\nSoup, even if it is from a tin\nCall my sister\nNobody has to talk",
}
WHAT_HELPS_NOW = "A walk without talking, by the pond. Soup. To be asked what I see."
MONTSES_GOAL = {
    "words": "To go to the painting workshop every week",
    "size": "season",
    "chime": "meaning",
    "first_step": "To look in through the door on a Thursday",
    "i_do": "I take my small box of colours",
    "others_do": "Pau walks there with me the first time",
    "how_i_know": "That I miss it when there is none",
    "sure": "4",
}
MONTSES_NOTES = [
    {
        "setting": Setting.CENTRE,
        "minutes": 45,
        "touched": ["hope"],
        "joined_by": ["nurse"],
        "with_referrer": True,
        "what_we_did": "We met at the centre with Rosa, who introduced us. We agreed how we will do this.",
        "person_says": "I was nervous. It helped that we laughed about the coffee machine.",
        "peer_takes": "How brave it is to come to a room full of strangers.",
    },
    {
        "touched": ["connectedness"],
        "what_we_did": "A walk round the square and twenty minutes on a bench.",
        "person_says": "I had forgotten there are orange trees.",
        "person_step": "Sit on the bench again on Thursday",
        "peer_step": "Bring the leaflet of the workshops",
    },
    {
        "setting": Setting.PHONE,
        "minutes": 30,
        "touched": ["empowerment"],
        "what_we_did": "It rained, so we talked by phone and wrote down what to ask at the next visit.",
        "person_says": "Three questions on a paper are better than twenty in my head.",
    },
    {
        "touched": ["connectedness", "meaning"],
        "what_we_did": "The café on the corner. We talked about painting.",
        "person_says": "I used to paint with my aunt. I want to see if my hand remembers.",
        "peer_takes": "I went home wanting to do something with my hands too.",
        "person_step": "Look for the old brushes",
        "peer_step": "Ask when the painting workshop has an open day",
    },
    {
        "minutes": 90,
        "touched": ["meaning", "identity"],
        "what_we_did": "We went to see the painting workshop together.",
        "person_says": "A woman asked my name and not what I have.",
        "peer_takes": "We stayed until they closed the door.",
    },
]


def _opened_her_space(cast, at):
    """Montse came by a code from Rosa, and Pau, who sat beside her, confirmed it."""
    said = {"opened_at": at, "made_by": cast.rosa, "confirmed_at": at, "confirmed_by": cast.pau}
    OpenedSpace.objects.create(person=cast.person, user=cast.montse, **said)


def _others(cast, today):
    """Others at every point of the way, so that the desk shows what a desk shows."""
    _someone(cast, "Jordi (example)", "es", today - timedelta(days=9))
    paused = _someone(cast, "Amina (example)", "es", today - timedelta(days=20))
    actions.record_choice(
        paused,
        by=cast.rosa,
        on=today - timedelta(days=18),
        how=Choice.How.PROFESSIONAL_DEVICE,
        who_was_there="Rosa",
        answer=Choice.Answer.YES,
        idea=Choice.Idea.TREATMENT_PLAN,
        free=Choice.Free.UNSURE,
        words="They told me it is part of the plan.",
    )
    looking = _someone(cast, "Teresa (example)", "ca", today - timedelta(days=14))
    story.say_yes(cast, looking, on=today - timedelta(days=12))
    asked = _someone(cast, "Marc (example)", "ca", today - timedelta(days=16))
    story.say_yes(cast, asked, on=today - timedelta(days=15))
    actions.offer(asked, by=cast.carme, peer=cast.peer, on=today - timedelta(days=4))
    long_road = story.set_out(
        cast,
        on=today - timedelta(days=120),
        person=_example("Lola (example)", "ca"),
        objectives=[("hope", "To sleep with the window open again", "")],
    )
    story.walk(cast, long_road, [today - timedelta(days=112 - 9 * week) for week in range(12)])


def _surveys(cast, today):
    """One for the person alone, which Montse answers now and then; one without a name; one that is being written."""
    chime = _make(cast, "chime", Privacy.CONFIDENTIAL, today - timedelta(days=120))
    for days, steps in {110: [1, 2, 2, 1, 1], 80: [2, 2, 1, 2, 2], 56: [2, 1, 2, 2, 2], 29: [2, 3, 2, 3, None]}.items():
        _answer(cast, chime, steps, on=today - timedelta(days=days))
    surveys.show_over_time(chime, by=cast.montse, to=ReadBy.PEER)
    _make(cast, "choice", Privacy.ANONYMOUS, today)
    _make(cast, "mutuality-person", Privacy.ANONYMOUS, None)


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
        objectives=[("connectedness", "To have someone to talk to", "")],
    )


def _example(name, language):
    return {"name": name, "language": language}
