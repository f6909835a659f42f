from allauth.mfa.models import Authenticator
from django.conf import settings
from django.utils import timezone

from wayfellow.people.models import Session, User

OF_THE_DEMO = "@demo.example"
AS_SECOND_STEP = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def demo_accounts():
    """Return the accounts that exist only in a demonstration, for its sign-in page."""
    return User.objects.filter(email__endswith=OF_THE_DEMO, is_active=True).order_by("pk")


def is_of_the_demo(user):
    return user.email.endswith(OF_THE_DEMO)


def account_with(email):
    """Return the open account of an e-mail address, or None."""
    return User.objects.filter(email=email.lower(), is_active=True).first()


def account_numbered(pk):
    return User.objects.filter(pk=pk, is_active=True).first()


def works_here(user):
    """Return whether someone is more here than a person who receives support."""
    return user.memberships.exists() or user.peers.exists()


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


def account_of(request):
    """Return the account whose session this request still names, even one that has run out; None for a stranger."""
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    return Session.objects.filter(pk=key).values_list("user", flat=True).first() if key else None
