"""What a plan asks, in our own words. Strengths come first, nothing is required, nothing asks what is wrong (N5)."""

from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from wayfellow.people.models import Chime

WORDS_OF_A_TITLE = 80


class Kind(TextChoices):
    """The parts of a plan, in the order in which they are read. There is one of each, but of goals any number."""

    RECOVERY = "recovery", _("What recovery means to me")
    GOOD_LIFE = "good_life", _("What a good life looks like")
    STRENGTHS = "strengths", _("What I am good at")
    INTERESTS = "interests", _("What I enjoy")
    MATTERS = "matters", _("Who and what matters to me")
    LANGUAGES = "languages", _("The languages I feel at home in")
    CULTURE = "culture", _("My culture, traditions and beliefs")
    IDENTITY = "identity", _("How I would like to be seen")
    GOAL = "goal", _("A goal")
    HELPS = "helps", _("What helps me")
    HELPS_NOT = "helps_not", _("What does not help me")
    HARD_DAYS = "hard_days", _("My page for hard days")


class Size(TextChoices):
    WEEK = "week", _("For this week")
    SEASON = "season", _("For this season")
    DREAM = "dream", _("A dream")


class Stand(TextChoices):
    ON_IT = "on_it", _("I am on it")
    THERE = "there", _("I got there")
    NOT_NOW = "not_now", _("Not now: put aside")
    OUT = "out", _("Taken out of my plan")


AT_REST = [Stand.THERE, Stand.NOT_NOW, Stand.OUT]
MOST_SURE = 10
SURE = [(str(number), str(number)) for number in range(MOST_SURE + 1)]


@dataclass(frozen=True)
class Question:
    name: str
    label: Any
    help_text: Any = ""
    choices: Any = None
    rows: int = 3


def _one(kind, help_text):
    return kind, [Question("words", kind.label, help_text, rows=6)]


WHAT_GROWS = _("Being with people; hope; who I am; what makes a day worth getting up for; having a say.")
STANDS = Stand.choices
GOAL = [
    Question("words", _("What would you like?"), _("As small or as big as you like. No dream is too big for here.")),
    Question("size", _("How big is it?"), choices=Size.choices),
    Question("chime", _("What is it part of?"), WHAT_GROWS, choices=Chime.choices),
    Question("first_step", _("The first small step"), _("So small that it could be tomorrow."), rows=2),
    Question("i_do", _("What I do"), rows=2),
    Question("others_do", _("What others do"), _("Who, and what."), rows=2),
    Question("how_i_know", _("How I will know that I am getting there"), rows=2),
    Question("sure", _("How sure am I that I can take the first step?"), _("0 is not at all, 10 is completely."), SURE),
    Question("stand", _("What stage is it at?"), choices=STANDS),
]
QUESTIONS = dict([
    _one(Kind.RECOVERY, _("Doing something again, people, peace, a place of your own: it is what you say it is.")),
    _one(Kind.GOOD_LIFE, _("An ordinary good day, or what you would love to see one day.")),
    _one(Kind.STRENGTHS, _("What you do well, what others like about you, what has carried you this far.")),
    _one(Kind.INTERESTS, _("What you like to do, make, hear, learn, or would like to try.")),
    _one(Kind.MATTERS, _("People, animals, places, things you hold on to.")),
    _one(Kind.LANGUAGES, _("Which one do you think in, and which one do you use to talk about what is close to you?")),
    _one(Kind.CULTURE, _("Feasts, food, faith, family ways, where you come from: so that nobody has to guess.")),
    _one(Kind.IDENTITY, _("The name and the words you like for yourself, and what you would like to be known for.")),
    (Kind.GOAL, GOAL),
    _one(Kind.HELPS, _("What is good for you, from others and from yourself.")),
    _one(Kind.HELPS_NOT, _("What others may do with good intentions, and you would rather they left out.")),
    _one(Kind.HARD_DAYS, _("One thing on each line, in your own order.")),
])  # fmt: skip


# How a goal stands is said by itself, on a page that says what comes of it.
WRITTEN = {kind: [each for each in asked if each.choices is not STANDS] for kind, asked in QUESTIONS.items()}


def as_read(kind: str, said: dict[str, str]) -> list[tuple[Any, str]]:
    """Return what was answered as (the question, the answer in words), and nothing for what was left open."""
    return [(each.label, _shown(each, said[each.name])) for each in QUESTIONS[Kind(kind)] if said.get(each.name)]


def in_short(kind: str, said: dict[str, str]) -> list[str]:
    """Return the answers that were chosen, not written: they fit on one line."""
    questions = [each for each in QUESTIONS[Kind(kind)] if each.choices and each.choices is not SURE]
    return [_shown(each, said[each.name]) for each in questions if said.get(each.name)]


def _shown(question, answer):
    return str(dict(question.choices).get(answer, answer)) if question.choices else answer


def title(kind: str, said: dict[str, str]) -> str:
    """Return what a part is called: a goal by its own first words."""
    if kind != Kind.GOAL or not said.get("words"):
        return str(Kind(kind).label)
    first = said["words"].splitlines()[0]
    return first if len(first) <= WORDS_OF_A_TITLE else first[:WORDS_OF_A_TITLE].rstrip() + "…"
