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
    REFLECT = deed("peer.reflect", _("write something for themself"))
    SAY_WHOM_THEY_KNOW = deed(
        "peer.say_whom_they_know", _("say whom they know from elsewhere, so that nobody asks them")
    )
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
    who_wrote_it: Relation(_("whoever wrote it"), is_own=True),
    the_coordinators: Relation(_("the coordinators of their programme"), told=_("Coordinator of the programme")),
}


RECORDS = {
    "workforce.Peer": _("A peer supporter"),
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
        Can.REFLECT:            [themself_supporting],
        Can.SAY_WHOM_THEY_KNOW: [themself_supporting],
        Can.KEEP_PEER:          [any_operator],
    },
    "workforce.Reflection": {
        Can.CHANGE_REFLECTION: [who_wrote_it],
    },
}  # fmt: skip
