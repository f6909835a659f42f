"""Who may do what with accounts and memberships, and who somebody is to a person."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wayfellow.access.deeds import Deed, deed
from wayfellow.access.open_values import NOW
from wayfellow.access.relations import Relation, records_of
from wayfellow.access.roles import any_operator, command_line

WAITS_TO_BE_CONFIRMED = Q(confirmed_at=None, closed_at=None)


class Can(Deed):
    # the installation
    ASK_WAY_BACK = deed(
        "house.ask_way_back",
        _("request account recovery by e-mail address, without learning whether there is an account"),
    )
    # a person
    SEE_OWN_SPACE = deed("person.see_own_space", _("open the person’s own space"), told=_("Opened your own space"))
    # a membership, an invitation
    KEEP_MEMBERSHIP = deed("membership.keep", _("set from when and until when"))
    # an account
    KEEP_ACCOUNT = deed("account.keep", _("manage how they sign in: passkeys, codes, second step"))
    CHANGE_PASSWORD = deed("account.change_password", _("change the password"))
    SIGN_OUT_ELSEWHERE = deed("account.sign_out_elsewhere", _("sign out on their other devices"))
    CLOSE_ACCOUNT = deed("account.close", _("close it for now, so that nobody can sign in with it"))
    OPEN_ACCOUNT = deed("account.open", _("open it again"))
    CHANGE_ADDRESS = deed("account.change_address", _("ask for another e-mail address"))
    SETTLE_ADDRESS = deed("account.settle_address", _("set another e-mail address"))
    OPEN_CALENDAR = deed("account.open_calendar", _("have their own calendar show what they have planned here"))
    # somebody's own calendar elsewhere
    KEEP_CALENDAR = deed("calendar.keep", _("choose what it says, or stop it"))
    # another address for an account, which waits until both have said yes
    CONFIRM_ADDRESS = deed("address.confirm", _("confirm it, with one link sent to the old address and one to the new"))
    STOP_ADDRESS = deed("address.stop", _("stop it, so that the old one stays in use"))
    # a way back into an account
    GIVE_WAY_BACK = deed("way_back.give", _("confirm that it is them, so that a link goes to their address"))
    STOP_WAY_BACK = deed("way_back.stop", _("say that it is not so, and stop it"))


def whose_account_it_is(user):
    return Q(pk=user.pk)


def whose_address_it_is(user):
    return Q(user=user, until__gt=NOW)


def whose_calendar_it_is(user):
    return Q(user=user)


def whose_way_back_it_is(user):
    return Q(user=user) & is_waiting()


def themself(user):
    return Q(user=user)


def who_opened_it(user):
    return Q(user=user) & WAITS_TO_BE_CONFIRMED


def who_opened_their_space(user):
    return Q(pk__in=opened_spaces().filter(who_opened_it(user)).values("person"))


def the_person(user):
    return Q(person__user=user)


def opened_spaces():
    return records_of("people.OpenedSpace").all()


def is_waiting():
    return Q(over_at=None, until__gt=NOW)


RELATIONS = {
    whose_account_it_is: Relation(_("the account holder"), is_own=True),
    whose_address_it_is: Relation(_("the account holder")),
    whose_way_back_it_is: Relation(_("the account holder")),
    whose_calendar_it_is: Relation(_("the account holder"), is_own=True),
    themself: Relation(_("the person themselves"), is_own=True),
    who_opened_it: Relation(
        _("the one who opened it, until someone confirms that it is the person"),
        told=_("The person who opened your space with a code, before it was confirmed"),
    ),
    who_opened_their_space: Relation(
        _("the one who opened their space with a code, until it is confirmed"),
        told=_("The person who opened your space with a code, before it was confirmed"),
    ),
    the_person: Relation(_("the person"), is_own=True),
}


RECORDS = {
    "people.Person": _("A person"),
    "people.Merge": _("Two records that may be of one person"),
    "people.OpenedSpace": _("A person’s space that was opened by a code"),
    "people.ProposedReach": _("How to reach a person, as somebody else wrote it"),
    "people.Membership": _("Someone’s role in a programme"),
    "people.User": _("An account"),
    "people.NewAddress": _("Another e-mail address for an account"),
    "people.WayBack": _("A request to recover an account"),
    "people.OwnCalendar": _("A private address for a calendar"),
}


GRANTS = {
    "directory.House": {
        Can.ASK_WAY_BACK: [any_operator, command_line],
    },
    "people.Person": {
        Can.SEE_OWN_SPACE: [themself],
    },
    "people.User": {
        Can.KEEP_ACCOUNT:       [whose_account_it_is],
        Can.CHANGE_PASSWORD:    [whose_account_it_is],
        Can.SIGN_OUT_ELSEWHERE: [whose_account_it_is],
        Can.CLOSE_ACCOUNT:      [command_line],
        Can.OPEN_ACCOUNT:       [command_line],
        Can.CHANGE_ADDRESS:     [whose_account_it_is],
        Can.SETTLE_ADDRESS:     [command_line],
        Can.OPEN_CALENDAR:      [whose_account_it_is],
    },
    "people.OwnCalendar": {
        Can.KEEP_CALENDAR: [whose_calendar_it_is],
    },
    "people.NewAddress": {
        Can.CONFIRM_ADDRESS: [whose_address_it_is],
        Can.STOP_ADDRESS:    [whose_address_it_is],
    },
    "people.WayBack": {
        Can.GIVE_WAY_BACK: [command_line],
        Can.STOP_WAY_BACK: [whose_way_back_it_is],
    },
    "people.Membership": {
        Can.KEEP_MEMBERSHIP: [any_operator],
    },
}  # fmt: skip
