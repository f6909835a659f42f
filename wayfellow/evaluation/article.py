"""A draft of an article; and where the one on the pilot prints figures otherwise (García-Gómez et al., 2024)."""

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wayfellow import __version__
from wayfellow.evaluation.published import Published

FEW = 100
PILOT = "nou-barris"
PEOPLE, ACCOMPANIMENTS = 30, 257


def remark(told: Published) -> str:
    """Return why our figures differ from the printed ones, where they are about the same people."""
    if (told.programme.slug, told.people, told.accompaniments) != (PILOT, PEOPLE, ACCOMPANIMENTS):
        return ""
    return _(
        "The published article prints a mean of 8.5; 257 divided by 30 is 8.57. Its bands read as “or more”, "
        "but add up to 30 only when each person counts once, as here."
    )


STUDENT = "Student (1908). The probable error of a mean. Biometrika, 6(1), 1–25."
WILSON = (
    "Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference. "
    "Journal of the American Statistical Association, 22(158), 209–212."
)
OF_TIME = [
    "Brookmeyer, R., & Crowley, J. (1982). A confidence interval for the median survival time. "
    "Biometrics, 38(1), 29–41.",
    "Kaplan, E. L., & Meier, P. (1958). Nonparametric estimation from incomplete observations. "
    "Journal of the American Statistical Association, 53(282), 457–481.",
]
OF_CHANGES = [
    "Cumming, G. (2012). Understanding the new statistics. Routledge.",
    "Hedges, L. V. (1981). Distribution theory for Glass’s estimator of effect size and related estimators. "
    "Journal of Educational Statistics, 6(2), 107–128.",
    "Hollander, M., & Wolfe, D. A. (1973). Nonparametric statistical methods. Wiley.",
]
OF_THEMES = [
    "Cohen, J. (1960). A coefficient of agreement for nominal scales. Educational and Psychological Measurement, "
    "20(1), 37–46.",
    "Landis, J. R., & Koch, G. G. (1977). The measurement of observer agreement for categorical data. "
    "Biometrics, 33(1), 159–174.",
]
SCIPY = (
    "Virtanen, P., et al. (2020). SciPy 1.0: fundamental algorithms for scientific computing in Python. "
    "Nature Methods, 17, 261–272."
)


def methods(told: Published) -> Iterator[str]:
    """Yield how it was counted, as far as this report tells something that was counted so."""
    yield _(
        "This is a description of everyone who had at least one accompaniment in the programme %(programme)s. Each "
        "person counts once. Figures are as published on %(day)s, worked out from what was noted at the time; nobody "
        "was asked anything for this article."
    ) % {"programme": told.programme.name, "day": date_format(told.end)}
    yield _(
        "Numbers below %(number)s, and those from which one could be worked out, are told together with others or "
        "hidden. What is missing is told beside each figure and is never counted as zero."
    ) % {"number": told.smallest}
    yield _(
        "Means have intervals by Student’s t (Student 1908), shares by Wilson’s method (Wilson 1927). Days until "
        "something happened are by Kaplan and Meier (1958), with the interval of Brookmeyer and Crowley (1982). "
        "Intervals are of 95 %%. It was worked out with Wayfellow %(version)s and SciPy (Virtanen et al. 2020)."
    ) % {"version": __version__}
    if told.changes:
        yield _(
            "Change is the last answer less the first, of those who gave both. Sizes of change have Hedges’ correction "
            "(Hedges 1981; Cumming 2012); below twenty pairs, ranks are told as well (Hollander and Wolfe 1973)."
        )
    if told.themes:
        yield _(
            "Answers in people’s own words were sorted by two people, each alone; their agreement is Cohen’s kappa "
            "(Cohen 1960; Landis and Koch 1977)."
        )
    if told.of_partners:
        yield _("Clinical partners handed on totals of whole groups. No data of single people came from them.")


def limits(told: Published) -> Iterator[str]:
    """Yield what a reader must not conclude."""
    yield _("There is no group to compare with: what changed may have changed without peer support, too.")
    yield _("Who came had chosen to come. It says nothing of those who were not asked, or did not want to.")
    if told.people < FEW:
        yield _("There were few people, so the intervals are wide.")
    if told.changes:
        yield _("Who answered twice may be other people than who answered once, or never.")
    if told.of_partners:
        yield _("What partners counted could not be checked, and cannot be joined with the other figures.")


def references(told: Published) -> list[str]:
    """Return the sources of the methods that were used, in the order of the alphabet."""
    used = [STUDENT, WILSON, SCIPY, *OF_TIME]
    used += OF_CHANGES if told.changes else []
    used += OF_THEMES if told.themes else []
    return sorted(used)
