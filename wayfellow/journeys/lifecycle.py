"""The stages of a journey, and the steps between them."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from wayfellow.access.guard import Refused
from wayfellow.journeys.access import Can


class Stage(TextChoices):
    PROPOSED = "proposed", _("Proposed, waiting for the person’s choice")
    PAUSED = "paused", _("Paused, so that the choice can be free")
    NOT_NOW = "not_now", _("Not now")
    SAID_NO = "said_no", _("Not now")  # the same words as above: nobody else is told which it was (I1)
    CHOSEN = "chosen", _("The person said yes, waiting for a peer supporter")
    OFFERED = "offered", _("A peer supporter has been asked")
    MEETING = "meeting", _("Getting to know each other")
    WALKING = "walking", _("On the road")
    CLOSING = "closing", _("Coming to its end")
    CLOSED = "closed", _("Closed together")
    ENDED = "ended", _("Ended sooner than planned")
    LEFT = "left", _("The person stopped")


S = Stage
UNDECIDED = {S.PROPOSED, S.PAUSED, S.NOT_NOW, S.SAID_NO}
FINDING = {S.CHOSEN, S.OFFERED, S.MEETING}
TOGETHER = {S.WALKING, S.CLOSING}
ENDINGS = {S.CLOSED, S.ENDED, S.LEFT}


class Step(TextChoices):
    SAY_YES = "say_yes"
    PAUSE = "pause"
    SAY_NOT_NOW = "say_not_now"
    SAY_NO = "say_no"
    OFFER = "offer"
    ACCEPT_OFFER = "accept_offer"
    LOOK_AGAIN = "look_again"
    SETTLE_AGREEMENT = "settle_agreement"
    BEGIN_CLOSING = "begin_closing"
    GO_ON_AFTER_ALL = "go_on_after_all"
    CLOSE = "close"
    END_UNPLANNED = "end_unplanned"
    STOP = "stop"


@dataclass(frozen=True)
class Rule:
    deeds: frozenset
    before: frozenset
    after: Stage


def _rule(deeds, before, after):
    return Rule(frozenset(deeds), frozenset(before), after)


CHOICE = {Can.CHOOSE, Can.RECORD_CHOICE}
LOOKING = {Can.DECLINE_OFFER, Can.PREFER_SOMEONE_ELSE, Can.CHANGE_PEER}
STEPS = {
    # step                       through deeds             from                            to
    Step.SAY_YES:          _rule(CHOICE,                    UNDECIDED,                      S.CHOSEN),
    Step.PAUSE:            _rule(CHOICE,                    UNDECIDED | FINDING,            S.PAUSED),
    Step.SAY_NOT_NOW:      _rule(CHOICE,                    UNDECIDED | FINDING,            S.NOT_NOW),
    Step.SAY_NO:           _rule(CHOICE,                    UNDECIDED | FINDING,            S.SAID_NO),
    Step.STOP:             _rule(CHOICE,                    TOGETHER,                       S.LEFT),
    Step.OFFER:            _rule({Can.OFFER},               {S.CHOSEN},                     S.OFFERED),
    Step.ACCEPT_OFFER:     _rule({Can.ACCEPT_OFFER},        {S.OFFERED},                    S.MEETING),
    Step.LOOK_AGAIN:       _rule(LOOKING,                   {S.OFFERED, S.MEETING, S.WALKING}, S.CHOSEN),
    Step.SETTLE_AGREEMENT: _rule({Can.ACCEPT_AGREEMENT, Can.ACCEPT_TOGETHER}, {S.MEETING},  S.WALKING),
    Step.BEGIN_CLOSING:    _rule({Can.BEGIN_CLOSING},       {S.WALKING},                    S.CLOSING),
    Step.GO_ON_AFTER_ALL:  _rule({Can.BEGIN_CLOSING},       {S.CLOSING},                    S.WALKING),
    Step.CLOSE:            _rule({Can.CLOSE},               {S.CLOSING},                    S.CLOSED),
    Step.END_UNPLANNED:    _rule({Can.END_UNPLANNED},       FINDING | TOGETHER,             S.ENDED),
}  # fmt: skip


def take(step, journey, *, on, **changes):
    """Move the journey along with what changes by it, or refuse if this step does not start where it stands."""
    check(step, journey)
    stage = STEPS[step].after
    changes |= {"stage": stage, "stage_since": on, "ended_on": on if stage in ENDINGS else None}
    for name, value in changes.items():
        setattr(journey, name, value)
    journey.save(update_fields=[*changes])
    if stage not in TOGETHER:
        journey.accompaniments.filter(state="planned").update(state="let_go")


def check(step, journey):
    """Refuse what cannot follow from where the journey stands."""
    if journey.stage not in STEPS[step].before:
        raise Refused(
            _("This is not possible now: the journey has moved on to “%(stage)s”.")
            % {"stage": journey.get_stage_display()}
        )


def open_steps(journey):
    """Return the steps that the reader of this journey could take now: a button that is shown works."""
    return {step for step, rule in STEPS.items() if journey.stage in rule.before and rule.deeds & journey.deeds}


def diagram():
    """Draw the lifecycle for docs/lifecycle.md."""
    lines = ["stateDiagram-v2", "    [*] --> proposed: refer"]
    for step, rule in STEPS.items():
        lines += [f"    {before} --> {rule.after}: {step}" for before in sorted(rule.before)]
    return "\n".join(lines + [f"    {ending} --> [*]" for ending in sorted(ENDINGS)])
