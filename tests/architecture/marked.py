"""An installation in which every word written about a person carries a mark, so that it can be looked for."""

import uuid
from datetime import time, timedelta

from django.urls import reverse
from django.utils import timezone

from tests.access.test_policy import begun
from tests.audits.steps import begun_audit, closed_audit
from tests.directory.listings import one_of_each
from tests.evaluation.writing_totals import written_down
from tests.expenses.spending import spent
from tests.follow_ups import sheets
from tests.groups.groups import counted, keep_names, run_by
from tests.handing_on.steps import page_from_elsewhere, page_handed_on
from tests.hsds.steps import one_delivery
from tests.jobs.given_up import given_up
from tests.learning.learning import asked as counting
from tests.learning.learning import certified, course_of, logged, module_of, taken_back, takes, talked
from tests.office.steps import (
    called,
    document_in_force,
    known_around,
    noted_need,
    planned_step,
    settled_with,
    shared_out,
    spoke,
    wants_to_talk,
)
from tests.readiness.steps import asked_by_a_team, replied
from tests.supervision.conftest import held, written
from tests.surveys.asking import answers_of, asking, making, ready
from wayfellow.access.edit_tokens import edit_token_of
from wayfellow.access.guard import LinkHolder
from wayfellow.access.roles import Role
from wayfellow.arrivals import actions as arrivals
from wayfellow.arrivals.models import Outing
from wayfellow.choices.actions import ask, set_day, wish_to_be_told
from wayfellow.choices.links import digest_of, token_of
from wayfellow.choices.models import Choice, FirstStep
from wayfellow.demo import cast as stage
from wayfellow.demo import story
from wayfellow.directory.models import Organisation, Team
from wayfellow.expenses import actions as expenses
from wayfellow.groups import letters, slips
from wayfellow.groups.actions import ask_for_a_place, correct_who_came, keep_link, keep_place, note_what_happened
from wayfellow.groups.actions import wish_to_be_told as tell_of_days
from wayfellow.groups.models import Wish
from wayfellow.invitations.actions import invite_member, invite_person, take_up
from wayfellow.jobs.schedules import set_out
from wayfellow.joining import actions as joining
from wayfellow.joining.steps import AS_USUAL
from wayfellow.journeys import actions
from wayfellow.journeys.models import Accompaniment, Closer, Connection, Rhythm
from wayfellow.learning import actions as learning
from wayfellow.merging import actions as merging
from wayfellow.notices.actions import post
from wayfellow.people.actions import ask_new_address, ask_way_back, open_calendar
from wayfellow.people.models import Person, User
from wayfellow.plans import actions as plans
from wayfellow.plans.actions import add_support, keep_visit
from wayfellow.plans.models import Part
from wayfellow.preferences.actions import say_what_matters
from wayfellow.supervision import actions as supervision
from wayfellow.supervision.queries import as_signed
from wayfellow.surveys.actions import answer_one, show_over_time, start_tablet
from wayfellow.surveys.models import Invitation
from wayfellow.understanding import actions as understanding
from wayfellow.vault.files import File
from wayfellow.wellbeing import actions as wellbeing
from wayfellow.workforce.actions import (
    go_away,
    keep_week,
    leave,
    reflect,
    say_whom_they_know,
    thank,
    write_own_page,
)
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
    _supervised(cast)
    _how_pau_is(cast)
    _what_pau_learned(cast)
    _when_pau_is_away(cast)
    _what_pau_spends(cast)
    own_page = {name: mark("pau", name) for name in ["about", "cultures", "interests", "experience"]}
    own_page["experience_of"] = Peer.ExperienceOf.OWN
    write_own_page(cast.peer, by=cast.pau, edit_token=None, page=own_page)
    for user in User.objects.all():
        account = mark(user.name.lower(), "account")
        User.objects.filter(pk=user.pk).update(email=f"{account}@house.test", of_the_demo=False)
    cast.person.name, cast.person.code = mark("montse", "name"), "mk-montse-code~"
    cast.person.also_called = mark("montse", "also_called")
    cast.person.save(update_fields=["name", "code", "also_called"])
    _group(cast, one_of_each(cast)[0])
    _asked(cast)
    _applied(cast)
    _before(cast)
    _road(cast)
    _cannot_get_in(cast)
    _proposed(cast)
    _said_no(cast)
    _offered(cast)
    _changed(cast)
    _closing(cast)
    _ended(cast)
    _twice(cast)
    _works_here_now(cast)
    _plan(cast)
    _leaves(cast)
    _goes_out(cast)
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
    """A team, a talk that was asked for, a survey being written, a shared device, jobs, a letter and the office."""
    Team.objects.create(organisation=cast.provider, name="Community team")
    talk = {"team": "Community team", "when_about": "Mornings", "how_many": 8, "to_hear": ""}
    understanding.invite_to_present(cast.programme, by=cast.rosa, id=uuid.uuid4(), on=TODAY, invitation=talk)
    making(cast)
    tablet = uuid.uuid4()
    start_tablet(asking(cast), by=cast.carme, id=tablet, on=TODAY)
    cast.found.append(reverse("surveys:tablet", args=[tablet]))
    set_out()
    given_up()
    noted_need(cast)
    closed_audit(cast)
    begun_audit(cast, about="Another team")
    page_handed_on(cast, is_public=True)
    page_from_elsewhere(cast)
    one_delivery(cast)
    replied(asked_by_a_team(cast), cast.pau)
    planned_step(cast, owner=cast.pau)
    written_down(cast)
    sheets.agreed(sheets.written(sheets.begun(cast), cast.carme), cast.carme)
    wants_to_talk(called(cast, cast.pau, cast.silvia), cast.pau)
    spoke(known_around(cast, Organisation.objects.exclude(pk=cast.provider.pk).first()), cast)
    other = Organisation.objects.exclude(pk=cast.provider.pk).first()
    shared_out(cast, other)
    settled_with(cast, other, here=cast.carme, there=cast.pau)
    chapter = File("pdf", mark("handbook", "chapter").encode())
    document_in_force(cast, "Peers choose freely.", asks_to_confirm=True, file=chapter)
    words = {name: mark("letter", name) for name in ["to", "sender", "subject", "words", "unsubscribe"]}
    post(**words, useless_after=timezone.now())  # so it is never sent, and nobody reads it


def _group(cast, listing):
    """A group that Pau leads, which decided to keep who belongs to it; somebody asked for a place."""
    group = keep_names(cast, run_by(cast, listing, cast.peer))
    session, token = counted(cast, group), token_of("member")
    told = {name: mark("member", name) for name in ["name", "reach"]}
    ask_for_a_place(group.register, token=token, on=TODAY, listens_first=False, **told)
    who = {"members": [], "visitors": [mark("visitor", "name")], "others": 0, "new": 0}
    correct_who_came(session, by=cast.pau, edit_token=None, today=TODAY, **who)
    keep_place(cast.person, by=cast.montse, token=token)  # it is hers, and no group learns of it
    cast.found += [reverse("groups:place", args=[token]), reverse("groups:leave", args=[token])]
    cast.found.append(reverse("groups:my_certificate", args=[token]))
    cast.found += [reverse("groups:slip", args=[slips.token_of(session)])]
    note = {name: mark("note", name) for name in ["theme", "materials", "next_time"]}
    note_what_happened(session, by=cast.pau, edit_token=None, follow_ups=2, told="", anyway=True, **note)
    link = {"address": f"https://meet.example.org/{mark('link', 'address')}", "words": mark("link", "words")}
    keep_link(group, by=cast.pau, edit_token=None, on=TODAY, **link)
    for what in ["email", "other_email"]:  # whoever goes through everything stops the first
        wish = {"id": uuid.uuid4(), "email": mark("told", what), "language": "en"}
        tell_of_days(listing, on=TODAY, **wish)
    first = Wish.objects.order_by("pk").first()
    cast.found += [
        reverse("groups:told", args=[letters.token_of(first)]),
        reverse("groups:tell_me", args=[listing.slug]),
    ]


def _how_pau_is(cast):
    """Pau checked in with himself: once for himself, once in a way that Sílvia reads, and an extract for Carme."""
    page = {"strengths": mark("pau", "own_page")}
    wellbeing.keep_own_page(cast.peer, by=cast.pau, edit_token=None, said=page)
    alone, shared = (
        wellbeing.check_in(cast.peer, by=cast.pau, id=uuid.uuid4(), on=TODAY, said={"stays": mark("pau", what)})
        for what in ["check_in", "shared_check_in"]
    )
    for kept, whom, kind, extract in [(shared, cast.silvia, "whole", ""), (alone, cast.carme, "extract", "extract")]:
        said = {"with_whom": whom, "kind": kind, "extract": extract and mark("pau", extract)}
        wellbeing.share_check_in(kept, by=cast.pau, id=uuid.uuid4(), on=TODAY, shared=said)


def _what_pau_learned(cast):
    """Pau asked to have counted what he did and lived, talked about it with Sílvia, noted hours, and takes a course."""
    words = {"practice": mark("pau", "did"), "reflection": mark("pau", "thought"), "experience": mark("pau", "lived")}
    talked(counting(cast.pau, module_of(cast), **words), by=cast.silvia, words=mark("pau", "counted"))
    logged(cast, cast.pau, words=mark("pau", "hours"), evidence=File("pdf", mark("pau", "evidence").encode()))
    takes(cast.pau, course_of(cast))
    certificate = certified(cast, cast.pau)
    learning.show_certificate(certificate, by=cast.pau, edit_token=None, is_public=True)
    cast.found.append(reverse("learning:shown", args=[certificate.pk]))
    taken_back(certificate, by=cast.carme, why=mark("pau", "taken_back"))


def _what_pau_spends(cast):
    """Pau said when he has time, and sent in two costs: one is approved, Carme asks about the other."""
    week = {
        "parts": ["0-morning"],
        "between": None,
        "otherwise": mark("pau", "otherwise"),
        "not_there": mark("pau", "not_there"),
    }
    keep_week(cast.peer, by=cast.pau, edit_token=None, week=week)
    receipt = File("pdf", mark("pau", "receipt").encode())
    approved = spent(cast, words=mark("pau", "spent"), photo=receipt)
    asked = spent(cast, words=mark("pau", "spent_too"))
    expenses.approve_expense(approved, by=cast.carme, edit_token=None, on=TODAY)
    question = mark("pau", "question")
    expenses.ask_about_expense(asked, by=cast.carme, edit_token=None, on=TODAY, question=question)


def _when_pau_is_away(cast):
    """Pau has what is planned in a calendar elsewhere, and will be away for two days."""
    token, begins_on = token_of("calendar"), TODAY + timedelta(days=40)
    calendar = {"section": "today", "address": digest_of(token), "on": TODAY}
    open_calendar(cast.pau, by=cast.pau, id=uuid.uuid4(), **calendar)
    cast.found.append(reverse("home:read_calendar", args=[token]))
    go_away(cast.peer, by=cast.pau, id=uuid.uuid4(), begins_on=begins_on, until=begins_on + timedelta(days=1))


def _leaves(cast):
    """Oriol leaves in forty days. Whom he walks with chose to rest then, and Carme wrote him a few words."""
    said = {"on": TODAY, "programme": cast.programme, "last_day": TODAY + timedelta(days=40)}
    leaving = leave(cast.other_peer, by=cast.oriol, id=uuid.uuid4(), **said)
    road = cast.other_peer.journeys.get(ended_on=None)
    actions.choose_way_on(road, by=cast.oriol, on=TODAY, way="rest", wants_to_meet=True)
    words = {"words": mark("oriol", "thanks"), "signed": mark("oriol", "signed")}
    thank(leaving, by=cast.carme, id=uuid.uuid4(), on=TODAY, **words)


def _goes_out(cast):
    """Pau trusts somebody of his own, who is told when he is not back; he is out now, and Carme is on duty."""
    said = {name: mark("pau", f"trusted_{name}") for name in ["name", "phone"]} | {"own_number": mark("pau", "number")}
    contact = {"coordinator": None, "email": f"{mark('pau', 'trusted_email')}@home.test", "margin": 30}
    arrivals.keep_contact(cast.peer, by=cast.pau, edit_token=None, contact=contact | said)
    soon = timezone.now() + timedelta(hours=1)
    Outing.objects.create(peer=cast.peer, expected_at=soon, tell_at=soon)
    arrivals.set_duty(cast.programme, by=cast.carme, days=[TODAY], user=cast.carme, phone=mark("pau", "duty"))


def _supervised(cast):
    """Sílvia supervised Pau: what each brought, what was written down and corrected, and what was agreed."""
    sheet = held(cast, [cast.peer], days_ago(7)).sheets.get()
    for by, side in [(cast.pau, "peer_brings"), (cast.silvia, "supervisor_brings")]:
        supervision.bring_to_sheet(sheet, by=by, edit_token=None, words=mark("pau", side))
    written(sheet, by=cast.silvia, talked=mark("pau", "talked"))
    seen = edit_token_of(as_signed(sheet.versions.get()))
    supervision.sign_sheet(sheet, by=cast.pau, on=TODAY, edit_token=seen)
    written(sheet, by=cast.pau, talked=mark("pau", "corrected"))
    words = mark("pau", "agreed")
    supervision.agree_step(sheet, by=cast.pau, id=uuid.uuid4(), words=words, whose="peer", due_on=TODAY)


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


def _twice(cast):
    """Two who were referred before are here once more: of one it was said that it is them, of the other it is asked."""
    for whose, before in [("again", "changed"), ("maybe", "closing")]:
        person, other = Person.objects.get(name=mark(before, "name")), _refer(cast, whose, days_ago(3)).person
        merge = merging.ask_merge(person, by=cast.carme, id=uuid.uuid4(), other=other, on=TODAY)
        if before == "changed":
            merging.answer_merge(merge, by=cast.oriol, on=TODAY, is_so=True)


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
    how = None if journey.person.user else "paper"
    actions.agree_words(journey, by=journey.person.user or cast.pau, edit_token=None, how=how)
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


def _applied(cast):
    """Two would like to become peer supporters: one is on the way, one was closed with kind words."""
    joining.keep_way_in(cast.programme, by=cast.carme, edit_token=None, is_open=True, words="", steps=AS_USUAL)
    cast.found.append(reverse("joining:apply", args=[cast.programme.slug]))
    for whose in ["applied", "closed"]:
        token = token_of(whose)
        told = {name: mark(whose, name) for name in ["name", "reach", "words", "practical"]}
        application = joining.apply(cast.programme, token=token, on=days_ago(4), **told)
        joining.take_on(application, by=cast.carme, on=days_ago(3))
        step = application.steps.get(kind="equipment")
        said = {"who": mark(whose, "who"), "due_on": TODAY}
        joining.plan_step(step, by=cast.carme, edit_token=edit_token_of([step.who, step.due_on]), **said)
        joining.do_step(step, by=cast.carme, edit_token=None, on=TODAY, done_on=TODAY, words=mark(whose, "remembered"))
        cast.found += [reverse("joining:mine", args=[token]), reverse("joining:withdraw", args=[token])]
    joining.let_go(application, by=cast.carme, on=TODAY, answer=mark("closed", "answer"))


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
    corrected = {name: getattr(note, name) for name in [*Accompaniment.MEETING, *Accompaniment.WORDS]}
    corrected["what_we_did"] = mark("road", "corrected")
    actions.correct_note(note, by=cast.pau, today=TODAY, **corrected)
    twice = {"by": cast.pau, "id": uuid.uuid4(), "on": days_ago(39), "minutes": 60, "setting": "centre"}
    actions.strike_note(actions.log(journey, **twice), by=cast.pau, on=TODAY, because=mark("road", "struck_because"))
    actions.connect(
        journey,
        by=cast.pau,
        association=cast.associations[0],
        state=Connection.State.TOLD,
        on=days_ago(30),
        contact=mark("road", "ask_there"),
        group=mark("road", "group"),
    )
    place = mark("road", "place")
    actions.plan(journey, by=cast.pau, id=uuid.uuid4(), on=TODAY, at=None, setting="phone", place=place)
    later = TODAY + timedelta(days=20)
    actions.take_break(journey, by=cast.montse, begins_on=later, until=later, words=mark("road", "break_words"))
    actions.ask_to_go_on(
        journey,
        by=cast.montse,
        on=TODAY,
        up_to=20,
        person_reason=mark("road", "person_reason"),
        peer_reason=mark("road", "peer_reason"),
    )
    _open_for_an_hour(cast, journey, "road")
    answer = {"words": mark("road", "note_answer"), "edit_token": None}
    actions.answer_working_note(journey.working_notes.get(), by=cast.montse, on=TODAY, **answer)
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
    """Something serious, yesterday; a second person has looked at it since. The coordinator noted what they tried."""
    actions.note_work(journey, by=cast.carme, on=timezone.localdate(), words=mark(whose, "working_note"))
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
    cast.found.append(reverse("evaluation:code_words", args=[begun.questionnaire.survey_id]))


def _proposed(cast):
    """Pau was asked to tell this person what peer support is. Somebody opened their space; nobody has confirmed it."""
    journey = _refer(cast, "proposed", days_ago(9))
    said = {"referred_on": days_ago(9), "practical_needs": mark("proposed", "needs_corrected")}
    hopes = {"hope": (mark("proposed", "objective"), mark("proposed", "professional_view"))}
    actions.correct_referral(journey, by=cast.rosa, today=TODAY, called={}, said=said, objectives=hopes)
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
    _introduce(journey, by=cast.oriol, whose="changed")


def _introduce(journey, *, by, whose):
    """Times for the first meeting were offered to whoever referred, and none suits."""
    journey.will_introduce = True
    journey.save(update_fields=["will_introduce"])
    offered = [(TODAY + timedelta(days=5), time(10), mark(whose, "offered_place"))]
    actions.offer_times(journey, by=by, id=uuid.uuid4(), on=TODAY, times=offered, setting="centre", minutes=45)
    actions.turn_down_times(journey, by=journey.referrer, on=TODAY, would_suit=mark(whose, "would_suit"))


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
    for what in ["place", "other_place"]:
        proposed = actions.propose_place(journey, by=cast.carme, on=days_ago(5), name=mark("ended", what))
    actions.answer_place(proposed, by=cast.pau, on=days_ago(4), answer="yes", how="paper")


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
