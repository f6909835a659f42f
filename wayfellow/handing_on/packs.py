"""A page that somebody wrote for other programmes. Taken in, it is read where it came in: it becomes nothing else."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wayfellow.handing_on.models import LONGEST_TITLE, Received
from wayfellow.ui.packing import Content, Packing, Said, text_in
from wayfellow.ui.pages import MOST_CHARACTERS


def _read(content: Content) -> Content:
    title = text_in(content, "title", longest=LONGEST_TITLE, required=True)
    return {"title": title, "words": text_in(content, "words", longest=MOST_CHARACTERS, required=True)}


def _adds(content: Content) -> Any:
    return _("A page that you read here, in the exchange.")


PAGE = Packing(
    kind="page",
    label=_("A page"),
    things=lambda user, programme: Received.objects.none(),  # it is written as it is handed on
    pack=lambda page: page,
    read=_read,
    said=lambda content: [Said("", content["words"], in_markdown=True)],
    adds=_adds,
    unpack=lambda programme, *, by, id, content: None,
    unused=lambda pks: Received.objects.filter(pk__in=pks),
    take_away=lambda page: None,
    page=lambda programme, pk: reverse("handing_on:received", args=[pk]),
)
PACKINGS = [PAGE]
