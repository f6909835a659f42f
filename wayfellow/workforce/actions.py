"""What a peer supporter keeps for themself, and who does not wish to meet whom here."""

from wayfellow.access.guard import act
from wayfellow.access.policy import Can
from wayfellow.access.seen import unless_changed
from wayfellow.vault.models import Key
from wayfellow.workforce.models import Reflection
from wayfellow.workforce.queries import as_kept


@act(Can.REFLECT)
def reflect(peer, *, by, id, on, words):
    """Write something for oneself, sealed with one's own key."""
    _give_key(peer)
    return Reflection.objects.create(id=id, peer=peer, on=on, words=words)


@act(Can.CHANGE_REFLECTION)
def change_reflection(reflection, *, by, seen, on, words):
    """Write it anew. What another tab kept meanwhile is not replaced unseen (I8)."""
    unless_changed(as_kept(reflection), seen=seen)
    reflection.on, reflection.words = on, words
    reflection.save(update_fields=["on", "words"])


@act(Can.CHANGE_REFLECTION)
def let_reflection_go(reflection, *, by, seen):
    """Delete it for good."""
    unless_changed(as_kept(reflection), seen=seen)
    Reflection.objects.filter(pk=reflection.pk).delete()


@act(Can.SAY_WHOM_THEY_KNOW)
def say_whom_they_know(peer, *, by, seen, names):
    """Keep the names of people a peer supporter knows from elsewhere. They are not proposed to each other (I5)."""
    unless_changed([peer.knows], seen=seen)
    _give_key(peer)
    peer.knows = names
    peer.save(update_fields=["knows"])


@act(Can.SAY_WHOM_I_KNOW)
def say_whom_i_know(person, *, by, peers):
    """Keep which peer supporters a person knows from elsewhere. They are not proposed to each other (I5)."""
    person.knows.set(peers)


def _give_key(peer):
    if peer.key is None:
        peer.key = Key.new()
        peer.key.save()
        peer.save(update_fields=["key"])
