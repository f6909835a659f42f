"""An installation in which every word written about a person carries a mark, so that it can be looked for."""

import uuid
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from tests.access.test_policy import begun
from tests.directory.listings import one_of_each
from tests.jobs.given_up import given_up
from tests.surveys.asking import answers_of, asking, making, ready
from wayfellow.access.edit_tokens import edit_token_of
from wayfellow.access.guard import LinkHolder
from wayfellow.access.roles import Role
from wayfellow.choices.actions import ask, set_day, wish_to_be_told
from wayfellow.choices.links import digest_of, token_of
from wayfellow.choices.models import Choice, FirstStep
from wayfellow.demo import cast as stage
from wayfellow.demo import story
from wayfellow.directory.models import Team
from wayfellow.invitations.actions import invite_member, invite_person, take_up
from wayfellow.jobs.schedules import set_out
from wayfellow.journeys import actions
from wayfellow.journeys.models import Closer, Connection, Rhythm
from wayfellow.notices.actions import post
from wayfellow.people.actions import ask_new_address, ask_way_back
from wayfellow.people.models import Person, User
from wayfellow.plans import actions as plans
from wayfellow.plans.actions import add_support, keep_visit
from wayfellow.plans.models import Part
from wayfellow.preferences.actions import say_what_matters
from wayfellow.surveys.actions import answer_one, show_over_time, start_tablet
from wayfellow.surveys.models import Invitation
from wayfellow.understanding import actions as understanding
from wayfellow.workforce.actions import reflect, say_whom_they_know
from wayfellow.workforce.models import Peer

TODAY = timezone.localdate()
READERS = ["nobody", "montse", "pau", "oriol", "rosa", "raquel", "carme", "silvia", "edu", "nil", "olga"]


def mark(whose, what):
    """Return what to look for. No mark is a part of another."""
    return f"mk-{whose}-{what}~"


def days_ago(days):
    return TODAY - timedelta(days=days)


def tell(cast=None):
    """Several people at several points of the way; Montse twice, as she came back after a first road."""
    cast = cast or stage.gather()
    cast.found = []  # addresses that open to whoever holds them
    _colleagues(cast)
    _more_rooms(cast)
    reflect(cast.peer, by=cast.pau, id=uuid.uuid4(), on=TODAY, words=mark("pau", "reflection"))
    say_whom_they_know(cast.peer, by=cast.pau, edit_token=edit_token_of([""]), names=mark("pau", "knows"))
    Peer.objects.filter(pk=cast.peer.pk).update(about=mark("pau", "about"))
    for user in User.objects.all():
        account = mark(user.name.lower(), "account")
        User.objects.filter(pk=user.pk).update(email=f"{account}@house.test", of_the_demo=False)
    Person.objects.filter(pk=cast.person.pk).update(name=mark("montse", "name"), code="mk-montse-code~")
    one_of_each(cast)
    _asked(cast)
    _before(cast)
    _road(cast)
    _cannot_get_in(cast)
    _proposed(cast)
    _said_no(cast)
    _offered(cast)
    _changed(cast)
    _closing(cast)
    _ended(cast)
    _works_here_now(cast)
    _plan(cast)
    _begun(cast)
    _invited(cast)
    _stories(cast)
    _readers(cast)
    return cast


def _colleagues(cast):
    """Oriol is another peer supporter of the programme, Raquel another professional who refers to it."""
    cast.oriol = User.objects.create_user("oriol@house.test", name="Oriol")
    cast.other_peer = Peer.objects.create(user=cast.oriol, employer=cast.federation)
    cast.other_peer.programmes.add(cast.programme)
    cast.raquel = User.objects.create_user("raquel@house.test", name="Raquel")
    stage.join(cast.raquel, cast.programme, Role.REFERRER)


def _more_rooms(cast):
    """A team, a programme asked to present itself, a survey being written, a shared device, jobs and a letter."""
    Team.objects.create(organisation=cast.provider, name="Community team")
    talk = {"team": "Community team", "when_about": "Mornings", "how_many": 8, "to_hear": ""}
    understanding.invite_to_present(cast.programme, by=cast.rosa, id=uuid.uuid4(), on=TODAY, invitation=talk)
    making(cast)
    tablet = uuid.uuid4()
    start_tablet(asking(cast), by=cast.carme, id=tablet, on=TODAY)
    cast.found.append(reverse("surveys:tablet", args=[tablet]))
    set_out()
    given_up()
    words = {name: mark("letter", name) for name in ["to", "subject", "words", "unsubscribe"]}
    post(**words, useless_after=timezone.now())  # so it is never sent, and nobody reads it


def _cannot_get_in(cast):
    """Montse asked for another address, and Nil, who does not know that she is here, for a way back for her."""
    now = timezone.now()
    email = f"{mark('montse', 'account')}@new.test"
    ask_new_address(cast.montse, by=cast.montse, id=uuid.uuid4(), email=email, at=now)
    ask_way_back(cast.installation, by=cast.nil, id=uuid.uuid4(), email=cast.montse.email, at=now)


def _refer(cast, whose, on, person=None):
    return story.propose(
        cast,
        on=on,
        person=person or {"name": mark(whose, "name"), "language": "ca"},
        reach={
            "phone": mark(whose, "phone"),
            "email": mark(whose, "email"),
            "who_may_answer": mark(whose, "who_may_answer"),
            "good_times": mark(whose, "good_times"),
        },
        journey={"site": cast.sites[0], "practical_needs": mark(whose, "practical_needs")},
        objectives=[("hope", mark(whose, "objective"), mark(whose, "professional_view"))],
    )


def _choose(cast, journey, whose, on, answer="yes"):
    """With Rosa beside them, who writes it down; who has an account then says that it is so."""
    actions.record_choice(
        journey,
        by=cast.rosa,
        on=on,
        how=Choice.How.PAPER,
        who_was_there=mark(whose, "who_was_there"),
        answer=answer,
        idea=Choice.Idea.SUGGESTED,
        free=Choice.Free.YES,
        words=mark(whose, "choice"),
    )
    if journey.person.user:
        actions.take_as_own(journey.recorded.get(), by=journey.person.user, on=on)
        journey.refresh_from_db()


def _agree(cast, journey, whose, on, by=None):
    actions.write_agreement(
        journey,
        by=by or cast.pau,
        on=on,
        rhythm=Rhythm.OWN,
        own_rhythm=mark(whose, "own_rhythm"),
        places=mark(whose, "places"),
        contact=mark(whose, "contact"),
        if_worried=mark(whose, "if_worried"),
        edit_token=None,
    )
    story.accept(journey, by=by or cast.pau, on=on)


def _set_out(cast, whose, on, person=None):
    journey = _refer(cast, whose, on, person)
    _choose(cast, journey, whose, on)
    story.find_peer(cast, journey, on=on)
    _agree(cast, journey, whose, on)
    return journey


def _walk(cast, journey, whose, on):
    story.walk(
        cast,
        journey,
        [on],
        with_referrer=True,
        what_we_did=mark(whose, "what_we_did"),
        person_says=mark(whose, "person_says"),
        peer_takes=mark(whose, "peer_takes"),
        person_step=mark(whose, "person_step"),
        peer_step=mark(whose, "peer_step"),
    )
    return journey.accompaniments.get(on=on)


def _begin_closing(cast, journey, whose, on):
    voice = journey.person.user or cast.pau
    objective = journey.objectives.get()
    actions.begin_closing(journey, by=cast.pau, on=on)
    actions.answer_as_peer(
        journey,
        by=cast.pau,
        answers={objective.pk: (Closer.CLOSER, mark(whose, "peer_answer"))},
        takes=mark(whose, "peer_keeps"),
        how_to_come_back=mark(whose, "how_to_come_back"),
    )
    actions.answer_as_person(
        journey,
        by=voice,
        answers={objective.pk: (Closer.CLOSER, mark(whose, "person_answer"))},
        takes=mark(whose, "person_keeps"),
    )
    actions.propose_words(journey, by=cast.pau, words=mark(whose, "words_for_referrer"), edit_token=None)


def _close(cast, journey, on):
    actions.agree_words(journey, by=journey.person.user or cast.pau, edit_token=None)
    actions.close(journey, by=cast.pau, on=on)
    if journey.person.user:
        actions.close(journey, by=journey.person.user, on=on)


def _asked(cast):
    """Somebody without an account asked for a call; somebody else found nothing and wishes to be told."""
    columns = ["name", "hopes", "phone", "email", "who_may_answer", "good_times"]
    told = {name: mark("asked", name) for name in columns}
    token = token_of("asked")
    ask(cast.programme, token=token, on=days_ago(4), way="call", **told)
    step = FirstStep.objects.get(address=digest_of(token))
    set_day(step, by=cast.carme, on=TODAY, day=TODAY, at=None, answer=mark("asked", "answer"))
    wish = {"area": "Sants", "format": "group", "language": "ca", "email": mark("wish", "email")}
    wish_to_be_told(token=token_of("wish"), on=days_ago(4), **wish)
    cast.found += [reverse("choices:mine", args=[token]), reverse("choices:wish", args=[token_of("wish")])]


def _before(cast):
    """Montse's first road with Pau, closed long ago."""
    journey = _set_out(cast, "before", days_ago(200), cast.person)
    _walk(cast, journey, "before", days_ago(150))
    _begin_closing(cast, journey, "before", days_ago(100))
    _close(cast, journey, days_ago(100))


def _road(cast):
    """Montse's road now, with everything that can be written on it."""
    cast.journey = journey = _set_out(cast, "road", days_ago(60), cast.person)
    note = _walk(cast, journey, "road", days_ago(40))
    written = {"how": "paper", "who_was_there": mark("road", "recorded_there"), "words": mark("road", "recorded")}
    actions.record_choice(journey, by=cast.carme, on=TODAY, answer="yes", idea="mine", free="yes", **written)
    for view in ["professional_view", "what_we_did"]:
        actions.strike(journey, by=cast.montse, on=TODAY, words=mark("road", view))
    actions.add_to_note(note, by=cast.pau, on=TODAY, words=mark("road", "addition"))
    actions.dispute_note(note, by=cast.montse, on=TODAY, words=mark("road", "dispute"))
    actions.connect(
        journey, by=cast.pau, association=cast.associations[0], state=Connection.State.TOLD, on=days_ago(30)
    )
    actions.plan(journey, by=cast.pau, id=uuid.uuid4(), on=TODAY, at=None, setting="phone")
    actions.ask_to_go_on(
        journey,
        by=cast.montse,
        on=TODAY,
        up_to=20,
        person_reason=mark("road", "person_reason"),
        peer_reason=mark("road", "peer_reason"),
    )
    _open_for_an_hour(cast, journey, "road")
    visit = {"on": TODAY, "with_whom": mark("road", "with_whom"), "to_raise": mark("road", "to_raise")}
    keep_visit(cast.person, by=cast.montse, id=uuid.uuid4(), visit=visit)
    support = {name: mark("road", f"support_{name}") for name in ["name", "what_for", "how_to_reach"]}
    add_support(cast.person, by=cast.montse, id=uuid.uuid4(), support=support)
    wishes = {name: mark("road", name) for name in ["culture", "age", "experience"]}
    say_what_matters(
        cast.person, by=cast.montse, edit_token=None, wishes=wishes | {f"{name}_weight": "must" for name in wishes}
    )
    _answer_surveys(cast)


def _open_for_an_hour(cast, journey, whose):
    """Something serious, yesterday; a second person has looked at it since."""
    yesterday = timezone.now() - timedelta(days=1)
    glass = story.break_glass(cast, journey, at=yesterday, reason=mark(whose, "glass_reason"))
    actions.review_glass(
        glass, by=cast.silvia, at=timezone.now(), outcome="needed", what_follows=mark(whose, "what_follows")
    )


def _answer_surveys(cast):
    """Montse answers one survey that Pau and Carme read, and one for herself; somebody is half through a third."""
    named = asking(cast, ready("goal"), kept="named", read_by="both")
    answers_of(cast, named, {"goal": mark("road", "own_answer")})
    show_over_time(named, by=cast.montse, to="peer")
    answers_of(cast, asking(cast, ready("goal"), kept="confidential"), {"goal": mark("road", "confidential")})
    begun = Invitation.objects.create(
        until=timezone.localdate(), programme=cast.programme, questionnaire=asking(cast, ready("goal")).versions.get()
    )
    answer_one(begun, name="goal", answer=mark("nobody", "so_far"))
    cast.found += [reverse(f"surveys:{name}", args=[begun.pk]) for name in ["answer", "one_question"]]


def _proposed(cast):
    """Pau was asked to tell this person what peer support is. Somebody opened their space; nobody has confirmed it."""
    journey = _refer(cast, "proposed", days_ago(9))
    actions.ask_to_explain(journey, by=cast.carme, greeter=cast.peer)
    somebody = User.objects.create_user("somebody@house.test", name="Somebody who came")
    code = invite_person(journey.person, by=cast.rosa, id=uuid.uuid4(), on=TODAY, days=14).fresh
    take_up(somebody, by=somebody, code=code, on=TODAY)


def _said_no(cast):
    """This person said no, and nobody was to be told."""
    _choose(cast, _refer(cast, "said_no", days_ago(50)), "said_no", days_ago(49), answer="no")


def _offered(cast):
    """Pau was asked to walk with this person, and has not answered."""
    journey = _refer(cast, "offered", days_ago(12))
    _choose(cast, journey, "offered", days_ago(11))
    actions.offer(journey, by=cast.carme, peer=cast.peer, on=days_ago(10))


def _changed(cast):
    """This person walked with Pau, and goes on with Oriol, to whom the notes were not passed on."""
    journey = _set_out(cast, "changed", days_ago(80))
    _walk(cast, journey, "changed", days_ago(70))
    _begin_closing(cast, journey, "changed", days_ago(60))
    actions.go_on_after_all(journey, by=cast.pau, on=days_ago(55))
    actions.change_peer(journey, by=cast.carme, on=days_ago(20))
    actions.offer(journey, by=cast.carme, peer=cast.other_peer, on=days_ago(19))
    actions.accept_offer(journey, by=cast.oriol, on=days_ago(18))


def _closing(cast):
    """This person, who has no account, is saying goodbye; the words for the referrer are not agreed."""
    journey = _set_out(cast, "closing", days_ago(90))
    _walk(cast, journey, "closing", days_ago(85))
    _begin_closing(cast, journey, "closing", days_ago(5))
    _open_for_an_hour(cast, journey, "closing")


def _ended(cast):
    """This road ended ten days ago, with words that the person agreed to send."""
    journey = _set_out(cast, "ended", days_ago(95))
    _walk(cast, journey, "ended", days_ago(90))
    actions.say_for_the_two(journey, by=cast.pau, on=days_ago(60), given={"heard": 3}, shows=False)
    _begin_closing(cast, journey, "ended", days_ago(10))
    _close(cast, journey, days_ago(10))


def _invited(cast):
    """Somebody is awaited who will refer people; and Montse was given another code by Pau."""
    whom = {"name": mark("invited", "name"), "email": f"{mark('invited', 'account')}@house.test", "language": "ca"}
    awaited = {"by": cast.carme, "id": uuid.uuid4(), "on": TODAY, "days": 14, "role": Role.REFERRER}
    cast.found.append(reverse("invitations:take_up", args=[invite_member(cast.programme, **awaited, **whom).fresh]))
    invite_person(cast.person, by=cast.pau, id=uuid.uuid4(), on=TODAY, days=14)


def _works_here_now(cast):
    """Oriol's own road, ten days over; now he is a peer supporter here himself."""
    journey = _set_out(cast, "works_here", days_ago(95))
    _walk(cast, journey, "works_here", days_ago(90))
    _begin_closing(cast, journey, "works_here", days_ago(10))
    _close(cast, journey, days_ago(10))
    Person.objects.filter(pk=journey.person_id).update(user=cast.oriol)


def _plan(cast):
    """Montse's plan: one part is hers alone, one is shared with Pau and open to somebody by a link."""
    plans.begin_plan(cast.person, by=cast.montse)
    own, shared = (Part.objects.get(person=cast.person, kind=kind) for kind in ["recovery", "helps"])
    for part, what in [(own, "own_part"), (shared, "shared_part")]:
        plans.write_part(part, by=cast.montse, edit_token=None, on=TODAY, said={"words": mark("plan", what)})
    plans.share_part(shared, by=cast.montse, edit_token=None, peer=cast.peer, together=False)
    said = {"on": TODAY, "kind": "concern"}
    remark = plans.remark(shared, by=cast.pau, id=uuid.uuid4(), words=mark("plan", "concern"), **said)
    answers = {"answer": mark("plan", "decision"), "to_do_it_well": mark("plan", "to_do_it_well")}
    plans.answer_remark(remark, by=cast.montse, edit_token=None, on=TODAY, decision="answered", **answers)
    link = "a-link-that-somebody-has"
    cast.link = LinkHolder(link)
    cast.found.append(reverse("plans:shared", args=[link]))
    guest = {"name": mark("plan", "guest"), "fingerprint": cast.link.fingerprint, "may_comment": True}
    until = timezone.now() + timedelta(days=1)
    plans.invite_guest(shared, by=cast.montse, id=uuid.uuid4(), until=until, **guest)
    said = {"on": TODAY, "kind": "word", "words": mark("plan", "word_of_the_guest")}
    plans.remark_by_link(shared.guests.get(), by=cast.link, id=uuid.uuid4(), **said)


def _begun(cast):
    """Pau began to note a meeting, and Montse to write a part of her plan; neither sent it."""
    part = cast.person.plan.get(kind="recovery")
    key = cast.person.key
    begun(cast.pau, reverse("journeys:log", args=[cast.journey.pk]), key=key, what_we_did=mark("pau", "begun"))
    begun(cast.montse, reverse("plans:write_part", args=[part.pk]), key=key, words=mark("montse", "begun"))


def _tale(whose):
    return {name: mark(whose, name) for name in ["title", "words", "told_as"]}


def _stories(cast):
    """Montse tells one for who walk here, one that waits, one declined and one for anyone; Pau tells one too."""
    tales = {}
    for whose, where in {"here": "here", "waiting": "public", "declined": "public", "anyone": "public"}.items():
        tale = understanding.tell_story(cast.person, by=cast.montse, id=uuid.uuid4(), story=_tale(whose))
        understanding.consent_to_story(tale, by=cast.montse, on=TODAY, version=1, where=where)
        tales[whose] = tale
    understanding.decline_story(tales["declined"], by=cast.carme, version=1, answer=mark("declined", "answer"))
    understanding.let_story_up(tales["anyone"], by=cast.carme, version=1)
    tale = understanding.tell_story_as_peer(cast.peer, by=cast.pau, id=uuid.uuid4(), story=_tale("peers"))
    understanding.consent_to_story(tale, by=cast.pau, on=TODAY, version=1, where="here")


def _readers(cast):
    """Enough readers of one page said the same of it, in a month that is over, for their words to be shown."""
    last_month = TODAY.replace(day=1) - timedelta(days=1)
    said = {
        "page": "values",
        "language": "en",
        "month": last_month,
        "is_clear": True,
        "missing": mark("reader", "missing"),
    }
    for _each in range(5):
        understanding.give_feedback(id=uuid.uuid4(), **said)
