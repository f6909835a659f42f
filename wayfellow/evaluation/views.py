"""The pages of the evaluation: what anyone reads here has its small numbers hidden (I9)."""

from itertools import groupby
from operator import itemgetter

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from wayfellow.access.guard import needs, signed_in
from wayfellow.directory.models import Programme
from wayfellow.evaluation import queries
from wayfellow.evaluation.access import Can
from wayfellow.evaluation.article import remark
from wayfellow.evaluation.editions import next_edition
from wayfellow.evaluation.models import PAIRS, WHOLE
from wayfellow.evaluation.published import publish, publish_between, slice_of_year, years_told
from wayfellow.evaluation.surveys import pairs_as_facts, published_of
from wayfellow.evaluation.unmet import as_csv, unmet_need
from wayfellow.evaluation.words import words_of
from wayfellow.surveys.models import Survey
from wayfellow.surveys.queries import with_programme
from wayfellow.ui.paging import page_of


@require_safe
@signed_in
def evaluations(request: HttpRequest) -> HttpResponse:
    """The programmes whose figures this reader may see, or at once the only one."""
    programmes = queries.to_evaluate(request.user)
    if len(programmes) == 1:
        return redirect("evaluation:evaluation", programmes[0].pk)
    return render(request, "evaluation/evaluations.html", {"programmes": programmes})


@require_safe
@needs(Can.SEE_EVALUATION)
def evaluation(request: HttpRequest, programme: Programme) -> HttpResponse:
    """What the numbers of a programme say, over the whole time or over one year, as they were last published."""
    editions = queries.all_editions(programme, WHOLE)
    year = _year(request.GET)
    years = years_told(editions)
    part = slice_of_year(editions, year) if year in years else None
    published = publish_between(*part) if part else publish(editions[-1]) if editions else None
    page = {
        "programme": programme,
        "published": published,
        "years": years,
        "year": year if part else None,
        "asked_otherwise": not part and any(request.GET.get(name) for name in ("from", "to")),
        "remark": remark(published) if published else "",
        "next_on": next_edition(timezone.localdate()),
    }
    return render(request, "evaluation/evaluation.html", page)


@require_safe
@needs(Can.SEE_UNMET_NEED)
def unmet(request: HttpRequest, programme: Programme) -> HttpResponse:
    """What people looked for and did not find: what somebody who plans could begin."""
    need = unmet_need(timezone.localdate())
    return render(request, "evaluation/unmet_need.html", {"programme": programme, "need": need})


@require_safe
@needs(Can.SEE_UNMET_NEED)
def unmet_as_csv(request: HttpRequest, programme: Programme) -> HttpResponse:
    need = unmet_need(timezone.localdate())
    return HttpResponse(
        as_csv(need),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="unmet-need.csv"'},
    )


@require_safe
@needs(Can.SEE_EVALUATION)
def surveys(request: HttpRequest, programme: Programme) -> HttpResponse:
    """The surveys of a programme whose results this reader may see, and how it is between the two, over many pairs."""
    page = page_of(request, queries.surveys_to_read(request.user, programme))
    of_pairs = queries.edition(programme, PAIRS)
    told = {"facts": pairs_as_facts(of_pairs) if of_pairs else [], "as_of": of_pairs and of_pairs.as_of}
    next_on = next_edition(timezone.localdate())
    return render(
        request, "evaluation/surveys.html", {"programme": programme, "page": page, **told, "next_on": next_on}
    )


@require_safe
@needs(Can.SEE_SURVEY_RESULTS, load=with_programme)
def survey(request: HttpRequest, survey: Survey) -> HttpResponse:
    """What was answered to a survey: counts, never whose."""
    page = {"survey": survey, "versions": published_of(survey), "next_on": next_edition(timezone.localdate())}
    return render(request, "evaluation/survey.html", page)


@require_safe
@needs(Can.READ_WORDS, load=with_programme)
def words(request: HttpRequest, survey: Survey) -> HttpResponse:
    """What people answered in their own words: nobody can tell whose they are, or what else was answered with them."""
    page = page_of(request, words_of(survey))
    lists = [(where, [words for _where, words in each]) for where, each in groupby(page, itemgetter(0))]
    next_on = next_edition(timezone.localdate())
    return render(
        request, "evaluation/words.html", {"survey": survey, "page": page, "lists": lists, "next_on": next_on}
    )


def _year(asked: QueryDict) -> int | None:
    """Return the calendar year that the two days begin and end, if they do."""
    year = asked.get("from", "")[:4]
    is_one = asked.get("from") == f"{year}-01-01" and asked.get("to") == f"{year}-12-31"
    return int(year) if is_one and year.isdecimal() else None
