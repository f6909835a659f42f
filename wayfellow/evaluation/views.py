"""The pages of the evaluation: what anyone reads here has its small numbers hidden (I9)."""

from datetime import date

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from wayfellow.access.deeds import Can
from wayfellow.access.guard import needs, signed_in
from wayfellow.directory.models import Programme
from wayfellow.evaluation import queries
from wayfellow.evaluation.article import remark
from wayfellow.evaluation.protection import years_to_show
from wayfellow.evaluation.published import publish
from wayfellow.evaluation.surveys import pairs_as_facts, publish_survey
from wayfellow.evaluation.unmet import as_csv, unmet_need
from wayfellow.journeys.queries.two import pairs
from wayfellow.surveys.models import Survey
from wayfellow.surveys.queries import with_programme

ON_A_PAGE = 50


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
    """What the numbers of a programme say, over the whole time or over one year."""
    years = years_to_show(queries.people_by_year(programme), programme.smallest_cell)
    year = _year(request.GET)
    whole = queries.report(programme)
    part = queries.report(programme, date(year, 1, 1), date(year, 12, 31)) if year in years else None
    page = {
        "programme": programme,
        "published": publish(part, whole) if part else publish(whole),
        "years": years,
        "year": year if part else None,
        "asked_otherwise": not part and any(request.GET.get(name) for name in ("from", "to")),
        "remark": remark(part or whole),
    }
    return render(request, "evaluation/evaluation.html", page)


@require_safe
@needs(Can.SEE_UNMET_NEED)
def unmet(request: HttpRequest, programme: Programme) -> HttpResponse:
    """What people looked for and did not find: what somebody who plans could begin."""
    need = unmet_need(timezone.localdate(), programme.smallest_cell)
    return render(request, "evaluation/unmet_need.html", {"programme": programme, "need": need})


@require_safe
@needs(Can.SEE_UNMET_NEED)
def unmet_as_csv(request: HttpRequest, programme: Programme) -> HttpResponse:
    need = unmet_need(timezone.localdate(), programme.smallest_cell)
    return HttpResponse(
        as_csv(need),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="unmet-need.csv"'},
    )


@require_safe
@needs(Can.SEE_EVALUATION)
def surveys(request: HttpRequest, programme: Programme) -> HttpResponse:
    """The surveys of a programme whose results this reader may see, and how it is between the two, over many pairs."""
    page = Paginator(queries.surveys_to_read(request.user, programme), ON_A_PAGE).get_page(request.GET.get("page"))
    facts = pairs_as_facts(pairs(programme), programme.smallest_cell)
    return render(request, "evaluation/surveys.html", {"programme": programme, "page": page, "facts": facts})


@require_safe
@needs(Can.SEE_SURVEY_RESULTS, load=with_programme)
def survey(request: HttpRequest, survey: Survey) -> HttpResponse:
    """What was answered to a survey: counts, never whose."""
    page = {"survey": survey, "versions": publish_survey(survey)}
    return render(request, "evaluation/survey.html", page)


def _year(asked: QueryDict) -> int | None:
    """Return the calendar year that the two days begin and end, if they do."""
    year = asked.get("from", "")[:4]
    is_one = asked.get("from") == f"{year}-01-01" and asked.get("to") == f"{year}-12-31"
    return int(year) if is_one and year.isdecimal() else None
