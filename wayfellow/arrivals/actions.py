"""A peer supporter goes out and comes back; where they do not say so in time, whom they trust is written to."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wayfellow.access.edit_tokens import unless_changed
from wayfellow.access.guard import Refused, act, anonymous
from wayfellow.arrivals.access import Can
from wayfellow.arrivals.models import Contact, Duty, Outing
from wayfellow.arrivals.queries import (
    as_kept,
    contact_of,
    coordinators_of,
    could_be_on_duty,
    on_duty_for,
    programmes_of,
    whom_to_tell,
)
from wayfellow.arrivals.words import written
from wayfellow.jobs.definitions import later
from wayfellow.notices.actions import post, text
from wayfellow.notices.gateways import as_dialled
from wayfellow.workforce.actions import give_key

USEFUL_FOR = timedelta(hours=12)
IT_IS_OFF = _("First say who is told when you are not back.")


def _still_out(outing):
    if outing.back_at:
        raise Refused(_("You have said that you are back. Nothing was changed."))


def _not_out_yet(peer):
    if peer.outings.going_on().exists():
        raise Refused(_("You are out already. You can say that it will be later, or that you are back."))


def _unless_out(peer):
    if peer.outings.going_on().exists():
        raise Refused(_("You are out now. Say that you are back first."))


@act(Can.KEEP_CONTACT)
def keep_contact(peer, *, by, edit_token, contact):
    """Say who is told when one is not back in time: who is on duty, a coordinator, or somebody of one's own."""
    unless_changed(as_kept(contact_of(peer)), edit_token=edit_token)
    if contact["coordinator"] and contact["coordinator"] not in coordinators_of(peer):
        raise Refused(_("They do not coordinate here now. Please choose somebody else."), field="coordinator")
    duty = contact.get("on_duty_in")
    if duty and duty not in programmes_of(peer):
        raise Refused(_("You do not support people there now. Please choose somebody else."), field="on_duty_in")
    give_key(peer)
    kept = contact_of(peer) or Contact(peer=peer)
    for name, value in contact.items():
        setattr(kept, name, value)
    kept.peer = peer
    kept.save()


@act(Can.KEEP_CONTACT, when=_unless_out)
def let_contact_go(peer, *, by):
    """From now on nobody is told, and nothing is kept of whom it was."""
    Contact.objects.filter(peer=peer).delete()


@act(Can.SET_DUTY)
def set_duty(programme, *, by, days, user, phone):
    """Say who is on duty on these days, in place of whoever was; without anybody, that nobody is."""
    if user and not could_be_on_duty(programme).filter(pk=user.pk).exists():
        raise Refused(_("They do not work here now. Please choose somebody else."), field="user")
    Duty.objects.filter(programme=programme, on__in=days).delete()
    for day in days if user else []:
        Duty.objects.create(programme=programme, on=day, user=user, phone=phone)


@act(Can.SET_OUT, when=_not_out_yet)
def set_out(peer, *, by, id, expected):
    """Say when one expects to be back, today. Nobody is told unless that time and the margin pass in silence."""
    contact = _trusted(peer)
    times = _times(contact, expected)
    outing = Outing.objects.create(id=id, peer=peer, **times)
    _look_then(outing)
    return outing


@act(Can.SAY_LATER, when=_still_out)
def say_later(outing, *, by, expected):
    """It will be later. Whoever was told already reads so."""
    contact = _trusted(outing.peer)
    for name, value in _times(contact, expected).items():
        setattr(outing, name, value)
    if outing.told_at:
        _write("later", outing, contact)
    outing.told_at = None
    outing.save(update_fields=["expected_at", "tell_at", "told_at"])
    _look_then(outing)


@act(Can.SAY_BACK)
def say_back(outing, *, by, at):
    """They are back. Whoever was told that they were not reads that all is well."""
    if outing.back_at:
        return
    outing.back_at = at
    outing.save(update_fields=["back_at"])
    if outing.told_at:
        _write("back", outing, contact_of(outing.peer))


@anonymous
def tell_if_not_back(outing_id, *, now):
    """Write to whom they trust, once, however often and on however many machines it is looked."""
    silent = Outing.objects.going_on().filter(pk=outing_id, told_at=None, tell_at__lte=now)
    if silent.update(told_at=now):
        outing = Outing.objects.select_related("peer__user", "peer__key", "told").get(pk=outing_id)
        contact = contact_of(outing.peer)
        _write("late", outing, contact)
        if duty := on_duty_for(contact):
            Outing.objects.filter(pk=outing_id).update(told=duty.user)


@anonymous
def forget_outings(*, before):
    """Nothing stays of when somebody was out, nor of who was on duty long ago."""
    Duty.objects.filter(on__lt=timezone.localdate(before)).delete()
    Outing.objects.filter(back_at__lt=before).delete()
    Outing.objects.filter(tell_at__lt=before).delete()


def _trusted(peer):
    contact = contact_of(peer)
    if contact is None:
        raise Refused(IT_IS_OFF)
    return contact


def _times(contact, expected):
    expected_at = timezone.make_aware(datetime.combine(timezone.localdate(), expected))
    if expected_at <= timezone.now():
        raise Refused(_("This time has passed. Please choose one still to come today."), field="expected")
    return {"expected_at": expected_at, "tell_at": contact.told_at(expected_at)}


def _look_then(outing):
    later("wayfellow.arrivals.jobs.tell_if_not_back", str(outing.pk), not_before=outing.tell_at)


def _write(what, outing, contact):
    for email, phone, language in whom_to_tell(contact, outing):
        said = written(what, outing, contact, language)
        if email:
            post(to=email, key=contact.peer.key, language=language, **said)
        if number := as_dialled(phone):
            words = said["words"].replace("\n\n", " ")
            at = timezone.now()
            sent = {"not_before": at, "useless_after": at + USEFUL_FOR}
            text(key=contact.peer.key, to=number, words=words, language=language, **sent)
