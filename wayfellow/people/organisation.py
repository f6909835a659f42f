"""Signing in through one's own organisation, by OpenID Connect: for accounts that are here already, and only those.

Authlib sends and checks state, nonce and PKCE, and reads no token that the organisation did not sign.
"""

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.django_client import OAuth
from django.conf import settings
from joserfc.errors import JoseError
from requests import RequestException

from wayfellow.people.queries import account_with

TROUBLE = (AuthlibBaseError, JoseError, RequestException, ValueError, KeyError, RuntimeError)


def _client():
    return OAuth().register(
        "organisation",
        server_metadata_url=f"{settings.OIDC['url'].rstrip('/')}/.well-known/openid-configuration",
        client_id=settings.OIDC["client"],
        client_secret=settings.OIDC["secret"],
        client_kwargs={"scope": "openid email", "code_challenge_method": "S256", "timeout": 10},
    )


def send_there(request, back_to):
    """Return the way to the organisation's own sign-in page. Raises one of `TROUBLE` when it cannot be reached."""
    return _client().authorize_redirect(request, back_to)


def who_came_back(request):
    """Return the account whose address the organisation vouches for, or None."""
    try:
        said = _client().authorize_access_token(request).get("userinfo") or {}
    except TROUBLE:
        return None
    return account_with(said.get("email", "")) if said.get("email_verified") is True else None
