"""Count the tables of this extract again from its data, and say whether they agree: `python recompute.py`.

It needs Python and SciPy, and the files beside it: journeys.csv, meetings.csv, and tables.csv to compare with.
"""

import csv
import statistics
import sys
from collections import Counter
from collections.abc import Iterator
from math import sqrt
from pathlib import Path

from scipy import stats

COUNTED = ("gender", "age", "referred_by", "ending", "site")
DESCRIBED = ("accompaniments", "days_to_first_meeting", "days_walked")
NEAR_ENOUGH = 0.001

Key = tuple[str, str]


def read(name: str) -> list[dict[str, str]]:
    """Return the rows of a file beside this one."""
    with (Path(__file__).parent / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def described(name: str, values: list[float]) -> Iterator[tuple[Key, list[float]]]:
    """Yield mean (with its interval by Student's t), standard deviation and median."""
    mean, sd = statistics.fmean(values), statistics.stdev(values)
    reach = float(stats.t.ppf(0.975, len(values) - 1)) * sd / sqrt(len(values))
    yield (name, "mean"), [mean, mean - reach, mean + reach]
    yield (name, "sd"), [sd]
    yield (name, "median"), [statistics.median(values)]


def counted(name: str, values: list[str]) -> Iterator[tuple[Key, list[float]]]:
    """Yield how many there are of each, their share, and its interval by Wilson. What is empty is missing."""
    known = [value for value in values if value]
    for value, number in Counter(known).items():
        interval = stats.binomtest(number, len(known)).proportion_ci(0.95, method="wilson")
        yield (name, value), [number, number / len(known), float(interval.low), float(interval.high)]


def tables() -> dict[Key, list[float]]:
    """Count everything again."""
    journeys, meetings = read("journeys.csv"), read("meetings.csv")
    found: dict[Key, list[float]] = {}
    for name in DESCRIBED:
        found.update(described(name, [float(each[name]) for each in journeys]))
    for name in COUNTED:
        found.update(counted(name, [each[name] for each in journeys]))
    for setting in {each["setting"] for each in meetings}:
        times = sum(int(each["accompaniments"]) for each in meetings if each["setting"] == setting)
        found["setting", setting] = [times]
    return found


def printed() -> dict[Key, list[float]]:
    """Read the tables as they came with the data."""
    columns = ("value", "share", "low", "high")
    return {
        (row["table"], row["label"]): [float(row[column]) for column in columns if row[column]]
        for row in read("tables.csv")
    }


def main() -> int:
    """Write each figure as it was counted, and whether it differs from the table. Return how many do."""
    found, told = tables(), printed()
    differ = found.keys() ^ told.keys()
    lines = csv.writer(sys.stdout)
    for key, numbers in sorted(found.items()):
        near = all(abs(one - other) < NEAR_ENOUGH for one, other in zip(numbers, told.get(key, []), strict=False))
        if not near or len(numbers) != len(told.get(key, [])):
            differ |= {key}
        lines.writerow([*key, *(round(number, 3) for number in numbers), *(["DIFFERS"] if key in differ else [])])
    lines.writerow([len(found), "figures", len(differ), "differ"])
    return len(differ)


if __name__ == "__main__":
    sys.exit(min(main(), 1))
