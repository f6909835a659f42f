"""Examples of the directory are run here: twelve steps led by its members; all else is led by Pau."""

import uuid
from datetime import timedelta

from django.utils import timezone

from wayfellow.choices.links import fresh_token
from wayfellow.directory.actions import except_time
from wayfellow.directory.models import Listing
from wayfellow.directory.terms import WhyNot
from wayfellow.groups import actions
from wayfellow.groups.models import Group
from wayfellow.groups.queries import listing_of, not_counted

SINCE = timedelta(weeks=7)
CANCELLED = {"why": WhyNot.HOLIDAY, "moved_to": None, "starts_at": None, "ends_at": None, "venue": None}

THEMES = {
    "en": "Arriving\nThe room and the body\nVoices\nSomebody else’s shoes\nA scene of our own\nShowing it",
    "es": "Llegar\nLa sala y el cuerpo\nVoces\nEn el lugar de otra persona\nUna escena nuestra\nEnseñarla",
    "ca": "Arribar\nLa sala i el cos\nVeus\nEn el lloc d’una altra persona\nUna escena nostra\nMostrar-la",
    "de": "Ankommen\nDer Raum und der Körper\nStimmen\nIn den Schuhen von jemand anderem\nUnsere eigene Szene\nZeigen",
    "fr": "Arriver\nLa salle et le corps\nDes voix\nÀ la place d’une autre personne\nUne scène à nous\nMontrer",
}


def tell(cast):
    today = timezone.localdate()
    circle = _run(cast, "example-tuesday-circle", today - SINCE, [cast.peer])
    steps = _run(cast, "example-twelve-steps-the-evening-group", today - SINCE, [])
    for group, by in [(circle, cast.pau), (steps, cast.carme)]:
        _count(group, by, today)
    _keep_names(circle, cast, today)
    tuesday = circle.listing.times.get()
    in_two_weeks = today + timedelta(days=(tuesday.weekday - today.weekday()) % 7 + 7)
    _course(cast, today)
    _once(cast, today)
    except_time(tuesday, by=cast.pau, on=in_two_weeks, change=CANCELLED)


def _course(cast, today):
    """The theatre is a course of six sessions, into its third: Núria has a place and came, and Biel asked for one."""
    begins_on = today - timedelta(weeks=2)
    theatre = _run(cast, "example-theatre-without-lines", begins_on, [cast.peer])
    actions.keep_register(theatre, by=cast.pau, on=today, edit_token=None, keeps=True, places=8)
    planned = {"begins_on": begins_on, "joins_until": 4, "themes": THEMES}
    actions.keep_course(theatre, by=cast.pau, edit_token=None, **planned)
    for name, days in [("Núria", 13), ("Biel", 1)]:
        told = {"name": name, "reach": "600 000 000", "listens_first": False, "on": today - timedelta(days=days)}
        member = actions.ask_for_a_place(theatre.register, token=fresh_token(), **told)
        if name == "Núria":
            actions.welcome(member, by=cast.pau, on=member.asked_on)
            _came(theatre, cast, member, today)


def _once(cast, today):
    """An open day, for which nobody is written down, and an outing: Núria comes along, and Biel asked."""
    since = today - timedelta(weeks=2)
    _run(cast, "example-the-door-is-open", since, [cast.peer])
    outing = _run(cast, "example-a-day-by-the-river", since, [cast.peer])
    actions.keep_register(outing, by=cast.pau, on=today, edit_token=None, keeps=True, places=10)
    for name in ["Núria", "Biel"]:
        told = {"name": name, "reach": "600 000 000", "listens_first": False, "on": today}
        member = actions.ask_for_a_place(outing.register, token=fresh_token(), **told)
        if name == "Núria":
            actions.welcome(member, by=cast.pau, on=today)


def _came(theatre, cast, member, today):
    """To all but the latest session, which waits to be noted."""
    for each in not_counted(theatre, listing_of(theatre), timezone.localtime())[1:]:
        came = {"members": [member.pk], "visitors": [], "others": 4, "new": 1}
        actions.note_who_came(theatre, by=cast.pau, id=uuid.uuid4(), time=each.time, on=each.on, today=today, **came)


def _run(cast, slug, begun_on, facilitators):
    listing, id = Listing.objects.get(slug=slug), uuid.uuid4()
    told = {"facilitators": facilitators, "is_led_by_members": not facilitators}
    actions.run_group(listing, by=cast.carme, id=id, on=begun_on, **told)
    return Group.objects.get(pk=id)


def _keep_names(circle, cast, today):
    """The circle decided to keep who belongs to it; its door is open, so whoever asks has a place."""
    actions.keep_register(circle, by=cast.pau, on=today, edit_token=None, keeps=True, places=12)
    for name, reach, days in [("Laia", "laia@example.org", 9), ("Toni", "600 000 000", 2)]:
        told = {"name": name, "reach": reach, "listens_first": name == "Toni"}
        asked_on = today - timedelta(days=days)
        actions.ask_for_a_place(circle.register, token=fresh_token(), on=asked_on, **told)


def _count(group, by, today):
    """All but the latest session, which waits to be counted."""
    for number, each in enumerate(not_counted(group, listing_of(group), timezone.localtime())[1:]):
        told = {"time": each.time, "on": each.on, "came": 7 + number % 4, "new": number % 3}
        actions.count(group, by=by, id=uuid.uuid4(), today=today, **told)
