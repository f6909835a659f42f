"""The one way a record moves on: its stages, and the transitions between them, each taken through certain deeds."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.db.models import Q, TextChoices

from wayfellow.access.deeds import Deed
from wayfellow.access.guard import Refused
from wayfellow.access.rooms import brought


@dataclass(frozen=True)
class Rule:
    """Through which deeds a transition is taken, where it starts and where it leads."""

    deeds: Set[Deed]
    before: Set[Any]
    after: Any


@dataclass(frozen=True)
class Lifecycle:
    """When something can happen to a record, said once: for its acts, its buttons, its queries and its drawing.

    `begins` is what the first stage comes of; `refusal` is what somebody reads when the record has moved on;
    `column` is where the record keeps its stage.
    """

    of: str
    stages: type[TextChoices]
    begins: str
    refusal: Any
    rules: Mapping[Any, Rule]
    column: str = "stage"

    def take(self, transition: Any, record: Any, *, on: date | None = None, **changes: Any) -> None:
        """Move a record along with what changes by it, or refuse if this transition does not start where it stands."""
        self.check(transition, record)
        changes[self.column] = self.rules[transition].after
        if on:
            changes[f"{self.column}_since"] = on
        for name, value in changes.items():
            setattr(record, name, value)
        record.save(update_fields=[*changes])

    def check(self, transition: Any, record: Any) -> None:
        """Refuse what cannot follow from where the record stands."""
        if not self.is_open(transition, record):
            raise Refused(self.refusal % {self.column: getattr(record, f"get_{self.column}_display")()})

    def allows(self, transition: Any) -> Callable[[Any], None]:
        """Return that check for one transition: what the act that takes it asks of the record first."""
        return partial(self.check, transition)

    def is_open(self, transition: Any, record: Any) -> bool:
        """Return whether a transition starts where the record stands."""
        return self._of(record) in self.rules[transition].before

    def open_steps(self, record: Any) -> set[Any]:
        """Return the transitions that the reader of this record could take now: a button that is shown works."""
        return {each for each, rule in self.rules.items() if self.is_open(each, record) and rule.deeds & record.deeds}

    def stands_in(self, stages: Iterable[Any]) -> property:
        """Name a set of stages on the record, for pages and acts."""
        kept = frozenset(stages)
        return property(lambda record: self._of(record) in kept)

    def where(self, stages: Iterable[Any], of: str = "") -> Q:
        """Name the same set for queries: of the record, or of something that leads to it, as `journey__`."""
        return Q(**{f"{of}{self.column}__in": sorted(stages)})

    def diagram(self) -> str:
        """Draw it for docs/lifecycle.md."""
        lines = ["stateDiagram-v2", f"    [*] --> {next(iter(self.stages))}: {self.begins}"]
        for transition, rule in self.rules.items():
            lines += [f"    {before} --> {rule.after}: {transition}" for before in sorted(rule.before)]
        return "\n".join([*lines, *(f"    {ending} --> [*]" for ending in self._endings())])

    def _endings(self) -> list[Any]:
        return sorted(set(self.stages).difference(*(rule.before for rule in self.rules.values())))

    def _of(self, record: Any) -> Any:
        return getattr(record, self.column)


def lifecycles() -> Iterator[tuple[str, Lifecycle]]:
    """Yield every lifecycle there is, with the module that says it: each room brings its own."""
    for module in brought("lifecycle"):
        yield from ((module.__name__, each) for each in vars(module).values() if isinstance(each, Lifecycle))
