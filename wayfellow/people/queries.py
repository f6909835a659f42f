from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wayfellow.access.guard import allowed, may
from wayfellow.access.roles import Role, in_force, not_over
from wayfellow.directory.models import Team
from wayfellow.directory.queries.programmes import going_on
from wayfellow.people.access import Can
from wayfellow.people.models import Membership, NewAddress, OwnCalendar, Reach, SecurityLine, Session, User, WayBack

A_MONTH = timedelta(days=30)
AS_SECOND_STEP = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]

IN_WORDS = {True: _("Yes"), False: _("No"), None: _("Not said")}


def demo_accounts():
    """Return the accounts that exist only in a demonstration, for its sign-in page."""
    return User.objects.filter(of_the_demo=True, is_active=True).order_by("pk")


def account_with(email):
    """Return the open account of an e-mail address, or None."""
    return User.objects.filter(email=email.lower(), is_active=True).first()


def any_account_with(email):
    """Return the account of an e-mail address, closed for now or open, or None."""
    return User.objects.filter(email=email.lower()).first()


def account_numbered(pk):
    return User.objects.filter(pk=pk, is_active=True).first()


def works_here(user):
    """Return whether someone is, or will be, more here than a person who receives support."""
    today = timezone.localdate()
    supports = user.peers.filter(not_over(today), not_over(today, "belongings__"))
    return user.memberships.filter(not_over(today)).exists() or supports.exists()


def second_steps(user):
    return Authenticator.objects.filter(user=user, type__in=AS_SECOND_STEP).order_by("created_at", "pk")


def has_second_step(user):
    return second_steps(user).exists()


def codes_left(user):
    """Return how many recovery codes are unused, or None where there were none."""
    codes = Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).first()
    return codes and len(codes.wrap().get_unused_codes())


def devices_of(user):
    """Return the devices somebody is signed in on, the newest first."""
    return Session.objects.filter(user=user, expire_date__gt=timezone.now()).order_by("-began_at")


def what_happened(user):
    """Return the lines of somebody's own security journal, the newest first."""
    return SecurityLine.objects.filter(user=user).select_related("by").order_by("-at", "-pk")


def has_signed_in(user):
    signed_in = [SecurityLine.Kind.SIGNED_IN, SecurityLine.Kind.SIGNED_IN_ANEW]
    return SecurityLine.objects.filter(user=user, kind__in=signed_in).exists()


def was_refused_since(user, moment, device):
    lines = SecurityLine.objects.filter(user=user, kind=SecurityLine.Kind.REFUSED)
    return lines.filter(at__gt=moment, device=device).exists()


def accounts(user, now):
    """Return the accounts of those who work or worked here, with what each needs and how often it was refused.

    Of what happened to an account whoever keeps the installation reads only that number.
    """
    lately = Q(security_lines__kind=SecurityLine.Kind.REFUSED, security_lines__at__gt=now - A_MONTH)
    steps = Authenticator.objects.filter(user=OuterRef("pk"), type__in=AS_SECOND_STEP)
    return (
        allowed(user, Can.CLOSE_ACCOUNT, User.objects.filter(Q(is_active=True) | ~Q(closed_at=None)))
        .annotate(has_second_step=Exists(steps), refused=Count("security_lines", filter=lately))
        .order_by("name", "pk")
    )


def new_address_for(user):
    """Return the other address that waits for somebody's account, if there is one."""
    return allowed(user, Can.STOP_ADDRESS, NewAddress.objects).first()


def new_address_numbered(pk, now):
    """Return what a link is about, as long as it waits and its account is open."""
    waiting = NewAddress.objects.select_related("user").filter(pk=pk, until__gt=now, user__is_active=True)
    return waiting.first() if pk else None


def calendars_of(user):
    """Return the calendars elsewhere that read what somebody has planned, by section."""
    return {each.section: each for each in allowed(user, Can.KEEP_CALENDAR, OwnCalendar.objects)}


def as_chosen(calendar):
    """Return what somebody lets their calendar say."""
    return {"says_names": calendar.says_names, "says_places": calendar.says_places}


def calendar_under(address):
    """Return the calendar of an address, by its digest, as long as its account is open."""
    calendars = OwnCalendar.objects.select_related("user__person__key")
    return calendars.filter(address=address, user__is_active=True).first()


def ways_back(user):
    """Return the ways back that this reader could give, the oldest first."""
    waiting = allowed(user, Can.GIVE_WAY_BACK, WayBack.objects.select_related("user", "asked_by"))
    return waiting.order_by("asked_at", "pk")


def way_back(model):
    return model.objects.select_related("user__new_address", "asked_by")


def way_back_for(user):
    """Return the way back that was asked for somebody's own account, if one waits."""
    return allowed(user, Can.STOP_WAY_BACK, WayBack.objects.filter(user=user)).first()


def who_could_vouch(way_back):
    """Return whoever could give it: a handful of coordinators at most, each asked the policy itself."""
    coordinators = in_force(Membership.objects.filter(role=Role.COORDINATOR))
    users = User.objects.filter(pk__in=coordinators.values("user"), is_active=True).order_by("pk")
    return [user for user in users if may(user, Can.GIVE_WAY_BACK, way_back)]


def members(user, programme):
    """Return what everybody is in a programme, for who keeps it."""
    return _kept_by(user).filter(programme=programme)


def operators(user):
    """Return who keeps the installation, each once, whichever programmes they work beside."""
    kept = _kept_by(user).filter(role=Role.OPERATOR)
    newest = Membership.objects.filter(role=Role.OPERATOR, user=OuterRef("user")).order_by(
        F("ends_on").desc(nulls_first=True), F("programme").desc(nulls_first=True), "pk"
    )
    return kept.filter(pk=Subquery(newest.values("pk")[:1]))


def _kept_by(user):
    kept = allowed(user, Can.KEEP_MEMBERSHIP, Membership.objects.select_related("user", "team", "programme"))
    return kept.order_by("user__name", "role", "pk")


def membership(model):
    return model.objects.select_related("user", "team", "programme")


def as_settled(membership):
    """Return all that changing a membership would replace."""
    return [membership.team_id, membership.starts_on, membership.ends_on]


def teams_for(membership, on):
    """Return the teams a member may be of: those of the organisations that run the programme together."""
    programme = membership.programme
    run_by = [programme.organisation_id, programme.partner_id] if programme else []
    return Team.objects.filter(going_on(on) | Q(pk=membership.team_id), organisation__in=run_by).order_by("name")


def installation_has_operator(on):
    """Return whether an operator is there today who does not leave by themself."""
    lasting = Membership.objects.filter(role=Role.OPERATOR, starts_on__lte=on, ends_on=None)
    return lasting.filter(user__is_active=True).exists()


def as_kept(reach, names=Reach.TOLD):
    """Return all that is kept of how to reach somebody, and that writing it anew would replace."""
    return [getattr(reach or Reach(), name) for name in names]


def as_read(reach):
    """Return the same by name, in words."""
    kept = dict(zip(Reach.TOLD, as_kept(reach), strict=True))
    return kept | {name: IN_WORDS[kept[name]] for name in Reach.YES_OR_NO}
