"""A chapter of the handbook, as programmes hand it to each other: its head, and the words of the version in force."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from wayfellow.access.guard import allowed
from wayfellow.office import actions
from wayfellow.office.access import Can
from wayfellow.office.models import LONGEST_STEP, Document
from wayfellow.ui.packing import Content, Packing, Said, day_in, text_in
from wayfellow.ui.pages import MOST_CHARACTERS

HEAD = ["governing_body", "function", "prepared_by"]


def _things(user, programme):
    written = programme.documents.exclude(in_force=None).exclude(in_force__words="")
    return allowed(user, Can.WRITE_DOCUMENT, written.select_related("in_force")).order_by("subject", "pk")


def _pack(document: Document) -> Content:
    head = {name: getattr(document, name) for name in HEAD}
    told = {"title": document.subject, "original_on": document.original_on.isoformat()}
    return told | head | {"words": document.in_force.words if document.in_force else ""}


def _read(content: Content) -> Content:
    found: Content = {name: text_in(content, name, longest=LONGEST_STEP, required=True) for name in ["title", *HEAD]}
    found["original_on"] = day_in(content, "original_on").isoformat()
    return found | {"words": text_in(content, "words", longest=MOST_CHARACTERS, required=True)}


def _said(content: Content) -> list[Said]:
    return [
        Said(_("Governing body"), content["governing_body"]),
        Said(_("Function"), content["function"]),
        Said(_("Prepared by"), content["prepared_by"]),
        Said(_("Original date"), date_format(day_in(content, "original_on"))),
        Said(_("The words"), content["words"], in_markdown=True),
    ]


def _adds(content: Content) -> Any:
    return _(
        "A document of your handbook, which is not in force: you change it as you like, and put it in force, or not."
    )


def _unpack(programme, *, by, id, content):
    head = {name: content[name] for name in HEAD} | {"subject": content["title"], "asks_to_confirm": False}
    head["original_on"] = min(day_in(content, "original_on"), timezone.localdate())
    document = actions.add_document(programme, by=by, id=id, head=head)
    actions.write_document(document, by=by, edit_token=None, words=content["words"], what_changed="")
    return document


PACKINGS = [
    Packing(
        kind="handbook-document",
        label=_("A chapter of the handbook"),
        things=_things,
        pack=_pack,
        read=_read,
        said=_said,
        adds=_adds,
        unpack=_unpack,
        unused=lambda pks: Document.objects.filter(pk__in=pks, in_force=None),
        take_away=actions.let_document_go,
        page=lambda programme, pk: reverse("office:document", args=[pk]),
    )
]
