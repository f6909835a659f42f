"""Things are handed on, shown and withdrawn; looked at, taken in, undone and left. The days are passed in."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wayfellow.access.edit_tokens import unless_changed
from wayfellow.access.guard import Refused, act
from wayfellow.handing_on import files
from wayfellow.handing_on.access import Can
from wayfellow.handing_on.models import Licence, Published, Received
from wayfellow.handing_on.packs import PAGE
from wayfellow.handing_on.queries import origin_of
from wayfellow.office.queries import does_not_belong

NOT_HERE = _("This is not there any more. Please choose something else.")
LIKEWISE = _("What it was made of is to be handed on likewise: under CC BY-SA 4.0.")
WITHDRAWN = _("It was withdrawn already. Nothing was changed.")
HERE_ALREADY = _("This came in already, on another day: it stands among what came from others.")
TAKEN_ALREADY = _("It was taken in already. Nothing was changed.")
NOT_TAKEN = _("It is not taken in. Nothing was changed.")
USED = _("Somebody has gone on with it already, so it stays. You can still change it, like anything else of yours.")


def _unless_withdrawn(published):
    if published.withdrawn_on:
        raise Refused(WITHDRAWN)


def _unless_taken(received):
    if received.taken_on:
        raise Refused(TAKEN_ALREADY)


def _is_taken(received):
    if not received.taken_on:
        raise Refused(NOT_TAKEN)


@act(Can.HAND_ON)
def hand_on(programme, *, by, id, on, kind, thing, handed_on):
    """Hand on something that a programme has: what is in it now, signed, with its licence and whose it is."""
    packing = files.packings()[kind]
    found = packing.things(by, programme).filter(pk=thing).first()
    if found is None:
        raise Refused(NOT_HERE, field="thing")
    before = origin_of(programme, found.pk)
    return _publish(programme, packing, packing.pack(found), by=by, id=id, on=on, after=before, **handed_on)


@act(Can.HAND_ON)
def hand_on_page(programme, *, by, id, on, page, handed_on):
    """Hand on a page that was written for it."""
    return _publish(programme, PAGE, page, by=by, id=id, on=on, after=[], **handed_on)


def _publish(programme, packing, content, *, by, id, on, after, language, licence, is_public):
    if licence != Licence.BY_SA and any(each["licence"] == Licence.BY_SA for each in after):
        raise Refused(LIKEWISE, field="licence")
    if refusal := does_not_belong(by, programme, "\n".join(files.texts_in(content))):
        raise Refused(refusal)
    said = {"language": language, "licence": str(licence), "made_on": on.isoformat(), "after": after}
    said |= {"whose": f"{programme.organisation.name} · {programme.name}"}
    number = f"{settings.SITE}{reverse('handing_on:shown', args=[id])}"
    signed = files.written(packing, content, jti=number, **said)
    kept = {"kind": packing.kind, "title": content["title"], "signed": signed}
    return Published.objects.create(id=id, programme=programme, published_on=on, is_public=is_public, **kept)


@act(Can.SHOW_PUBLISHED, when=_unless_withdrawn)
def show(published, *, by, edit_token, is_public):
    """Show it on a public page, or to nobody any more."""
    unless_changed([published.is_public], edit_token=edit_token)
    published.is_public = is_public
    published.save(update_fields=["is_public"])


@act(Can.WITHDRAW_PUBLISHED, when=_unless_withdrawn)
def withdraw(published, *, by, on):
    """Hand it on no more: its page and its file are gone. Who has the file already keeps it."""
    published.withdrawn_on, published.is_public = on, False
    published.save(update_fields=["withdrawn_on", "is_public"])


@act(Can.RECEIVE)
def receive(programme, *, by, id, on, text):
    """Look at a file of another programme. Nothing is taken in yet."""
    try:
        sheet = files.read(text)
    except Refused as why:
        raise Refused(why.message, field="text") from None
    if programme.received_things.filter(number=sheet.number).exists():
        raise Refused(HERE_ALREADY, field="text")
    told = {"kind": sheet.packing.kind, "title": sheet.title, "number": sheet.number, "site": sheet.site}
    told |= {"key": sheet.key, "signed": text, "received_on": on}
    return Received.objects.create(id=id, programme=programme, **told)


@act(Can.TAKE_RECEIVED, when=_unless_taken)
def take(received, *, by, on):
    """Take it in: it is added as it was shown, under its own number. Nobody is told, and nothing is in force by it."""
    sheet = files.read(received.signed)
    sheet.packing.unpack(received.programme, by=by, id=received.pk, content=sheet.content)
    received.taken_on = on
    received.save(update_fields=["taken_on"])


@act(Can.UNDO_RECEIVED, when=_is_taken)
def undo(received, *, by):
    """As if it had not been taken in, as long as nobody has gone on with it."""
    packing = files.packings()[received.kind]
    found = packing.unused([received.pk]).first()
    if found is None:
        raise Refused(USED)
    packing.take_away(found)
    received.taken_on = None
    received.save(update_fields=["taken_on"])


@act(Can.LEAVE_RECEIVED, when=_unless_taken)
def leave(received, *, by):
    """Delete it here, as long as it was not taken in."""
    Received.objects.filter(pk=received.pk).delete()
