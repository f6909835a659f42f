"""What the road brings to the home pages."""

import uuid

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from wayfellow.access.roles import Role
from wayfellow.choices.queries import my_first_steps
from wayfellow.journeys.calendars import event_of
from wayfellow.journeys.forms.lists import searched
from wayfellow.journeys.queries import agenda, asking, away, desk, glass, leaving, narrowing, offering, own, road
from wayfellow.journeys.queries.opened import choices_that_wait, digits_shown
from wayfellow.journeys.queries.reaching import proposed_reach
from wayfellow.journeys.queries.recorded import recorded_of
from wayfellow.journeys.queries.striking import to_strike, with_to_strike
from wayfellow.journeys.queries.twins import Said, likely_the_same
from wayfellow.journeys.queries.waiting import wait_of
from wayfellow.people import lists
from wayfellow.people.namesakes import told_apart
from wayfellow.ui.calendars import in_calendar
from wayfellow.ui.home_pages import link, panel, section
from wayfellow.ui.paging import TEXTS, page_of
from wayfellow.workforce.queries import with_minutes_between

section("referrals", order=30, label=_("Referrals"), to="journeys:referrals", roles=[Role.REFERRER])


# The person’s own space
@panel("my", order=10, template="journeys/panels/my_roads.html", statements=8, load=own.with_road)
def my_roads(request, person):
    """What is next, who walks along, where it stands, what waits, and what others wrote that waits for their word."""
    journeys = list(own.my_journeys(request.user)) if person.has_road else []
    if not journeys:
        return None
    return {
        "journeys": [(journey, list(own.what_waits(journey))) for journey in journeys],
        "recorded": _recorded(request.user, journeys),
        "reaches": _reaches(request.user, journeys),
        "opened": [each for road in journeys if road.was_opened for each in glass.to_tell(request.user, road)],
        "waits": {journey.pk: wait_of(journey, timezone.localdate()) for journey in journeys},
    }


def _recorded(user, journeys):
    """Return what waits for the reader's own word, each with the token of its form."""
    asked = [journey for journey in journeys if journey.recorded_waits and not journey.ended_on]
    return [(each, uuid.uuid4()) for each in recorded_of(user, asked)] if asked else []


def _reaches(user, journeys):
    """Return what others wrote of how to reach the reader, each with the token of its form."""
    waits = [journey.person for journey in journeys if journey.reach_waits]
    return [(each, uuid.uuid4()) for each in proposed_reach(user, waits[0])] if waits else []


@panel("my", order=5, template="journeys/panels/way_on.html", statements=3, load=leaving.with_peer_who_leaves)
def peer_leaves(request, person):
    """Their peer supporter leaves: how they would like to go on, and a few words for them."""
    return leaving.own_ways_on(request.user) or None if person.peer_leaves else None


@panel("my", order=20, template="journeys/panels/first_steps.html", statements=1)
def first_steps(request, person):
    """What they asked for, until a road comes of it."""
    return None if person.has_road else list(my_first_steps(request.user)) or None


link(
    "today.more",
    order=18,
    label=_("When I am away"),
    to="journeys:absences",
    about=_("Holidays, or not well: who is waiting for a meeting then, and a kind word to each."),
)
link(
    "today.more",
    order=60,
    label=_("When I leave"),
    to="journeys:leavings",
    about=_("Saying goodbye well: how each person goes on, what I take along, and words from others."),
)
link("my.everything", order=10, label=_("Where things stand"), to="journeys:where_i_stand")
link("my.everything", order=30, label=_("Notes about me"), to="journeys:notes")
link("my.everything", order=35, label=_("Working notes about me"), to="journeys:working_notes")
link("my.everything", order=50, label=_("My people and supports"), to="journeys:people")
link(
    "kept",
    order=10,
    label=_("Notes about me"),
    to="journeys:notes",
    about=_("Every note, as it was written, with what I added. To read, search and print."),
)


link(
    "kept",
    order=15,
    label=_("Working notes about me"),
    to="journeys:working_notes",
    about=_("What the coordinators noted for each other. You can say how you see it."),
)


# In their own calendar elsewhere
@in_calendar("my")
def meetings_of_a_person(calendar, today):
    """What they plan with their peer supporter, from today on."""
    for note in agenda.coming_to_me(calendar.user).filter(on__gte=today):
        yield _in_words_of(calendar, note, note.peer_name)


@in_calendar("today")
def meetings_of_a_peer_supporter(calendar, today):
    """What they plan with the people they support, from today on."""
    for note in agenda.coming(calendar.user).filter(on__gte=today):
        yield _in_words_of(calendar, note, note.journey.person.name)


def _in_words_of(calendar, note, whom):
    """Return a meeting with what its owner lets their calendar say: of a name only the first part."""
    name = whom.split(" ")[0] if calendar.says_names else ""
    return event_of(note, name, note.place if calendar.says_places else "")


# A space that was opened by a code and that nobody has confirmed yet
@panel("new_space", order=10, template="journeys/panels/digits.html", statements=0)
def digits(request, opened):
    return {"digits": digits_shown(opened)}


@panel("new_space", order=20, template="journeys/panels/choices_that_wait.html", statements=1)
def choices(request, opened):
    return list(choices_that_wait(request.user)) or None


# A peer supporter’s day
@panel("today", order=5, template="journeys/panels/away.html", statements=1, load=away.with_own_absence)
def away_now(request, peer):
    """That they are away, or will be, and back with one tap."""
    if peer.away_from is None:
        return None
    return [(absence, uuid.uuid4()) for absence in away.absences_of(request.user)] or None


@panel("today", order=7, template="journeys/panels/leaving.html", statements=1, load=leaving.with_leaving)
def leaving_soon(request, peer):
    return list(leaving.own_leavings(request.user)) or None if peer.leaves else None


@panel("today", order=10, template="journeys/panels/offers.html", statements=1)
def offers(request, peer):
    return told_apart(road.offers(request.user)) or None


@panel("today", order=20, template="journeys/panels/to_greet.html", statements=1)
def to_greet(request, peer):
    return list(road.to_greet(request.user)) or None


@panel("today", order=30, template="journeys/panels/to_strike.html", statements=1, load=with_to_strike)
def words_to_strike(request, peer):
    return list(to_strike(request.user)) or None if peer.to_strike_waits else None


@panel("today", order=40, template="journeys/panels/agenda.html", statements=1, load=with_minutes_between)
def planned(request, peer):
    """What may have taken place, then today, this week and later."""
    return agenda.agenda(request.user, timezone.localdate(), peer.minutes_between)


@panel("today", order=50, template="journeys/panels/walked.html", statements=1)
def walked(request, peer):
    """A page of whom they walk with, those with whom something waits first, and of whom they parted from lately."""
    walked = road.what_waits_first(told_apart(road.roads(request.user)), is_away=peer.is_away)
    return page_of(request, walked, TEXTS)


@panel("today", order=56, template="journeys/panels/said_no.html", statements=8, load=asking.with_own_no)
def said_no(request, peer):
    """Whom they said no to and could still say otherwise, quietly."""
    return told_apart(asking.to_take_back(request.user)) or None if peer.said_no else None


@panel("today", order=72, template="journeys/panels/check_in_offered.html", statements=0, load=offering.with_hard_days)
def check_in_offered(request, peer):
    """An ending that nobody planned can stay with a peer supporter, and so can a day of many meetings."""
    if offering.ending_stays(peer):
        return _("An ending that nobody planned can stay with you.")
    if on := offering.full_day_stays(peer):
        return _("You had many meetings on %(day)s.") % {"day": date_format(on)}
    return None


# The coordinator’s desk
link("desk.head", order=30, label=_("Remind of what waits"), to="journeys:remind_several", of_record=True)


@panel("desks", order=10, template="journeys/panels/second_look.html", statements=1, load=glass.with_opened)
@panel("supervision", order=10, template="journeys/panels/second_look.html", statements=1, load=glass.with_opened)
def second_look_at_any(request, programmes):
    return glass.waiting(request.user, programmes, timezone.localdate())


@panel("desk", order=10, template="journeys/panels/second_look.html", statements=1, load=glass.with_opened)
@panel("load", order=10, template="journeys/panels/second_look.html", statements=1, load=glass.with_opened)
def second_look(request, programme):
    return second_look_at_any(request, [programme])


@panel("desk", order=20, template="journeys/panels/on_desk.html", statements=2, load=leaving.with_who_leaves)
def on_desk(request, programme):
    """Who leaves; what waits, since when, and what is next: of one part of the road, or of whose name is looked for."""
    today, asked = timezone.localdate(), lists.asked(request, narrowing.the_desk(programme))
    group = None if asked.by_name else desk.group_of(request.GET.get("group"))
    sizes = desk.sizes(request.user, programme, asked, today, leaving.left_behind(programme))
    journeys = desk.shown(desk.on_desk(request.user, programme), group, asked, today)
    page = page_of(request, journeys, asked.size, counted=sizes.found if asked.by_name else sizes.groups[group])
    return {
        "asked": asked,
        "group": group,
        "sizes": sizes.groups,
        "narrowed": list(narrowing.in_words(asked, sizes.names)),
        "page": page,
        "lines": desk.lines(told_apart(page), today),
        "search": searched(request, asked),
        **leaving.who_leaves(programme, sizes.besides, today),
    }


@panel("desk", order=90, template="journeys/panels/glasses.html", statements=0)
@panel("load", order=90, template="journeys/panels/glasses.html", statements=0)
def glasses(request, programme):
    return True


# What somebody asked for, as a coordinator reads it
@panel("first_step", order=10, template="journeys/panels/may_be_here.html", statements=3)
def may_be_here(request, step):
    """Who of those the reader stands around may be whoever asked. Who asks is told nothing of it."""
    if step.person_id or step.is_erased:
        return None
    return likely_the_same(request.user, Said(step.name, step.asked_on, phone=step.phone, email=step.email)) or None


# What each peer supporter carries
@panel("load", order=20, template="journeys/panels/load.html", statements=1)
def load(request, programme):
    """So that nobody carries too much. No person is named."""
    return list(asking.load(programme, timezone.localdate()))
