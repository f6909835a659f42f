"""The pages of the evaluation: what anyone reads here has its small numbers hidden (I9)."""

from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from wayfellow.access.guard import needs, signed_in
from wayfellow.directory.models import Programme
from wayfellow.evaluation import actions, queries
from wayfellow.evaluation.access import Can
from wayfellow.evaluation.article import remark
from wayfellow.evaluation.brief import brief_of
from wayfellow.evaluation.coding import codebooks_of, coded
from wayfellow.evaluation.document import CONTENT_TYPE, as_document
from wayfellow.evaluation.editions import next_edition
from wayfellow.evaluation.files import as_article, as_book
from wayfellow.evaluation.forms import (
    CodebookForm,
    CodingForm,
    CorrectTotalForm,
    ExtractForm,
    KeepForm,
    TotalForm,
    WithdrawTotalForm,
)
from wayfellow.evaluation.kept import kept_reports, lines_of, the_one_before
from wayfellow.evaluation.models import PAIRS, WHOLE, Edition, KeptReport, PartnerTotal
from wayfellow.evaluation.open_data import Licence, in_files
from wayfellow.evaluation.partner_totals import totals_in
from wayfellow.evaluation.published import Published, published_in, years_told
from wayfellow.evaluation.surveys import pairs_as_facts, published_of
from wayfellow.evaluation.themes import themes_in
from wayfellow.evaluation.two_years import both_years, compared
from wayfellow.evaluation.unmet import as_csv, unmet_need
from wayfellow.evaluation.words import words_of
from wayfellow.sheets.writing import CONTENT_TYPES, XLSX
from wayfellow.surveys.models import Survey
from wayfellow.surveys.queries import with_programme
from wayfellow.ui.pages import form_page
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
    published, year, years = _published(programme, request.GET)
    page = {
        "programme": programme,
        "published": published,
        "years": years,
        "year": year,
        "asked_otherwise": not year and any(request.GET.get(name) for name in ("from", "to")),
        "period": request.GET.urlencode() if year else "",
        "remark": remark(published) if published else "",
        "next_on": next_edition(timezone.localdate()),
    }
    return render(request, "evaluation/evaluation.html", page)


@require_safe
@needs(Can.SEE_EVALUATION)
def two_years(request: HttpRequest, programme: Programme) -> HttpResponse:
    """Two years beside each other, as each has its own page: nothing is counted for it."""
    editions = queries.all_editions(programme, WHOLE)
    years = years_told(editions)
    if len(years) < 2:
        return redirect("evaluation:evaluation", programme.pk)
    chosen = _two_of(years, request.GET)
    both = both_years(editions, *chosen)
    page = {"programme": programme, "years": years, "chosen": chosen, "both": both, "tables": compared(*both)}
    return render(request, "evaluation/two_years.html", page)


def _two_of(years: list[int], asked: QueryDict) -> list[int]:
    """Return the two years that the address names, the earlier first; or else the last two."""
    named = sorted({year for year in years if str(year) in (asked.get("one"), asked.get("other"))})
    return named if len(named) == 2 else years[-2:]


@require_safe
@needs(Can.SEE_EVALUATION)
def tables(request: HttpRequest, programme: Programme) -> HttpResponse:
    """Every table of the same page, to take away."""
    published, year, _years = _published(programme, request.GET)
    if published is None:
        return redirect("evaluation:evaluation", programme.pk)
    name = f"evaluation-{year or published.end}.xlsx"
    return HttpResponse(as_book(published), content_type=CONTENT_TYPES[XLSX], headers=_to_save(name))


@require_safe
@needs(Can.SEE_EVALUATION)
def article(request: HttpRequest, programme: Programme) -> HttpResponse:
    """An article of the same page, as a draft that a person has to finish, to take away."""
    published, year, _years = _published(programme, request.GET)
    if published is None:
        return redirect("evaluation:evaluation", programme.pk)
    return HttpResponse(as_article(published), headers=_to_save(f"article-{year or published.end}.html"))


@require_safe
@needs(Can.SEE_EVALUATION)
def article_document(request: HttpRequest, programme: Programme) -> HttpResponse:
    """The same draft as a document for a word processor."""
    published, year, _years = _published(programme, request.GET)
    if published is None:
        return redirect("evaluation:evaluation", programme.pk)
    written = as_document(as_article(published), published.end)
    name = f"article-{year or published.end}.docx"
    return HttpResponse(written, content_type=CONTENT_TYPE, headers=_to_save(name))


@require_safe
@needs(Can.SEE_EVALUATION)
def chart(request: HttpRequest, programme: Programme) -> HttpResponse:
    """One drawing of the same page, which the address names behind `?chart=`, to take away."""
    published, _year, _years = _published(programme, request.GET)
    drawn = {each.code: each.chart for each in published.every_section} if published else {}
    code = request.GET.get("chart", "")
    if not drawn.get(code):
        return redirect("evaluation:evaluation", programme.pk)
    return HttpResponse(drawn[code], content_type="image/svg+xml", headers=_to_save(f"{slugify(code)}.svg"))


def _published(programme: Programme, asked: QueryDict) -> tuple[Published | None, int | None, list[int]]:
    """Return what may be read of the period asked for, its year if it is one, and the years that can be read."""
    editions, surveys = queries.editions_to_read(programme)
    year, years = _year(asked), years_told(editions)
    year = year if year in years else None
    totals = queries.totals_told(programme, timezone.localdate())
    return published_in(editions, year, surveys, totals), year, years


def _to_save(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}


@require_safe
@needs(Can.SEE_EVALUATION)
def kept(request: HttpRequest, programme: Programme) -> HttpResponse:
    """The reports that were kept as they were."""
    page = page_of(request, kept_reports(programme))
    return render(request, "evaluation/kept.html", {"programme": programme, "page": page})


@form_page(Can.KEEP_REPORT, KeepForm, "evaluation/keep.html")
def keep(programme: Programme, *, by: Any, idempotency_key: Any, answers: dict[str, Any]) -> str:
    actions.keep_report(programme, by=by, idempotency_key=idempotency_key, today=timezone.localdate(), **answers)
    return reverse("evaluation:kept", args=[programme.pk])


@require_safe
@needs(Can.WRITE_TOTAL)
def totals(request: HttpRequest, programme: Programme) -> HttpResponse:
    """What clinical partners counted, as it was written down."""
    today = timezone.localdate()
    page = page_of(request, queries.totals_written(programme))
    told = [(each, section, each.was_told(today)) for each, section in zip(page, totals_in(page), strict=True)]
    return render(request, "evaluation/totals.html", {"programme": programme, "page": page, "totals": told})


@form_page(Can.WRITE_TOTAL, TotalForm, "evaluation/total_form.html")
def write_total(programme: Programme, *, by: Any, idempotency_key: Any, answers: dict[str, Any]) -> str:
    own = {"id": idempotency_key, "today": timezone.localdate()}
    actions.write_total(programme, by=by, idempotency_key=idempotency_key, **own, **answers)
    return _totals_of(programme.pk)


@form_page(Can.CORRECT_TOTAL, CorrectTotalForm, "evaluation/total_form.html", load=with_programme)
def correct_total(total: PartnerTotal, *, by: Any, idempotency_key: Any, answers: dict[str, Any]) -> str:
    own = {"id": idempotency_key, "today": timezone.localdate()}
    actions.correct_total(total, by=by, idempotency_key=idempotency_key, **own, **answers)
    return _totals_of(queries.programme_of_total(total.pk))


@form_page(Can.WITHDRAW_TOTAL, WithdrawTotalForm, "evaluation/withdraw_total.html", load=with_programme)
def withdraw_total(total: PartnerTotal, *, by: Any, idempotency_key: Any, answers: dict[str, Any]) -> str:
    actions.withdraw_total(total, by=by, idempotency_key=idempotency_key, today=timezone.localdate(), **answers)
    return _totals_of(queries.programme_of_total(total.pk))


def _totals_of(programme: int) -> str:
    return reverse("evaluation:totals", args=[programme])


@form_page(Can.TAKE_EXTRACT, ExtractForm, "evaluation/take_extract.html")
def take_extract(programme: Programme, *, by: Any, idempotency_key: Any, answers: dict[str, Any]) -> Any:
    actions.take_extract(programme, by=by, idempotency_key=idempotency_key, **answers)
    return partial(_extract, programme, answers["licence"])


def _extract(programme: Programme, licence: str, request: HttpRequest) -> HttpResponse:
    """The extract as one file, drawn anew each time."""
    extract = queries.extract_to_take(programme)
    if extract is None:
        return redirect("evaluation:take_extract", programme.pk)
    name = f"extract-{extract.as_of}.zip"
    return HttpResponse(in_files(extract, Licence(licence)), content_type="application/zip", headers=_to_save(name))


@require_safe
@needs(Can.SEE_EVALUATION)
def kept_report(request: HttpRequest, programme: Programme) -> HttpResponse:
    """A kept report, which the address names behind `?report=`, and what differs from the one before it."""
    every = kept_reports(programme)
    found = _the_report(request, every)
    if found is None:
        return redirect("evaluation:kept", programme.pk)
    before = the_one_before(found, every)
    page = {"programme": programme, "report": found, "before": before, "lines": lines_of(found, before)}
    return render(request, "evaluation/kept_report.html", page)


@require_safe
@needs(Can.SEE_EVALUATION)
def kept_page(request: HttpRequest, programme: Programme) -> HttpResponse:
    """The page of a kept report, to take away."""
    found = _the_report(request, kept_reports(programme))
    if found is None:
        return redirect("evaluation:kept", programme.pk)
    return HttpResponse(found.page, headers=_to_save(f"evaluation-{found.year or found.end}.html"))


def _the_report(request: HttpRequest, every: list[KeptReport]) -> KeptReport | None:
    return next((each for each in every if str(each.pk) == request.GET.get("report")), None)


@require_safe
@needs(Can.SEE_UNMET_NEED)
def unmet(request: HttpRequest, programme: Programme) -> HttpResponse:
    """What people looked for and did not find: what somebody who plans could begin."""
    need = unmet_need(timezone.localdate())
    return render(request, "evaluation/unmet_need.html", {"programme": programme, "need": need})


@require_safe
@needs(Can.SEE_UNMET_NEED)
def unmet_brief(request: HttpRequest, programme: Programme) -> HttpResponse:
    """The same on one page for a board, to print."""
    brief = brief_of(unmet_need(timezone.localdate()), queries.edition(programme, WHOLE))
    return render(request, "evaluation/unmet_brief.html", {"programme": programme, "brief": brief})


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


@require_safe
@needs(Can.CODE_WORDS, load=with_programme)
def themes(request: HttpRequest, survey: Survey) -> HttpResponse:
    """By which themes answers in people's own words are sorted, how far the two who do it are, and what came of it."""
    book, *earlier = codebooks_of(survey) or [None]
    edition = queries.edition(survey.programme, Edition.of_themes(survey.pk))
    page = {
        "survey": survey,
        "codebook": book,
        "found": coded(survey, book) if book else None,
        "earlier": earlier,
        "told": themes_in([edition])[0] if edition else None,
        "next_on": next_edition(timezone.localdate()),
    }
    return render(request, "evaluation/themes.html", page)


@form_page(Can.WRITE_CODEBOOK, CodebookForm, "evaluation/write_codebook.html", load=with_programme)
def write_codebook(survey: Survey, *, by: Any, idempotency_key: Any, answers: dict[str, Any]) -> str:
    actions.write_codebook(survey, by=by, idempotency_key=idempotency_key, on=timezone.localdate(), **answers)
    return reverse("evaluation:themes", args=[survey.pk])


@form_page(Can.CODE_WORDS, CodingForm, "evaluation/code_words.html", load=with_programme)
def code_words(survey: Survey, *, by: Any, idempotency_key: Any, answers: dict[str, Any]) -> str:
    said = {"version": answers["version"], "said": answers["said"]}
    actions.code_words(survey, by=by, idempotency_key=idempotency_key, **said)
    return reverse("evaluation:code_words", args=[survey.pk])


def _year(asked: QueryDict) -> int | None:
    """Return the calendar year that the two days begin and end, if they do."""
    year = asked.get("from", "")[:4]
    is_one = asked.get("from") == f"{year}-01-01" and asked.get("to") == f"{year}-12-31"
    return int(year) if is_one and year.isdecimal() else None
