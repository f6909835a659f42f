"""What a peer supporter keeps for themself, who does not wish to meet whom, and what an operator settles."""

from django.utils.translation import gettext_lazy as _

from wayfellow.access.edit_tokens import unless_changed
from wayfellow.access.guard import Refused, act
from wayfellow.vault.models import Key
from wayfellow.workforce.access import Can
from wayfellow.workforce.models import Peer, Reflection
from wayfellow.workforce.queries import as_employed, belongings, snapshot_of, walks_with_somebody

WALKS_WITH_SOMEBODY = _(
    "They have journeys with people now. These must end first, or continue with someone else: see the desk."
)


@act(Can.REFLECT)
def reflect(peer, *, by, id, on, words):
    """Write something for oneself, sealed with one's own key."""
    _give_key(peer)
    return Reflection.objects.create(id=id, peer=peer, on=on, words=words)


@act(Can.CHANGE_REFLECTION)
def change_reflection(reflection, *, by, edit_token, on, words):
    """Write it anew. What another tab kept meanwhile is not replaced unseen (I8)."""
    unless_changed(snapshot_of(reflection), edit_token=edit_token)
    reflection.on, reflection.words = on, words
    reflection.save(update_fields=["on", "words"])


@act(Can.CHANGE_REFLECTION)
def let_reflection_go(reflection, *, by, edit_token):
    """Delete it for good."""
    unless_changed(snapshot_of(reflection), edit_token=edit_token)
    Reflection.objects.filter(pk=reflection.pk).delete()


@act(Can.SAY_WHOM_THEY_KNOW)
def say_whom_they_know(peer, *, by, edit_token, names):
    """Keep the names of people a peer supporter knows from elsewhere. They are not proposed to each other (I5)."""
    unless_changed([peer.knows], edit_token=edit_token)
    _give_key(peer)
    peer.knows = names
    peer.save(update_fields=["knows"])


@act(Can.SAY_WHOM_I_KNOW)
def say_whom_i_know(person, *, by, peers):
    """Keep which peer supporters a person knows from elsewhere. They are not proposed to each other (I5)."""
    person.knows.set(peers)


@act(Can.KEEP_PEER)
def keep_peer(peer, *, by, edit_token, sites, ends, **details):
    """Settle who employs a peer supporter, where they meet people, for how many there is room, and until when.

    `ends` says until when in each programme, by its number.
    """
    unless_changed(as_employed(peer), edit_token=edit_token)
    same = Peer.objects.filter(user=peer.user_id, employer=details["employer"])
    if same.exclude(pk=peer.pk).exists():
        raise Refused(_("They are already a peer supporter of this organisation."), field="employer")
    if details["ends_on"] and walks_with_somebody(peer):
        raise Refused(WALKS_WITH_SOMEBODY, field="ends_on")
    for belonging in belongings(peer):
        _end_there(peer, belonging, ends.get(belonging.programme_id))
    for name, value in details.items():
        setattr(peer, name, value)
    peer.save(update_fields=list(details))
    peer.sites.set(sites)


def _end_there(peer, belonging, ends_on):
    if ends_on and walks_with_somebody(peer, programme=belonging.programme):
        raise Refused(WALKS_WITH_SOMEBODY, field=f"ends_{belonging.programme_id}")
    belonging.ends_on = ends_on
    belonging.save(update_fields=["ends_on"])


def _give_key(peer):
    if peer.key is None:
        peer.key = Key.new()
        peer.key.save()
        peer.save(update_fields=["key"])
