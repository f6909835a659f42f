"""Who may make two records of one person one."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wayfellow.access.deeds import Deed, deed
from wayfellow.access.relations import Relation, records_of
from wayfellow.access.roles import Role, programmes
from wayfellow.directory import access as directory
from wayfellow.journeys.access.elsewhere import their_coordinators
from wayfellow.journeys.access.road import journeys_where, the_greeter, whom_they_walk_with
from wayfellow.people.access import the_person
from wayfellow.workforce.access import about_a_colleague


class Can(Deed):
    # a programme
    SEE_TWICE = deed("programme.see_twice", _("see which of the people they look after may be here twice"))
    # a person
    ASK_MERGE = deed(
        "person.ask_merge",
        _("ask whether another record is of the same person"),
        told=_("Asked whether two records are both about you"),
    )
    # two records that may be of one person
    SEE_MERGE = deed(
        "merge.see",
        _("see what would become of the two, or what became of them"),
        told=_("Looked at what becomes of two records about you"),
        is_reading=True,
    )
    ANSWER_MERGE = deed(
        "merge.answer",
        _("say whether both are of the same person; with a yes they become one"),
        told=_("Said whether two records are both about you"),
    )
    MERGE = deed(
        "merge.merge",
        _("have what hangs on one record hang on the other"),
        told=_("Two records about you became one"),
    )
    UNDO_MERGE = deed(
        "merge.undo",
        _("take the question back, or make them two records again within a month"),
        told=_("Took back that two records about you are one"),
    )
    PART = deed(
        "merge.part", _("have what came from one record go back to it"), told=_("One record about you became two again")
    )


def the_coordinators_of_both(user):
    """Whoever coordinates where each of the two stands, so that neither tells them of the other (I5)."""
    coordinated = programmes(user, Role.COORDINATOR)
    return Q(programme__in=coordinated, other_programme__in=coordinated) & ~about_a_colleague(user)


def the_peer_who_asks_them(user):
    """The peer supporter who walks with somebody without an account now, or tells them what peer support is."""
    beside = [whom_they_walk_with(user), journeys_where(the_greeter(user)).values("person")]
    stands = Q()
    for people in beside:
        stands |= Q(person__in=people) | Q(other__in=people)
    return Q(state="asked", person__user=None) & stands


def merges_where(condition):
    return records_of("people.Merge").filter(condition)


RELATIONS = {
    the_coordinators_of_both: Relation(
        _("the coordinators who look after both"), told=_("Coordinator of the programme")
    ),
    the_peer_who_asks_them: Relation(
        _("their peer supporter, who asks them, if the person has no account"),
        told=_("Your peer supporter, who asked you"),
    ),
}


GRANTS = {
    "directory.Programme": {
        Can.SEE_TWICE: [directory.its_coordinators],
    },
    "people.Person": {
        Can.ASK_MERGE: [their_coordinators],
    },
    "people.Merge": {
        Can.SEE_MERGE:    [the_coordinators_of_both],
        Can.ANSWER_MERGE: [the_person, the_peer_who_asks_them],
        Can.MERGE:        [the_person, the_peer_who_asks_them],
        Can.UNDO_MERGE:   [the_person, the_coordinators_of_both],
        Can.PART:         [the_person, the_coordinators_of_both],
    },
}  # fmt: skip
