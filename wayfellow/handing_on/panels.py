"""Whose something was, where it stands now: in the handbook, in learning, and among the audits."""

from wayfellow.handing_on.queries import from_elsewhere, taken_in
from wayfellow.ui.home_pages import panel

WHOSE = "handing_on/panels/whose.html"


@panel("handbook", order=10, template=WHOSE, statements=1)
def of_a_document(request, document):
    return list(from_elsewhere(document.programme_id, document.pk)) or None


@panel("learning", order=10, template=WHOSE, statements=1)
def of_pathways(request, programme):
    return list(taken_in(programme, "learning-pathway")) or None


@panel("audits", order=10, template=WHOSE, statements=1)
def of_audits(request, programme):
    return list(taken_in(programme, "audit")) or None
