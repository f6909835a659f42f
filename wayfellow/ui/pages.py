"""A page with a form on it: the two doors, what was typed, and where to go next."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, time
from functools import partial, wraps
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.core.validators import validate_email
from django.db import DEFAULT_DB_ALIAS
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from wayfellow.access.deeds import Deed
from wayfellow.access.edit_tokens import edit_token_of
from wayfellow.access.guard import (
    ASKED_FIRST,
    DoneBefore,
    OnlyAsking,
    Possible,
    Refused,
    enter,
    is_private,
    record_type,
    signed_in,
    was_done,
)
from wayfellow.journal.models import tied_to
from wayfellow.ui import clinical, later
from wayfellow.ui.paging import page_of

MOST_CHARACTERS = 20_000
LONGEST_LINE = 200
YEARS_BACK, YEARS_AHEAD = 10, 5
UNPROCESSABLE = 422
WRITTEN_IN = {forms.Textarea, forms.TextInput}
LOST = _("Part of this page got lost on the way. Please send it once more.")
IN_OUR_WORDS = {
    "min_value": _("The smallest number that fits here is %(limit_value)s."),
    "max_value": _("The largest number that fits here is %(limit_value)s."),
    "invalid_choice": _("This can no longer be chosen. Please choose again."),
}
WANTED_OF_THE_DEVICE = ", ".join(
    f"{sense}=()" for sense in ["camera", "display-capture", "geolocation", "microphone", "payment", "usb"]
)
# What a form brings along beside its questions and their edit token
OF_THE_PAGE = {"idempotency_key", "draft", "draft_before"}
NO_ANSWERS = OF_THE_PAGE | {"csrfmiddlewaretoken", "whose", clinical.KEPT}


class Form(forms.Form):
    """A form that carries a token of its own, so that sending it twice does its act once (I7).

    `record` is what the form is about, and came through the door: where it is sent, only once somebody asks for it.
    `place` is the address where what is half written is found again, and `begun` what was.
    `done` is said on the page that follows; nothing, where that page says it already.
    `from_a_link`: the questions that the address of a link to its page may answer beforehand. It says no secret.
    """

    all_optional = False
    done: object = _("Done.")
    from_a_link: list[str] = []
    changed_meanwhile = ()
    not_kept, elsewhere = "", ()
    about_a_person = False  # its words are about a person who reads them, and mostly somebody else's (I2)
    looks_clinical: dict[str, bool] = {}  # whose words do, and whether they are to stay
    closed: object = ""  # why it cannot be sent as things stand, said before anybody writes
    idempotency_key = forms.UUIDField(
        widget=forms.HiddenInput,
        initial=uuid.uuid4,
        error_messages={"required": LOST, "invalid": LOST},
    )

    def __init__(self, *args, record=None, number="", door=None, reader=None, place=None, begun=None, **kwargs):
        self.number, self.door, self.reader, self.begun = number, door, reader, begun
        if record is not None:
            self.record, self.number = record, record.pk
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.prepare()
        for field in self.fields.values():
            _speak_plainly(field)
        if place and self.keeps_draft:
            self._keep_a_draft()

    @cached_property
    def record(self):
        return self.door and self.door(self.number)

    @property
    def asks(self):
        """Whether its page shows the questions: also of what can no longer be sent, where somebody wrote already."""
        return not self.closed or self.is_bound or bool(self.begun)

    def close(self, why):
        """Say why it cannot be sent, also where something else was wrong first with what was sent."""
        self.closed = why
        if why and self.is_bound and str(why) not in self.non_field_errors():
            self.add_error(None, why)

    @property
    def keeps_draft(self):
        """Whether what is half written is kept: wherever somebody writes in words of their own."""
        return any(isinstance(field.widget, forms.Textarea) for field in self.fields.values())

    def kept_meanwhile(self):
        """Return what was kept since the page was opened, with days and hours as its reader writes them."""
        return [(label, _as_read(value)) for label, value in self.changed_meanwhile]

    def _keep_a_draft(self):
        """Let the page say which hand writes, and which it goes on from; and go on where somebody left off."""
        for name, initial in [("draft", uuid.uuid4), ("draft_before", "")]:
            self.fields[name] = forms.UUIDField(
                required=False, widget=forms.HiddenInput, initial=initial, error_messages={"invalid": LOST}
            )
        if self.begun:
            said = MultiValueDict(self.begun.fields)
            for name in self.fields.keys() - OF_THE_PAGE:
                self.initial[name] = self.fields[name].widget.value_from_datadict(said, {}, name)
            self.initial["draft_before"] = self.begun.hand

    def as_draft(self):
        """Return what was sent in answer to its questions, as a browser sends it: what a draft holds."""
        asked = [name for name, field in self.fields.items() if not field.widget.needs_multipart_form]
        names = [name for name in asked if name in self.data and name not in OF_THE_PAGE]
        return {name: self.data.getlist(name) for name in names}

    def words_in(self, typed):
        """Return what somebody wrote in words of their own, as (what the question is called, the words)."""
        asked = {name: field for name, field in self.fields.items() if type(field.widget) in WRITTEN_IN}
        said = [(field.label, " ".join(typed.get(name, []))) for name, field in asked.items()]
        return [(label, words) for label, words in said if words.strip()]

    def show_beside(self, other):
        """Show what another page of the same writer has kept, so that keeping this replaces nothing unseen (I8)."""
        self.elsewhere = self.words_in(other.fields)
        self.initial["draft_before"] = other.hand

    def clean_idempotency_key(self):
        return self.tied(self.cleaned_data["idempotency_key"])

    def tied(self, token):
        return self.tie(token, self.reader, self.number)

    @classmethod
    def tie(cls, token, reader, pk):
        """Tie a token to whose form it is, and to what: what is made under it gets no id that was sent."""
        return tied_to("form", token, *((reader.pk, cls.__name__, pk) if reader else ()))

    def prepare(self):
        """Fit the fields to the record, where a form does so."""

    def _post_clean(self):
        super()._post_clean()
        if self.about_a_person:
            clinical.ask(self)

    def look_again(self, record):
        """Take up the record as it is kept now, before the page comes back with what was typed."""
        self.record = record
        self.data = self.data.copy()
        if "idempotency_key" in self.errors:
            self.data["idempotency_key"] = uuid.uuid4()
        if "draft_before" in self.errors:
            self.data["draft_before"] = ""

    def answers(self):
        """What the act is given: everything but the token."""
        return {name: value for name, value in self.cleaned_data.items() if name not in OF_THE_PAGE}


def _speak_plainly(field):
    """Say what does not fit in words of ours, where the question has none of its own, and without what was sent."""
    for code, words in IN_OUR_WORDS.items():
        if field.error_messages.get(code) == field.default_error_messages.get(code):
            field.error_messages[code] = words


def _as_read(value):
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return date_format(value) if isinstance(value, date) else value


class Rewriting(Form):
    """A form over words that are kept already: it brings its act a token of what the page showed (I8)."""

    done = _("Saved.")
    edit_token: forms.Field = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            self._go_on_from(str(self.fresh_edit_token()))

    def _go_on_from(self, fresh):
        """Show what was kept since somebody began to write, so that sending replaces nothing unseen."""
        if self.begun and self.initial["edit_token"] != fresh:
            self.changed_meanwhile = self.snapshot_as_read()
        self.initial["edit_token"] = fresh

    def fresh_edit_token(self):
        """Return the token of what is kept now."""
        return edit_token_of(self.snapshot())

    def snapshot(self):
        """Return all that sending this form would replace, the very list that its act compares."""
        raise NotImplementedError

    def snapshot_as_read(self):
        """Return the same for a reader, as (what it is called, the words)."""
        raise NotImplementedError

    def look_again(self, record):
        """Show what was kept meanwhile, so that sending again replaces nothing unseen."""
        super().look_again(record)
        fresh = str(self.fresh_edit_token())
        if self.data.get("edit_token") != fresh:
            self.changed_meanwhile = self.snapshot_as_read()
            self.data["edit_token"] = fresh


class TakingAway(Form):
    """A form after which its record is gone. It knows where that stood, so that the second of two taps leads there."""

    done = _("Removed.")
    stood_in = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            self.initial["stood_in"] = self.where()

    def where(self):
        """Return the number of the record whose page it stands on."""
        raise NotImplementedError


def words(label, *, help_text="", required=False, rows=3, initial=None, longest=MOST_CHARACTERS):
    """A field for somebody's own words."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        initial=initial,
        max_length=longest,
        widget=forms.Textarea(attrs={"rows": rows, "dir": "auto"}),
    )


def line(label, *, help_text="", required=False, longest=LONGEST_LINE, min_length=None, **attrs):
    """A few words on one line, which the device does not fill in with whoever sits before it."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=longest,
        min_length=min_length,
        widget=forms.TextInput(attrs={"autocomplete": "off"} | attrs),
    )


def reached(label, *, help_text, required=False):
    """A telephone number or an e-mail address, with a word beside it if somebody likes."""
    field = line(label, help_text=help_text, required=required)
    field.validators.append(_could_be_written_to)
    return field


def one_of(label, choices, *, help_text="", required=True, initial=None):
    """A question answered by one of a few."""
    return forms.TypedChoiceField(
        label=label,
        choices=getattr(choices, "choices", choices),
        coerce=choices if isinstance(choices, type) else str,
        help_text=help_text,
        required=required,
        initial=initial,
        widget=forms.RadioSelect,
    )


def some_of(label, choices, *, help_text="", required=False):
    """A question answered by none, one or several."""
    offered = getattr(choices, "choices", choices)
    return forms.MultipleChoiceField(
        label=label,
        choices=offered,
        help_text=help_text,
        required=required,
        widget=forms.CheckboxSelectMultiple,
    )


def day(label, *, help_text="", required=True, initial=None):
    """A day within reach of a journey: a slip of the finger in the year is noticed."""
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=required,
        initial=initial,
        validators=[_within_reach],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )


def still_to_come(on):
    """Check that a day is today or later."""
    if on < timezone.localdate():
        raise forms.ValidationError(_("Please choose today, or a day to come."))
    return on


def hour(label, *, required=False):
    """A time of the day, as hours and minutes."""
    picker = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    return forms.TimeField(label=label, required=required, widget=picker)


def _within_reach(on):
    this_year = timezone.localdate().year
    if not this_year - YEARS_BACK <= on.year <= this_year + YEARS_AHEAD:
        raise forms.ValidationError(_("This day is very long ago or very far ahead. Please check the year."))


def _could_be_written_to(said):
    for word in said.split():
        if "@" in word:
            validate_email(word.strip("<>()[].,;:"))


def yes_or_no(label, *, help_text=""):
    """A question that may stay open: what was not said is no “no”."""
    answers = forms.RadioSelect(choices=[("True", _("Yes")), ("False", _("No")), ("", _("Not said"))])
    return forms.NullBooleanField(label=label, help_text=help_text, required=False, widget=answers)


def tick(label, *, help_text="", required=False):
    return forms.BooleanField(label=label, help_text=help_text, required=required)


class Search(forms.Form):
    all_optional = True
    q = forms.CharField(label=_("Name, or a part of it"), required=False, max_length=120)


def list_page(request, records, column="name"):
    """Return what a list shows: one page of the records whose name holds what was looked for."""
    search = Search(request.GET, label_suffix="")
    sought = search.cleaned_data["q"] if search.is_valid() else ""
    named = records.filter(**{f"{column}__icontains": sought}) if sought else records
    page = page_of(request, named)
    return {"search": search, "page": page, "sought": sought, "base": f"?{urlencode({'q': sought})}"}


def posted(request):
    """Return what was sent, even when it is empty; None when the page is only opened."""
    return request.POST if request.method == "POST" else None


@contextmanager
def refusals_on(form: forms.Form) -> Iterator[None]:
    """Do here what a form is for: a refusal comes back on the form, where it was typed, with everything as it was."""
    try:
        yield
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)


def form_page(can, form_class, template, *, load=None, initial=None, language=None):
    """Make a page of a form: shown by GET, and on a good POST handed to the function below it.

    That function gets the record, `by`, `idempotency_key` and the answers, calls one act and returns where to go next;
    or, for what is shown this once only, a function that makes the page of the request.
    A refusal comes back on the same page, in place, with everything that was typed. What was sent and done before
    leads where it led then, even where the record is closed by now, or gone (I7).
    `language` says in which language it is shown, of the request and the record, where not in the reader's.
    What the act asks of the record before anything else (`when`) the page asks as it is opened: where that refuses, it
    says so at once and asks nothing. What somebody was writing meanwhile comes back with the refusal as ever.
    """
    model = record_type(can)

    def decorate(what_to_do):
        made = _FormPage(can, model, form_class, template, what_to_do, load, language)

        @wraps(what_to_do)
        def page(request, pk):
            if request.method == "POST" and later.LATER not in request.POST:
                return made.take(request, pk)
            record = enter(request.user, can, model, pk, load=load)
            show = partial(made.show, request)
            if request.method == "POST":
                return later.answer(form_class, request, record, show)
            filled_in = (initial(record) if initial else {}) | _said_by_a_link(request, form_class)
            return show(later.opened(form_class, request, record, filled_in), record)

        page.needs, page.load = (can, model), load
        page.form_class = form_class
        return page

    return decorate


def _said_by_a_link(request, form_class):
    return {name: request.GET[name] for name in form_class.from_a_link if name in request.GET}


@dataclass(frozen=True)
class _FormPage:
    """What is sent with a form: taken, shown again with what to look at, or known to have been done before."""

    can: Deed
    model: type
    form_class: type[Form]
    template: str
    what_to_do: Callable
    load: Callable | None
    language: Callable | None

    def show(self, request, form, record, status=200):
        form.close(self._why_closed(request, record))
        with override(self.language(request, record) if self.language else get_language()):
            return render(request, self.template, {"form": form, "record": record}, status=status)

    def _why_closed(self, request, record):
        """Return why the act of this page cannot be done as the record stands, asked of the act itself."""
        if self.can not in ASKED_FIRST:
            return ""
        asking = OnlyAsking(int=uuid.uuid4().int)
        try:
            self.what_to_do(record, by=request.user, idempotency_key=asking, answers=AsSent())
        except Refused as refusal:
            return refusal.message
        except Possible:
            pass
        return ""

    def take(self, request, pk):
        try:
            form, place = self._send(request, pk)
        except (Http404, PermissionDenied, ObjectDoesNotExist):
            if place := self._led_before(request, pk):
                return _go_on(request, place)
            raise
        if place:
            _say_it_is_done(request, form)
        if place := place or self._led_before(request, pk):
            return _go_on(request, place)
        record = enter(request.user, self.can, self.model, pk, load=self.load)
        form.look_again(record)
        return self.show(request, form, record, UNPROCESSABLE)

    def _send(self, request, pk):
        """Do what was asked. Return the form, and where to go next if it was done."""
        door = partial(enter, request.user, self.can, self.model, load=self.load)
        about = {"number": pk, "door": door, "reader": request.user, "place": request.path}
        form = self.form_class(request.POST, request.FILES, **about)
        if not form.is_valid():
            return form, None
        record = vars(form).get("record") or _numbered(self.model, pk)
        return form, _do(self.what_to_do, record, form, request)

    def _led_before(self, request, pk):
        """Return where this very form led when it was sent before, or nothing if it was not."""
        idempotency_key, record = _token_of(request, self.form_class, pk), _numbered(self.model, pk)
        if idempotency_key is None or not was_done(idempotency_key, by=request.user, can=self.can, record=record):
            return None
        said = AsSent((name, said) for name, said in request.POST.items() if name not in NO_ANSWERS)
        return self.what_to_do(
            record, by=request.user, idempotency_key=DoneBefore(int=idempotency_key.int), answers=said
        )


class AsSent(dict):
    """What was sent with a form that was done before, or is not sent yet. What it has no answer to is nothing."""

    def __missing__(self, name):
        return None

    def pop(self, name, default=None):
        return super().pop(name, default)


def _numbered(model, pk):
    """Return the record of this number, for an act to open, lock and read. No form and no page is made of it."""
    return model.from_db(DEFAULT_DB_ALIAS, [model._meta.pk.attname], [pk])


def _token_of(request, form_class, pk):
    """Return the token of a form that was sent, tied as the form ties it, whether or not it can be taken now."""
    try:
        return form_class.tie(uuid.UUID(request.POST.get("idempotency_key")), request.user, pk)
    except (TypeError, ValueError):
        return None


def _say_it_is_done(request, form):
    """Say so on the page that follows, unless the act has said more already."""
    if form.done and not len(messages.get_messages(request)):
        messages.success(request, str(form.done))


def _go_on(request, place):
    return place(request) if callable(place) else HttpResponseRedirect(place)


def installation_page(page):
    """Open a page about the installation at an address without a number: there is one, and it is the first."""

    @signed_in
    @wraps(page)
    def only(request):
        return page(request, 1)

    return only


def of_the_reader(page):
    """Open a page about an account at an address without a number: it is the reader's own."""

    @signed_in
    @wraps(page)
    def only(request):
        return page(request, request.user.pk)

    return only


def _do(what_to_do, record, form, request):
    """Return where to go next, or nothing when the form now says why this cannot be done."""
    idempotency_key, by = form.cleaned_data["idempotency_key"], request.user
    with refusals_on(form):
        act = partial(what_to_do, record, by=by, idempotency_key=idempotency_key, answers=form.answers())
        return later.sent(form, by=by, place=request.path, then=act)


def keep_private_pages_out_of_caches(get_response):
    """Middleware: what a signed-in reader saw, or anybody sent, is in no cache and in no back button.

    Nor is what a number or a token in the address opens: a certificate, a survey, a link to sign in with.
    """

    def middleware(request):
        response = get_response(request)
        if _is_not_for_caches(request) and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store"
        return response

    return middleware


def want_nothing_of_the_device(get_response):
    """Middleware: no page sees, hears or locates anybody, nor could what somebody brought into one."""

    def middleware(request):
        response = get_response(request)
        response["Permissions-Policy"] = WANTED_OF_THE_DEVICE
        return response

    return middleware


def _is_not_for_caches(request):
    is_numbered = request.resolver_match and request.resolver_match.kwargs
    return request.user.is_authenticated or request.method == "POST" or is_numbered or is_private(request)
