"""A slip that says that somebody came to a session. It is the same for all who came, and kept nowhere."""

from uuid import UUID

from django.core.signing import BadSignature, Signer

from wayfellow.groups.models import Session
from wayfellow.groups.queries import session_numbered


def token_of(session: Session) -> str:
    """Return what stands on each slip of a session: the session, and our signature."""
    return _signer().sign(session.pk.hex)


def session_of(token: str) -> Session | None:
    """Return the session of a slip that we signed, or None where we did not."""
    try:
        return session_numbered(str(UUID(_signer().unsign(token))))
    except (BadSignature, ValueError):
        return None


def _signer():
    return Signer(sep=".", salt="wayfellow.groups.slips")
