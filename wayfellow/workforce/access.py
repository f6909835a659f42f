"""Who may do what with peer supporters, and who works with whom."""

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from wayfellow.access.deeds import Deed, deed
from wayfellow.access.open_values import SQL, TODAY
from wayfellow.access.relations import Relation, records_of
from wayfellow.access.roles import Role, any_operator, not_over, programmes
from wayfellow.people import access as people


class Can(Deed):
    # a person
    SAY_WHOM_I_KNOW = deed(
        "person.say_whom_i_know",
        _("say which peer supporter they know from elsewhere, so that nobody asks them"),
        told=_("Said which peer supporters they know from elsewhere"),
    )
    # a peer supporter
    KEEP_PEER = deed("peer.keep", _("set who employs them, where they meet people, and until when"))
    SEE_OWN_DAY = deed("peer.see_own_day", _("open the peer supporter’s own day"))
    WRITE_OWN_PAGE = deed(
        "peer.write_own_page",
        _("write about themself what the people they may support and the coordinators read"),
    )
    KEEP_WEEK = deed(
        "peer.keep_week", _("say when they have time and where they would rather not go, for the coordinators")
    )
    REFLECT = deed("peer.reflect", _("write something for themself"))
    SAY_WHOM_THEY_KNOW = deed(
        "peer.say_whom_they_know", _("say whom they know from elsewhere, so that nobody asks them")
    )
    GO_AWAY = deed("peer.go_away", _("say from when until when they are away, without a reason"))
    LEAVE = deed("peer.leave", _("say that they leave a programme, and on which day"))
    # a time in which a peer supporter is away
    COME_BACK = deed("absence.come_back", _("say that they are back, or that they stay here after all"))
    # that a peer supporter leaves a programme
    SEE_LEAVING = deed("leaving.see", _("see who still has to choose how to go on"))
    STAY = deed("leaving.stay", _("say that they stay after all"))
    THANK = deed("leaving.thank", _("write a few words to whoever leaves"))
    READ_THANKS = deed("leaving.read_thanks", _("read these words"))
    # a peer supporter's reflection
    CHANGE_REFLECTION = deed("reflection.change", _("read it, change it and delete it"))


def any_operator_who_keeps_accounts(user):
    """Whoever keeps the installation, for accounts of those who work here, or did; never of who is only supported."""
    work = Exists(records_of("people.Membership").filter(user=OuterRef("pk")))
    support = Exists(records_of("workforce.Peer").filter(user=OuterRef("pk")))
    return any_operator(user) & (Q(work) | Q(support))


def themself_supporting(user):
    """A peer supporter, as long as they are one."""
    return Q(pk__in=supporters_now().filter(user=user).values("pk"))


def who_coordinates_them(user):
    """The coordinators of a programme in which somebody is a peer supporter now."""
    parts = parts_of_supporters_now().filter(programme__in=programmes(user, Role.COORDINATOR))
    return Q(pk__in=parts.values("peer"))


def who_is_away(user):
    return Q(peer__in=supporters_now().filter(user=user))


def who_coordinates_whoever_is_away(user):
    return Q(peer__in=records_of("workforce.Peer").filter(who_coordinates_them(user)))


def who_leaves(user):
    return Q(peer__user=user)


def who_leaves_and_is_there_yet(user):
    return Q(peer__in=supporters_now().filter(user=user))


def who_coordinates_the_programme(user):
    return Q(programme__in=programmes(user, Role.COORDINATOR))


def who_works_beside_them(user):
    """Whoever works in the programme that somebody leaves."""
    works_there = Q(programme__in=programmes(user, Role.COORDINATOR, Role.SUPERVISOR))
    return (works_there | Q(programme__in=supports_in(user))) & ~Q(peer__user=user)


def who_wrote_it(user):
    return Q(peer__user=user)


def the_coordinators(user):
    return Q(programme__in=programmes(user, Role.COORDINATOR)) & ~about_a_colleague(user)


def about_a_colleague(user):
    """What is about someone who works where the reader works: closed to them, unless they walk it together (I5)."""
    return Q(person__user__in=colleagues(user))


def colleagues(user):
    """Everyone who is something in a programme where this user is something now, themself included.

    In SQL, for it stands in most relations, and building it from tables each time made pages three times as slow.
    """
    return SQL(COLLEAGUES, [user.pk, TODAY, TODAY, user.pk])


COLLEAGUES = """
    WITH works_in AS (
        SELECT programme_id FROM people_membership
        WHERE user_id = %s AND starts_on <= %s AND (ends_on IS NULL OR ends_on >= %s)
        UNION
        SELECT programme_id FROM workforce_peer_programmes JOIN workforce_peer peer ON peer.id = peer_id
        WHERE peer.user_id = %s
    )
    SELECT user_id FROM people_membership WHERE programme_id IN (SELECT programme_id FROM works_in)
    UNION
    SELECT user_id FROM workforce_peer_programmes JOIN workforce_peer peer ON peer.id = peer_id
    WHERE programme_id IN (SELECT programme_id FROM works_in)
"""


def supporters_now():
    """Return the peer supporters of today. Who was given no programme yet begins with the first one."""
    part = Q(belongings=None) | Q(pk__in=parts_of_supporters_now().values("peer"))
    return records_of("workforce.Peer").filter(not_over(TODAY), part)


def parts_of_supporters_now():
    """Return in which programme each is a peer supporter today."""
    return records_of("workforce.Belonging").filter(not_over(TODAY), not_over(TODAY, "peer__"))


def supports_in(user):
    """Return the programmes where somebody is a peer supporter now."""
    return parts_of_supporters_now().filter(peer__user=user).values("programme")


def peers_of(programmes):
    return records_of("workforce.Peer").filter(programmes__in=programmes).values("pk")


RELATIONS = {
    any_operator_who_keeps_accounts: Relation(
        _("the administrator, if the account is of someone who works or worked here")
    ),
    themself_supporting: Relation(_("themself, as long as they are one"), is_own=True),
    who_coordinates_them: Relation(_("the coordinators of a programme they support people in")),
    who_is_away: Relation(_("the peer supporter who is away"), is_own=True),
    who_coordinates_whoever_is_away: Relation(_("the coordinators of a programme they support people in")),
    who_leaves: Relation(_("the peer supporter who leaves, or has left"), is_own=True),
    who_leaves_and_is_there_yet: Relation(_("the peer supporter who leaves, until they have left"), is_own=True),
    who_coordinates_the_programme: Relation(_("the coordinators of the programme")),
    who_works_beside_them: Relation(_("those who coordinate, supervise or support people there")),
    who_wrote_it: Relation(_("whoever wrote it"), is_own=True),
    the_coordinators: Relation(_("the coordinators of their programme"), told=_("Coordinator of the programme")),
}


RECORDS = {
    "workforce.Peer": _("A peer supporter"),
    "workforce.Absence": _("A time in which a peer supporter is away"),
    "workforce.Leaving": _("That a peer supporter leaves a programme"),
    "workforce.Reflection": _("What a peer supporter writes for themself"),
}


GRANTS = {
    "people.Person": {
        Can.SAY_WHOM_I_KNOW: [people.themself],
    },
    "people.User": {
        people.Can.CLOSE_ACCOUNT: [any_operator_who_keeps_accounts],
        people.Can.OPEN_ACCOUNT:  [any_operator_who_keeps_accounts],
    },
    "workforce.Peer": {
        Can.SEE_OWN_DAY:        [themself_supporting],
        Can.WRITE_OWN_PAGE:     [themself_supporting],
        Can.KEEP_WEEK:          [themself_supporting],
        Can.REFLECT:            [themself_supporting],
        Can.SAY_WHOM_THEY_KNOW: [themself_supporting],
        Can.KEEP_PEER:          [any_operator],
        Can.GO_AWAY:            [themself_supporting, who_coordinates_them],
        Can.LEAVE:              [themself_supporting, who_coordinates_them],
    },
    "workforce.Absence": {
        Can.COME_BACK: [who_is_away, who_coordinates_whoever_is_away],
    },
    "workforce.Leaving": {
        Can.SEE_LEAVING: [who_leaves, who_coordinates_the_programme],
        Can.STAY:        [who_leaves_and_is_there_yet, who_coordinates_the_programme],
        Can.THANK:       [who_works_beside_them],
        Can.READ_THANKS: [who_leaves],
    },
    "workforce.Reflection": {
        Can.CHANGE_REFLECTION: [who_wrote_it],
    },
}  # fmt: skip
