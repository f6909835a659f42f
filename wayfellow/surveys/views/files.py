"""Questionnaires from elsewhere and to elsewhere, in files."""

import json
import zlib
from base64 import b64decode, b64encode
from pathlib import Path
from zipfile import BadZipFile

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wayfellow.access.guard import needs
from wayfellow.surveys import actions
from wayfellow.surveys.access import Can
from wayfellow.surveys.elsewhere import CannotRead
from wayfellow.surveys.fhir import from_fhir, to_fhir
from wayfellow.surveys.forms.making import FileForm
from wayfellow.surveys.queries.making import first_faults, version
from wayfellow.surveys.xlsform import from_xlsform, to_xlsform
from wayfellow.ui.pages import UNPROCESSABLE, posted, refusals_on

NOT_SO = (ValueError, LookupError, TypeError, AttributeError, RecursionError, BadZipFile, zlib.error, SyntaxError)
BEGINS_A_TABLE = b"PK"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@needs(Can.MAKE_SURVEY)
def bring_in(request, programme):
    """Begin a survey from a file, or say by its name what in it has no place here."""
    form = FileForm(posted(request), _files(request), record=programme, reader=request.user)
    page = {"record": programme, "form": form, "rest": None, "sent": {}}
    if form.is_valid():
        try:
            content = _read(form.cleaned_data["file"], without=request.POST.get("without"))
        except CannotRead as problem:
            page |= _offer(problem.rest, form) if problem.rest else {}
            _say_all(form, problem.problems)
        else:
            idempotency_key, how = form.cleaned_data["idempotency_key"], form.answers()
            del how["file"]
            with refusals_on(form):
                actions.make(
                    programme,
                    by=request.user,
                    idempotency_key=idempotency_key,
                    id=idempotency_key,
                    content=content,
                    **how,
                )
                return HttpResponseRedirect(reverse("surveys:draft", args=[idempotency_key]))
    return render(request, "surveys/bring_in.html", page, status=UNPROCESSABLE if form.errors else None)


def _files(request):
    """Return the file that was chosen, or the one that was read before and that the page sent along."""
    if "again" not in request.POST or request.FILES:
        return request.FILES or None
    try:
        said = b64decode(request.POST["again"], validate=True)
    except ValueError:
        return None
    return {"file": SimpleUploadedFile(request.POST.get("name", ""), said)}


def _offer(rest, form):
    """Return what the page needs to offer the rest of the same file, however its answers are to be kept."""
    file = form.cleaned_data["file"]
    file.seek(0)
    return {"rest": rest, "sent": {"again": b64encode(file.read()).decode(), "name": file.name}}


def _say_all(form, problems):
    """One problem is said at the field. Several are a list, said once."""
    several = _("%(number)s things in it have no place here. They are listed above.") % {"number": len(problems)}
    form.add_error("file", several if len(problems) > 1 else problems)
    if len(problems) > 1:
        form.add_error(None, problems)


def _read(file, without=None):
    """Return what a file holds, whatever else somebody may send, and whatever they call it.

    `without`: the mark of the rest that they were shown and chose to take.
    """
    try:
        said, name = file.read(), Path(file.name).stem
        content = from_xlsform(said, name) if said.startswith(BEGINS_A_TABLE) else from_fhir(json.loads(said), name)
        problems = first_faults(content)
    except CannotRead as problem:
        if problem.rest and problem.rest.mark == without:
            return problem.rest.content
        raise
    except (json.JSONDecodeError, UnicodeDecodeError) as problem:
        raise CannotRead(_("This is neither an XLSForm (.xlsx) nor a FHIR Questionnaire as JSON.")) from problem
    except NOT_SO as problem:
        raise CannotRead(_("This file cannot be read: it is not structured as a questionnaire.")) from problem
    if problems:
        raise CannotRead(*problems)
    return content


@require_safe
@needs(Can.SEE_SURVEY)
def fhir(request, survey):
    """The newest version as a FHIR Questionnaire."""
    newest = version(survey)
    if newest is None:
        return HttpResponseRedirect(reverse("surveys:survey", args=[survey.pk]))
    resource = to_fhir(newest.content, url=f"urn:uuid:{survey.pk}", version=newest.version)
    answer = JsonResponse(resource, json_dumps_params={"ensure_ascii": False, "indent": 2})
    return _as_file(answer, newest, "json")


@require_safe
@needs(Can.SEE_SURVEY)
def xlsform(request, survey):
    """The newest version as an XLSForm."""
    newest = version(survey)
    if newest is None:
        return HttpResponseRedirect(reverse("surveys:survey", args=[survey.pk]))
    content = to_xlsform(newest.content, survey.slug, newest.version)
    return _as_file(HttpResponse(content, content_type=XLSX), newest, "xlsx")


def _as_file(answer, version, ending):
    answer["Content-Disposition"] = f'attachment; filename="survey-{version.version}.{ending}"'
    return answer
