from allauth.mfa.models import Authenticator
from django.db.models import Q
from django.utils import timezone

from wayfellow.access.deeds import Can
from wayfellow.access.guard import allowed
from wayfellow.access.policy import Role, not_over
from wayfellow.directory.models import Team
from wayfellow.people.models import Membership, SecurityLine, Session, User
from wayfellow.set_up.queries import going_on

AS_SECOND_STEP = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def demo_accounts():
    """Return the accounts that exist only in a demonstration, for its sign-in page."""
    return User.objects.filter(of_the_demo=True, is_active=True).order_by("pk")


def account_with(email):
    """Return the open account of an e-mail address, or None."""
    return User.objects.filter(email=email.lower(), is_active=True).first()


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


def members(user, programme):
    """Return what everybody is in a programme, for who keeps it."""
    return _kept_by(user).filter(programme=programme)


def operators(user):
    """Return who keeps the installation, whichever programme they work beside."""
    return _kept_by(user).filter(role=Role.OPERATOR)


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


def somebody_keeps_the_house(on):
    """Return whether an operator is there today who does not leave by themself."""
    lasting = Membership.objects.filter(role=Role.OPERATOR, starts_on__lte=on, ends_on=None)
    return lasting.filter(user__is_active=True).exists()
