"""A pathway is laid, a course takes place, and what somebody did and lived counts. The days are passed in."""

from datetime import timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from wayfellow.access.edit_tokens import unless_changed
from wayfellow.access.guard import Refused, act, anonymous
from wayfellow.learning import certificates
from wayfellow.learning.access import Can
from wayfellow.learning.models import (
    Certificate,
    Completion,
    Conversation,
    Course,
    CourseDay,
    Enrolment,
    Evidence,
    Hours,
    Learner,
    Module,
    Pathway,
)
from wayfellow.learning.queries import (
    WAITS_FOR_ONE,
    as_asked,
    as_counted,
    as_day,
    as_kept,
    as_logged,
    as_noted,
    certified_by,
    counts_for,
    holds_a_place,
    modules_of,
    places_free,
    valid_until,
    who_has_a_place,
    who_has_it_all,
)
from wayfellow.ui.days import months_later
from wayfellow.vault.models import Key

IS_FINISHED = _("This course is finished. Nothing was changed.")
IS_CLOSED = _("This is closed now. Nothing was changed.")


# Laying a pathway
def _unless_finished(course):
    if course.finished_on:
        raise Refused(IS_FINISHED)


def _unless_after_its_end(course, on):
    if course.finished_on and on > course.finished_on:
        raise Refused(_("The course was finished on %(on)s.") % {"on": date_format(course.finished_on)}, field="on")


def _place_can_be_given_back(enrolment):
    _unless_finished(enrolment.course)
    if enrolment.left_on:
        raise Refused(_("This place was given back already. Nothing was changed."))


def _unless_cancelled(day):
    if day.is_cancelled:
        raise Refused(_("This day was cancelled. Nothing was changed."))


def _is_finished(course):
    if not course.finished_on:
        raise Refused(_("This course is not finished yet. Nothing was changed."))


def _not_talked_about_yet(conversation):
    if conversation.held_on:
        raise Refused(_("Somebody has talked with them about it already. Nothing was changed."))


def _not_taken_back_yet(certificate):
    if certificate.revoked_on:
        raise Refused(_("It was taken back already. Nothing was changed."))


def _unless_closed(thing):
    if thing.is_closed:
        raise Refused(IS_CLOSED)


@act(Can.ADD_PATHWAY)
def add_pathway(programme, *, by, id, **said):
    """A programme says what can be learned there, on which level."""
    return Pathway.objects.create(id=id, programme=programme, **said)


@act(Can.CHANGE_PATHWAY)
def change_pathway(pathway, *, by, edit_token, **said):
    """Say it anew, or close it: what somebody has completed stays."""
    _rewrite(pathway, edit_token, said)


@act(Can.ASK_PATHWAY)
def ask_pathway(pathway, *, by, edit_token, on, asked_of, asked_within):
    """Say of whom all of it is asked, and in which time; or that it is learned by choice."""
    _ask(pathway, edit_token, on, asked_of, asked_within)


@act(Can.ASK_MODULE)
def ask_module(module, *, by, edit_token, on, asked_of, asked_within):
    """Say of whom it is asked, whatever its pathway says."""
    _ask(module, edit_token, on, asked_of, asked_within)


def _ask(record, edit_token, on, asked_of, asked_within):
    """Whoever works here already has as long from this day on as newcomers have from theirs."""
    unless_changed(as_asked(record), edit_token=edit_token)
    record.asked_of = asked_of
    record.asked_since = (record.asked_since or on) if asked_of else None
    record.asked_within = asked_within if asked_of else None
    record.save(update_fields=["asked_of", "asked_since", "asked_within"])


@act(Can.ADD_MODULE, when=_unless_closed)
def add_module(pathway, *, by, id, **said):
    """The next module of a pathway."""
    number = pathway.modules.count() + 1
    return Module.objects.create(id=id, pathway=pathway, programme=pathway.programme, number=number, **said)


@anonymous
def let_pathway_go(pathway):
    """Delete a pathway with which nobody has done anything, for an act that takes it back."""
    pathway.modules.all().delete()
    Pathway.objects.filter(pk=pathway.pk).delete()


@act(Can.CHANGE_MODULE)
def change_module(module, *, by, edit_token, **said):
    """Say it anew, or close it: what somebody has completed stays as it is, and falls due when it was to."""
    _rewrite(module, edit_token, said)


def _rewrite(record, edit_token, said):
    unless_changed(as_kept(record), edit_token=edit_token)
    for name, value in said.items():
        setattr(record, name, value)
    record.save(update_fields=list(said))


# A course
@act(Can.PLAN_COURSE, when=_unless_closed)
def plan_course(module, *, by, id, days, **said):
    """A course for a module: where, who leads it, for how many, and on which days. `days` says first and how often."""
    course = Course.objects.create(id=id, module=module, programme=module.programme, **said)
    for week in range(days["weeks"]):
        on = days["on"] + timedelta(weeks=week)
        CourseDay.objects.create(course=course, on=on, at=days["at"], minutes=days["minutes"])
    return course


@act(Can.CHANGE_COURSE, when=_unless_finished)
def change_course(course, *, by, edit_token, on, **said):
    """Say it anew. Where there is more room now, those who wait longest have a place."""
    _rewrite(course, edit_token, said)
    while places_free(course) and _move_up(course, on):
        pass


@act(Can.ADD_DAY)
def add_day(course, *, by, id, on, at, minutes):
    """One more day. Whoever takes part reads of it, unless the course is finished and the day was only forgotten."""
    _unless_after_its_end(course, on)
    return CourseDay.objects.create(id=id, course=course, on=on, at=at, minutes=minutes)


@act(Can.CHANGE_DAY)
def change_day(day, *, by, edit_token, on, at, minutes, is_cancelled):
    """Another day or hour, or none. Whoever takes part reads of it, unless the course is finished."""
    _unless_after_its_end(day.course, on)
    unless_changed(as_day(day), edit_token=edit_token)
    day.on, day.at, day.minutes, day.is_cancelled = on, at, minutes, is_cancelled
    day.save(update_fields=["on", "at", "minutes", "is_cancelled"])


@act(Can.TAKE_PLACE, when=_unless_finished)
def take_place(course, *, by, id, at, on):
    """Somebody takes a place, or one on the waiting list. Of two who take the last one together, one has it.

    The course is held while a place is given.
    """
    if holds_a_place(course, by):
        raise Refused(_("You take part in this course already. Nothing was changed."))
    placed_on = on if places_free(course) else None
    return Enrolment.objects.create(id=id, course=course, learner=learner_of(by), asked_at=at, placed_on=placed_on)


@act(Can.GIVE_PLACE_BACK, when=_place_can_be_given_back)
def give_place_back(enrolment, *, by, on):
    """A place is free again, and whoever waits longest has it: it is them that this returns."""
    course = Course.objects.select_for_update(of=("self",), no_key=True).get(pk=enrolment.course_id)
    _unless_finished(course)
    if enrolment.left_on:
        raise Refused(_("This place was given back already. Nothing was changed."))
    enrolment.left_on = on
    enrolment.save(update_fields=["left_on"])
    return _move_up(course, on) if enrolment.placed_on else None


def _move_up(course, on):
    """Whoever is giving theirs back at this very moment is passed over."""
    waiting = course.enrolments.filter(WAITS_FOR_ONE).order_by("asked_at", "pk")
    waits = waiting.select_for_update(skip_locked=True, no_key=True).first()
    if waits:
        waits.placed_on = on
        waits.save(update_fields=["placed_on"])
    return waits


@act(Can.NOTE_WHO_CAME, when=_unless_cancelled)
def note_who_came(day, *, by, edit_token, today, came):
    """Note who came on a day of a course."""
    if day.on > today:
        raise Refused(_("This day has not come yet."))
    unless_changed(as_noted(day), edit_token=edit_token)
    day.noted_on = today
    day.save(update_fields=["noted_on"])
    day.came.set(who_has_a_place(day.course).filter(pk__in=came))


@act(Can.FINISH_COURSE, when=_unless_finished)
def finish_course(course, *, by, on, done):
    """The course is over, and counts for these. Whoever still waited waits no more."""
    course.finished_on = on
    course.save(update_fields=["finished_on"])
    course.enrolments.filter(WAITS_FOR_ONE).update(left_on=on)
    _count_for(course, done, by=by)


@act(Can.FINISH_COURSE, when=_is_finished)
def count_anew(course, *, by, edit_token, done):
    """Put right for whom a finished course counts. What a valid certificate rests on stays."""
    unless_changed(as_counted(course), edit_token=edit_token)
    no_more = counts_for(course).exclude(learner__in=who_has_a_place(course).filter(pk__in=done).values("learner"))
    if certified := certified_by(no_more):
        told = _("The certificate of %(name)s rests on this course. Take it back first, then go on here.")
        raise Refused(told % {"name": certified.learner.user.name}, field="done")
    no_more.delete()
    _count_for(course, done, by=by)


def _count_for(course, done, *, by):
    for enrolment in who_has_a_place(course).filter(pk__in=done):
        _complete(enrolment.learner, course.module, Completion.Way.COURSE, on=course.finished_on, by=by)


# What somebody did and lived
@act(Can.ASK_TO_COUNT)
def ask_to_count(module, *, by, id, on, practice, reflection, experience):
    """Somebody tells what they have done, thought about and lived, and asks to talk about it."""
    learner = learner_of(by)
    if module.conversations.filter(learner=learner, held_on=None).exists():
        raise Refused(_("You have asked already, and somebody will talk with you about it."))
    said = {"practice": practice, "reflection": reflection, "experience": experience}
    return Conversation.objects.create(
        id=id, programme=module.programme, module=module, learner=learner, asked_on=on, **said
    )


@act(Can.HOLD_CONVERSATION, when=_not_talked_about_yet)
def hold_conversation(conversation, *, by, today, on, counts, words):
    """They talked about it: it counts, or something is still missing, and the words say what."""
    if on > today:
        raise Refused(_("This day has not come yet."), field="on")
    if not counts and not words:
        raise Refused(_("Please say what is still missing, so that they know how to go on."), field="words")
    conversation.held_on, conversation.by, conversation.counts, conversation.words = on, by, counts, words
    conversation.save(update_fields=["held_on", "by", "counts", "words"])
    if counts:
        _complete(conversation.learner, conversation.module, Completion.Way.CONVERSATION, on=on, by=by)


def _complete(learner, module, way, *, on, by):
    renew_by = months_later(on, module.renewed_after) if module.renewed_after else None
    told = {"way": way, "by": by, "renew_by": renew_by}
    Completion.objects.get_or_create(learner=learner, module=module, on=on, defaults=told)


# Certificates
@act(Can.ISSUE_CERTIFICATE)
def issue_certificate(pathway, *, by, id, on, learner):
    """Whoever has a whole pathway behind them gets a certificate: signed once, in their language, and shown to nobody.

    It is valid until the first of its modules falls due again.
    """
    if learner.user_id == by.pk:
        raise Refused(_("Somebody else who coordinates has to issue yours."), field="learner")
    found = who_has_it_all(pathway).filter(pk=learner.pk).first()
    if found is None:
        raise Refused(_("They have a valid certificate, or not every module behind them."), field="learner")
    modules = modules_of(pathway)
    told = {"programme": pathway.programme, "issued_on": on, "until": valid_until(found, modules), "by": by}
    certificate = Certificate(id=id, pathway=pathway, learner=found, **told)
    with override(found.user.language):
        certificate.signed = certificates.sign(certificate, modules, found.user.name)
    certificate.save(force_insert=True)
    return certificate


@act(Can.SHOW_CERTIFICATE)
def show_certificate(certificate, *, by, edit_token, is_public):
    """Its holder shows it to everyone who has its address, or to nobody any more."""
    unless_changed([certificate.is_public], edit_token=edit_token)
    certificate.is_public = is_public
    certificate.save(update_fields=["is_public"])


@act(Can.REVOKE_CERTIFICATE, when=_not_taken_back_yet)
def revoke_certificate(certificate, *, by, on, why):
    """A certificate is taken back. Its holder reads why; others only that it was."""
    certificate.revoked_on, certificate.why_revoked = on, why
    certificate.save(update_fields=["revoked_on", "why_revoked"])


# Hours
@act(Can.LOG_HOURS)
def log_hours(programme, *, by, id, today, on, minutes, kind, words, evidence=None):
    """Note time that one learned, for oneself, with a photo or a PDF that shows it."""
    _unless_ahead(on, today)
    said = {"on": on, "minutes": minutes, "kind": kind, "words": words}
    hours = Hours.objects.create(id=id, programme=programme, learner=learner_of(by), **said)
    _keep_evidence(hours, evidence)
    return hours


@act(Can.CHANGE_HOURS)
def change_hours(hours, *, by, edit_token, today, on, minutes, kind, words, evidence=None, without_evidence=False):
    """Write it anew. Other evidence takes the place of what there is."""
    _unless_ahead(on, today)
    unless_changed(as_logged(hours), edit_token=edit_token)
    hours.on, hours.minutes, hours.kind, hours.words = on, minutes, kind, words
    hours.save(update_fields=["on", "minutes", "kind", "words"])
    if evidence or without_evidence:
        Evidence.objects.filter(hours=hours).delete()
    _keep_evidence(hours, evidence)


@act(Can.CHANGE_HOURS)
def let_hours_go(hours, *, by):
    """Delete them for good."""
    Hours.objects.filter(pk=hours.pk).delete()


def _keep_evidence(hours, file):
    if file:
        Evidence.objects.create(hours=hours, file=file)


def _unless_ahead(on, today):
    if on > today:
        raise Refused(_("This day has not come yet."), field="on")


@anonymous
def learner_of(user):
    """Return somebody as one who learns, with a key of their own: made when it is first needed."""
    found = Learner.objects.select_related(*Learner.always_with).filter(user=user).first()
    return found or Learner.objects.create(user=user, key=Key.kept())
