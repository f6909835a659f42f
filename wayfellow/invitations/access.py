"""Who may invite whom, and confirm that a space is the person’s."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wayfellow.access.deeds import Deed, deed
from wayfellow.access.relations import Relation
from wayfellow.access.roles import Role, any_operator, command_line, programmes
from wayfellow.directory import access as directory
from wayfellow.people import access as people

INVITED_BY_COORDINATORS = [Role.REFERRER, "peer"]


class Can(Deed):
    # the installation
    INVITE_OPERATOR = deed("house.invite_operator", _("invite another administrator"))
    # a programme
    INVITE = deed(
        "programme.invite", _("invite someone to work in it; coordinators invite referrers and peer supporters")
    )
    # a person
    INVITE_PERSON = deed(
        "person.invite",
        _("give the person a code for a space of their own"),
        told=_("Gave you a code for a space of your own, or took one back"),
    )
    SEE_OPENINGS = deed(
        "person.see_openings",
        _("see how the person’s own space was opened: with whose code, and who confirmed it"),
        told=_("Looked at how your space was opened"),
    )
    # a person's space that was opened by a code
    SHOW_DIGITS = deed(
        "opened_space.show_digits",
        _("have six digits shown, and use what is new there until someone confirms that it is them"),
        told=_("Had six digits shown, for someone next to you to type"),
    )
    CONFIRM_SPACE = deed(
        "opened_space.confirm",
        _("confirm, face to face, that it is them: only then does what was written before open"),
        told=_("Confirmed, with you there, that the space is yours"),
    )
    # a membership, an invitation
    KEEP_INVITATION = deed("invitation.keep", _("send it again, or take it back"))
    # an account
    TAKE_UP_INVITATION = deed(
        "account.take_up_invitation",
        _("accept an invitation, with its code"),
        told=_("Came in with the code for your own space"),
    )


def any_operator_for_work(user):
    return any_operator(user) & Q(person=None)


def who_coordinates_there(user):
    return Q(programme__in=programmes(user, Role.COORDINATOR), role__in=INVITED_BY_COORDINATORS)


RELATIONS = {
    any_operator_for_work: Relation(_("an administrator, unless it is for a person’s own space")),
    who_coordinates_there: Relation(_("the coordinators of the programme, for referrers and peer supporters")),
}


RECORDS = {
    "invitations.Invitation": _("An invitation"),
}


GRANTS = {
    "directory.House": {
        Can.INVITE_OPERATOR: [any_operator, command_line],
    },
    "directory.Programme": {
        Can.INVITE: [any_operator, directory.its_coordinators],
    },
    "people.Person": {
        Can.SEE_OPENINGS: [people.themself],
    },
    "people.OpenedSpace": {
        Can.SHOW_DIGITS: [people.who_opened_it],
    },
    "people.User": {
        Can.TAKE_UP_INVITATION: [people.whose_account_it_is],
    },
    "invitations.Invitation": {
        Can.KEEP_INVITATION: [any_operator_for_work, who_coordinates_there],
    },
}  # fmt: skip
