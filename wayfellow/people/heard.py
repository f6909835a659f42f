"""What django-allauth says of second steps, for the security journal of their account."""

from allauth.mfa import signals
from allauth.mfa.models import Authenticator
from django.utils import timezone

from wayfellow.people import actions
from wayfellow.people.models import SecurityLine
from wayfellow.people.sessions import device_of

Kind = SecurityLine.Kind


def listen():
    signals.authenticator_added.connect(_added)
    signals.authenticator_removed.connect(_removed)
    signals.authenticator_reset.connect(_reset)
    signals.authentication_failed.connect(_failed)


def _added(sender, *, request, user, authenticator, **_more):
    """The first recovery codes come with a second step, which is what the account is told of."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        _note(request, user, Kind.STEP_ADDED)


def _removed(sender, *, request, user, authenticator, **_more):
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        _note(request, user, Kind.STEP_REMOVED)


def _reset(sender, *, request, user, **_more):
    _note(request, user, Kind.NEW_CODES)


def _failed(sender, *, request, user, **_more):
    actions.note_refusal(user, at=timezone.now(), device=device_of(request))


def _note(request, user, kind):
    actions.note(user, kind, at=timezone.now(), by=user, device=device_of(request))
