"""First steps, from asked to happened or let go, and what nobody could find. The days are passed in."""

from django.urls import reverse
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from wayfellow.access.edit_tokens import unless_changed
from wayfellow.access.guard import Refused, act, anonymous
from wayfellow.choices import links
from wayfellow.choices.access import Can
from wayfellow.choices.lifecycle import FIRST_STEP, Transition
from wayfellow.choices.links import digest_of
from wayfellow.choices.models import FirstStep, Reply, ReplyAddress, Unmet, Wish
from wayfellow.choices.queries import as_told, coordinators_of, not_announced, reply_address
from wayfellow.notices.actions import forget
from wayfellow.notices.letters import sender_for
from wayfellow.vault import register
from wayfellow.vault.models import Key

NOT_THIS_DAY = _("This day is before they asked, or still to come. Please check the date.")
GONE = _("This was withdrawn or erased in the meantime. Nothing was changed.")


def _still_open(step):
    if not step.is_open or step.is_erased:
        raise Refused(GONE)


@anonymous
def ask(programme, *, token, on, person=None, send_address=False, **told):
    """Someone asks for a first step, without an account or with one, and may have its private address sent."""
    asked = {"key": Key.kept, "programme": programme, "person": person, "asked_on": on, "state_since": on}
    step, is_new = FirstStep.objects.get_or_create(address=digest_of(token), defaults=asked | told)
    if is_new:
        _pass_on(step)
    if is_new and send_address and step.email:
        place = reverse("choices:mine", args=[token])
        step.letter = links.send(place, step.email, key=step.key, sender=programme.writes_as)
        step.save(update_fields=["letter"])


def _pass_on(step):
    """Send a programme that reads its e-mail the link to answer by."""
    if email := reply_address(step.programme):
        token = links.fresh_token()
        letter = links.send(reverse("choices:answer", args=[token]), email, "choices/to_answer.txt")
        Reply.objects.create(step=step, address=digest_of(token), letter=letter)


@anonymous
def change_under(token, *, edit_token, told):
    """Whoever holds the private address writes it anew."""
    _change(_held_under(token), edit_token=edit_token, told=told)


@act(Can.CHANGE_FIRST_STEP, when=_still_open)
def change(step, *, by, edit_token, told):
    """The person writes anew what they asked."""
    _change(step, edit_token=edit_token, told=told)


@anonymous
def withdraw_under(token, *, on):
    """Whoever holds the private address lets it go. Nothing they wrote opens again."""
    _end(_held_under(token), on=on, by=FirstStep.By.ASKER)


@act(Can.WITHDRAW_FIRST_STEP)
def withdraw(step, *, by, on):
    """The person lets it go. Nothing they wrote opens again."""
    _end(step, on=on, by=FirstStep.By.ASKER)


@act(Can.TAKE_UP, when=FIRST_STEP.allows(Transition.TAKE_UP))
def take_up(step, *, by, on):
    """Someone of the programme has it in hand from now on."""
    FIRST_STEP.take(Transition.TAKE_UP, step, on=on, taken_up_by=by)


@act(Can.SET_DAY, when=FIRST_STEP.allows(Transition.SET_DAY))
def set_day(step, *, by, on, day, at, answer):
    """Set a day for the call or the meeting, or another one."""
    if day < on:
        raise Refused(_("This day has already passed. Please check the date."), field="day")
    FIRST_STEP.take(Transition.SET_DAY, step, on=on, day=day, at=at, answer=answer, taken_up_by=step.taken_up_by or by)


@act(Can.NOTE_IT_HAPPENED, when=FIRST_STEP.allows(Transition.HAPPEN))
def note_it_happened(step, *, by, on, today, outcome):
    """The call or the meeting took place. Keep what came of it."""
    if not step.asked_on <= on <= today:
        raise Refused(NOT_THIS_DAY, field="on")
    FIRST_STEP.take(Transition.HAPPEN, step, on=on, outcome=outcome, taken_up_by=step.taken_up_by or by)


@act(Can.LET_GO, when=FIRST_STEP.allows(Transition.LET_GO))
def let_go(step, *, by, on, answer):
    """The programme lets it go, with a few words for whoever asked."""
    FIRST_STEP.take(Transition.LET_GO, step, on=on, answer=answer, let_go_by=FirstStep.By.PROGRAMME)


@act(Can.SET_REPLY_ADDRESS)
def set_reply_address(programme, *, by, email):
    """Say to which address requests go by e-mail; an empty one ends it."""
    ReplyAddress.objects.filter(programme=programme).delete()
    if email:
        ReplyAddress.objects.create(programme=programme, email=email)


@anonymous
def announce(*, on):
    """Have coordinators written to that something new waits, once for each and in their language. Say how many."""
    new = dict(not_announced(on).select_for_update(of=("self",)).values_list("pk", "programme"))
    FirstStep.objects.filter(pk__in=new).update(is_announced=True)
    coordinators = coordinators_of(set(new.values()), on)
    for coordinator in coordinators:
        with override(coordinator.language):
            subject, sender = gettext("Something new is waiting for you"), sender_for(coordinator)
            links.write(coordinator.email, subject, "choices/something_waits.txt", sender=sender)
    return len(coordinators)


@anonymous
def open_link(reply, *, on):
    """The programme reads what was asked, through its link; whoever asked sees that it did."""
    if not reply.opened_on:
        reply.opened_on = on
        reply.save(update_fields=["opened_on"])


@anonymous
def answer_by_link(reply, *, on, step, answer, **changes):
    """The programme answers through its link: a day, that it happened, or that it cannot."""
    held = FirstStep.objects.select_related("key").select_for_update(of=("self",)).get(pk=reply.step_id)
    if held.is_erased:
        raise Refused(GONE)
    if on < held.asked_on:
        raise Refused(NOT_THIS_DAY, field="day")
    FIRST_STEP.take(step, held, on=on, answer=answer, **changes)


@anonymous
def let_time_pass(step, *, on):
    """What was never answered is let go when its time has come, and nothing of it opens again."""
    _end(step, on=on, by=FirstStep.By.TIME)


@anonymous
def hand_over(step, *, person, on):
    """A journey has taken over what was written: it opens here no more, and says whose it was."""
    if step.is_open:
        FIRST_STEP.take(Transition.HAPPEN, step, on=on, outcome=FirstStep.Outcome.ONE_TO_ONE)
    step.person, step.outcome = person, FirstStep.Outcome.ONE_TO_ONE
    step.save(update_fields=["person", "outcome"])
    register.destroy(step.key, on=on)


@anonymous
def forget_who_asked(person, *, on):
    """Somebody is erased: what they asked for opens no more, and no longer says whose it was."""
    for step in FirstStep.objects.filter(person=person).select_related("key").order_by("pk"):
        _end(step, on=on, by=FirstStep.By.ASKER)
        step.person = None
        step.save(update_fields=["person"])


@anonymous
def note_unmet(*, idempotency_key, area, format, language, month):
    """Keep what somebody looked for and did not find: where, what, in which month, and nothing of who."""
    month = month.replace(day=1)
    Unmet.objects.get_or_create(
        pk=idempotency_key, defaults={"area": area, "format": format, "language": language, "month": month}
    )


@anonymous
def wish_to_be_told(*, token, on, **wish):
    """Someone would like to know when there is something."""
    Wish.objects.get_or_create(address=digest_of(token), defaults={"key": Key.kept, "asked_on": on} | wish)


@anonymous
def forget_wish(wish, *, on):
    """It was withdrawn, it was told, or its time has come: nothing of it stays."""
    key = wish.key
    Wish.objects.filter(pk=wish.pk).delete()
    register.destroy(key, on=on)


@act(Can.TELL_OF_SOMETHING)
def tell_of_something(programme, *, by, on, area, format):
    """Say that there is this kind of support in this area now. Whoever wished to know is told, once, and forgotten."""
    for wish in Wish.objects.filter(area=area, format=format).select_related("key").order_by("pk"):
        with override(wish.language):
            subject, sender = gettext("Your link"), programme.writes_as
            links.write(wish.email, subject, "choices/there_is_something.txt", sender=sender)
        forget_wish(wish, on=on)


def _held_under(token):
    held = FirstStep.objects.select_related(*FirstStep.always_with).select_for_update(of=("self",))
    return held.get(address=digest_of(token))


def _change(step, *, edit_token, told):
    _still_open(step)
    unless_changed(as_told(step), edit_token=edit_token)
    if step.letter and told["email"] != step.email:
        forget(step.letter)
        step.letter = None
    for name, value in told.items():
        setattr(step, name, value)
    step.save(update_fields=list(told))


def _end(step, *, on, by):
    if step.is_open:
        FIRST_STEP.take(Transition.LET_GO, step, on=on, let_go_by=by)
    if not step.is_erased:
        register.destroy(step.key, on=on)
