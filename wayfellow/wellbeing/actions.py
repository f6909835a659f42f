"""A peer supporter writes down how they are, keeps a page of their own, and shares of it what they want."""

from django.utils.translation import gettext_lazy as _

from wayfellow.access.edit_tokens import unless_changed
from wayfellow.access.guard import Refused, act
from wayfellow.wellbeing.access import Can
from wayfellow.wellbeing.models import CheckIn, OfferAnswered, OwnPage, Shared
from wayfellow.wellbeing.queries import page_of, snapshot_of, whom_they_could_choose
from wayfellow.workforce.actions import give_key

NOT_HERE = _("They do not work here any more. Please choose somebody else.")


@act(Can.CHECK_IN)
def check_in(peer, *, by, id, on, said):
    """Write down how one is, sealed with one's own key."""
    give_key(peer)
    return CheckIn.objects.create(id=id, peer=peer, on=on, said=said)


@act(Can.CHANGE_CHECK_IN)
def change_check_in(kept, *, by, edit_token, on, said):
    """Write it anew. What another tab kept meanwhile is not replaced unseen (I8)."""
    unless_changed(snapshot_of(kept), edit_token=edit_token)
    kept.on, kept.said = on, said
    kept.save(update_fields=["on", "said"])


@act(Can.CHANGE_CHECK_IN)
def let_check_in_go(kept, *, by, edit_token):
    """Delete it for good, and with it whatever was shared of it."""
    unless_changed(snapshot_of(kept), edit_token=edit_token)
    CheckIn.objects.filter(pk=kept.pk).delete()


@act(Can.KEEP_OWN_PAGE)
def keep_own_page(peer, *, by, edit_token, said):
    """Write the page of one's own anew. What another tab kept meanwhile is not replaced unseen (I8)."""
    unless_changed([page_of(peer)], edit_token=edit_token)
    give_key(peer)
    page = OwnPage.objects.filter(peer=peer).first() or OwnPage.objects.create(peer=peer, said={})
    page.peer, page.said = peer, said
    page.save(update_fields=["said"])


@act(Can.SHARE_CHECK_IN)
def share_check_in(kept, *, by, id, on, shared):
    """Share one check-in, or an extract of it, with one person. The journal does not say with whom."""
    return _share(kept.peer, id=id, on=on, check_in=kept, **shared)


@act(Can.SHARE_REFLECTION)
def share_reflection(reflection, *, by, id, on, shared):
    """Share one reflection, or an extract of it, with one person. The journal does not say with whom."""
    return _share(reflection.peer, id=id, on=on, reflection=reflection, **shared)


@act(Can.ASK_TO_TALK)
def ask_to_talk(peer, *, by, id, on, shared):
    """Tell one person that one would like to talk, and nothing else."""
    give_key(peer)
    return _share(peer, id=id, on=on, **shared)


def _share(peer, *, with_whom, kind, extract="", **kept):
    told_on = dict(whom_they_could_choose(peer)).get(with_whom)
    if told_on is None:
        raise Refused(NOT_HERE, field="with_whom")
    if kind == Shared.Kind.EXTRACT and not extract:
        raise Refused(_("Please write what you would like to share."), field="extract")
    words = extract if kind == Shared.Kind.EXTRACT else ""
    return Shared.objects.create(peer=peer, with_whom=with_whom, told_on=told_on, kind=kind, extract=words, **kept)


@act(Can.TAKE_BACK_SHARED)
def take_back(shared, *, by):
    """From now on that person reads nothing of it. Nothing is left of it."""
    Shared.objects.filter(pk=shared.pk).delete()


@act(Can.SET_OFFER_ASIDE)
def set_offer_aside(peer, *, by, on):
    """Not now. No reason is asked, and it is not counted."""
    OfferAnswered.objects.update_or_create(peer=peer, defaults={"on": on})
