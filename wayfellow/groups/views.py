"""The pages of those who lead a group, and the slip that somebody takes along from it."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from wayfellow.access.guard import needs, private, public, signed_in
from wayfellow.choices import links
from wayfellow.directory.kinds import KINDS
from wayfellow.directory.occurrences import coming
from wayfellow.groups import actions, courses, letters, queries, slips
from wayfellow.groups.access import Can
from wayfellow.groups.forms import (
    ChangeLedForm,
    CorrectForm,
    CorrectWhoCameForm,
    CountForm,
    CourseForm,
    KeepPlaceForm,
    LedForm,
    LetGoForm,
    LinkForm,
    NoteForm,
    NoteWhoCameForm,
    PlaceForm,
    RegisterForm,
    TakeOffForm,
    TellMeForm,
    ToldForm,
)
from wayfellow.groups.models import Wish
from wayfellow.groups.words import words_of
from wayfellow.people import limits
from wayfellow.ui.elsewhere import address_in
from wayfellow.ui.pages import UNPROCESSABLE, Form, form_page, posted
from wayfellow.ui.paging import TEXTS, page_of
from wayfellow.ui.square import square_on_a_page

GONE = 410
TOO_OFTEN = _("A lot was sent from here just now. Please try again in an hour.")


@require_safe
@signed_in
def groups(request):
    """The groups that the reader leads or coordinates."""
    page = page_of(request, queries.my_groups(request.user))
    shown = {"page": page, "may_begin": queries.may_be_run(request.user).exists()}
    shown["programmes"] = queries.with_groups_to_see(request.user)
    return render(request, "groups/groups.html", shown)


@require_safe
@signed_in
def begin(request):
    """Which directory entry is to be run here as a group."""
    return render(request, "groups/begin.html", {"page": page_of(request, queries.may_be_run(request.user))})


@require_safe
@needs(Can.SEE_GROUP, load=queries.whole)
def group(request, group):
    """When it meets next, what waits to be counted, and how many came."""
    listing, now = queries.listing_of(group), timezone.localtime()
    parts = courses.parts_of(listing)
    shown = {
        "record": group,
        "parts_of_it": parts,
        "next_part": courses.next_part(parts, now),
        "last_day": courses.right_last_day(listing, parts),
        "listing": listing,
        "ended": queries.ended_on(listing),
        "coming": coming(listing),
        "link": queries.online_link_of(listing),
        "waiting": queries.not_counted(group, listing, now),
        "free": group.register and queries.places_free(group.register),
        "to_tell": group.register and queries.to_tell(request.user, group),
        "health": queries.health_of(group, listing, now),
        "kinds": KINDS,
        "numbers": queries.numbers_of(group),
        "page": page_of(request, queries.sessions_of(group)),
    }
    return render(request, "groups/group.html", shown)


@require_safe
@needs(Can.SEE_GROUPS)
def programme(request, programme):
    """How the groups of a programme are doing, in numbers."""
    health = queries.health_of_all(programme, timezone.localtime())
    shown = {"record": programme, "health": health, "page": page_of(request, health.groups, TEXTS), "kinds": KINDS}
    return render(request, "groups/programme.html", shown)


@form_page(Can.RUN_GROUP, LedForm, "groups/run.html")
def run(listing, *, by, idempotency_key, answers):
    actions.run_group(
        listing, by=by, idempotency_key=idempotency_key, id=idempotency_key, on=timezone.localdate(), **answers
    )
    return _page_of(idempotency_key)


@form_page(Can.KEEP_GROUP, ChangeLedForm, "groups/keep.html")
def keep(group, *, by, idempotency_key, answers):
    actions.keep_group(group, by=by, idempotency_key=idempotency_key, **answers)
    return _page_of(group.pk)


@form_page(Can.KEEP_COURSE, CourseForm, "groups/keep_course.html")
def keep_course(group, *, by, idempotency_key, answers):
    actions.keep_course(group, by=by, idempotency_key=idempotency_key, **answers)
    return _page_of(group.pk)


@form_page(Can.KEEP_LINK, LinkForm, "groups/keep_link.html")
def keep_link(group, *, by, idempotency_key, answers):
    actions.keep_link(group, by=by, idempotency_key=idempotency_key, on=timezone.localdate(), **answers)
    return _page_of(group.pk)


@form_page(Can.COUNT, CountForm, "groups/count.html")
def count(group, *, by, idempotency_key, answers):
    actions.count(
        group, by=by, idempotency_key=idempotency_key, id=idempotency_key, today=timezone.localdate(), **answers
    )
    return _page_of(group.pk)


@form_page(Can.CORRECT_COUNT, CorrectForm, "groups/correct.html")
def correct(session, *, by, idempotency_key, answers):
    actions.correct_count(session, by=by, idempotency_key=idempotency_key, **answers)
    return _page_of(session.group_id)


@form_page(Can.TICK_WHO_CAME, NoteWhoCameForm, "groups/note_who_came.html", load=queries.whole)
def note_who_came(group, *, by, idempotency_key, answers):
    told = answers | {"id": idempotency_key, "today": timezone.localdate()}
    actions.note_who_came(group, by=by, idempotency_key=idempotency_key, **told)
    return _page_of(group.pk)


@form_page(Can.CORRECT_WHO_CAME, CorrectWhoCameForm, "groups/correct_who_came.html")
def correct_who_came(session, *, by, idempotency_key, answers):
    actions.correct_who_came(session, by=by, idempotency_key=idempotency_key, today=timezone.localdate(), **answers)
    return _page_of(session.group_id)


@form_page(Can.NOTE_WHAT_HAPPENED, NoteForm, "groups/what_happened.html")
def what_happened(session, *, by, idempotency_key, answers):
    actions.note_what_happened(session, by=by, idempotency_key=idempotency_key, **answers)
    return _page_of(session.group_id)


@require_safe
@needs(Can.TICK_WHO_CAME, load=queries.whole)
def sheet(request, group):
    """A sheet of paper for the evening, on which somebody ticks who came, to be entered later."""
    listing = queries.listing_of(group)
    shown = {"record": group, "members": queries.have_a_place(group.register), "coming": coming(listing)}
    return render(request, "groups/sheet.html", shown)


@require_safe
@needs(Can.SEE_SESSION)
def give_slips(request, session):
    """A sheet of slips, all alike: one for each who came, and a square that a phone reads."""
    link = request.build_absolute_uri(reverse("groups:slip", args=[slips.token_of(session)]))
    return render(request, "groups/slips.html", {"record": session, "link": link, "square": square_on_a_page(link)})


@private
@require_safe
@public
@never_cache
def slip(request, token):
    """A slip that we signed, for whoever is shown it. Nothing is kept of who looks."""
    session = slips.session_of(token)
    if session is None:
        raise Http404
    return render(request, "groups/slip.html", {"session": session})


@form_page(Can.KEEP_REGISTER, RegisterForm, "groups/keep_register.html", load=queries.whole)
def keep_register(group, *, by, idempotency_key, answers):
    actions.keep_register(group, by=by, idempotency_key=idempotency_key, on=timezone.localdate(), **answers)
    return _page_of(group.pk)


@require_safe
@needs(Can.KEEP_REGISTER, load=queries.whole)
def register(request, group):
    """Who has a place, and who asked for one."""
    belong, wait = queries.members_of(request.user, group)
    free = group.register and queries.places_free(group.register)
    shown = {"record": group, "belong": belong, "wait": wait, "free": free, "certified": queries.certified(group)}
    listing = shown["listing"] = queries.listing_of(group)
    parts, shown["ended"] = courses.parts_of(listing), queries.ended_on(listing)
    shown["joined_at"] = {one.pk: courses.joined_at(parts, one.joined_on) for one in belong} if parts else {}
    return render(request, "groups/register.html", shown)


@form_page(Can.WELCOME, Form, "groups/welcome.html")
def welcome(member, *, by, idempotency_key, answers):
    actions.welcome(member, by=by, idempotency_key=idempotency_key, on=timezone.localdate())
    return reverse("groups:register", args=[member.register.group.pk])


@form_page(Can.LET_MEMBER_GO, LetGoForm, "groups/let_member_go.html")
def let_member_go(member, *, by, idempotency_key, answers):
    actions.let_member_go(member, by=by, idempotency_key=idempotency_key, on=timezone.localdate())
    return reverse("groups:register", args=[answers["stood_in"]])


@public
@never_cache
def join(request, slug):
    """Ask for a place in a group. The private address stands in the answer itself, so in no history of the device."""
    group = queries.to_join(slug)
    if group is None:
        raise Http404
    ended = queries.ended_on(group.listing)
    if ended or not queries.takes_new(group, timezone.localtime()):
        shown = {"record": group, "ended": ended}
        return render(request, "groups/has_begun.html", shown, status=GONE if request.POST else 200)
    form = PlaceForm(posted(request), record=group, reader=request.user)
    if form.is_valid():
        token = links.token_of(form.cleaned_data["idempotency_key"])
        if queries.under(token) or limits.is_counted(request, "join_group"):
            told = form.answers() | {"on": timezone.localdate(), "language": request.LANGUAGE_CODE}
            member = actions.ask_for_a_place(group.register, token=token, **told)
            link = request.build_absolute_uri(reverse("groups:place", args=[token]))
            shown = {"group": group, "member": member, "link": link} | _own_list(request.user, token, link)
            return render(request, "groups/asked.html", shown)
        form.add_error(None, TOO_OFTEN)
    status = UNPROCESSABLE if form.is_bound else 200
    free = queries.places_free(group.register)
    return render(request, "groups/join.html", {"form": form, "record": group, "free": free}, status=status)


@private
@require_safe
@signed_in
def mine(request):
    """The groups in which the reader has a place or asked for one, as far as they keep them in their own list."""
    person = queries.whose_list(request.user)
    if person is None:
        return render(request, "groups/no_list.html")
    groups, gone = queries.own_groups(person)
    return render(request, "groups/mine.html", {"person": person, "groups": groups, "gone": len(gone)})


@form_page(Can.KEEP_OWN_GROUPS, KeepPlaceForm, "groups/keep_place.html")
def keep_place(person, *, by, idempotency_key, answers):
    actions.keep_place(person, by=by, idempotency_key=idempotency_key, token=answers["token"])
    return reverse("groups:mine")


@form_page(Can.KEEP_OWN_GROUPS, TakeOffForm, "groups/take_off.html")
def take_off(person, *, by, idempotency_key, answers):
    actions.take_off(person, by=by, idempotency_key=idempotency_key, **answers)
    return reverse("groups:mine")


def _own_list(user, token, link):
    """Return what offers to keep a place in the reader's own list, where they are a person here and it is not there."""
    person = queries.whose_list(user)
    is_kept = person is not None and queries.is_kept(person, token)
    may_keep = person is not None and not is_kept
    return {"is_kept": is_kept, "keep": may_keep and KeepPlaceForm(record=person, initial={"address": link})}


@private
@require_safe
@public
@never_cache
def place(request, token):
    """Where it stands, for whoever holds the private address."""
    member = queries.under(token)
    if member is None:
        return _gone(request)
    listing = queries.listing_of(member.register.group)
    came = page_of(request, queries.days_attended(member))
    shown = {"member": member, "listing": listing, "coming": coming(listing), "token": token, "came": came}
    shown |= {"link": queries.online_link_for(member, listing), "ended": queries.ended_on(listing)}
    parts = shown["parts_of_it"] = courses.parts_of(listing) if member.joined_on else []
    shown["next_part"] = courses.next_part(parts, timezone.localtime())
    shown["joined_at"] = courses.joined_at(parts, member.joined_on)
    shown["to_bring"] = queries.to_bring(member.register)
    shown["has_certificate"] = queries.certificate_of(member) is not None
    calendar = request.build_absolute_uri(reverse("directory:calendar", args=[listing.slug]))
    shown["calendar"] = address_in(request.LANGUAGE_CODE, calendar)
    return render(request, "groups/place.html", shown | _own_list(request.user, token, request.path))


@require_safe
@needs(Can.PRINT_CERTIFICATE)
def certificate(request, member):
    """A certificate for whoever took part in a course, in the language they asked in, to be printed and signed."""
    return _certificate(request, member, back=reverse("groups:register", args=[member.register.group.pk]))


@private
@require_safe
@public
@never_cache
def my_certificate(request, token):
    """The same, for whoever holds the private address."""
    member = queries.under(token)
    if member is None:
        return _gone(request)
    return _certificate(request, member, back=reverse("groups:place", args=[token]))


def _certificate(request, member, *, back):
    certificate = queries.certificate_of(member)
    with override(member.language or get_language()):
        return render(
            request,
            "groups/certificate.html",
            {"certificate": certificate, "back": back, "today": timezone.localdate()},
        )


@private
@public
@never_cache
def leave(request, token):
    """Leave the group, or withdraw what was asked."""
    member, form = queries.under(token), Form(posted(request))
    if member and form.is_valid():
        actions.leave(member, on=timezone.localdate())
        member = None
        if person := queries.whose_list(request.user):
            actions.take_off(person, by=request.user, places=[each.pk for each in queries.own_groups(person)[1]])
    if member is None:
        return render(request, "groups/has_left.html") if form.is_bound else _gone(request)
    return render(request, "groups/leave.html", {"form": form, "record": member, "token": token})


@form_page(Can.TELL_MEMBERS, ToldForm, "groups/tell_members.html", load=queries.whole)
def tell_members(group, *, by, idempotency_key, answers):
    actions.tell_members(group, by=by, idempotency_key=idempotency_key, on=timezone.localdate(), **answers)
    return _page_of(group.pk)


@public
@never_cache
def tell_me(request, slug):
    """Ask to be told by e-mail when a day is otherwise. The answer is the same for an address that is known already."""
    group = queries.to_be_told_of(slug)
    if group is None:
        raise Http404
    form = TellMeForm(posted(request), record=group, reader=request.user)
    if form.is_valid():
        id = form.cleaned_data["idempotency_key"]
        if queries.is_wished(id) or limits.is_counted(request, "tell_me"):
            asked = form.answers() | {"language": request.LANGUAGE_CODE}
            actions.wish_to_be_told(group.listing, id=id, on=timezone.localdate(), **asked)
            return render(request, "groups/look_in_your_mail.html", {"record": group})
        form.add_error(None, TOO_OFTEN)
    status = UNPROCESSABLE if form.is_bound else 200
    return render(request, "groups/tell_me.html", {"form": form, "record": group}, status=status)


@csrf_exempt
@private
@public
@never_cache
def told(request, token):
    """Which days are otherwise, for whoever has the link of a letter; they, or their mail program for them, stop it.

    The link alone is enough, so that nobody has to sign in; what is pressed says whether it is to begin or to end.
    """
    asked = letters.asked_under(token)
    if asked and request.method == "POST":
        asked = _start_or_stop(asked, is_wanted="yes" in request.POST)
    if asked is None:
        return render(request, "groups/not_told.html", status=200 if request.method == "POST" else GONE)
    is_member = not isinstance(asked, Wish)
    listing = queries.listing_of(asked.register.group if is_member else asked)
    is_told = not asked.letters_stopped_on if is_member else bool(asked.confirmed_on)
    shown = {"listing": listing, "is_member": is_member, "is_told": is_told, "ended": queries.ended_on(listing)}
    goes_on = is_member or listing.published_on
    shown |= {"coming": goes_on and coming(listing), "times": goes_on and queries.times_that_go_on(listing)}
    shown |= {"link": queries.online_link_for(asked, listing), "words": words_of(listing)}
    return render(request, "groups/told.html", shown)


def _start_or_stop(asked, *, is_wanted):
    """Return who is told, or would be told again; None, where nothing is kept of them any more."""
    today, is_wish = timezone.localdate(), isinstance(asked, Wish)
    if not is_wanted:
        actions.stop_telling(asked, on=today)
        return None if is_wish else asked
    if is_wish:
        actions.confirm(asked, on=today)
    else:
        actions.tell_again(asked)
    return asked


def _gone(request):
    return render(request, "groups/no_place.html", status=GONE)


def _page_of(pk):
    return reverse("groups:group", args=[pk])
