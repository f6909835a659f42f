"""Who may do what with a group that is run here."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wayfellow.access.deeds import Deed, deed
from wayfellow.access.relations import Relation, records_of
from wayfellow.access.roles import Role, programmes
from wayfellow.directory import access as directory
from wayfellow.people import access as people
from wayfellow.workforce.access import supporters_now


class Can(Deed):
    # a person
    KEEP_OWN_GROUPS = deed(
        "person.keep_own_groups",
        _("keep their own list of the groups they go to"),
        told=_("Wrote in your list of groups"),
    )
    # a programme
    SEE_GROUPS = deed("programme.see_groups", _("see how its groups are doing, in numbers"))
    # a listing in the directory
    RUN_GROUP = deed("listing.run_group", _("run it here as a group, and say who leads it"))
    # a group
    SEE_GROUP = deed("group.see", _("see when it meets and how many came"))
    KEEP_GROUP = deed("group.keep", _("say who leads it"))
    COUNT = deed("group.count", _("count who came, without names"))
    TICK_WHO_CAME = deed(
        "group.tick_who_came", _("note who came, by the names of the group, where it decided for them")
    )
    TELL_MEMBERS = deed("group.tell_members", _("tick who was told that a day is otherwise"))
    KEEP_COURSE = deed("group.keep_course", _("say what each session of a course is about"))
    KEEP_LINK = deed("group.keep_link", _("read and write the link at which it meets online"))
    KEEP_REGISTER = deed("group.keep_register", _("say, as the group decided, whether it keeps who belongs to it"))
    # somebody who asked for a place in a group
    SEE_MEMBER = deed("member.see", _("read the name they chose, and how to reach them"))
    PRINT_CERTIFICATE = deed("member.print_certificate", _("print a certificate that they took part"))
    WELCOME = deed("member.welcome", _("give them a place"))
    LET_MEMBER_GO = deed("member.let_go", _("remove them, so that nothing of them is kept"))
    # a session of a group
    SEE_SESSION = deed("session.see", _("see how many came, and give out slips of attendance"))
    CORRECT_COUNT = deed("session.correct", _("correct how many came"))
    NOTE_WHAT_HAPPENED = deed("session.note_what_happened", _("read and write what the group did, and what to bring"))
    CORRECT_WHO_CAME = deed("session.correct_who_came", _("read and correct who came, by name"))


def who_leads_it(user):
    """Its facilitators, as long as they are peer supporters."""
    return Q(pk__in=groups_led_by(user))


def who_leads_it_by_name(user):
    """Its facilitators, where the group decided that it keeps names: of any other there is no page for them (I10)."""
    return Q(pk__in=groups_led_by(user), register__isnull=False)


def who_coordinates_the_group(user):
    return Q(programme__in=programmes(user, Role.COORDINATOR))


def who_coordinates_what_its_members_lead(user):
    """Where nobody leads a group but those who come, a coordinator keeps what they need."""
    return Q(is_led_by_members=True, programme__in=programmes(user, Role.COORDINATOR))


def who_leads_the_group(user):
    return Q(group__in=groups_led_by(user))


def who_leads_the_group_by_name(user):
    return Q(group__in=groups_led_by(user), group__register__isnull=False)


def who_leads_their_group(user):
    return Q(register__group__in=groups_led_by(user))


def who_coordinates_its_group(user):
    return Q(group__programme__in=programmes(user, Role.COORDINATOR))


def who_leads_what_is_listed(user):
    return Q(pk__in=groups_led_by(user, "listing"), published_on__isnull=False)


def who_leads_what_meets_then(user):
    return Q(listing__in=groups_led_by(user, "listing"), listing__published_on__isnull=False)


def groups_led_by(user, column="pk"):
    me = supporters_now().filter(user=user).values("pk")
    return records_of("groups.Group").filter(facilitators__in=me).values(column)


RELATIONS = {
    who_leads_it: Relation(_("its facilitators")),
    who_leads_it_by_name: Relation(_("its facilitators, where the group keeps names")),
    who_leads_the_group_by_name: Relation(_("the facilitators of the group, where it keeps names")),
    who_coordinates_the_group: Relation(_("the coordinators of the programme that runs it")),
    who_coordinates_what_its_members_lead: Relation(_("the coordinators, where its members lead it themselves")),
    who_leads_the_group: Relation(_("the facilitators of the group")),
    who_leads_their_group: Relation(_("the facilitators of the group they asked")),
    who_coordinates_its_group: Relation(_("the coordinators of the programme that runs the group")),
    who_leads_what_is_listed: Relation(_("the facilitators of the group that it is about")),
    who_leads_what_meets_then: Relation(_("the facilitators of the group that meets then")),
}


RECORDS = {
    "groups.Group": _("A group that is run here"),
    "groups.Session": _("A session of a group"),
    "groups.Member": _("Somebody who asked for a place in a group"),
}


GRANTS = {
    "people.Person": {
        Can.KEEP_OWN_GROUPS: [people.themself],
    },
    "directory.Programme": {
        Can.SEE_GROUPS: [directory.its_coordinators],
    },
    "directory.Listing": {
        Can.RUN_GROUP:              [directory.its_keepers],
        directory.Can.EXCEPT_DAYS:  [who_leads_what_is_listed],
        directory.Can.SET_LAST_DAY: [who_leads_what_is_listed],
    },
    "directory.WeeklyTime": {
        directory.Can.EXCEPT_TIME: [who_leads_what_meets_then],
    },
    "groups.Group": {
        Can.SEE_GROUP:     [who_leads_it, who_coordinates_the_group],
        Can.KEEP_GROUP:    [who_coordinates_the_group],
        Can.COUNT:         [who_leads_it, who_coordinates_the_group],
        Can.KEEP_COURSE:   [who_leads_it, who_coordinates_the_group],
        Can.KEEP_LINK:     [who_leads_it, who_coordinates_what_its_members_lead],
        Can.KEEP_REGISTER: [who_leads_it],
        Can.TELL_MEMBERS:  [who_leads_it],
        Can.TICK_WHO_CAME: [who_leads_it_by_name],
    },
    "groups.Member": {
        Can.SEE_MEMBER:    [who_leads_their_group],
        Can.PRINT_CERTIFICATE: [who_leads_their_group],
        Can.WELCOME:       [who_leads_their_group],
        Can.LET_MEMBER_GO: [who_leads_their_group],
    },
    "groups.Session": {
        Can.SEE_SESSION:   [who_leads_the_group, who_coordinates_its_group],
        Can.CORRECT_COUNT: [who_leads_the_group, who_coordinates_its_group],
        Can.CORRECT_WHO_CAME: [who_leads_the_group_by_name],
        Can.NOTE_WHAT_HAPPENED: [who_leads_the_group_by_name],
    },
}  # fmt: skip
