"""Long lists of journeys: narrowed, looked through by name, and taken along as a file."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from wayfellow.access.guard import enter_all, needs, signed_in
from wayfellow.directory import access as directory
from wayfellow.journeys.access import Can
from wayfellow.journeys.forms.lists import NarrowDesk, NarrowReferrals
from wayfellow.journeys.queries import desk, narrowing, referrals
from wayfellow.people.lists import asked, look_for
from wayfellow.sheets.writing import to_save


@require_safe
@needs(directory.Can.SEE_DESK)
def narrow_desk(request, programme):
    """What a desk can be narrowed to, and how it is sorted."""
    now = asked(request, narrowing.the_desk(programme))
    form = NarrowDesk(asked=now, among=narrowing.on_a_desk(programme))
    to = reverse("home:desk", args=[programme.pk])
    shown = {"form": form, "to": to, "kept": _kept(request, "group"), "what": programme.name}
    return render(request, "journeys/narrow.html", shown)


@require_POST
@needs(directory.Can.SEE_DESK)
def take_desk(request, programme):
    """The lines of a desk as they are shown now, all pages of them, as a file. Each person can read of it."""
    today, now = timezone.localdate(), asked(request, narrowing.the_desk(programme))
    group = None if now.by_name else desk.group_of(request.GET.get("group"))
    lines = desk.shown(desk.on_desk(request.user, programme), group, now, today)
    header = [
        _("Name"),
        _("Stage"),
        _("What is next"),
        _("Days"),
        _("Proposed on"),
        _("Where it comes from"),
        _("Site"),
        _("Peer supporter"),
        _("Language"),
        _("Meetings"),
        _("Last met"),
    ]
    rows = [_on_desk(line) for line in desk.lines(enter_all(request.user, Can.TAKE_IN_LIST, lines), today)]
    return _as_file(request, header, rows)


def _on_desk(line):
    journey = line.journey
    return [
        journey.person.name,
        journey.get_stage_display(),
        line.next,
        None if journey.is_over else line.days,
        journey.referred_on,
        journey.source,
        journey.site,
        journey.peer,
        journey.person.get_language_display(),
        journey.accompaniments_count,
        journey.last_met_on,
    ]


@require_safe
@signed_in
def narrow_referrals(request):
    """What somebody’s referrals can be narrowed to, and how they are sorted."""
    reader = request.user
    now, theirs = asked(request, narrowing.the_referrals()), referrals.referrals_of(reader)
    form = NarrowReferrals(asked=now, among=narrowing.in_referrals(theirs), in_a_team=referrals.reads_a_team(reader))
    shown = {"form": form, "to": reverse("journeys:referrals"), "kept": _kept(request, "show")}
    return render(request, "journeys/narrow.html", shown | {"what": _("Referrals")})


@signed_in
def find_referral(request):
    """Find by name. The name travels by POST, so that it stands in no address, no log and no history."""
    return redirect(reverse("journeys:referrals") + (look_for(request, narrowing.the_referrals()) or ""))


@require_POST
@signed_in
def take_referrals(request):
    """What is shown of somebody’s referrals, all pages of it, as a file. Each person can read of it."""
    today, now = timezone.localdate(), asked(request, narrowing.the_referrals())
    shown = referrals.shown(request.user, now, request.GET.get("show", ""), today)
    found = enter_all(request.user, Can.TAKE_IN_LIST, shown)
    header = [_("Name"), _("Programme"), _("Proposed on"), _("Where it stands")]
    rows = [
        [each.person.name, each.programme, each.referred_on, referrals.where_it_stands(each, today).label]
        for each in found
    ]
    return _as_file(request, header, rows)


def _kept(request, name):
    """Return the part of the list that somebody came from, to be led back to it."""
    return {name: request.GET[name]} if name in request.GET else {}


def _as_file(request, header, rows):
    return to_save(request.POST.get("kind"), f"list-{timezone.localdate()}", header, rows)
