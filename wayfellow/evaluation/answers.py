"""What may be told of the answers to a survey, question by question (I9)."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from wayfellow.evaluation.editions import Question, Told, of_people, settle
from wayfellow.evaluation.protection import KNOWN, NO, NOT_SAID, YES, known_or_not
from wayfellow.evaluation.small_numbers import HIDDEN, Hidden, Shown, leaning, most_given, protect
from wayfellow.evaluation.statistics import summarise
from wayfellow.evaluation.words import tell_words
from wayfellow.journeys.models import OneSide
from wayfellow.surveys.models import Privacy, Questionnaire, Survey
from wayfellow.surveys.queries import Response, all_scores, counts, questions
from wayfellow.surveys.scoring import Score
from wayfellow.surveys.shape import OPEN, Content, Item

PARTS = 4  # of the range of a score, for its distribution
SCORE = "score "
AT_THE_ENDING = ("satisfaction",)
MOST, LEANING = "most", "leaning"
RESPONSE = "who answered"
PERSON, PEER = "person", "peer"
Earlier = list[dict[str, Told]]


def tell_of_pairs(pairs: list[tuple[OneSide, OneSide]], earlier: Earlier, day: date, k: int) -> Iterator[Told]:
    """Tell the mean of each side on each of the three questions, over all pairs in which both answered."""
    for question in questions(pairs[-1][0].questionnaire):
        for place, side in enumerate((PERSON, PEER)):
            said = summarise(pair[place].given.get(question["linkId"]) for pair in pairs)
            yield beside(known_or_not(f"{question['linkId']} {side}", said, k), earlier, day, k)


def tell_of_version(
    version: Questionnaire, given: list[dict[str, Any]], earlier: Earlier, day: date, k: int
) -> Iterator[Told]:
    """Tell how many answered what to one version, its scores, and what was written where no name is kept."""
    counted = {count["link_id"]: count for count in counts(version, given)}
    kept_back: set[str] = set()
    for item, conditions in with_conditions(version.content):
        name, opened_by = item["linkId"], {condition["question"] for condition in conditions}
        if item["type"] in OPEN and version.kept == Privacy.ANONYMOUS:
            yield from tell_words(item, given, earlier, day, k, keep_back=bool(opened_by & kept_back))
        if name in counted:
            told = _tell(counted[name], earlier, day, k, keep_back=bool(opened_by & kept_back))
            yield told
            if told.as_of == day and not told.hidden:
                continue
        elif not opened_by & kept_back:
            continue
        # How many were asked what this one opens, or the mean of a score with it, would give away what is hidden.
        kept_back.add(name)
    for rule, scores in zip(version.content.get("scoring", []), all_scores(version, given).values(), strict=True):
        yield beside(_score(scores, k), earlier, day, k, keep_back=not kept_back.isdisjoint(rule["items"]))


def tell_response(survey: Survey, response: Response, day: date, k: int) -> Told:
    """Tell how many answered a version, and of about how many that were invited.

    That number is rounded to steps of k: exact, it would tell how many journeys ended, which other tables may hide.
    """
    told = {"survey": survey.title, "version": response.version.version, "of_people": _is_of_people(survey)}
    if response.invited is not None:
        told["invited"] = max(response.answered, k * ((response.invited + k // 2) // k))
    return Told(RESPONSE, day, {}, response.answered, told)


def _is_of_people(survey: Survey) -> bool:
    """Say whether everyone who walks is asked, so that they are another number to compare with."""
    return survey.kept != Privacy.ANONYMOUS or survey.stands_for in AT_THE_ENDING


def with_conditions(content: Content) -> Iterator[tuple[Item, list[Item]]]:
    """Yield everything that is asked with the conditions on it, those on its section too."""
    yield from _with_conditions(content["item"], [])


def _with_conditions(items: list[Item], outer: list[Item]) -> Iterator[tuple[Item, list[Item]]]:
    for item in items:
        conditions = outer + item.get("enableWhen", [])
        yield item, conditions
        yield from _with_conditions(item.get("item", []), conditions)


def beside(question: Question, earlier: Earlier, day: date, k: int, *, keep_back: bool = False) -> Told:
    """Tell a question, or what was told of it before; or at least how many stand behind it."""
    before = [each[question.code] for each in earlier if question.code in each]
    told = None if keep_back else settle(question, before, day, k)
    return told or (before[-1] if before else _nothing(question, day))


def _nothing(question: Question, day: date) -> Told:
    return Told(question.code, day, dict.fromkeys(question.cells, HIDDEN), question.total)


def _tell(count: dict[str, Any], earlier: Earlier, day: date, k: int, *, keep_back: bool) -> Told:
    """One of a few is one list with what is missing; of several that may be chosen, each stands on its own."""
    if count["repeats"]:
        return _of_several(count, earlier, day, k, keep_back=keep_back)
    cells = {**{str(each["code"]): each["count"] for each in count["counts"]}, NOT_SAID: count["missing"]}
    alone = protect(cells, k)
    question = Question(count["link_id"], cells, sum(cells.values()), alone, of_people, _direction(count, alone, k))
    return beside(question, earlier, day, k, keep_back=keep_back)


def _direction(count: dict[str, Any], shown: Mapping[str, Shown], k: int) -> dict[str, Any]:
    """Return where most answers lie, which many lists have in common, where no number of them may be told."""
    if count["n"] < k or not all(isinstance(value, Hidden) for value in shown.values()):
        return {}
    given = {each["code"]: each["count"] for each in count["counts"]}
    if count["is_scale"] and len(given) > len((YES, NO)):
        return {LEANING: leaning(given, k)}
    return {MOST: str(most_given(given, k))}


def _of_several(count: dict[str, Any], earlier: Earlier, day: date, k: int, *, keep_back: bool) -> Told:
    name, n, missing = count["link_id"], count["n"], count["missing"]
    before = [each[name] for each in earlier if name in each]
    cells = {KNOWN: n, NOT_SAID: missing}
    whole = Question(name, cells, n + missing, protect(cells, k), of_people)
    answered = None if keep_back else settle(whole, map(_answered, before), day, k)
    chosen = {str(each["code"]): each["count"] for each in count["counts"]}
    if answered is None or answered.hidden:
        hidden = dict.fromkeys([*chosen, NOT_SAID], HIDDEN)
        more = {} if keep_back else _direction(count, hidden, k)
        return before[-1] if before else Told(name, day, hidden, n + missing, more)
    shown = {code: _chosen(code, number, n, before, day, k) for code, number in chosen.items()}
    if before and all(isinstance(value, Hidden) for value in shown.values()):
        return before[-1]
    return Told(name, day, shown | {NOT_SAID: missing}, n + missing, _direction(count, shown, k))


def _answered(told: Told) -> Told:
    """Return of how many something is known, as an edition told it."""
    missing = told.cells[NOT_SAID]
    known = HIDDEN if isinstance(missing, Hidden) else told.total - missing
    return replace(told, cells={KNOWN: known, NOT_SAID: missing})


def _chosen(code: str, chosen: int, n: int, before: list[Told], day: date, k: int) -> Shown:
    """Tell how many chose one of several answers: whoever did not is the rest."""
    cells = {YES: chosen, NO: n - chosen}
    others = [_one_of_several(each, code) for each in before if not isinstance(each.cells[NOT_SAID], Hidden)]
    told = settle(Question(code, cells, n, _both_or_none(cells, k), of_people), others, day, k)
    return told.cells[YES] if told else HIDDEN


def _one_of_several(told: Told, code: str) -> Told:
    n = told.total - told.number(frozenset([NOT_SAID]))
    chosen = told.cells.get(code, 0)
    rest = HIDDEN if isinstance(chosen, Hidden) else n - chosen
    return Told(code, told.as_of, {YES: chosen, NO: rest}, n)


def _both_or_none(cells: dict[str, int], k: int) -> dict[str, Shown]:
    few = any(0 < number < k for number in cells.values())
    return {code: HIDDEN if few else number for code, number in cells.items()}


def _score(scores: list[Score], k: int) -> Question:
    """How many reached which part of the range of a score, and its mean."""
    low, high = scores[0].lowest, scores[0].highest
    reached = Counter(
        NOT_SAID if score.value is None else str(min(int((score.value - low) / (high - low) * PARTS), PARTS - 1))
        for score in scores
    )
    cells = {part: reached[part] for part in [*map(str, range(PARTS)), NOT_SAID]}
    told = summarise(score.value for score in scores)
    more = {"mean": told.mean, "interval": told.interval} if told.n >= k else {}
    return Question(SCORE + scores[0].name, cells, len(scores), protect(cells, k), of_people, more)
