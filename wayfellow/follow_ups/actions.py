"""Both organisations look at a quarter, agree what follows, and sign. The days are passed in."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wayfellow.access.edit_tokens import unless_changed
from wayfellow.access.guard import Refused, act
from wayfellow.follow_ups.access import Can
from wayfellow.follow_ups.models import Agreed, FollowUp, Signature, Version
from wayfellow.follow_ups.queries import (
    SHEET,
    as_agreed,
    as_to_sign,
    as_written,
    could_sign,
    look_together,
    newest,
    numbers_of,
    quarters_to_begin,
    waits_for,
    who_signs,
)
from wayfellow.office.actions import settle_step, step_is_done
from wayfellow.office.phases import Phase

ONE_ORGANISATION = _(
    "Two organisations look at it together. An administrator can say together with which one this programme is run."
)
NOT_TO_BEGIN = _("This quarter is not over yet, or somebody has begun with it.")
THE_SAME = _("Each organisation signs with an account of its own. Please choose somebody else.")
NOT_THERE = _("They do not coordinate or supervise here now. Please choose somebody else.")
NOTHING_WRITTEN = _("Nothing is written yet. Write down how the quarter went first.")
SIGNED_ALREADY = _("You or your organisation have signed it already. Nothing was changed.")
KEPT = _("Something is written or agreed already. It stays.")


@act(Can.BEGIN_FOLLOW_UP)
def begin_follow_up(programme, *, by, id, today, quarter, host_signs, partner_signs):
    """Begin with a quarter that is over, and say who signs it for each organisation."""
    if programme.partner is None:
        raise Refused(ONE_ORGANISATION)
    if quarter not in quarters_to_begin(programme, today):
        raise Refused(NOT_TO_BEGIN, field="quarter")
    _unless_two_who_could(programme, host_signs=host_signs, partner_signs=partner_signs)
    both = {"host": programme.organisation, "partner": programme.partner}
    signs = {"host_signs": host_signs, "partner_signs": partner_signs}
    return FollowUp.objects.create(id=id, programme=programme, quarter=quarter, **both, **signs)


@act(Can.CHANGE_WHO_SIGNS)
def change_who_signs(follow_up, *, by, edit_token, host_signs, partner_signs):
    """Say anew who signs for each organisation. Who has signed already, has."""
    unless_changed(who_signs(follow_up), edit_token=edit_token)
    changed = {"host_signs": host_signs, "partner_signs": partner_signs}
    new = {name: user for name, user in changed.items() if user != getattr(follow_up, name)}
    _unless_two_who_could(follow_up.programme, **new)
    if host_signs == partner_signs:
        raise Refused(THE_SAME, field="partner_signs")
    follow_up.host_signs, follow_up.partner_signs = host_signs, partner_signs
    follow_up.save(update_fields=["host_signs", "partner_signs"])


def _unless_two_who_could(programme, **signs):
    for name, user in signs.items():
        if not could_sign(programme).filter(pk=user.pk).exists():
            raise Refused(NOT_THERE, field=name)
    if len(set(signs.values())) < len(signs):
        raise Refused(THE_SAME, field="partner_signs")


@act(Can.WRITE_FOLLOW_UP)
def write_follow_up(follow_up, *, by, edit_token, on, sheet):
    """Write down how the quarter went. A version that somebody signed stays, and this is the next one (I12)."""
    version = newest(follow_up)
    unless_changed(as_written(version), edit_token=edit_token)
    if sheet["met_on"] > on:
        raise Refused(_("This day has not come yet."), field="met_on")
    if sheet["met_on"] <= follow_up.ends:
        raise Refused(_("The quarter was not over on this day."), field="met_on")
    _write(follow_up, version, by, on, sheet)


@act(Can.AGREE_AT_FOLLOW_UP)
def agree_step(follow_up, *, by, id, on, step):
    """Write down what was agreed: a step of the office. Whoever has signed, signs anew."""
    made = settle_step(follow_up.programme, id=id, phase=Phase.FOLLOW_UP, step=step)
    Agreed.objects.create(follow_up=follow_up, step=made)
    version = newest(follow_up)
    if version and version.signatures.exists():
        _write(follow_up, version, by, on, {name: getattr(version, name) for name in SHEET})
    return made


def _write(follow_up, version, by, on, sheet):
    written = sheet | {"numbers": numbers_of(follow_up.programme, follow_up.quarter), "written_on": on, "by": by}
    if version is None or version.signatures.exists():
        number = version.number + 1 if version else 1
        Version.objects.create(follow_up=follow_up, number=number, **written)
        _signed(follow_up, None)
        return
    for name, value in written.items():
        setattr(version, name, value)
    version.save(update_fields=[*written])


@act(Can.SIGN_FOLLOW_UP)
def sign_follow_up(follow_up, *, by, edit_token, on):
    """Sign for one's organisation the very words, numbers and steps that were shown."""
    version = newest(follow_up)
    if version is None:
        raise Refused(NOTHING_WRITTEN)
    unless_changed(as_to_sign(follow_up, version), edit_token=edit_token)
    organisation = follow_up.organisation_of(by)
    if version.signatures.filter(Q(organisation=organisation) | Q(by=by)).exists():
        raise Refused(SIGNED_ALREADY)
    if not version.signatures.exists():
        version.agreed = as_agreed(follow_up)
        version.save(update_fields=["agreed"])
    Signature.objects.create(version=version, organisation=organisation, by=by, on=on)
    if not waits_for(follow_up, version):
        _signed(follow_up, on)
        for step in look_together(follow_up, version):
            step_is_done(step, on=on)


def _signed(follow_up, on):
    follow_up.signed_on = on
    follow_up.save(update_fields=["signed_on"])


@act(Can.TAKE_BACK_FOLLOW_UP)
def take_back_follow_up(follow_up, *, by):
    """It was begun by mistake."""
    if follow_up.versions.exists() or follow_up.agreed.exists():
        raise Refused(KEPT)
    FollowUp.objects.filter(pk=follow_up.pk).delete()
