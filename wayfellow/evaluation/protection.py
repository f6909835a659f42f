"""Which figures of a report stay hidden (I9), question by question."""

from collections.abc import Mapping

from wayfellow.evaluation.report import Counted, Standing, Tally
from wayfellow.evaluation.small_numbers import HIDDEN, SMALLEST, Hidden, Shown, protect, protect_table

NOT_SAID = "not said"


def years_to_show(people: Mapping[int, int], k: int = SMALLEST) -> list[int]:
    """Return the years that can be told of one by one: neither small nor what a small one could be taken from."""
    return [year for year, shown in protect(people, k).items() if not isinstance(shown, Hidden)]


def protect_counted(counted: Counted, whole: Counted | None, k: int) -> dict[str, Shown]:
    """Hide what is small, or would be small in the rest of the whole."""
    answers = {**counted.counts, NOT_SAID: counted.missing}
    if whole is None:
        return protect(answers, k)
    everyone = {**whole.counts, NOT_SAID: whole.missing}
    table = {code: {"in": answers.get(code, 0), "out": everyone[code] - answers.get(code, 0)} for code in everyone}
    return {code: line["in"] for code, line in protect_table(table, k).cells.items()}


def protect_answered(n: int, missing: int, k: int) -> tuple[Shown, Shown]:
    """Return of how many something is known, and of how many not; the one gives away the other."""
    shown = protect({"n": n, "missing": missing}, k)
    return shown["n"], shown["missing"]


def protect_times(tallies: Mapping[str, Tally], k: int = SMALLEST) -> dict[str, Shown]:
    """Hide how often something was where few people had it, and one more so that it cannot be worked out."""
    small = {code for code, tally in tallies.items() if 0 < tally.people < k}
    if not small:
        return {code: tally.times for code, tally in tallies.items()}
    large = [tally.people for tally in tallies.values() if tally.people >= k]
    hidden = {code for code, tally in tallies.items() if 0 < tally.people <= min(large, default=k)}
    least = len(small) + k * (len(hidden) - len(small))
    if hidden == small or sum(tallies[code].times for code in hidden) <= least:
        hidden = set(tallies)
    return {code: HIDDEN if code in hidden else tally.times for code, tally in tallies.items()}


def protect_yes_or_no(tally: Tally, k: int) -> Shown:
    """Hide how often something was where few people had it, or few had it otherwise."""
    return HIDDEN if 0 < tally.people < k or 0 < tally.people_without < k else tally.times


def protect_not_met(standing: Standing, k: int) -> dict[str, Shown]:
    """Hide, among those who have not met anybody yet, what is small: a "no" is nobody's business (I1)."""
    return protect(standing.not_met.counts, k)
