"""Inviting somebody, taking it back, and taking it up."""

from datetime import timedelta
from uuid import uuid5

from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from wayfellow.access.guard import ERASED, Refused, act, anonymous, may
from wayfellow.access.roles import Role
from wayfellow.invitations import codes, letters
from wayfellow.invitations.access import Can
from wayfellow.invitations.models import PEER, Invitation
from wayfellow.invitations.queries import around, held_with, roles_offered
from wayfellow.notices.actions import forget
from wayfellow.notices.letters import can_be_sent
from wayfellow.people.models import Membership, OpenedSpace, Person, Reach, User
from wayfellow.workforce.models import Peer

KEPT_LAPSED = timedelta(days=90)
DIGITS_HOLD = timedelta(minutes=10)
NO_LETTERS = _("No e-mail can be sent from here. Please invite them one by one, and print the code of each.")
NOT_OPEN = _("This code does not work, or no longer works. Please ask the person who gave it to you for a new one.")


@act(Can.INVITE)
def invite_member(programme, *, by, id, on, days, role, employer=None, **whom):
    """Invite somebody to be something in a programme. The invitation comes back with its code, this once."""
    return _invite(programme, by, id, on + timedelta(days=days), role=role, employer=employer, **whom)


@act(Can.INVITE)
def invite_several(programme, *, by, id, on, days, whom):
    """Invite everyone on a list by letter, or nobody."""
    if not can_be_sent():
        raise Refused(NO_LETTERS)
    for number, each in enumerate(whom):
        _invite(programme, by, uuid5(id, str(number)), on + timedelta(days=days), **each)


def _invite(programme, by, id, until, *, role, employer, **whom):
    if role not in dict(roles_offered(by)):
        raise Refused(_("You cannot send this invitation. Nothing was changed."), field="role")
    if role == PEER and employer is None:
        raise Refused(
            _("Please choose the organisation that employs this peer supporter, or where they volunteer."),
            field="employer",
        )
    to, employer = whom.get("email", ""), employer if role == PEER else None
    return _open(id, by=by, until=until, to=to, programme=programme, role=role, employer=employer, **whom)


@act(Can.INVITE_OPERATOR)
def invite_operator(installation, *, by, id, on, days, programme=None, **whom):
    """Invite somebody to keep the installation."""
    until, to = on + timedelta(days=days), whom.get("email", "")
    return _open(id, by=by, until=until, to=to, programme=programme, role=Role.OPERATOR, **whom)


@act(Can.INVITE_PERSON)
def invite_person(person, *, by, id, on, days, to=""):
    """Give a person a code for a space of their own. One from before opens nothing any more."""
    if person.erased_on:
        raise Refused(ERASED)
    _end(person.invitations.all())
    until, is_theirs = on + timedelta(days=days), _is_theirs(person, to)
    return _open(id, by=by, until=until, to=to, person=person, language=person.reads_in, to_themself=is_theirs)


@act(Can.INVITE_PERSON)
def take_back_code(person, *, by):
    """Have a code that was given open nothing. Whether it was still open is not said."""
    _end(person.invitations.all())


def _is_theirs(person, to):
    """Say whether an e-mail goes to where the person themself said, so that whoever reads it is them."""
    reach = Reach.objects.select_related("person__key").filter(person=person, email_is_theirs=True).first()
    return bool(to and can_be_sent() and reach and reach.email == to)


@act(Can.SHOW_DIGITS)
def show_digits(opened, *, by, now):
    """Have the person's screen show six digits for ten minutes, for somebody beside them to type on theirs."""
    opened.digits_until = now + DIGITS_HOLD
    opened.save(update_fields=["digits_until"])


@act(Can.CONFIRM_SPACE)
def confirm(opened, *, by, now, digits):
    """Somebody who knows the person sat with them, and typed what their screen showed: the account is theirs."""
    shows = opened.digits_until and now < opened.digits_until
    if not shows or not constant_time_compare(digits, codes.digits_of(opened)):
        raise Refused(
            _("These are not the digits on their screen now. Please look again; they are valid for ten minutes."),
            field="digits",
        )
    opened.confirmed_by = by
    _give_to_the_person(opened, at=now)
    tell_those_around(opened.person)


def _give_to_the_person(opened, *, at):
    opened.confirmed_at, opened.digits_until = at, None
    opened.save(update_fields=["confirmed_by", "confirmed_at", "digits_until"])
    opened.person.user = opened.user
    opened.person.save(update_fields=["user"])


@anonymous
def take_back_codes(person):
    """Have no code of a person open anything."""
    _end(person.invitations.all())


@anonymous
def tell_those_around(person, *others):
    """Write to everyone around a person that something is new, in words that say nothing of it to anybody else."""
    if can_be_sent():
        for user in [*around(person), *others]:
            letters.tell(user, person.key)


@act(Can.KEEP_INVITATION)
def send_again(invitation, *, by, on, days):
    """Make a new code; the one from before opens nothing any more."""
    invitation.fresh = codes.new()
    invitation.code_hash, invitation.open_until = codes.hashed(invitation.fresh), on + timedelta(days=days)
    if invitation.letter:
        forget(invitation.letter)
    invitation.letter = _letter(invitation, invitation.email)
    invitation.save(update_fields=["code_hash", "open_until", "letter"])
    return invitation


@act(Can.KEEP_INVITATION)
def take_back(invitation, *, by):
    """Nobody comes in by it any more."""
    _end(Invitation.objects.filter(pk=invitation.pk))


@anonymous
def forget_lapsed(*, on):
    """Forget whom nobody has waited for any more: names and addresses are not kept without a reason."""
    _end(Invitation.objects.filter(open_until__lt=on - KEPT_LAPSED))


@anonymous
def open_account(*, code, on, idempotency_key, email, password, **details):
    """Open an account for whoever holds the code, and have it take up what the code is for."""
    if held_with(code, on) is None:
        raise Refused(NOT_OPEN)
    email = email.lower()
    if User.objects.filter(email=email).exists():
        raise Refused(
            _("This address cannot be used for a new account. Is it yours? Sign in first, then open the code again."),
            field="email",
        )
    user = User.objects.create_user(email, password=password, **details)
    take_up(user, by=user, idempotency_key=idempotency_key, code=code, on=on)
    return user


@act(Can.TAKE_UP_INVITATION)
def take_up(user, *, by, code, on):
    """Become what the invitation says. It opens once, and not for whoever made it."""
    invitation = held_with(code, on)
    if invitation is None:
        raise Refused(NOT_OPEN)
    if invitation.invited_by_id == user.pk:
        raise Refused(_("You made this code yourself: it is for someone else. Nobody can give themself more access."))
    become = _themself if invitation.person_id else _something_here
    became = become(user, invitation, on=on)
    Invitation.objects.filter(pk=invitation.pk).delete()
    return became


def _themself(user, invitation, *, on):
    """Whoever stands around a person cannot be them; and nobody is two people here.

    A code is not the person: until somebody who knows them has confirmed it, the account opens nothing that was
    written before (I1, I3, I4). Whoever is around the person is told.
    """
    person = Person.objects.select_for_update(of=("self",)).get(pk=invitation.person_id)
    if may(user, Can.INVITE_PERSON, person):
        raise Refused(_("This code is for the person themself. Please sign out, and let them type it."))
    is_somebody_here = user.openings.filter(closed_at=None).exclude(person=person).exists()
    if getattr(user, "person", person) != person or is_somebody_here:
        raise Refused(_("This account already has a space of its own. Please ask the person who gave you the code."))
    opened = person.openings.filter(closed_at=None).first()
    if person.user_id not in {None, user.pk} or opened and opened.user_id != user.pk:
        raise Refused(NOT_OPEN)
    if opened or person.user_id:
        person.invitations.all().delete()
        return person
    opened = OpenedSpace.objects.create(
        person=person,
        user=user,
        opened_at=timezone.now(),
        made_by=invitation.invited_by,
        to_themself=bool(invitation.to_themself),
    )
    person.invitations.all().delete()
    if opened.to_themself:
        _give_to_the_person(opened, at=opened.opened_at)
    tell_those_around(person)
    return opened


def _something_here(user, invitation, *, on):
    if invitation.role == PEER:
        return _peer(user, invitation, on=on)
    belonging = {"user": user, "programme": invitation.programme, "role": invitation.role}
    membership = Membership.objects.filter(**belonging).first()
    if membership is None:
        return Membership.objects.create(**belonging, starts_on=on)
    is_over = membership.ends_on and membership.ends_on < on
    membership.starts_on = on if is_over else min(membership.starts_on, on)
    membership.ends_on = None
    membership.save(update_fields=["starts_on", "ends_on"])
    return membership


def _peer(user, invitation, *, on):
    peer, _is_new = Peer.objects.get_or_create(user=user, employer=invitation.employer)
    if peer.ends_on:
        peer.ends_on = None
        peer.save(update_fields=["ends_on"])
    back = {"ends_on": None}
    peer.belongings.update_or_create(
        programme=invitation.programme, defaults=back, create_defaults=back | {"since": on}
    )
    return peer


def _open(id, *, by, until, to, **details):
    code = codes.new()
    invitation = Invitation(id=id, invited_by=by, open_until=until, code_hash=codes.hashed(code), **details)
    invitation.fresh = code
    invitation.letter = _letter(invitation, to)
    invitation.save(force_insert=True)
    return invitation


def _letter(invitation, to):
    """Write the letter that carries the code, where there is an address and a server; else it goes on paper."""
    key = invitation.person.key if invitation.person else None
    return letters.send(invitation, to, key) if to and can_be_sent() else None


def _end(invitations):
    """Have them open nothing, and a letter that was not sent yet stay here."""
    for invitation in invitations.exclude(letter=None).select_related("letter"):
        forget(invitation.letter)
    invitations.delete()
