"""Needs are noted, steps settled, done and undone; a document is written and put in force. The days are passed in."""

from django.db.models import Case, When
from django.utils.translation import gettext_lazy as _

from wayfellow.access.edit_tokens import unless_changed
from wayfellow.access.guard import Refused, act, anonymous
from wayfellow.access.words import fingerprint_of_readings, readings
from wayfellow.office.access import Can
from wayfellow.office.models import (
    Confirmation,
    Contact,
    Document,
    DocumentVersion,
    Invited,
    Liaison,
    Meeting,
    Need,
    Point,
    Responsibility,
    Sharing,
    Step,
    Upload,
)
from wayfellow.office.phases import PATH
from wayfellow.office.queries import (
    IS_OPEN,
    as_called,
    as_headed,
    as_held,
    as_known,
    as_needed,
    as_said,
    as_settled,
    as_shared_out,
    as_to_sign,
    as_told,
    as_written,
    contribution_of,
    could_do,
    courses_for,
    newest_sharing,
    next_version,
)
from wayfellow.ui.days import months_later

NOT_OPEN = _("It is done already, or let go. Nothing was changed.")
OPEN_ALREADY = _("It is open already. Nothing was changed.")
NOT_HERE = _("They do not work here any more. Please choose somebody else.")
BEGUN = _("There are steps already. Nothing was changed.")
SETTLED = _("What it is about is met already, or let go. Open that again first.")
STEPS_ARE_OPEN = _("Something about it is still to be done. Say that it is done, or let it go, first.")
NO_SUCH_COURSE = _("This course is finished already, or of another programme. Please choose another.")
STILL_NEEDED = _("It is needed still. Nothing was changed.")
NOTHING_WRITTEN = _("There is no next version to put in force. Write it first.")
NOT_TO_COME = _("It took place already, or was cancelled. Nothing was changed.")
KNOWN_ALREADY = _("This organisation is on the page already.")
NOT_ASKED = _("Nobody is asked to confirm this document. Nothing was changed.")
ANOTHER_IN_FORCE = _("Another version is in force by now. Please read it first.")
ANOTHER_WRITTEN = _("There is a newer version by now. Nothing was signed.")
CHANGED_SINCE = _(
    "Who may open what has changed since this was written. Please ask a coordinator to write the next version; "
    "nothing was signed."
)
DONE_SINCE = _("The next time of it is done already. Say first that this one is open after all.")


def _unless_it_is_to_come(meeting):
    if not meeting.is_open:
        raise Refused(NOT_TO_COME)


def _unless_needed(need):
    if not need.is_open:
        raise Refused(SETTLED)


def _unless_open(step):
    if not step.is_open:
        raise Refused(NOT_OPEN)


def _can_be_opened_again(step):
    if step.is_open:
        raise Refused(OPEN_ALREADY)
    if step.need and not step.need.is_open:
        raise Refused(SETTLED)
    if Step.objects.filter(follows=step).exclude(IS_OPEN).exists():
        raise Refused(DONE_SINCE)


def _nothing_is_left_to_do(need):
    _unless_needed(need)
    if need.steps.filter(IS_OPEN).exists():
        raise Refused(STEPS_ARE_OPEN)


def _unless_needed_still(need):
    if need.is_open:
        raise Refused(STILL_NEEDED)


def _its_meeting_is_to_come(point):
    _unless_it_is_to_come(point.meeting)


def _unless_cancelled(meeting):
    if meeting.let_go_on:
        raise Refused(NOT_TO_COME)


def _took_place(meeting):
    if meeting.held_on is None:
        raise Refused(_("It has not taken place yet."))


def _not_begun(programme):
    if programme.steps.filter(need=None).exists():
        raise Refused(BEGUN)


def _is_to_be_confirmed(document):
    if not document.asks_to_confirm:
        raise Refused(NOT_ASKED)


@act(Can.BEGIN_PHASES, when=_not_begun)
def begin_phases(programme, *, by, joins_on):
    """Begin with the path: its days are counted from the one on which the peer supporter joins."""
    for code, each in PATH.items():
        due_on = None if each.months is None else months_later(joins_on, each.months)
        programme.steps.create(code=code, phase=each.phase, due_on=due_on, every_months=each.every_months)


@act(Can.ADD_STEP)
def add_step(programme, *, by, id, phase, step):
    """Add a step of one's own to a phase."""
    return settle_step(programme, id=id, step=step, phase=phase)


@anonymous
def settle_step(programme, *, id, step, **about):
    """Keep who does what by when, for an act that settles it: in a phase, about a need, after a meeting."""
    _unless_gone(programme, step["owner"])
    return Step.objects.create(id=id, programme=programme, **about, **_as_kept(step, code=""))


@act(Can.CHANGE_STEP)
def change_step(step, *, by, edit_token, phase, said):
    """Say anew what is to be done, by whom and by when."""
    unless_changed(as_said(step), edit_token=edit_token)
    if said["owner"] != step.owner:
        _unless_gone(step.programme, said["owner"])
    changed = {"phase": phase} | _as_kept(said, code=step.code)
    for name, value in changed.items():
        setattr(step, name, value)
    step.save(update_fields=[*changed])


@act(Can.TELL_OF_STEP)
def tell_of_step(step, *, by, edit_token, evidence, note):
    """Say how it goes, and what shows that it is done."""
    unless_changed(as_told(step), edit_token=edit_token)
    step.evidence, step.note = evidence, note
    step.save(update_fields=["evidence", "note"])


@act(Can.DO_STEP, when=_unless_open)
def do_step(step, *, by, on):
    """It is done. What is done again and again stands there for the next time."""
    step_is_done(step, on=on)


@anonymous
def step_is_done(step, *, on):
    """Keep that it is done, for an act that does it."""
    step.done_on = on
    step.save(update_fields=["done_on"])
    if step.every_months:
        Step.objects.create(
            programme=step.programme,
            phase=step.phase,
            need=step.need,
            code=step.code,
            own_words=step.own_words,
            owner=step.owner,
            owner_in_words=step.owner_in_words,
            due_on=months_later(step.due_on or on, step.every_months),
            every_months=step.every_months,
            follows=step,
        )


@act(Can.REOPEN_STEP, when=_can_be_opened_again)
def reopen_step(step, *, by):
    """It is open after all."""
    Step.objects.filter(follows=step).delete()
    step.done_on, step.let_go_on, step.let_go_because = None, None, ""
    step.save(update_fields=["done_on", "let_go_on", "let_go_because"])


@act(Can.LET_STEP_GO, when=_unless_open)
def let_step_go(step, *, by, on, because):
    """It is not done, and why."""
    step.let_go_on, step.let_go_because = on, because
    step.save(update_fields=["let_go_on", "let_go_because"])


@act(Can.NOTE_NEED)
def note_need(programme, *, by, id, on, need):
    """Note what is needed, and where that was noticed."""
    return Need.objects.create(id=id, programme=programme, noted_on=on, **need)


@act(Can.CHANGE_NEED)
def change_need(need, *, by, edit_token, said):
    """Say anew what is needed."""
    unless_changed(as_needed(need), edit_token=edit_token)
    for name, value in said.items():
        setattr(need, name, value)
    need.save(update_fields=[*said])


@act(Can.PLAN_FOR_NEED, when=_unless_needed)
def plan_for_need(need, *, by, id, step):
    """Settle who does what about it by when."""
    return settle_step(need.programme, id=id, step=step, need=need)


@act(Can.TEACH_NEED, when=_unless_needed)
def teach_need(need, *, by, course):
    """A course is held about it. Once that is finished and somebody came, the need is met."""
    if not courses_for(need).filter(pk=course.pk).exists():
        raise Refused(NO_SUCH_COURSE, field="course")
    need.course = course
    need.save(update_fields=["course"])


@act(Can.MEET_NEED, when=_nothing_is_left_to_do)
def meet_need(need, *, by, on):
    """What was needed is there."""
    need.met_on = on
    need.save(update_fields=["met_on"])


@act(Can.LET_NEED_GO, when=_unless_needed)
def let_need_go(need, *, by, on, because):
    """Nothing more is done about it, and why."""
    need.steps.filter(IS_OPEN).update(let_go_on=on, let_go_because=because)
    need.let_go_on, need.let_go_because = on, because
    need.save(update_fields=["let_go_on", "let_go_because"])


@act(Can.REOPEN_NEED, when=_unless_needed_still)
def reopen_need(need, *, by):
    """It is needed still: a course that was held about it was not enough."""
    need.course, need.met_on, need.let_go_on, need.let_go_because = None, None, None, ""
    need.save(update_fields=["course", "met_on", "let_go_on", "let_go_because"])


@act(Can.PLAN_MEETING)
def plan_meeting(programme, *, by, id, meeting, invited):
    """Call a meeting: when, where, what about, and who is asked to come."""
    planned = Meeting.objects.create(id=id, programme=programme, **meeting)
    _ask_to_come(planned, invited)
    return planned


@act(Can.CHANGE_MEETING, when=_unless_it_is_to_come)
def change_meeting(meeting, *, by, edit_token, said, invited):
    """Change when and where it is, and who is asked to come. On another day everyone says anew whether they come."""
    unless_changed(as_called(meeting), edit_token=edit_token)
    if said["on"] != meeting.on:
        meeting.invited.update(comes=None)
    for name, value in said.items():
        setattr(meeting, name, value)
    meeting.save(update_fields=[*said])
    _ask_to_come(meeting, invited)


def _ask_to_come(meeting, users):
    meeting.invited.exclude(user__in=users).delete()
    there = set(meeting.invited.values_list("user", flat=True))
    new = [user for user in users if user.pk not in there]
    for user in new:
        _unless_gone(meeting.programme, user, field="invited")
    Invited.objects.bulk_create(Invited(meeting=meeting, user=user) for user in new)


@act(Can.ANSWER_MEETING, when=_unless_it_is_to_come)
def answer_meeting(meeting, *, by, comes):
    """Say whether one comes. It can be said anew until the meeting is over."""
    meeting.invited.filter(user=by).update(comes=comes)


@act(Can.ADD_POINT, when=_unless_it_is_to_come)
def add_point(meeting, *, by, id, words):
    """Add something to talk about."""
    return Point.objects.create(id=id, meeting=meeting, by=by, words=words)


@act(Can.TAKE_BACK_POINT, when=_its_meeting_is_to_come)
def take_back_point(point, *, by):
    """It need not be talked about after all. What was talked about stays."""
    Point.objects.filter(pk=point.pk).delete()


@act(Can.HOLD_MEETING, when=_unless_cancelled)
def hold_meeting(meeting, *, by, edit_token, today, came, agreed):
    """It took place: who came, and what was agreed. It can be corrected."""
    unless_changed(as_held(meeting), edit_token=edit_token)
    if meeting.on > today:
        raise Refused(_("Its day has not come yet. If it took place sooner, change its day first."))
    meeting.held_on, meeting.agreed = meeting.on, agreed
    meeting.save(update_fields=["held_on", "agreed"])
    meeting.invited.update(came=Case(When(user__in=came, then=True), default=False))


@act(Can.SAY_CONTRIBUTION, when=_took_place)
def say_contribution(meeting, *, by, edit_token, contributed):
    """Somebody notes themself what they brought to a meeting."""
    unless_changed([contribution_of(by, meeting)], edit_token=edit_token)
    meeting.invited.filter(user=by).update(contributed=contributed)


@act(Can.FOLLOW_UP_MEETING, when=_unless_cancelled)
def follow_up_meeting(meeting, *, by, id, phase, step):
    """Settle who does what by when: a step of the office, which says from which meeting it is."""
    return settle_step(meeting.programme, id=id, step=step, phase=phase, meeting=meeting)


@act(Can.LET_MEETING_GO, when=_unless_it_is_to_come)
def let_meeting_go(meeting, *, by, on):
    """It does not take place."""
    meeting.let_go_on = on
    meeting.save(update_fields=["let_go_on"])


@act(Can.ADD_LIAISON)
def add_liaison(programme, *, by, id, organisation, known, turn_to):
    """Begin to keep what is known of an organisation around."""
    if programme.liaisons.filter(organisation=organisation).exists():
        raise Refused(KNOWN_ALREADY, field="organisation")
    return Liaison.objects.create(id=id, programme=programme, organisation=organisation, known=known, turn_to=turn_to)


@act(Can.CHANGE_LIAISON)
def change_liaison(liaison, *, by, edit_token, known, turn_to):
    """Change what is known of it, and whom to turn to there."""
    unless_changed(as_known(liaison), edit_token=edit_token)
    liaison.known, liaison.turn_to = known, turn_to
    liaison.save(update_fields=["known", "turn_to"])


@act(Can.NOTE_CONTACT)
def note_contact(liaison, *, by, id, on, today, kind, words):
    """Note that they met or spoke."""
    if on > today:
        raise Refused(_("This day has not come yet."), field="on")
    return Contact.objects.create(id=id, liaison=liaison, on=on, kind=kind, words=words)


@act(Can.TAKE_BACK_CONTACT)
def take_back_contact(contact, *, by):
    """It was noted by mistake."""
    Contact.objects.filter(pk=contact.pk).delete()


@act(Can.ADD_RESPONSIBILITY)
def add_responsibility(programme, *, by, id, words, parts):
    """Add what the organisations share out between them, and the part of each."""
    responsibility = Responsibility.objects.create(id=id, programme=programme, words=words)
    _share_out(responsibility, parts)
    return responsibility


@act(Can.CHANGE_RESPONSIBILITY)
def change_responsibility(responsibility, *, by, edit_token, words, parts):
    """Share it out in another way."""
    unless_changed(as_shared_out(responsibility), edit_token=edit_token)
    responsibility.words = words
    responsibility.save(update_fields=["words"])
    responsibility.parts.all().delete()
    _share_out(responsibility, parts)


@act(Can.REMOVE_RESPONSIBILITY)
def remove_responsibility(responsibility, *, by):
    """It is no longer shared out."""
    Responsibility.objects.filter(pk=responsibility.pk).delete()


def _share_out(responsibility, parts):
    for organisation, kind in parts.items():
        responsibility.parts.create(organisation=organisation, kind=kind)


@act(Can.WRITE_SHARING)
def write_sharing(programme, *, by, id, on, edit_token, words, partner, review_on, signs_here, signs_there):
    """Write the next version of who sees what, beside what the program does today, and ask two to sign it."""
    unless_changed(as_settled(programme), edit_token=edit_token)
    _unless_gone(programme, signs_here, field="signs_here")
    _unless_gone(programme, signs_there, field="signs_there")
    newest = newest_sharing(programme)
    sharing = Sharing.objects.create(
        id=id,
        programme=programme,
        partner=partner,
        number=newest.number + 1 if newest else 1,
        words=words,
        written_on=on,
        review_on=review_on,
        readings=readings(),
        fingerprint=fingerprint_of_readings(),
    )
    sharing.signatures.create(organisation=programme.organisation, user=signs_here)
    sharing.signatures.create(organisation=partner, user=signs_there)
    return sharing


@act(Can.SIGN_SHARING)
def sign_sharing(sharing, *, by, on, edit_token):
    """Somebody signs for their organisation the very words that were shown, beside the very table."""
    if sharing.programme.sharings.filter(number__gt=sharing.number).exists():
        raise Refused(ANOTHER_WRITTEN)
    if sharing.fingerprint != fingerprint_of_readings():
        raise Refused(CHANGED_SINCE)
    unless_changed(as_to_sign(sharing), edit_token=edit_token)
    sharing.signatures.filter(user=by, signed_on=None).update(signed_on=on)


@act(Can.ADD_DOCUMENT)
def add_document(programme, *, by, id, head):
    """Add a document to the handbook, with its head. Its words come next."""
    return Document.objects.create(id=id, programme=programme, **head)


@act(Can.CHANGE_DOCUMENT)
def change_document(document, *, by, edit_token, head):
    """Change a document's head, and whether readers are asked to confirm it."""
    unless_changed(as_headed(document), edit_token=edit_token)
    for name, value in head.items():
        setattr(document, name, value)
    document.save(update_fields=[*head])


@act(Can.WRITE_DOCUMENT)
def write_document(document, *, by, edit_token, words, what_changed, file=None, without_file=False):
    """Write the next version, or hand it in as a PDF. What is in force stays so until this one is put in force."""
    unless_changed(as_written(document), edit_token=edit_token)
    number = document.in_force.number + 1 if document.in_force else 1
    version, _is_new = DocumentVersion.objects.update_or_create(
        document=document,
        number=number,
        defaults={"words": words, "what_changed": what_changed, "written_by": by},
    )
    if file or without_file:
        Upload.objects.filter(version=version).delete()
    if file:
        Upload.objects.create(version=version, file=file)


@act(Can.PUT_IN_FORCE)
def put_in_force(document, *, by, edit_token, on):
    """From now on this version is the one that holds, and everyone who works here reads it."""
    unless_changed(as_written(document), edit_token=edit_token)
    version = next_version(document)
    if version is None:
        raise Refused(NOTHING_WRITTEN)
    version.in_force_on = on
    version.save(update_fields=["in_force_on"])
    document.in_force = version
    document.save(update_fields=["in_force"])


@anonymous
def let_document_go(document):
    """Delete a document that was never in force, for an act that takes it back."""
    Upload.objects.filter(version__document=document).delete()
    document.versions.all().delete()
    Document.objects.filter(pk=document.pk).delete()


@act(Can.CONFIRM_DOCUMENT, when=_is_to_be_confirmed)
def confirm_document(document, *, by, on, edit_token):
    """Somebody who works here has read the very version that was shown."""
    unless_changed([document.in_force.number], edit_token=edit_token, because=ANOTHER_IN_FORCE)
    Confirmation.objects.get_or_create(version=document.in_force, reader=by, defaults={"on": on})


def _as_kept(said, *, code):
    """Keep own words only where they are not those of the path, so that these go on being read in every language."""
    words = said["words"]
    is_the_paths = code and words == str(PATH[code].words)
    kept = {name: said[name] for name in ["owner", "owner_in_words", "due_on", "every_months"]}
    return kept | {"own_words": "" if is_the_paths else words}


def _unless_gone(programme, user, *, field="owner"):
    if user and not could_do(programme).filter(pk=user.pk).exists():
        raise Refused(NOT_HERE, field=field)
