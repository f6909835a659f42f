"""How a room says what is to be done later: a function, what it is called on the operator's page, and its rhythm."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from traceback import extract_tb
from typing import Any

from django.core.management import CommandError, call_command
from django.utils import timezone
from django_tasks import task
from django_tasks.base import Task


class NotDone(Exception):
    """Why a job could not be done now, in words that name nobody. It is tried again."""


@dataclass(frozen=True)
class Every:
    """A rhythm: every so many minutes, or every day at a time of the installation's own time zone."""

    minutes: int = 0
    at: datetime.time | None = None

    def next_after(self, moment: datetime.datetime) -> datetime.datetime:
        if self.at is None:
            return moment + datetime.timedelta(minutes=self.minutes)
        today = timezone.localtime(moment).date()
        days = (timezone.make_aware(datetime.datetime.combine(today + datetime.timedelta(n), self.at)) for n in [0, 1])
        return next(day for day in days if day > moment)


@dataclass(frozen=True)
class Job:
    task: Task[Any, Any]
    title: Any
    every: Every | None
    is_wanted: Callable[[], bool]
    in_batches: bool = False


JOBS: dict[str, Job] = {}


def job(
    title: Any,
    *,
    every: Every | None = None,
    only_if: Callable[[], bool] = lambda: True,
    in_batches: bool = False,
) -> Any:
    """Make a function of a room's `jobs.py` a job. With a rhythm it comes round by itself, `only_if` that is so.

    What it is given are ids and codes, never words: they lie in the database unsealed. One with `in_batches` is
    short, and a worker takes up many of them at once.
    """

    def decorate(do: Callable[..., None]) -> Task[Any, Any]:
        @wraps(do)
        def without_words(*args: Any, **details: Any) -> None:
            try:
                do(*args, **details)
            except NotDone:
                raise
            except Exception as problem:
                raise NotDone(_where(problem)) from None

        made = task()(without_words)
        JOBS[made.module_path] = Job(made, title, every, only_if, in_batches)
        return made

    return decorate


def run_command(name: str) -> None:
    """Do what one of our commands does. Why it could not is its own sentence, which names nobody."""
    try:
        call_command(name)
    except CommandError as problem:
        raise NotDone(str(problem)) from None


def title_of(name: str) -> str:
    """Return what a job is called; one that only another version knows, by its name in the code."""
    return str(JOBS[name].title) if name in JOBS else name.rpartition(".")[2]


def later(name: str, *arguments: str, not_before: datetime.datetime | None = None) -> None:
    """Have a job done as soon as a worker comes round: a row of the transaction that this is called in."""
    JOBS[name].task.using(run_after=not_before).enqueue(*arguments)


def _where(problem: Exception) -> str:
    """Say what went wrong and where, and nothing of what was in it: an exception may hold an address or a name."""
    last = extract_tb(problem.__traceback__)[-1]
    return f"{type(problem).__name__} in {Path(last.filename).name}, line {last.lineno}"
