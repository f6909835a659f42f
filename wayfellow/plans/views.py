"""The pages of a person's own list."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from wayfellow.access.guard import signed_in
from wayfellow.access.policy import Can
from wayfellow.plans import actions, queries
from wayfellow.plans.forms import ChangeVisitForm, KeptVisitForm, VisitForm
from wayfellow.ui.pages import form_page

VISITS_ON_A_PAGE = 50


@require_safe
@signed_in
def visits(request):
    page = Paginator(queries.visits(request.user), VISITS_ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "plans/visits.html", {"page": page, "person": queries.whose_list(request.user)})


@form_page(Can.KEEP_VISITS, VisitForm, "plans/visit.html")
def add_visit(person, *, by, once, answers):
    actions.keep_visit(person, by=by, once=once, id=once, visit=answers)
    return reverse("plans:visits")


@form_page(Can.CHANGE_VISIT, ChangeVisitForm, "plans/visit.html")
def change_visit(visit, *, by, once, answers):
    actions.change_visit(visit, by=by, once=once, seen=answers.pop("seen"), visit=answers)
    return reverse("plans:visits")


@form_page(Can.CHANGE_VISIT, KeptVisitForm, "plans/let_visit_go.html")
def let_visit_go(visit, *, by, once, answers):
    actions.let_visit_go(visit, by=by, once=once, **answers)
    return reverse("plans:visits")
