"""What a peer supporter keeps for themself, who does not wish to meet whom, and what an operator settles."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wayfellow.access.edit_tokens import unless_changed
from wayfellow.access.guard import Refused, act, anonymous
from wayfellow.vault.models import Key
from wayfellow.workforce.access import Can
from wayfellow.workforce.lifecycle import still_leaving
from wayfellow.workforce.models import Absence, Leaving, Peer, Reflection, Thanks, Week
from wayfellow.workforce.queries import (
    as_employed,
    as_kept,
    belongings,
    own_page_of,
    programmes_to_leave,
    snapshot_of,
    walks_with_somebody,
    week_of,
)

WALKS_WITH_SOMEBODY = _(
    "They have journeys with people now. These must end first, or continue with someone else: see the desk."
)
YOU_ARE_AWAY_ALREADY = _(
    "On some of these days you are away already. Please look at what is kept, and change that first."
)
THEY_ARE_AWAY_ALREADY = _(
    "On some of these days they are away already. Please look at what is kept, and change that first."
)


def _still_away(absence):
    if absence.ended_on:
        raise Refused(_("This is over already. Nothing was changed."))


def _unless_they_stay(leaving):
    if leaving.taken_back_on:
        raise Refused(_("They stay after all. Your words are still here, to tell them yourself."))


@act(Can.REFLECT)
def reflect(peer, *, by, id, on, words):
    """Write something for oneself, sealed with one's own key."""
    give_key(peer)
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
    give_key(peer)
    peer.knows = names
    peer.save(update_fields=["knows"])


@act(Can.WRITE_OWN_PAGE)
def write_own_page(peer, *, by, edit_token, page):
    """Keep what a peer supporter says of themself to those they may support. What is left empty, nobody asks."""
    unless_changed(own_page_of(peer), edit_token=edit_token)
    give_key(peer)
    for name, said in page.items():
        setattr(peer, name, said)
    peer.save(update_fields=list(page))


@act(Can.KEEP_WEEK)
def keep_week(peer, *, by, edit_token, week):
    """Keep when a peer supporter mostly has time, what is otherwise for now, and where they would rather not go."""
    unless_changed(as_kept(week_of(peer)), edit_token=edit_token)
    give_key(peer)
    Week.objects.update_or_create(peer=peer, defaults=week)


@act(Can.SAY_WHOM_I_KNOW)
def say_whom_i_know(person, *, by, peers):
    """Keep which peer supporters a person knows from elsewhere. They are not proposed to each other (I5)."""
    person.knows.set(peers)


@act(Can.GO_AWAY)
def go_away(peer, *, by, id, begins_on, until=None):
    """Say from when until when a peer supporter is away, or until they are back. Why is not asked."""
    if begins_on < timezone.localdate():
        raise Refused(_("Please choose today, or a day to come."), field="begins_on")
    if until and until < begins_on:
        raise Refused(_("The last day is before the first. Please check the days."), field="until")
    if peer.absences.within(begins_on, until).exists():
        raise Refused(YOU_ARE_AWAY_ALREADY if peer.user_id == by.pk else THEY_ARE_AWAY_ALREADY)
    return Absence.objects.create(id=id, peer=peer, by=by, begins_on=begins_on, until=until)


@act(Can.COME_BACK, when=_still_away)
def come_back(absence, *, by, on):
    """Say that they are back; or, before it began, that they stay after all."""
    absence.ended_on = on
    absence.save(update_fields=["ended_on"])


@act(Can.LEAVE)
def leave(peer, *, by, id, on, programme, last_day):
    """Say that a peer supporter leaves a programme. Nobody new is proposed to them; all else goes on until then."""
    if last_day < on:
        raise Refused(_("Please choose today, or a day to come."), field="last_day")
    if not programmes_to_leave(peer, by).filter(pk=programme.pk).exists():
        raise Refused(_("This is said already, or they do not support people there now."), field="programme")
    return Leaving.objects.create(id=id, peer=peer, programme=programme, by=by, said_on=on, last_day=last_day)


@act(Can.STAY, when=still_leaving)
def stay(leaving, *, by, on):
    """They stay after all. What people chose meanwhile is carried out by nobody."""
    leaving.taken_back_on = on
    leaving.save(update_fields=["taken_back_on"])


@act(Can.THANK, when=_unless_they_stay)
def thank(leaving, *, by, id, on, words, signed):
    """Write a few words to whoever leaves. Only they read them."""
    give_key(leaving.peer)
    return Thanks.objects.create(id=id, leaving=leaving, on=on, words=words, signed=signed)


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


@anonymous
def give_key(peer):
    """Have a key for what is written by a peer supporter, or about them: made when it is first needed."""
    if peer.key is None:
        peer.key = Key.kept()
        Peer.objects.filter(pk=peer.pk).update(key=peer.key)
