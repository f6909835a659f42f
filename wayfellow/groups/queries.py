"""What those who lead a group see of it."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Exists, F, Max, Min, OuterRef, Prefetch, Q, QuerySet, Sum
from django.utils import timezone

from wayfellow.access.guard import allowed
from wayfellow.access.open_values import TODAY
from wayfellow.choices.links import digest_of
from wayfellow.choices.waiting import in_fives
from wayfellow.directory.folding import WORD
from wayfellow.directory.models import Listing, Programme, WeeklyTime
from wayfellow.directory.occurrences import Occurrence, coming, of_listing
from wayfellow.directory.queries.finding import with_days
from wayfellow.directory.queries.keeping import last_day_of
from wayfellow.directory.terms import Door, Writing
from wayfellow.groups import courses
from wayfellow.groups.access import Can, groups_led_by
from wayfellow.groups.models import (
    ANSWERED_WITHIN,
    Attendance,
    Course,
    Group,
    KeptPlace,
    Member,
    Note,
    OnlineLink,
    Register,
    Session,
    Visitor,
    Wish,
)
from wayfellow.groups.words import Words
from wayfellow.journal.models import Entry
from wayfellow.people.models import Person
from wayfellow.ui.home_pages import number_of
from wayfellow.workforce.access import supporters_now
from wayfellow.workforce.models import Absence, Leaving, Peer
from wayfellow.workforce.queries import peers_of

IN_LINE = ["asked_on", "place_in_line", "pk"]
WITH_IT = ["organisation", "online_link__key", "course"]
PROMISES_NO_NAMES = {Writing.NOTHING, Writing.HEADS}
COUNTED_FOR = timedelta(weeks=8)  # how long paper may lie before it is entered here
CONFIRMED_WITHIN = timedelta(days=2)
HAD_TIME_TO_COME_AGAIN = timedelta(weeks=4)
TOLD_FOR = timedelta(weeks=2)  # the page of a last letter opens so long
LATELY = timedelta(days=30)
A_WEEK_FROM_TODAY = timedelta(days=6)
UNTIL_BACK = timedelta(weeks=4)
WHO_ASKED = Member.objects.filter(joined_on=None)


def my_groups(user: Any) -> QuerySet[Group]:
    """Return the groups that the reader leads or coordinates, by name, and how many wait for who leads them."""
    mine: QuerySet[Group] = allowed(user, Can.SEE_GROUP, Group.objects.select_related("listing", "programme"))
    asked = number_of(allowed(user, Can.SEE_MEMBER, WHO_ASKED), of="register__group")
    return mine.annotate(nobody_leads=nobody_leads(), asked=asked).order_by("listing__slug")


def led_by(user: Any) -> QuerySet[Listing]:
    """Return the listings of the groups that the reader leads, with their times and the days that are otherwise."""
    theirs = Listing.objects.select_related("group").filter(pk__in=groups_led_by(user, "listing"))
    mine: QuerySet[Listing] = with_days(theirs)
    return mine.order_by("slug")


def with_groups_to_lead(peers: QuerySet[Peer]) -> QuerySet[Peer]:
    """Have a peer supporter say whether they lead a group."""
    return peers.annotate(leads_groups=Exists(Group.objects.filter(facilitators__user=OuterRef("user"))))


def led_between(user: Any, first: date, last: date) -> list[tuple[Listing, Occurrence]]:
    """Return when the groups that somebody leads take place, in the order of their hours."""
    days = [(listing, each) for listing in led_by(user) for each in of_listing(listing, first, last)]
    held = [(listing, each) for listing, each in days if not each.is_cancelled and first <= each.day <= last]
    return sorted(held, key=lambda one: (one[1].starts, one[0].slug))


def with_groups_to_see(user: Any) -> QuerySet[Programme]:
    """Return the programmes of which the reader may see how the groups are doing, as far as there are any."""
    mine: QuerySet[Programme] = allowed(user, Can.SEE_GROUPS, Programme.objects.exclude(groups=None))
    return mine.order_by("name", "pk")


def may_be_run(user: Any) -> QuerySet[Listing]:
    """Return the listings that the reader could have run here as a group, by name."""
    listings: QuerySet[Listing] = allowed(user, Can.RUN_GROUP, Listing.objects.filter(group=None))
    return listings.select_related("organisation").order_by("slug")


def whole(model: type[Group]) -> QuerySet[Group]:
    """Return groups with their facilitators, and whether any of these is still there."""
    groups = model.objects.select_related("listing", "programme", "register").prefetch_related("facilitators__user")
    return groups.annotate(nobody_leads=nobody_leads())


def listing_of(group: Group | Wish) -> Listing:
    """Return its listing, with its times and the days on which these are otherwise."""
    found: Listing = with_days(Listing.objects.select_related(*WITH_IT)).get(pk=group.listing_id)
    return found


def sessions_of(group: Group) -> QuerySet[Session]:
    return group.sessions.order_by("-on", "-starts_at")


def not_counted(group: Group, listing: Listing, now: datetime) -> list[Occurrence]:
    """Return when it met lately and nobody has said yet how many came: the latest first."""
    today = timezone.localdate(now)
    counted = set(group.sessions.filter(on__gte=today - COUNTED_FOR).values_list("on", "starts_at"))
    met = of_listing(listing, max(today - COUNTED_FOR, group.begun_on), today)
    waiting = [
        each
        for each in met
        if not each.is_cancelled and each.starts <= now and (each.day, each.starts_at) not in counted
    ]
    return waiting[::-1]


def numbers_of(group: Group) -> dict[str, int]:
    """Return how often it met, how many came in all, and how many of them for the first time."""
    return group.sessions.aggregate(met=Count("pk"), came=Sum("came", default=0), new=Sum("new", default=0))


def may_lead(programme_id: int | None, also: Iterable[Peer] = ()) -> QuerySet[Peer]:
    """Return the peer supporters who can lead a group of a programme, paid or volunteers, and those who do."""
    here = Q(belongings__programme=programme_id, belongings__ends_on=None, ends_on=None)
    there = Q(pk__in=[peer.pk for peer in also])
    return Peer.objects.filter(here | there).select_related("user").distinct().order_by("user__name", "pk")


def as_led(group: Group) -> list[Any]:
    """Return all that saying anew who leads it would replace."""
    return [group.is_led_by_members, sorted(str(pk) for pk in group.facilitators.values_list("pk", flat=True))]


def as_counted(session: Session) -> list[int]:
    return [session.came, session.new]


def session_numbered(pk: str) -> Session | None:
    """Return the session of a slip, with the name of its group."""
    return Session.objects.select_related("group__listing__organisation").filter(pk=pk).first()


def as_kept(group: Group) -> list[Any]:
    """Return all that saying anew whether a group keeps a register would replace."""
    return [group.register_id is not None, group.register and group.register.places]


def places_free(register: Register) -> int | None:
    """Return how many places are free, or None where there is room for anyone."""
    if register.places is None:
        return None
    taken: int = register.members.filter(joined_on__isnull=False).count()
    return max(register.places - taken, 0)


def members_of(user: Any, group: Group) -> tuple[list[Member], list[Member]]:
    """Return who has a place in a group, and who asked for one, in the order they asked."""
    mine = allowed(user, Can.SEE_MEMBER, Member.objects.select_related("key"))
    came = number_of(Attendance.objects, of="member")
    found = list(mine.filter(register=group.register_id).annotate(came=came).order_by(*IN_LINE))
    return [one for one in found if one.joined_on], [one for one in found if not one.joined_on]


def next_in_line(register: Register, on: date) -> int:
    """Return the place in line of whoever asks next on a day."""
    last = register.members.filter(asked_on=on).aggregate(last=Max("place_in_line"))["last"]
    return (last or 0) + 1


def with_who_asked(peers: QuerySet[Peer]) -> QuerySet[Peer]:
    """Have a peer supporter say how many asked for a place in the groups they lead, and wait for an answer."""
    return peers.annotate(asked_for_a_place=number_of(WHO_ASKED, of="register__group__facilitators__user__peers"))


def under(token: str) -> Member | None:
    """Return what a private address leads to."""
    return Member.objects.select_related(*Member.always_with).filter(address=digest_of(token)).first()


# A person's own list
@dataclass(frozen=True)
class OwnGroup:
    """A line of a person's own list: the place in a group that a private address leads to, and its next days."""

    kept: KeptPlace
    member: Member
    coming: list[Occurrence]

    @property
    def token(self) -> str:
        return str(self.kept.token)


def whose_list(user: Any) -> Person | None:
    """Return the person this reader is, if they are one."""
    if not user.is_authenticated:
        return None
    me: QuerySet[Person] = allowed(user, Can.KEEP_OWN_GROUPS, Person.objects.filter(user=user))
    return me.select_related("key").first()


def kept_places(person: Person) -> QuerySet[KeptPlace]:
    return person.kept_places.select_related("person__key").order_by("pk")


def is_kept(person: Person, token: str) -> bool:
    """Return whether a private address stands in a person's own list."""
    return any(str(each.token) == token for each in kept_places(person))


def own_groups(person: Person) -> tuple[list[OwnGroup], list[KeptPlace]]:
    """Return the groups of a person's own list, what meets next first, and what leads to no place any more."""
    kept = {digest_of(str(each.token)): each for each in kept_places(person)}
    listings = Prefetch("register__group__listing", with_days(Listing.objects.all()))
    there = Member.objects.filter(address__in=[*kept]).select_related("key", "register__group")
    members = list(there.prefetch_related(listings))
    found = [OwnGroup(kept.pop(one.address), one, coming(one.register.group.listing)[:2]) for one in members]
    return sorted(found, key=_what_meets_first), [*kept.values()]


def _what_meets_first(own):
    next_one = next((each.starts for each in own.coming if not each.is_cancelled), None)
    return next_one is None, next_one and next_one.timestamp(), str(own.member.pk)


def to_join(slug: str) -> Group | None:
    """Return the group of a published listing that keeps who belongs to it."""
    found = Group.objects.filter(listing__slug=slug, listing__published_on__isnull=False, register__isnull=False)
    return found.select_related("register", *(f"listing__{each}" for each in WITH_IT)).first()


def with_register(listings: QuerySet[Listing]) -> QuerySet[Listing]:
    """Have each listing say, in the same statement, whether its group keeps who belongs to it, and writes letters."""
    of_it = Group.objects.filter(listing=OuterRef("pk"))
    return listings.select_related("course", "group__register").annotate(
        is_run_here=Exists(of_it),
        can_be_joined=Exists(of_it.filter(register__isnull=False)),
        writes_letters=Exists(of_it.filter(WRITES_LETTERS)),
    )


# A course
def as_planned(group: Group) -> list[Any]:
    """Return all that planning a course anew would replace."""
    course = Course.objects.filter(listing=group.listing_id).first()
    return [course.begins_on, course.joins_until, course.themes] if course else []


def takes_new(group: Group, now: datetime) -> bool:
    """Return whether somebody can still ask for a place: not once a course has gone too far."""
    if courses.course_of(group.listing) is None:
        return True
    listing = listing_of(group)
    return courses.takes_new(listing, courses.parts_of(listing), now)


# Where it meets online
def online_link_of(listing: Listing) -> OnlineLink | None:
    """Return the link of a group that `listing_of` found, for those who keep it."""
    found: OnlineLink | None = getattr(listing, "online_link", None)
    return found


def online_link_for(asked: Member | Wish, listing: Listing) -> OnlineLink | None:
    """Return the link for whom it concerns: who has a place and, where the door is open, who confirmed their wish."""
    is_in = asked.joined_on if isinstance(asked, Member) else asked.confirmed_on and listing.door == Door.OPEN
    return online_link_of(listing) if is_in and listing.published_on else None


def as_linked(group: Group) -> list[str]:
    """Return all that saying anew where it meets online would replace."""
    link = OnlineLink.objects.filter(listing=group.listing_id).select_related("key").first()
    return [str(link.address), str(link.words)] if link else ["", ""]


# While somebody who leads one is away
def while_away(user: Any, absence: Absence, today: date) -> list[tuple[Group, list[Occurrence]]]:
    """Return the groups that somebody leads and this reader may see, each with its days of a time away.

    Where nobody knows yet how long that is, its days of the next weeks.
    """
    first = max(absence.begins_on, today)
    last = absence.until or first + UNTIL_BACK
    led: QuerySet[Group] = allowed(user, Can.SEE_GROUP, whole(Group).filter(facilitators=absence.peer_id))
    groups = list(led.order_by("listing__slug"))
    listings = {each.pk: each for each in with_days(Listing.objects.filter(group__in=groups))} if groups else {}
    found = [(group, of_listing(listings[group.listing_id], first, last)) for group in groups]
    days = [(group, [each for each in there if not each.is_cancelled]) for group, there in found]
    return [(group, there) for group, there in days if there]


# When somebody who leads one leaves
def left_behind(user: Any, leaving: Leaving) -> list[Group]:
    """Return the groups of a programme that somebody leads who leaves it, and that this reader may see."""
    led = whole(Group).filter(facilitators=leaving.peer_id, programme=leaving.programme_id)
    return list(allowed(user, Can.SEE_GROUP, led).order_by("listing__slug"))


def nobody_leads() -> Q:
    """Keep the groups that go on, that their members do not lead themselves, and whose facilitators have all left."""
    leads = supporters_now().filter(groups=OuterRef("pk"))
    goes_on = WeeklyTime.objects.filter(Q(ends_on=None) | Q(ends_on__gte=TODAY), listing=OuterRef("listing"))
    return Q(~Exists(leads), Exists(goes_on), is_led_by_members=False)


def with_nobody_who_leads(programmes: QuerySet[Programme]) -> QuerySet[Programme]:
    """Have each programme say how many of its groups nobody leads."""
    return programmes.annotate(groups_nobody_leads=number_of(Group.objects.filter(nobody_leads())))


# Who came, by name
def have_a_place(register: Register) -> QuerySet[Member]:
    """Return who has a place, in the order they got it."""
    return register.members.filter(joined_on__isnull=False).select_related("key").order_by("joined_on", "pk")


def visitors_of(session: Session) -> list[Visitor]:
    """Return who came to a session without a place and gave a first name."""
    if session.group.register is None:
        return []
    there = session.group.register.visitors.filter(on=session.on, starts_at=session.starts_at)
    return sorted(there.select_related("key"), key=lambda visitor: str(visitor.name))


def members_at(session: Session) -> list[str]:
    """Return the numbers of those of the group who came to a session."""
    there = Attendance.objects.filter(member__register=session.group.register_id, on=session.on)
    return sorted(str(pk) for pk in there.filter(starts_at=session.starts_at).values_list("member", flat=True))


def is_by_name(session: Session) -> bool:
    """Return whether of somebody who came to a session the name is kept."""
    return session.group.register_id is not None and bool(members_at(session) or visitors_of(session))


def as_written_down(session: Session) -> list[Any]:
    """Return all that correcting who came would replace."""
    names = [visitor.name for visitor in visitors_of(session)]
    return [session.came, session.new, members_at(session), names]


def days_attended(member: Member) -> QuerySet[Attendance]:
    """Return when somebody came, the latest first."""
    return member.attendances.order_by("-on", "-starts_at")


@dataclass(frozen=True)
class Certificate:
    """What a certificate of attendance says: who took part in what, how often and from when to when."""

    member: Member
    listing: Listing
    came: int
    held: int
    first: date
    last: date


def certificate_of(member: Member) -> Certificate | None:
    """Return what a certificate says; None where there is none: a group with an open door, or nobody who came."""
    group = member.register.group
    days = sorted(member.attendances.values_list("on", flat=True))
    if group.listing.door != Door.CLOSED or not days:
        return None
    listing = Listing.objects.select_related("organisation").get(pk=group.listing_id)
    return Certificate(member, listing, len(days), group.sessions.count(), days[0], days[-1])


def certified(group: Group) -> set[UUID]:
    """Return who of a closed group came to a session, and so has a certificate."""
    if group.register is None or group.listing.door != Door.CLOSED:
        return set()
    return set(Attendance.objects.filter(member__register=group.register).values_list("member", flat=True))


def unanswered(today: date) -> QuerySet[Member]:
    """Return who asked for a place so long ago that their request goes."""
    asked = Member.objects.filter(joined_on=None, asked_on__lte=today - ANSWERED_WITHIN)
    return asked.select_related("key", "letter").order_by("pk")


# How a group is doing
@dataclass(frozen=True)
class Health:
    """How a group is doing, in numbers: sessions since it is run here, and who comes again, in fives (I9)."""

    planned: int
    held: int
    cancelled: int
    came: int
    came_again: int


@dataclass(frozen=True)
class HealthOfAll:
    """How the groups of a programme are doing: each of them, of what kinds, in which languages, at how many places.

    Who comes again is the sum of what is told of each group, so that the difference tells of none.
    """

    groups: list[tuple[Group, Health]]
    kinds: list[tuple[Words, int]]
    languages: list[tuple[str, int]]
    venues: int

    def sum_of(self, number: str) -> int:
        return sum(getattr(health, number) for _group, health in self.groups)


def groups_in_health(programme: Programme) -> QuerySet[Any]:
    """Return the groups of a programme by name, each with how many sessions were held and how many places are taken."""
    listings = Prefetch("listing", with_days(Listing.objects.all()))
    groups: QuerySet[Any] = programme.groups.select_related("register").prefetch_related(listings)
    has_place = Member.objects.filter(joined_on__isnull=False)
    counted = {"held": number_of(Session.objects, of="group"), "taken": number_of(has_place, of="register__group")}
    found: QuerySet[Any] = groups.annotate(**counted)
    return found.order_by("listing__slug", "pk")


def health_of_all(programme: Programme, now: datetime) -> HealthOfAll:
    """Return how the groups of a programme are doing, in numbers."""
    groups = list(groups_in_health(programme))
    again = _who_came_again([group.register_id for group in groups if group.register_id], now)
    found = [(group, _health(group, group.listing, group.held, again, now)) for group in groups]
    kinds = Counter(group.words for group in groups)
    languages = Counter(code for group in groups for code in group.listing.languages)
    venues = {time.venue_id for group in groups for time in group.listing.times.all() if time.venue_id}
    return HealthOfAll(found, kinds.most_common(), languages.most_common(), len(venues))


def health_of(group: Group, listing: Listing, now: datetime) -> Health:
    """Return how many of its sessions were held, and of those who came first some weeks ago, how many came again."""
    again = _who_came_again([group.register_id], now) if group.register_id else {}
    found: Health = _health(group, listing, group.sessions.count(), again, now)
    return found


def _health(group, listing, held, again, now):
    """Who comes again is said in fives: of one person more nobody reads."""
    planned = [each for each in of_listing(listing, group.begun_on, timezone.localdate(now)) if each.starts <= now]
    cancelled = sum(each.is_cancelled for each in planned)
    times = again.get(group.register_id, [])
    planned_at_least = max(len(planned), held + cancelled)  # where its times are others now than those it was held at
    return Health(planned_at_least, held, cancelled, in_fives(len(times)), in_fives(sum(time > 1 for time in times)))


def _who_came_again(registers, now):
    """Return of each register how often each came who came first some weeks ago. Who left is forgotten."""
    before = timezone.localdate(now) - HAD_TIME_TO_COME_AGAIN
    people = Attendance.objects.filter(member__register__in=registers).order_by().values("member__register", "member")
    found = defaultdict(list)
    for each in people.annotate(first=Min("on"), times=Count("pk")).filter(first__lte=before):
        found[each["member__register"]].append(each["times"])
    return found


# What those who lead groups carry
def who_lead(programme: Programme, today: date) -> QuerySet[Peer]:
    """Return the peer supporters of a programme who lead groups: how many, and how often these met lately.

    As their journeys are, groups are counted in every programme.
    """
    met = Session.objects.filter(on__gt=today - LATELY)
    led = {"leads": number_of(Group.objects, of="facilitators"), "met": number_of(met, of="group__facilitators")}
    leaders: QuerySet[Peer] = peers_of(programme).annotate(**led).filter(leads__gt=0)
    return leaders.order_by("user__name", "pk")


def with_who_leads(programmes: QuerySet[Programme]) -> QuerySet[Programme]:
    """Have each programme say whether a peer supporter of it leads a group, so that others ask no more."""
    leads = Group.objects.filter(facilitators__belongings__programme=OuterRef("pk"))
    return programmes.annotate(has_facilitators=Exists(leads))


# What happened
WRITTEN = ["theme", "materials", "next_time", "follow_ups", "told"]


def note_of(session: Session) -> Note | None:
    """Return what was written of a session, if something was."""
    notes = Note.objects.filter(register=session.group.register_id, register__isnull=False, on=session.on)
    return notes.filter(starts_at=session.starts_at).select_related("key").first()


def as_noted(session: Session) -> list[Any]:
    """Return all that writing anew what happened would replace."""
    note = note_of(session)
    return [getattr(note, column) for column in WRITTEN] if note else []


def named_in(register: Register, text: str) -> str:
    """Return the word, as it was written, by which somebody of the group, or a visitor, is called; nothing otherwise.

    What is written with a capital goes before what may be no name at all.
    """
    names = [str(one.name) for one in register.members.select_related("key")]
    names += [str(one.name) for one in register.visitors.select_related("key")]
    called = {words[0].casefold() for name in names if (words := WORD.findall(name))}
    return min((word for word in WORD.findall(text) if word.casefold() in called), key=str.islower, default="")


def to_bring(register: Register) -> str:
    """Return what was said last about what to bring next time."""
    latest = register.notes.order_by("-on", "-starts_at").select_related("key").first()
    return str(latest.next_time) if latest else ""


def visitors_to_forget(today: date) -> QuerySet[Visitor]:
    """Return the visitors of sessions that nobody corrects any more."""
    return Visitor.objects.filter(on__lt=today - COUNTED_FOR).select_related("key").order_by("pk")


# Being told that a day is otherwise
WRITES_NOBODY_DOWN = Q(listing__writing__in=PROMISES_NO_NAMES)
WRITES_LETTERS = Q(listing__published_on__isnull=False) & ~WRITES_NOBODY_DOWN


def to_be_told_of(slug: str) -> Group | None:
    """Return the published group of which a visitor may be told by e-mail: none that promises to write nobody down."""
    if not settings.DEFAULT_FROM_EMAIL:
        return None
    return Group.objects.filter(WRITES_LETTERS, listing__slug=slug).select_related("listing__organisation").first()


def is_wished(id: Any) -> bool:
    """Return whether this very form was sent before."""
    return Wish.objects.filter(pk=id).exists()


def listing_of_line(line: Entry) -> Listing:
    """Return which listing a line of the journal is about, one that says when a group meets."""
    found: Listing = with_days(Listing.objects.filter(pk=line.record_id)).get()
    return found


def sender_of(listing: Listing) -> str:
    """Return what the sender of the letters of a group is called, where its programme has a name for it."""
    return Programme.objects.filter(groups__listing=listing).values_list("writes_as", flat=True).first() or ""


def who_wished(listing: Listing, *, is_listed: bool = True) -> QuerySet[Wish]:
    """Return who confirmed the wish to be told of a group, where it writes letters, or did as long as it was listed."""
    groups = Group.objects.filter(WRITES_LETTERS if is_listed else ~WRITES_NOBODY_DOWN, listing=listing)
    wishes = Wish.objects.filter(listing__in=groups.values("listing"), confirmed_on__isnull=False)
    return wishes.select_related(*Wish.always_with).order_by("pk")


def who_belongs(listing: Listing) -> QuerySet[Member]:
    """Return who has a place in the group of a listing."""
    there = Member.objects.filter(register__group__listing=listing, joined_on__isnull=False)
    return there.select_related(*Member.always_with).order_by("pk")


def same_wishes(wish: Wish) -> list[Wish]:
    """Return what else was wished for by the same address, of the same group."""
    others = Wish.objects.filter(listing=wish.listing_id).exclude(pk=wish.pk).select_related("key")
    asked = str(wish.email).casefold()
    return [other for other in others.order_by("pk") if str(other.email).casefold() == asked]


def wishes_to_forget(today: date) -> list[Wish]:
    """Return the wishes that nobody confirmed, and those of groups that ended or write no letters any more."""
    old = Q(confirmed_on=None, asked_on__lt=today - CONFIRMED_WITHIN)
    kept = Group.objects.filter(~WRITES_NOBODY_DOWN).values("listing")
    found = Wish.objects.select_related("key", "listing").prefetch_related("listing__times")
    gone = found.filter(old | ~Q(listing__in=kept)).order_by("pk")
    still = found.exclude(old).filter(listing__in=kept).order_by("pk")
    return [*gone, *(wish for wish in still if _is_over(wish.listing, today))]


def times_that_go_on(listing: Listing) -> list[WeeklyTime]:
    """Return the regular times of a listing that are not over."""
    today = timezone.localdate()
    return [one for one in listing.times.all() if one.ends_on is None or one.ends_on >= today]


def ended_on(listing: Listing) -> date | None:
    """Return the last day of what is over; None, where it goes on, or nobody has said yet when it takes place."""
    return None if times_that_go_on(listing) else last_day_of(listing)


def _is_over(listing, today):
    """Return whether nothing more is told: some weeks after its end, so that the page of the last letter opens."""
    if timezone.localdate(listing.changed_at) > today - TOLD_FOR:
        return False
    return listing.published_on is None or not times_that_go_on(listing)


def who_hears(listing: Listing) -> int:
    """Return how many are told when it takes place otherwise: who has a place, and who asked for it."""
    return who_wished(listing).count() + who_belongs(listing).filter(letters_stopped_on=None).count()


def to_tell(user: Any, group: Group) -> list[Member]:
    """Return who is to be told that a day is otherwise by those who lead the group: first those who were not yet."""
    mine = allowed(user, Can.SEE_MEMBER, Member.objects.select_related("key"))
    found = mine.filter(register=group.register_id, register__isnull=False, to_tell_since__isnull=False)
    return list(found.order_by(F("told_on").asc(nulls_first=True), *IN_LINE))


def as_ticked(members: Iterable[Member]) -> list[Any]:
    """Return all that ticking anew who was told would replace."""
    return sorted((str(member.pk), member.told_on is not None) for member in members)
