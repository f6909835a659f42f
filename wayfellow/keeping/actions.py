"""What someone does with what is kept about them; how long it is kept; and how it goes."""

import uuid
from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from wayfellow.access.edit_tokens import unless_changed
from wayfellow.access.guard import COMMAND_LINE, Refused, act, anonymous
from wayfellow.choices.actions import forget_who_asked
from wayfellow.drafts import actions as drafts
from wayfellow.groups import actions as groups
from wayfellow.journeys.actions.within import take, unless_chosen
from wayfellow.journeys.lifecycle import Transition
from wayfellow.journeys.models import (
    Addition,
    Arrangement,
    Break,
    EarlierNote,
    EarlierReferral,
    Introduction,
    Journey,
    OneSide,
    RecordedChoice,
    Strike,
)
from wayfellow.keeping.access import Can
from wayfellow.keeping.models import Erasure
from wayfellow.keeping.queries import (
    as_settled,
    half_erased,
    is_known_otherwise,
    kinds_that_change,
    law_asks_until,
    snapshot_of,
)
from wayfellow.people.models import (
    Merge,
    NewAddress,
    OwnCalendar,
    Person,
    ProposedReach,
    Reach,
    Session,
    User,
    new_code,
)
from wayfellow.people.queries import works_here
from wayfellow.preferences.models import Preference
from wayfellow.surveys.models import Answers, Mail
from wayfellow.surveys.models import Invitation as SurveyInvitation
from wayfellow.vault import register
from wayfellow.vault.models import Key
from wayfellow.vault.vacuum import vacuum_tables

COOLING_OFF = timedelta(days=14)
SAY_WHO_THEY_ARE = [Key, Person, User, NewAddress, Session, Authenticator]
TELL_WHO_CAME_FIRST = [Answers, SurveyInvitation]


@act(Can.CHANGE_DETAILS)
def change_details(person, *, by, edit_token, details, reach, reads):
    """The person corrects their name, languages and gender, and how to reach them (I8).

    `reads`: the language of the pages and letters they read.
    """
    unless_changed(snapshot_of(person), edit_token=edit_token)
    person.facts = kinds_that_change(person, details | reach)
    for name, value in details.items():
        setattr(person, name, value)
    person.save(update_fields=list(details))
    by.name, by.language = person.name, reads
    by.save(update_fields=["name", "language"])
    gave = {"email_is_theirs": bool(reach["email"])} if person.facts.get("email") else {}
    Reach.objects.update_or_create(person=person, defaults=reach | gave)


@act(Can.TAKE_ALONG)
def take_along(person, *, by):
    """Everything about someone leaves the installation, at the machine itself. The person reads that it did."""


@act(Can.SET_JURISDICTION)
def set_jurisdiction(programme, *, by, jurisdiction):
    """Say under which law a programme is."""
    programme.jurisdiction = jurisdiction
    programme.save(update_fields=["jurisdiction"])


@act(Can.CHANGE_RETENTION)
def change_retention(rule, *, by, edit_token, days, at_least, why, is_checked):
    """Settle how long something is kept under the law of a place, and why."""
    unless_changed(as_settled(rule), edit_token=edit_token)
    if days is not None and days < at_least:
        raise Refused(_("The law requires longer than that. Please check both numbers."), field="days")
    rule.days, rule.at_least, rule.why, rule.is_checked = days, at_least, why, is_checked
    rule.save(update_fields=["days", "at_least", "why", "is_checked"])


@act(Can.ASK_ERASURE)
def ask_erasure(person, *, by, id, on):
    """The person asks that everything be erased. It happens after a time in which they can take it back."""
    if Erasure.objects.filter(person=person).exists():
        raise Refused(_("You have asked already. Nothing was changed."))
    due_on = max(on + COOLING_OFF, law_asks_until(person, on) or on)
    Erasure.objects.create(id=id, person=person, cause=Erasure.Cause.ASKED, asked_on=on, due_on=due_on)


@act(Can.TAKE_BACK_ERASURE)
def take_back_erasure(person, *, by):
    """The person would rather stay. Everything is as it was."""
    if not Erasure.objects.filter(person=person).delete()[0]:
        raise Refused(_("Nothing was waiting to be erased. Nothing was changed."))


@act(Can.ERASE)
def erase(person, *, by, on, certificate=None, cause=Erasure.Cause.ASKED):
    """Destroy the key of all that is written about someone, and wipe who they are. What was counted stays counted.

    Returns the number of the certificate: the one the person was given when they asked, or `certificate`.
    """
    if person.erased_on:
        raise Refused(_("Everything about this person was already erased. Nothing was changed."))
    _unless_the_law_asks_to_keep_it(person, on)
    for emptied in _what_became_one_with(person):
        erase(emptied, by=COMMAND_LINE, on=on, cause=cause)
    for journey in Journey.objects.filter(person=person).select_for_update(of=("self",)).order_by("pk"):
        _end(journey, on=on)
    _let_go_of_what_was_only_theirs(person)
    groups.leave_all(person, on=on)
    forget_who_asked(person, on=on)
    drafts.forget(about=person.key)
    register.destroy(person.key, on=on)
    # In the middle of a restore the key that would make the mark may not be there yet.
    code = "" if cause == Erasure.Cause.RESTORED else Erasure.mark_of(person.code)
    _forget_who_they_are(person, on=on)
    transaction.on_commit(_let_go_of_who_they_were, robust=True)
    return _certify(person, certificate or uuid.uuid4(), cause=cause, on=on, code=code).pk


@act(Can.TAKE_BACK_REFERRAL, when=unless_chosen)
def take_back_referral(journey, *, by, on):
    """Nothing of a referral that was begun by mistake is kept. Who is known here only by it is erased.

    Whoever has a space of their own keeps it, and reads there that something was proposed by mistake.
    """
    person = journey.person
    person.proposed_reach.filter(by=by, answered_on=None, on__gte=journey.referred_on).delete()
    by.drafts.filter(place__contains=str(journey.pk)).delete()
    journey.delete()
    if not is_known_otherwise(person):
        erase(person, by=COMMAND_LINE, on=on)
    return person


@anonymous
def apply_register(path, *, on):
    """After an older backup was restored, erase again whoever had been erased: their words, and who they are."""
    register.apply(path)
    while person := half_erased().first():
        erase(person, by=COMMAND_LINE, on=on, cause=Erasure.Cause.RESTORED)


def _what_became_one_with(person):
    """The records that were emptied into this one: their keys open what the journal says, so they go with it (I11)."""
    emptied = Merge.objects.filter(person=person, state=Merge.State.DONE).values("other")
    return Person.objects.filter(pk__in=emptied, erased_on=None).order_by("pk")


def _unless_the_law_asks_to_keep_it(person, on):
    until = law_asks_until(person, on)
    if until and not person.key.is_destroyed:
        raise Refused(_("The law of the place requires it to be kept until %(day)s.") % {"day": date_format(until)})


def _end(journey, *, on):
    """A journey of somebody erased is over, and no longer says who stood around it."""
    if journey.is_together:
        take(Transition.STOP, journey, on=on)
    elif journey.is_choosing or journey.is_finding:
        take(Transition.SAY_NOT_NOW, journey, on=on)
    SurveyInvitation.objects.filter(pk=journey.survey).delete()
    journey.offers.all().delete()
    around = {
        "referrer": None,
        "first_referrer": None,
        "greeter": None,
        "peer": None,
        "survey": None,
        "yes_told_on": None,
    }
    said = {"offer_accepted": False, "notes_passed_on": False, "tell_team": False, "will_introduce": False}
    for name, value in {**around, **said}.items():
        setattr(journey, name, value)
    journey.save(update_fields=[*around, *said])


def _let_go_of_what_was_only_theirs(person):
    """No figure counts these, so not even the empty rows stay."""
    person.visits.all().delete()
    person.supports.all().delete()
    Preference.objects.filter(person=person).delete()
    person.plan.all().delete()
    person.invitations.all().delete()
    person.stories.all().delete()
    person.own_answers.all().delete()
    person.shown.all().delete()
    OneSide.objects.filter(journey__person=person).delete()
    RecordedChoice.objects.filter(journey__person=person).delete()
    Strike.objects.filter(journey__person=person).delete()
    Mail.objects.filter(person=person).delete()
    person.knows.clear()
    Merge.objects.filter(Q(person=person) | Q(other=person)).delete()
    Reach.objects.filter(person=person).delete()
    ProposedReach.objects.filter(person=person).delete()
    Addition.objects.filter(accompaniment__journey__person=person).delete()
    EarlierReferral.objects.filter(journey__person=person).delete()
    EarlierNote.objects.filter(accompaniment__journey__person=person).delete()
    Arrangement.objects.filter(accompaniment__journey__person=person).delete()
    Introduction.objects.filter(journey__person=person).delete()
    Break.objects.filter(journey__person=person).delete()


def _forget_who_they_are(person, *, on):
    opened = person.openings.filter(closed_at=None).select_related("user").first()
    account, person.user = person.user or opened and opened.user, None
    person.name, person.code, person.language = _nobody(), new_code(), settings.LANGUAGE_CODE
    person.also_called = ""
    person.erased_on = on
    person.save(update_fields=["user", "name", "also_called", "code", "language", "erased_on"])
    person.openings.all().delete()
    OwnCalendar.objects.filter(user=account, section="my").delete()
    # Somebody who also works here keeps the account for that (I5).
    if account and not works_here(account):
        _close(account)


def _let_go_of_who_they_were():
    vacuum_tables(*SAY_WHO_THEY_ARE)


def _close(account):
    Session.objects.filter(user=account).delete()
    account.authenticator_set.all().delete()
    account.drafts.all().delete()
    account.security_lines.all().delete()
    account.ways_back.all().delete()
    account.calendars.all().delete()
    NewAddress.objects.filter(user=account).delete()
    account.name, account.email = _nobody(), f"{uuid.uuid4().hex}@erased.invalid"
    account.language, account.is_active, account.last_login = settings.LANGUAGE_CODE, False, None
    account.closed_at = None
    account.set_unusable_password()
    account.save(update_fields=["name", "email", "language", "is_active", "last_login", "closed_at", "password"])


def _nobody():
    with override(settings.LANGUAGE_CODE):
        return gettext("(erased)")


def _certify(person, certificate, *, cause, on, code):
    asked = {"id": certificate, "cause": cause, "asked_on": on, "due_on": on}
    erasure = Erasure.objects.filter(person=person).first() or Erasure(**asked)
    erasure.person, erasure.done_on, erasure.key, erasure.code = None, on, person.key_id, code
    erasure.save()
    return erasure
