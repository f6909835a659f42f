"""The two doors: `needs` is the only way in to a record, `act` the only way to change one."""

from datetime import date
from enum import Enum
from functools import cache, reduce, wraps
from hashlib import sha256
from operator import or_
from typing import Any
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, models, transaction
from django.http import Http404
from django.shortcuts import resolve_url
from django.urls import resolve
from django.utils.translation import gettext_lazy as _

from wayfellow.access.asking import relations_in, to_hold, to_read, whole, with_signs
from wayfellow.access.open_values import Asked
from wayfellow.access.policy import POLICY, RELATIONS, all_relations, relations_for
from wayfellow.access.roles import command_line
from wayfellow.access.tellings import FOLLOWED_BY
from wayfellow.journal import models as journal
from wayfellow.vault.models import KeyDestroyed

ERASED = _("What was written about this person has been erased, so nothing can be added. Nothing was changed.")

# The deeds of the acts that ask something of their record before anything else
ASKED_FIRST: set[Any] = set()


class Refused(Exception):
    """The rules do not allow this now. The message is for the person who asked; `field` says where they typed."""

    def __init__(self, message, *, field=None):
        super().__init__(message)
        self.message, self.field = message, field


class CommandLine:
    """The operator at the machine itself: no account, and only the deeds named for the command line."""

    pk = None


COMMAND_LINE = CommandLine()


class DoneBefore(UUID):
    """The token of a form that is known to have done its act: an act that gets it does nothing."""


class OnlyAsking(UUID):
    """The token of a page that asks of its act whether it could be done now: an act that gets it does nothing."""


class Possible(Exception):
    """What an act answers where it was only asked: nothing of what it asks first stands in the way."""


class LinkHolder:
    """Whoever shows a link that somebody gave them: no account, never signed in, and only what that link opens."""

    pk = None
    is_authenticated = False

    def __init__(self, token):
        self.fingerprint = sha256(token.encode()).hexdigest()


def _account(by):
    """Return who it was, for the journal, where there is an account to name."""
    return None if isinstance(by, CommandLine | LinkHolder) else by


def _who(by):
    """Return what tells this one from everybody else who acts."""
    return type(by).__name__, by.pk or getattr(by, "fingerprint", "")


def _is_nobody(user):
    return not user.is_authenticated and not isinstance(user, LinkHolder)


def allowed(user, can, records):
    """Return those of the records that this user may do this with."""
    relations = relations_for(can, records.model)
    if not relations or _is_nobody(user):
        return records.none()
    return records.filter(reduce(or_, (relation(user) for relation in relations)))


def may(user, can, record):
    return allowed(user, can, type(record).objects.filter(pk=record.pk)).exists()


def deeds_of(user, record):
    """Return everything this reader may do with the record, in one statement."""
    model: Any = type(record)
    found = with_signs(user, model.objects.filter(pk=record.pk)).get()
    return _deeds(model, relations_in(found, all_relations(model)))


def needs(can, load=None):
    """Give the view a record its reader may do this with, or answer 404 as if there were none.

    The record arrives with `deeds`, all that its reader may do with it, and through `load`,
    a query that says what the page shows of it. Readings of a person's record are journalled.
    """
    model = record_type(can)

    def decorate(view):
        @wraps(view)
        def guarded(request, pk, **place):
            return view(request, enter(request.user, can, model, pk, load=load), **place)

        return _marked(guarded, needs=(can, model), load=load)

    return decorate


def enter(user, can, model, pk, load=None):
    """Open the door in by hand, for the page that shows a form again with what was typed."""
    record = None if _is_nobody(user) else _read(user, model, load or whole, pk)
    if record is None:
        raise Http404
    record.relations = relations = relations_in(record, all_relations(model))
    record.deeds = _deeds(model, relations)
    if can not in record.deeds:
        raise Http404
    if can.is_reading and (first := _reads_as(can, model, relations)):
        each_time = RELATIONS[first].each_time
        journal.write_reading(can, by=user, relation=first, record=record, each_time=each_time)
    return record


def _read(user, model, load, pk):
    return to_read(model, load, connection.vendor).first(_asked(user, model, pk))


def enter_all(user, can, records):
    """Open the door in to several records at once: those that the reader may do this with, each reading journalled."""
    model = records.model
    found = list(with_signs(user, allowed(user, can, records)))
    stood = [(_reads_as(can, model, relations_in(record, all_relations(model))), record) for record in found]
    journal.write_readings(can, by=user, read=[(relation, record) for relation, record in stood if relation])
    return found


def _reads_as(can, model, relations):
    """Return the relation in which somebody reads what is not their own; None, where it is: that needs no line."""
    return None if any(RELATIONS[name].is_own for name in relations) else _first(can, model, relations)


def public(view):
    """Say that a page is for anyone."""
    return _marked(view, needs=None)


def private(view):
    """Say that a page opens to whoever has its address: no log holds it, no cache, and a quick way out is at hand."""
    return _marked(view, is_private=True)


def is_private(request):
    """Return whether the page that is asked for says that it opens to whoever has its address."""
    return bool(request.resolver_match) and getattr(request.resolver_match.func, "is_private", False)


def signed_in(view):
    """Say that a page shows its reader only what is already theirs: each list on it passes through `allowed`."""
    return _marked(view, needs="signed in")


def act(can, when=None):
    """Make a function an act: allowed to `by`, done whole or not at all, once, and written in the journal.

    The record is locked and read afresh before the function sees it. `idempotency_key` is the form's own token:
    the same one again changes nothing, and returns what was made then, marked as `done_before`, or None where
    nothing was made (I7). Raises `PermissionDenied`.
    `when` asks of the record, before anything else, whether this can be done as it stands. A page whose form does this
    act asks the same as it is opened, and does not have somebody write what cannot be sent.
    What an act finds out and the journal should say, an id or a code, it leaves on the record as `facts`.
    """
    model = record_type(can)
    ASKED_FIRST.update([can] if when else [])

    def decorate(do):
        @wraps(do)
        def done(record, *, by, idempotency_key=None, **details):
            _answer_if_only_asked(idempotency_key, when, record)
            line = idempotency_key and _line_of(idempotency_key, by, can, record)
            if isinstance(idempotency_key, DoneBefore):
                return _made_then(line, record)
            try:
                with transaction.atomic():
                    held = _held(by, can, model, record.pk)
                    _ask(when, held)
                    result = do(held, by=_account(by), **details)
                    record_of_it = result if isinstance(result, models.Model) else held
                    written = journal.write(
                        can,
                        by=_account(by),
                        relation=held.relation,
                        record=record_of_it,
                        facts=_facts(details) | getattr(held, "facts", {}),
                        key=_key_of(held, record_of_it),
                        id=line,
                    )
                    if can in FOLLOWED_BY:
                        FOLLOWED_BY[can](written)
            except (IntegrityError, PermissionDenied, Refused):
                # The first of two taps may have moved the record on; the second is not told off for it.
                if line and journal.is_written(line):
                    return _made_then(line, record)
                raise
            except KeyDestroyed as gone:
                raise Refused(ERASED) from gone
            _hand_back(held, record)
            return result

        return done

    return decorate


def _ask(when, record):
    if when:
        when(record)


def _answer_if_only_asked(idempotency_key, when, record):
    if isinstance(idempotency_key, OnlyAsking):
        _ask(when, record)
        raise Possible


def was_done(idempotency_key, *, by, can, record):
    """Return whether this very form did its act before."""
    return journal.is_written(_line_of(idempotency_key, by, can, record))


def _line_of(idempotency_key, by, can, record):
    return journal.of_an_act(idempotency_key, *_who(by), can, record.pk)


def _made_then(line, record):
    """Return what the first of two taps made, if it made something and it is still there."""
    made = journal.record_of(line)
    if made is None or made == record:
        return None
    made.done_before = True
    return made


def _hand_back(held, record):
    """Have the caller's record say what is kept now, with all that was read with it."""
    for field in held._meta.concrete_fields:
        vars(record)[field.attname] = vars(held)[field.attname]
    record._state.fields_cache = held._state.fields_cache


def anonymous(do):
    """Mark a change that stands in no journal, for nobody in particular makes it or it is no deed yet.

    It is done whole or not at all.
    """

    @wraps(do)
    def done(*records, **details):
        with transaction.atomic():
            return do(*records, **details)

    return done


def _held(by, can, model, pk):
    if by is COMMAND_LINE:
        if command_line not in POLICY[model._meta.label][can]:
            raise PermissionDenied(can)
        record = whole(model).select_for_update(of=("self",), no_key=True).get(pk=pk)
        record.relation = command_line.__name__
        return record
    relations = relations_for(can, model)
    if not relations or _is_nobody(by):
        raise PermissionDenied(can)
    record = to_hold(can, model, connection.vendor).first(_asked(by, model, pk))
    stands = record and relations_in(record, relations)
    if not stands:
        raise PermissionDenied(can)
    record.relation = _first(can, model, stands)
    return record


def _asked(who, model, pk):
    return Asked(who, model._meta.pk.get_db_prep_value(pk, connection))


@cache
def record_type(can):
    """Return the model of the records that this deed is done to."""
    return apps.get_model(next(label for label, deeds in POLICY.items() if can in deeds))


def _deeds(model, relations):
    return frozenset(
        can
        for can in POLICY[model._meta.label]
        if any(relation.__name__ in relations for relation in relations_for(can, model))
    )


def _first(can, model, relations):
    """Return the first relation in the policy's own order that opened this door."""
    return next(relation.__name__ for relation in relations_for(can, model) if relation.__name__ in relations)


def _facts(details):
    """Keep of an act's details what is an id or a code; words never reach the journal."""
    return {name: fact for name, value in details.items() if (fact := _fact(value)) is not None}


def _key_of(*records):
    """Return the key of the person an act is about, if the act has not destroyed it."""
    about = [each for each in records if hasattr(each, "about_person") and hasattr(each, "sealing_key")]
    keys = (each.sealing_key() for each in about)
    return next((key for key in keys if not key.is_destroyed), None)


def _fact(value):
    match value:
        case models.Model():
            return str(value.pk)
        case Enum():
            return value.value
        case bool():
            return value
        case date():
            return value.isoformat()
    return None


def closed_by_default(get_response):
    """Middleware: a page that says nothing is for nobody, and who may not is told there is no such page."""

    def middleware(request):
        return get_response(request)

    def process_view(request, view, args, kwargs):
        if getattr(view, "needs", "signed in") is not None and not request.user.is_authenticated:
            if request.method == "POST":
                return sign_in_first(request)
            return redirect_to_login(request.get_full_path())
        return None

    def process_exception(request, problem):
        if isinstance(problem, PermissionDenied):
            raise Http404 from problem

    return _marked(middleware, process_view=process_view, process_exception=process_exception)


def sign_in_first(request):
    """Answer with the page to sign in on, which holds on to what was sent."""
    return resolve(resolve_url(settings.LOGIN_URL)).func(request)


def _marked(function: Any, **of_itself: Any) -> Any:
    """Have a function say of itself what the framework, the second step and the tests ask it."""
    vars(function).update(of_itself)
    return function
