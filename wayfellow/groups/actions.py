"""A group is run here, and who came is counted. The days are passed in."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from wayfellow.access.edit_tokens import unless_changed
from wayfellow.access.guard import Refused, act, anonymous
from wayfellow.choices.links import digest_of
from wayfellow.directory import access as directory
from wayfellow.directory.occurrences import of_time
from wayfellow.directory.terms import Door, Format
from wayfellow.groups import letters
from wayfellow.groups.access import Can
from wayfellow.groups.models import (
    Attendance,
    Course,
    Group,
    KeptPlace,
    Member,
    Note,
    OnlineLink,
    Register,
    Session,
    Visitor,
    Wish,
)
from wayfellow.groups.queries import (
    PROMISES_NO_NAMES,
    as_counted,
    as_kept,
    as_led,
    as_linked,
    as_noted,
    as_planned,
    as_ticked,
    as_written_down,
    ended_on,
    have_a_place,
    is_by_name,
    kept_places,
    listing_of_line,
    named_in,
    next_in_line,
    note_of,
    places_free,
    same_wishes,
    sender_of,
    to_tell,
    under,
    who_belongs,
    who_wished,
)
from wayfellow.notices.actions import follow, forget, post
from wayfellow.notices.queries import waiting
from wayfellow.vault import register as erased
from wayfellow.vault.models import Key

MOST_KEPT = 50
LEADS_NOWHERE = _("This address leads to no place in a group. Please check that it is whole.")
SAYS_NO_COURSE = _("Its directory entry does not say that it is a course. A coordinator has to change that first.")
WOULD_BE_FORGOTTEN = _(
    "Somebody has a place here, or asked for one. They would be forgotten at once, with who came and what was noted, "
    "and nobody writes to them. If the group wants it so, tick here."
)
SAYS_NO_NAMES = _(
    "The directory tells everyone that no names are written down. A coordinator has to change that first, so that "
    "nobody is surprised."
)


def _unless_by_name(session):
    if is_by_name(session):
        raise Refused(_("Who came is written down by name. Those who lead it correct it, and the numbers follow."))


def _is_a_course(group):
    if Format.COURSE not in group.listing.formats:
        raise Refused(SAYS_NO_COURSE)


def _not_run_yet(listing):
    if Group.objects.filter(listing=listing).exists():
        raise Refused(_("It is already run here. Nothing was changed."))


def _has_no_place_yet(member):
    if member.joined_on:
        raise Refused(_("They have a place already. Nothing was changed."))
    if ended := ended_on(member.register.group.listing):
        raise Refused(_("It has ended. Its last day was %(day)s.") % {"day": date_format(ended)})
    _unless_full(member.register)


def _unless_full(register):
    if places_free(register) == 0:
        raise Refused(_("All places are taken. When one is free, you can give it to them."))


@act(Can.RUN_GROUP, when=_not_run_yet)
def run_group(listing, *, by, id, on, facilitators, is_led_by_members):
    """What the directory lists is run here from now on: by these, or by its members themselves."""
    group = Group(id=id, listing=listing, programme=listing.kept_by, begun_on=on, is_led_by_members=is_led_by_members)
    group.save(force_insert=True)
    group.facilitators.set(facilitators)
    return group


@act(Can.KEEP_GROUP)
def keep_group(group, *, by, edit_token, facilitators, is_led_by_members):
    """Say anew who leads it."""
    unless_changed(as_led(group), edit_token=edit_token)
    group.is_led_by_members = is_led_by_members
    group.save(update_fields=["is_led_by_members"])
    group.facilitators.set(facilitators)


@act(Can.COUNT)
def count(group, *, by, id, time, on, today, came, new):
    """The group met, and so many came, so many of them for the first time. Nothing is kept of who."""
    met = _met(group, time, on, today)
    return Session.objects.create(id=id, group=group, on=met.day, starts_at=met.starts_at, came=came, new=new)


def _met(group, time, on, today):
    """Return when it met, where nobody has said yet who came."""
    met = next((each for each in of_time(time, on, on) if each.on == on and not each.is_cancelled), None)
    if met is None or met.day > today or time.listing_id != group.listing_id:
        raise Refused(_("It did not take place on that day. Please check the day."), field="met")
    if group.sessions.filter(on=met.day, starts_at=met.starts_at).exists():
        raise Refused(_("This day is already counted. You can correct it on its page."), field="met")
    return met


@act(Can.TICK_WHO_CAME)
def note_who_came(group, *, by, id, time, on, today, members, visitors, others, new):
    """The group met, and these came: of the group, visitors by a first name, and so many more. The numbers follow."""
    met = _met(group, time, on, today)
    session = Session(id=id, group=group, on=met.day, starts_at=met.starts_at)
    _write_down(session, members=members, visitors=visitors, others=others, new=new, today=today)
    session.save(force_insert=True)
    return session


@act(Can.CORRECT_WHO_CAME)
def correct_who_came(session, *, by, edit_token, today, members, visitors, others, new):
    """Correct who came, and with it how many."""
    unless_changed(as_written_down(session), edit_token=edit_token)
    _write_down(session, members=members, visitors=visitors, others=others, new=new, today=today)
    session.save(update_fields=["came", "new"])


def _write_down(session, *, members, visitors, others, new, today):
    register, there = session.group.register, {"on": session.on, "starts_at": session.starts_at}
    came = list(have_a_place(register).filter(pk__in=members))
    Attendance.objects.filter(member__register=register, **there).delete()
    Attendance.objects.bulk_create(Attendance(member=member, **there) for member in came)
    for visitor in register.visitors.filter(**there).select_related("key"):
        _forget(visitor, on=today)
    for name in visitors:
        Visitor.objects.create(key=Key.kept(), register=register, name=name, **there)
    session.came = len(came) + len(visitors) + others
    if new is None:
        before = Attendance.objects.filter(member__in=came, on__lt=session.on).values("member")
        new = len(visitors) + len(came) - before.distinct().count()
    if new > session.came:
        raise Refused(_("These are more than came."), field="new")
    session.new = new


@act(Can.NOTE_WHAT_HAPPENED)
def note_what_happened(session, *, by, edit_token, theme, materials, next_time, follow_ups, told, anyway=False):
    """Write what the group did. Nobody of the group is named in it; a word that may be a name is asked about."""
    register = session.group.register
    unless_changed(as_noted(session), edit_token=edit_token)
    for field, words in [("theme", theme), ("materials", materials), ("next_time", next_time)]:
        if word := named_in(register, words):
            _unless_no_name(word, field=field, anyway=anyway)
    note = note_of(session) or Note(key=Key.kept(), register=register, on=session.on, starts_at=session.starts_at)
    note.theme, note.materials, note.next_time = theme, materials, next_time
    note.follow_ups, note.told = follow_ups, told
    note.save()


def _unless_no_name(word, *, field, anyway):
    """By the sea (“mar”) is no Mar, so what begins with a small letter is asked about."""
    said = {"name": word}
    if not word.islower():
        raise Refused(_("“%(name)s” is somebody who comes here. Please write it without names.") % said, field=field)
    if not anyway:
        raise Refused(
            _("“%(name)s” is also the name of somebody who comes here. If you do not mean them, tick here.") % said,
            field="anyway",
        )


@act(Can.CORRECT_COUNT, when=_unless_by_name)
def correct_count(session, *, by, edit_token, came, new):
    """Correct how many came."""
    unless_changed(as_counted(session), edit_token=edit_token)
    session.came, session.new = came, new
    session.save(update_fields=["came", "new"])


@act(Can.KEEP_REGISTER)
def keep_register(group, *, by, on, edit_token, keeps, places, anyway=False):
    """The group decided whether it keeps who belongs to it, and for how many there is room.

    Where it no longer does, whoever was in it is forgotten, and nothing is left in which a name could stand.
    """
    unless_changed(as_kept(group), edit_token=edit_token)
    if keeps and group.listing.writing in PROMISES_NO_NAMES:
        raise Refused(SAYS_NO_NAMES, field="keeps")
    if keeps:
        group.register, _is_new = Register.objects.update_or_create(pk=group.register_id, defaults={"places": places})
        group.save(update_fields=["register"])
    elif group.register:
        if not anyway and group.register.members.exists():
            raise Refused(WOULD_BE_FORGOTTEN, field="anyway")
        _let_register_go(group, on=on)


def _let_register_go(group, *, on):
    for member in group.register.members.select_related("key", "letter").order_by("pk"):
        _forget(member, on=on)
    for kept in [group.register.visitors, group.register.notes]:
        for each in kept.select_related("key").order_by("pk"):
            _forget(each, on=on)
    register, group.register = group.register, None
    group.save(update_fields=["register"])
    Register.objects.filter(pk=register.pk).delete()


@anonymous
def ask_for_a_place(register, *, token, on, name, reach, listens_first, language=""):
    """Someone asks for a place, without an account. Where the door is open and a place is free, they have it at once.

    Of two who ask for the last one together, one has it: the register is held while a place is given.
    """
    held = _held(register)
    has_it = held.group.listing.door == Door.OPEN and places_free(held) != 0
    told = {"name": name, "reach": reach, "listens_first": listens_first, "language": language}
    told["place_in_line"] = next_in_line(held, on)
    asked = {"key": Key.kept, "register": held, "asked_on": on, "joined_on": on if has_it else None}
    member, _is_new = Member.objects.get_or_create(address=digest_of(token), defaults=asked | told)
    return member


@act(Can.KEEP_OWN_GROUPS)
def keep_place(person, *, by, token):
    """Somebody keeps the private address of a place in their own list. The group learns nothing of it."""
    if under(token) is None:
        raise Refused(LEADS_NOWHERE, field="address")
    kept = list(kept_places(person))
    if any(str(each.token) == token for each in kept):
        return
    if len(kept) >= MOST_KEPT:
        raise Refused(_("There is no room for more. Leave a group first."))
    KeptPlace.objects.create(person=person, token=token)


@act(Can.KEEP_OWN_GROUPS)
def take_off(person, *, by, places):
    """Somebody takes places off their own list. A place that is there stays theirs, under its private address."""
    person.kept_places.filter(pk__in=places).delete()


@anonymous
def leave_all(person, *, on):
    """Whoever is erased leaves the groups of their list as well, and nothing of them stays there."""
    for each in kept_places(person):
        if member := under(str(each.token)):
            _forget(member, on=on)
    person.kept_places.all().delete()


@act(Can.WELCOME, when=_has_no_place_yet)
def welcome(member, *, by, on):
    """Those who lead the group give somebody a place."""
    _unless_full(_held(member.register))
    member.joined_on = on
    member.save(update_fields=["joined_on"])


@act(Can.LET_MEMBER_GO)
def let_member_go(member, *, by, on):
    """Somebody is no longer in the group, or will not be. They are told as they asked, and nothing of them stays."""
    with override(member.language or None):
        told = letters.of_a_place_given_back(member) if letters.reaches(member) else None
    sender = sender_of(member.register.group.listing)
    _forget(member, on=on)
    if told:
        post(**told, language=member.language, sender=sender)


@anonymous
def leave(member, *, on):
    """Whoever holds the private address leaves the group. Nothing of them stays."""
    _forget(member, on=on)


def _held(register):
    held = Register.objects.select_related("group__listing").select_for_update(of=("self",), no_key=True)
    return held.get(pk=register.pk)


def _forget(asked, *, on):
    """Nothing stays of a member, a visitor or a wish, nor of a letter to them that was not sent yet."""
    key, letter = asked.key, getattr(asked, "letter", None)
    type(asked).objects.filter(pk=asked.pk).delete()
    if letter:
        forget(letter)
    erased.destroy(key, on=on)


@act(Can.KEEP_COURSE, when=_is_a_course)
def keep_course(group, *, by, edit_token, begins_on, joins_until, themes):
    """Say what each session of a course is about. Without a word of it there is no course any more."""
    unless_changed(as_planned(group), edit_token=edit_token)
    if not themes:
        Course.objects.filter(listing=group.listing).delete()
        return
    planned = {"begins_on": begins_on, "joins_until": joins_until, "themes": themes}
    Course.objects.update_or_create(listing=group.listing, defaults=planned)


@act(Can.KEEP_LINK)
def keep_link(group, *, by, edit_token, on, address, words):
    """Say where it meets online. Whom it concerns is written to, and reads it at a link of their own."""
    unless_changed(as_linked(group), edit_token=edit_token)
    if not address:
        _let_link_go(group.listing, on=on)
        return
    link = OnlineLink.objects.filter(listing=group.listing).select_related("key").first()
    link = link or OnlineLink(key=Key.kept(), listing=group.listing)
    link.address, link.words = address, words
    link.save()
    _tell(group.listing, who_wished(group.listing) if group.listing.door == Door.OPEN else [], on=on)


def _let_link_go(listing, *, on):
    for link in OnlineLink.objects.filter(listing=listing).select_related("key"):
        _forget(link, on=on)


# Being told that a day is otherwise
@anonymous
def tell_who_asked(line):
    """A group meets otherwise, on a day or from now on, or no more: within the same act, whoever asked for it is told.

    Those of the group whom no letter reaches stand on a list for those who lead it. Who leads it reads it, too.
    """
    if not line.facts.get("is_otherwise", True):
        return
    follow(line)
    listing = listing_of_line(line)
    wishes = who_wished(listing, is_listed=line.deed != directory.Can.UNPUBLISH_LISTING)
    _tell(listing, wishes, on=timezone.localdate(line.at))


def _tell(listing, wishes, *, on):
    sender = sender_of(listing)
    for wish in wishes:
        _write_of_a_change(wish, sender)
    for member in who_belongs(listing):
        if member.letters_stopped_on:
            continue
        if letters.reaches(member):
            _write_of_a_change(member, sender)
        elif member.reach:
            member.to_tell_since, member.told_on = on, None
            member.save(update_fields=["to_tell_since", "told_on"])


def _write_of_a_change(asked, sender):
    """Write to somebody, unless a letter that says the same still waits to be sent."""
    if waiting(asked.letter_id):
        return
    with override(asked.language or None):
        asked.letter = post(**letters.of_a_change(asked), language=asked.language, sender=sender)
    asked.save(update_fields=["letter"])


@act(Can.TELL_MEMBERS)
def tell_members(group, *, by, on, edit_token, told):
    """Tick who was told that a day is otherwise, and untick who was not after all."""
    members = to_tell(by, group)
    unless_changed(as_ticked(members), edit_token=edit_token)
    for member in members:
        member.told_on = (member.told_on or on) if str(member.pk) in told else None
    Member.objects.bulk_update(members, ["told_on"])


@anonymous
def wish_to_be_told(listing, *, id, on, email, language):
    """Somebody would like to be told. It counts once whoever reads that mail has said yes."""
    asked = {"key": Key.kept, "listing": listing, "asked_on": on, "email": email, "language": language}
    wish, is_new = Wish.objects.get_or_create(id=id, defaults=asked)
    if is_new:
        wish.letter = post(**letters.to_confirm(wish), language=language, sender=sender_of(listing))
        wish.save(update_fields=["letter"])


@anonymous
def confirm(wish, *, on):
    """Whoever reads that mail would like to be told. They are told once of each change, however often they asked."""
    for other in same_wishes(wish):
        _forget(other, on=on)
    wish.confirmed_on = on
    wish.save(update_fields=["confirmed_on"])


@anonymous
def stop_telling(asked, *, on):
    """No more letters: a wish is forgotten, and somebody of the group keeps their place."""
    if isinstance(asked, Wish):
        _forget(asked, on=on)
        return
    asked.letters_stopped_on = on
    asked.save(update_fields=["letters_stopped_on"])


@anonymous
def tell_again(member):
    """Somebody of the group would like the letters after all."""
    member.letters_stopped_on = None
    member.save(update_fields=["letters_stopped_on"])


@anonymous
def let_go(asked, *, on):
    """The time of a wish, of a visitor's name or of a request that nobody answered has come."""
    _forget(asked, on=on)
