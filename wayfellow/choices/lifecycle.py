"""The states of a first step, and the steps between them: from asked to happened, or let go."""

from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from wayfellow.access.guard import Refused
from wayfellow.choices.access import Can


class State(TextChoices):
    ASKED = "asked", _("Asked")
    TAKEN_UP = "taken_up", _("Someone has it in hand")
    DAY_SET = "day_set", _("A day is set")
    HAPPENED = "happened", _("It happened")
    LET_GO = "let_go", _("Let go")


S = State
OPEN = {S.ASKED, S.TAKEN_UP, S.DAY_SET}


class Step(TextChoices):
    TAKE_UP = "take_up"
    SET_DAY = "set_day"
    HAPPEN = "happen"
    LET_GO = "let_go"


@dataclass(frozen=True)
class Rule:
    deeds: frozenset
    before: frozenset
    after: State


def _rule(deeds: set[Can], before: set[State], after: State) -> Rule:
    return Rule(frozenset(deeds), frozenset(before), after)


LETTING_GO = {Can.LET_GO, Can.WITHDRAW_FIRST_STEP}
STEPS = {
    # step           through deeds             from         to
    Step.TAKE_UP: _rule({Can.TAKE_UP},         {S.ASKED},   S.TAKEN_UP),
    Step.SET_DAY: _rule({Can.SET_DAY},         OPEN,        S.DAY_SET),
    Step.HAPPEN:  _rule({Can.NOTE_IT_HAPPENED}, OPEN,       S.HAPPENED),
    Step.LET_GO:  _rule(LETTING_GO,            OPEN,        S.LET_GO),
}  # fmt: skip


def take(step: Step, asked: Any, *, on: Any, **changes: Any) -> None:
    """Move a first step along with what changes by it, or refuse if it stands elsewhere."""
    if asked.state not in STEPS[step].before:
        raise Refused(
            _("This is not possible now: it has moved on to “%(state)s”.") % {"state": asked.get_state_display()}
        )
    changes |= {"state": STEPS[step].after, "state_since": on}
    for name, value in changes.items():
        setattr(asked, name, value)
    asked.save(update_fields=[*changes])


def open_steps(asked: Any) -> set[Step]:
    """Return the steps that the reader of this first step could take now: a button that is shown works."""
    return {step for step, rule in STEPS.items() if asked.state in rule.before and rule.deeds & asked.deeds}


def diagram() -> str:
    """Draw the lifecycle for docs/lifecycle.md."""
    lines = ["stateDiagram-v2", "    [*] --> asked: ask"]
    for step, rule in STEPS.items():
        lines += [f"    {before} --> {rule.after}: {step}" for before in sorted(rule.before)]
    return "\n".join([*lines, "    happened --> [*]", "    let_go --> [*]"])
