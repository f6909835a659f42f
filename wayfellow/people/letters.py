"""What an account is told by a letter. Neither its subject nor its words say what Wayfellow is for."""

from django.core import signing
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wayfellow.notices.actions import post
from wayfellow.notices.letters import address_of, can_be_sent, key_of, sender_for
from wayfellow.people.models import SecurityLine

CONFIRM = "another address for an account"
Kind = SecurityLine.Kind
SAID = {
    Kind.SIGNED_IN_ANEW: gettext_lazy(
        "someone signed in to your account in a browser that had never been used for it before: %(device)s, %(moment)s."
    ),
    Kind.PASSWORD: gettext_lazy("the password of your account was changed: %(moment)s."),
    Kind.STEP_ADDED: gettext_lazy("a second step was added to your account: %(moment)s."),
    Kind.STEP_REMOVED: gettext_lazy("a second step of your account was removed: %(moment)s."),
    Kind.NEW_CODES: gettext_lazy("new recovery codes were made for your account: %(moment)s."),
    Kind.ADDRESS_ASKED: gettext_lazy(
        "someone asked for another e-mail address for your account: %(moment)s. It is changed only "
        "once it is confirmed from both addresses."
    ),
    Kind.ADDRESS: gettext_lazy("the e-mail address of your account was changed: %(moment)s."),
    Kind.CLOSED: gettext_lazy("your account was closed for now: %(moment)s. Nobody can sign in to it."),
    Kind.OPENED: gettext_lazy("your account is open again: %(moment)s."),
    Kind.WAY_BACK_ASKED: gettext_lazy(
        "someone said that you can no longer get into your account, and asked for it to be recovered: %(moment)s."
    ),
    Kind.WAY_BACK_STOPPED: gettext_lazy("the recovery of your account was stopped: %(moment)s."),
    Kind.WAY_BACK: gettext_lazy(
        "your account was recovered: %(moment)s. A second e-mail brings a link. Your old password "
        "and your second step no longer work: please choose new ones."
    ),
}


def tell(user, kind, *, at, device="", also_to=()):
    """Write to the address of an account, and to those it had or will have, what happened to it.

    Only at its own address does it carry the name of a programme: at another one, nobody has said yet whose that is.
    """
    if kind not in SAID or user.of_the_demo or not can_be_sent():
        return
    with translation.override(user.language):
        moment = date_format(timezone.localtime(at), "DATETIME_FORMAT")
        said = SAID[kind] % {"moment": moment, "device": device or _("A device")}
        words = render_to_string("people/told.txt", {"said": said, "link": address_of(reverse("mfa_index"))})
        for to in dict.fromkeys([user.email, *also_to]):
            sender = sender_for(user) if to == user.email else ""
            post(to=to, subject=_("About your account"), words=words, key=key_of(user), sender=sender)


def ask_to_confirm(waiting, *, to, which):
    """Send the link by which the old or the new address says yes. Who comes by it is known by the link alone."""
    user = waiting.user
    place = reverse("people:confirm_address", args=[token_of(waiting, which)])
    with translation.override(user.language):
        words = render_to_string("people/to_confirm.txt", {"link": address_of(place), "is_new": which == "new"})
        said = {
            "key": key_of(user),
            "sender": sender_for(user) if which == "old" else "",
            "useless_after": waiting.until,
        }
        post(to=to, subject=_("Your link"), words=words, **said)


def token_of(waiting, which):
    return signing.dumps([str(waiting.pk), which], salt=CONFIRM)


def read_token(token):
    """Return which new address a link is about, and for which of the two it speaks; (None, "") if it is not ours."""
    try:
        return signing.loads(token, salt=CONFIRM)
    except signing.BadSignature:
        return None, ""


def ask_to_vouch(colleague):
    """Write to somebody who could say whether it is really them who lost their way in."""
    if colleague.of_the_demo or not can_be_sent():
        return
    with translation.override(colleague.language):
        words = render_to_string("people/to_vouch.txt", {"link": address_of(reverse("people:ways_back"))})
        subject, said = (
            _("Something new is waiting for you"),
            {"key": key_of(colleague), "sender": sender_for(colleague)},
        )
        post(to=colleague.email, subject=subject, words=words, **said)
