"""Who may do what in the directory, and who somebody is to a programme."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wayfellow.access.deeds import Deed, deed
from wayfellow.access.relations import Relation, records_of
from wayfellow.access.roles import Role, any_operator, programmes


class Can(Deed):
    # the installation
    SEE_HOUSE = deed("house.see", _("see who the administrators of the installation are"))
    # a programme
    SEE_DESK = deed("programme.see_desk", _("see what is pending, and where each journey stands"))
    SEE_SET_UP = deed("programme.see_set_up", _("see the programme’s set-up: places, sources of referrals, members"))
    ADD_LISTING = deed("programme.add_listing", _("add a programme to the directory"))
    KEEP_ASSOCIATIONS = deed(
        "programme.keep_associations",
        _("say which associations the programme knows, and add one to the directory"),
    )
    # an organisation
    CORRECT_ASSOCIATION = deed("organisation.correct_association", _("correct what is said about an association"))
    # a listing in the directory
    KEEP_LISTING = deed("listing.keep", _("see its drafts and what visitors reported"))
    CHANGE_LISTING = deed("listing.change", _("change what it says"))
    PUBLISH_LISTING = deed("listing.publish", _("show it to everyone"))
    UNPUBLISH_LISTING = deed("listing.unpublish", _("take it out of the directory"))
    CHECK_LISTING = deed("listing.check", _("confirm that everything in it is still right"))
    ADD_VENUE = deed("listing.add_venue", _("add a place to it"))
    LEAVE_VENUE = deed("listing.leave_venue", _("remove a place from it"))
    ADD_TIME = deed("listing.add_time", _("add a time to it"))
    EXCEPT_DAYS = deed("listing.except_days", _("cancel all its days of some weeks, or hold them after all"))
    SET_LAST_DAY = deed("listing.set_last_day", _("say on which day its times end"))
    # a venue, a time of the week, and a mistake that somebody reported
    CHANGE_VENUE = deed("venue.change", _("correct where the place is and how to get in"))
    CHANGE_TIME = deed("time.change", _("change it, or remove it"))
    EXCEPT_TIME = deed("time.except", _("cancel or move it on one day"))
    SETTLE_MISTAKE = deed("mistake.settle", _("read it, and close it once it is settled"))


def its_referrers(user):
    return Q(pk__in=programmes(user, Role.REFERRER))


def its_coordinators(user):
    return Q(pk__in=programmes(user, Role.COORDINATOR))


def its_supervisors(user):
    return Q(pk__in=programmes(user, Role.SUPERVISOR))


def its_evaluators(user):
    return Q(pk__in=programmes(user, Role.EVALUATOR))


def who_alone_know_it(user):
    """The coordinators of every programme that knows the association, or has an entry about it."""
    mine = programmes(user, Role.COORDINATOR)
    others = records_of("directory.Programme").exclude(pk__in=mine)
    elsewhere = others.filter(associations__isnull=False).values("associations")
    others_tell = records_of("directory.Listing").exclude(kept_by__isnull=False, kept_by__in=mine)
    known = records_of("directory.Programme").filter(pk__in=mine, associations__isnull=False).values("associations")
    is_mine = Q(kind="association", pk__in=known) & ~Q(pk__in=elsewhere)
    return is_mine & ~Q(pk__in=others_tell.values("organisation"))


def its_keepers(user):
    """The coordinators of the programme that keeps it."""
    return Q(kept_by__in=programmes(user, Role.COORDINATOR))


def the_listings_keepers(user):
    return Q(listing__kept_by__in=programmes(user, Role.COORDINATOR))


RELATIONS = {
    its_referrers: Relation(_("professionals who refer to it"), told=_("Professional who referred you"), refers=True),
    its_coordinators: Relation(_("its coordinators"), told=_("Coordinator of the programme")),
    its_supervisors: Relation(_("its supervisors")),
    its_evaluators: Relation(_("its evaluators")),
    who_alone_know_it: Relation(_("the coordinators of the programme that knows it, as long as no other does")),
    its_keepers: Relation(_("the coordinators of the programme that maintains it")),
    the_listings_keepers: Relation(_("the coordinators of the programme that maintains it")),
}


RECORDS = {
    "directory.House": _("The installation"),
    "directory.Organisation": _("An organisation"),
    "directory.Site": _("A site"),
    "directory.Team": _("A team"),
    "directory.ReferralSource": _("Where referrals come from"),
    "directory.Programme": _("A programme"),
    "directory.Listing": _("What the directory says about a programme"),
    "directory.Venue": _("A place where programmes meet"),
    "directory.WeeklyTime": _("A time at which a programme meets"),
    "directory.Mistake": _("A mistake reported by a visitor to the directory"),
}


GRANTS = {
    "directory.House": {
        Can.SEE_HOUSE: [any_operator],
    },
    "directory.Programme": {
        Can.SEE_DESK:          [its_coordinators],
        Can.SEE_SET_UP:        [any_operator],
        Can.ADD_LISTING:       [its_coordinators],
        Can.KEEP_ASSOCIATIONS: [its_coordinators],
    },
    "directory.Organisation": {
        Can.CORRECT_ASSOCIATION: [who_alone_know_it],
    },
    "directory.Listing": {
        Can.KEEP_LISTING:      [its_keepers],
        Can.CHANGE_LISTING:    [its_keepers],
        Can.PUBLISH_LISTING:   [its_keepers],
        Can.UNPUBLISH_LISTING: [its_keepers],
        Can.CHECK_LISTING:     [its_keepers],
        Can.ADD_VENUE:         [its_keepers],
        Can.LEAVE_VENUE:       [its_keepers],
        Can.ADD_TIME:          [its_keepers],
        Can.EXCEPT_DAYS:       [its_keepers],
        Can.SET_LAST_DAY:      [its_keepers],
    },
    "directory.Venue": {
        Can.CHANGE_VENUE: [its_keepers],
    },
    "directory.WeeklyTime": {
        Can.CHANGE_TIME: [the_listings_keepers],
        Can.EXCEPT_TIME: [the_listings_keepers],
    },
    "directory.Mistake": {
        Can.SETTLE_MISTAKE: [the_listings_keepers],
    },
}  # fmt: skip
