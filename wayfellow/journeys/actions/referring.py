"""A referral is put right by whoever wrote it until the person says yes; what is hoped for, later, by the two."""

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from wayfellow.access.edit_tokens import unless_changed
from wayfellow.access.guard import Refused, act
from wayfellow.journeys.access import Can
from wayfellow.journeys.actions.within import NOTHING_NEW, not_in_the_future, still_walked, take, unless_chosen
from wayfellow.journeys.lifecycle import Transition
from wayfellow.journeys.models import Closing, EarlierReferral, Objective
from wayfellow.journeys.queries.opened import has_account
from wayfellow.journeys.queries.referring import as_hoped, as_the_referral_says

THEIRS_TO_SAY = _(
    "They have a space of their own now, and say there how they are called. Nothing was saved: please open "
    "this page again."
)


@act(Can.CORRECT_REFERRAL, when=unless_chosen)
def correct_referral(journey, *, by, today, called, said, objectives, edit_token=None):
    """Say what a referral should have said. What it said before stays readable for both, and the person is told.

    `called` is the name, surname or nickname, language and gender of someone without an account. `objectives` maps a
    dimension to the person's words and the professional's view.
    """
    unless_changed(as_the_referral_says(journey), edit_token=edit_token)
    not_in_the_future(said["referred_on"])
    if called and has_account(journey.person):
        raise Refused(THEIRS_TO_SAY)
    before = EarlierReferral.of(journey, on=today)
    before.save()
    changes = [_set(journey.person, called), _set(journey, said), _hope(journey, objectives, instead_of=before)]
    if not any(changes):
        raise Refused(NOTHING_NEW)
    journey.corrected_on = today
    journey.save(update_fields=["corrected_on"])


@act(Can.WITHDRAW_REFERRAL, when=unless_chosen)
def withdraw_referral(journey, *, by, on):
    """Whoever wrote the referral takes the proposal back. It ends here, and both still read what was written."""
    take(Transition.WITHDRAW, journey, on=on)


def _set(record, said):
    changed = {name: value for name, value in said.items() if getattr(record, name) != value}
    for name, value in changed.items():
        setattr(record, name, value)
    if changed:
        record.save(update_fields=[*changed])
    return bool(changed)


def _hope(journey, objectives, *, instead_of):
    kept = {each.dimension: each for each in reversed(journey.objectives.as_referred())}
    is_changed = False
    for dimension in dict.fromkeys([*kept, *objectives]):
        old, said = kept.get(dimension), objectives.get(dimension)
        if old and said == (old.words, old.professional_view):
            continue
        is_changed = True
        position = _move_away(old, replaced_in=instead_of) if old else _last(journey)
        if said:
            words, view = said
            _add(journey, position, dimension, words=words, professional_view=view)
    return is_changed


@act(Can.CHANGE_OBJECTIVES, when=still_walked)
def change_objectives(journey, *, by, on, rewordings, added=None, edit_token=None):
    """The two say anew what is hoped for: in other words, no longer, or something more. The closing sheet follows.

    `rewordings` maps an objective to its words now, or to None where it is let go; `added` is a dimension and words.
    """
    objectives = list(journey.objectives.now())
    unless_changed(as_hoped(objectives), edit_token=edit_token)
    changed = [each for each in objectives if rewordings.get(each.pk, each.words) != each.words]
    if not changed and not added:
        raise Refused(NOTHING_NEW)
    for objective in changed:
        position, words = _move_away(objective, let_go_on=on), rewordings[objective.pk]
        if words is not None:
            _add(journey, position, objective.dimension, words=words, added_on=on)
    if added:
        dimension, words = added
        _add(journey, _last(journey), dimension, words=words, added_on=on)
    Closing.objects.filter(journey=journey).update(person_agreed_on=None, peer_agreed_on=None)


def _move_away(objective, **because):
    """Have an objective stand behind the others, and return where it stood."""
    position, objective.position = objective.position, _last(objective.journey)
    for name, value in because.items():
        setattr(objective, name, value)
    objective.save(update_fields=["position", *because])
    return position


def _last(journey):
    return (journey.objectives.aggregate(last=Max("position"))["last"] or 0) + 1


def _add(journey, position, dimension, **said):
    Objective.objects.create(journey=journey, position=position, dimension=dimension, **said)
