"""What is a peer supporter's own, whom they could share it with, and what was shared with somebody."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Max, Min, OuterRef, QuerySet, Subquery
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from wayfellow.access.guard import allowed
from wayfellow.access.roles import Role, in_force
from wayfellow.people.models import Membership, User
from wayfellow.wellbeing.access import Can
from wayfellow.wellbeing.models import CheckIn, OfferAnswered, OwnPage, Shared
from wayfellow.wellbeing.moments import month_reached
from wayfellow.wellbeing.questions import ON_THE_PAGE, page_as_read
from wayfellow.workforce.access import parts_of_supporters_now
from wayfellow.workforce.models import Belonging, Peer
from wayfellow.workforce.queries import reflections, thanks_for

IS_FELT_FOR = timedelta(days=3)
FIRST_PAGES = {Role.SUPERVISOR: "supervision", Role.COORDINATOR: "desk"}


# A peer supporter's own
def check_ins(user: User) -> QuerySet[CheckIn]:
    """Return what somebody wrote of how they are, the newest first."""
    mine: QuerySet[CheckIn] = allowed(user, Can.CHANGE_CHECK_IN, CheckIn.objects.select_related("peer__key"))
    return mine.order_by("-on", "-pk")


def is_hard(check_ins: Iterable[CheckIn], today: date) -> bool:
    """Return whether somebody wrote of one of the last days that it is too much."""
    return any(each.on > today - IS_FELT_FOR and each.is_hard for each in check_ins)


def snapshot_of(check_in: CheckIn) -> list:
    """Return all that a change of it would replace."""
    return [check_in.on, check_in.said]


def page_of(peer: Peer) -> dict[str, str]:
    """Return what stands on somebody's page of their own; of one that is not there yet, that nothing does."""
    page = OwnPage.objects.filter(peer=peer).select_related("peer__key").first()
    return dict.fromkeys(ON_THE_PAGE, "") | (page.said if page else {})


def own_words(user: User) -> str:
    """Return all that is somebody's own as one text: what they wrote for themself, and what was written to them."""
    pages = OwnPage.objects.filter(peer__user=user).select_related("peer__key", "peer__employer")
    parts = [
        (_("For myself"), [(each.on, [("", each.words)]) for each in reflections(user)]),
        (_("How I am"), [(each.on, each.as_read()) for each in check_ins(user)]),
        (_("My page"), [(each.peer.employer, page_as_read(each.said)) for each in pages]),
        (_("Words from others"), [(each.on, [("", each.words), ("", each.signed)]) for each in thanks_for(user)]),
    ]
    return "\n\n\n".join(_as_text(title, entries) for title, entries in parts if entries) + "\n"


def _as_text(title: Any, entries: list[tuple[Any, list[tuple[Any, Any]]]]) -> str:
    written = [str(title).upper()]
    for of, said in entries:
        written.append(date_format(of) if isinstance(of, date) else str(of))
        written += ["\n".join(str(part) for part in asked_and_said if part) for asked_and_said in said]
    return "\n\n".join(filter(None, written))


# Sharing
def whom_they_could_choose(peer: Peer) -> list[tuple[User, str]]:
    """Return those who work in the same programmes, each with the first page on which they would read of it."""
    supporters = parts_of_supporters_now()
    here = supporters.filter(peer=peer).values("programme")
    others = supporters.filter(programme__in=here, peer__user__is_active=True)
    members = in_force(Membership.objects.filter(role__in=FIRST_PAGES, programme__in=here, user__is_active=True))
    found = {each.peer.user: "today" for each in others.select_related("peer__user")}
    found |= {each.user: FIRST_PAGES[Role(each.role)] for each in members.select_related("user")}
    found.pop(peer.user, None)
    return sorted(found.items(), key=lambda each: (each[0].name, each[0].pk))


def shared_by(user: User) -> QuerySet[Shared]:
    """Return what somebody shares, the newest first."""
    mine: QuerySet[Shared] = allowed(user, Can.TAKE_BACK_SHARED, Shared.objects.select_related(*Shared.always_with))
    return mine.order_by("-on", "-pk")


def shared_with(user: User) -> QuerySet[Shared]:
    """Return what was shared with somebody, the newest first."""
    theirs: QuerySet[Shared] = allowed(user, Can.READ_SHARED, Shared.objects.select_related(*Shared.always_with))
    return theirs.order_by("-on", "-pk")


# A check-in is offered
def with_last_check_in(peers: QuerySet[Peer]) -> QuerySet[Peer]:
    """Have a peer supporter bring along since when they are one, and when they last checked in or said not now."""
    of_them = {"peer__user": OuterRef("user")}
    began = Belonging.objects.filter(**of_them).order_by().values("peer__user").annotate(on=Min("since"))
    wrote = CheckIn.objects.filter(**of_them).order_by().values("peer__user").annotate(on=Max("on"))
    not_now = OfferAnswered.objects.filter(**of_them).order_by().values("peer__user").annotate(on=Max("on"))
    return peers.annotate(
        supports_since=Subquery(began.values("on")),
        checked_in_on=Subquery(wrote.values("on")),
        not_now_on=Subquery(not_now.values("on")),
    )


def has_answered(peer: Any, since: date) -> bool:
    """Return whether a peer supporter has checked in since a day, or said not now."""
    return any(on and on >= since for on in [peer.checked_in_on, peer.not_now_on])


def month_offered(peer: Any, today: date) -> int | None:
    """Return after how many months a check-in is offered to them now, if it is."""
    reached = month_reached(peer.supports_since, today)
    return reached[0] if reached and not has_answered(peer, reached[1]) else None
