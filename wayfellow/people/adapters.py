"""How django-allauth, which keeps second steps and passkeys, fits in here: our words, our sessions, our seals."""

import time
from base64 import b64decode, b64encode

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from wayfellow.people import actions, known, sealed_drafts, second_step, sessions
from wayfellow.ui.languages import remember_language
from wayfellow.ui.square import square
from wayfellow.vault.models import Key

SEALED_IN = "people.second_step"
CAME_IN = "came_in"
DONE = {
    "mfa/messages/totp_activated.txt": _("Done. From now on the app on your phone is your second step."),
    "mfa/messages/totp_deactivated.txt": _("Done. The app is no longer your second step."),
    "mfa/messages/webauthn_added.txt": _("Done. You can sign in with this passkey now."),
    "mfa/messages/webauthn_removed.txt": _("Done. This passkey no longer works."),
}


class Accounts(DefaultAccountAdapter):
    """Signing in: nobody registers by themselves, and what was typed before a time-out comes back.

    Everyone reads on in their own language; whoever looks around in a demonstration, in the one they came with.
    """

    def is_open_for_signup(self, request):
        return False

    def respond_user_inactive(self, request, user):
        return redirect("people:sign_in")

    def post_login(self, request, user, **details):
        sessions.begin(request, user)
        request.session[CAME_IN] = int(time.time())
        second_step.look(request, user)
        is_known, device = known.is_known(request, user), sessions.device_of(request)
        actions.note_sign_in(user, at=timezone.now(), device=device, is_known=is_known)
        response = sealed_drafts.hand_back(request, user) or super().post_login(request, user, **details)
        remember_language(response, get_language() if user.of_the_demo else user.language)
        known.remember(request, response, user)
        return response

    def add_message(self, request, level, message_template=None, message_context=None, extra_tags="", message=None):
        said = message or DONE.get(message_template)
        if said:
            super().add_message(request, level, extra_tags=extra_tags, message=said)

    def is_reauthentication_required(self, *, app, **details):
        """Whoever came in just now has shown who they are, whichever way they came."""
        return time.time() - self.request.session.get(CAME_IN, 0) > app_settings.REAUTHENTICATION_TIMEOUT

    def get_reauthentication_methods(self, user):
        """The last way is to come in once more: some have no password, or came through their organisation."""
        words = {
            reverse("account_reauthenticate"): _("Use your password"),
            reverse("mfa_reauthenticate"): _("Use a code"),
            reverse("mfa_reauthenticate_webauthn"): _("Use a passkey"),
        }
        methods = super().get_reauthentication_methods(user)
        come_in = {"id": "come_in", "url": reverse("people:sign_in"), "description": _("Sign in another way")}
        return [*(method | {"description": words[method["url"]]} for method in methods), come_in]


class SecondStep(DefaultMFAAdapter):
    """Second steps: their secrets are sealed by a key that the installation's key wraps."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This did not work. Please try again, or try another way."),
        "cannot_delete_authenticator": _("Add another second step first; then this one can go."),
    }

    def encrypt(self, text):
        return b64encode(Key.of_the_installation().seal(text, SEALED_IN)).decode()

    def decrypt(self, encrypted_text):
        return Key.of_the_installation().unseal(b64decode(encrypted_text), SEALED_IN)

    def can_delete_authenticator(self, authenticator):
        return not second_step.is_the_last(authenticator) or not second_step.is_asked_of(authenticator.user)

    def build_totp_svg(self, url):
        return square(url)

    def get_totp_issuer(self):
        return "Wayfellow"

    def get_totp_label(self, user):
        return user.name

    def get_public_key_credential_user_entity(self, user):
        return super().get_public_key_credential_user_entity(user) | {"name": user.name, "display_name": user.name}

    def get_public_key_credential_rp_entity(self):
        return super().get_public_key_credential_rp_entity() | {"name": "Wayfellow"}

    def generate_authenticator_name(self, user, type):
        return str(_("My passkey"))
