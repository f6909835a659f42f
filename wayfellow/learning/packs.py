"""A learning pathway, as programmes hand it to each other: what it says, and its open modules. Nobody who learns."""

from typing import Any
from uuid import uuid4

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wayfellow.access.guard import Refused, allowed
from wayfellow.directory.models import LONGEST_NAME
from wayfellow.learning import actions
from wayfellow.learning.access import Can
from wayfellow.learning.competencies import Competency
from wayfellow.learning.models import (
    MOST_HOURS,
    MOST_MONTHS,
    Certificate,
    Completion,
    Conversation,
    Course,
    Module,
    Pathway,
)
from wayfellow.learning.queries import modules_of
from wayfellow.ui.packing import NOT_READABLE, Content, Packing, Said, list_in, number_in, one_in, text_in
from wayfellow.ui.pages import MOST_CHARACTERS

OF_A_MODULE = ["name", "about", "hours", "competencies", "own_competencies", "renewed_after"]
MOST_MODULES = 50


def _things(user, programme):
    with_modules = Exists(Module.objects.filter(pathway=OuterRef("pk"), is_closed=False))
    mine = allowed(user, Can.CHANGE_PATHWAY, programme.pathways.filter(with_modules, is_closed=False))
    return mine.order_by("name", "pk")


def _pack(pathway: Pathway) -> Content:
    modules = [{name: getattr(module, name) for name in OF_A_MODULE} for module in modules_of(pathway)]
    return {"title": pathway.name, "level": pathway.level, "about": pathway.about, "modules": modules}


def _read(content: Content) -> Content:
    modules = [_module(each) for each in list_in(content, "modules", most=MOST_MODULES)]
    if not modules:
        raise Refused(NOT_READABLE)
    return {
        "title": text_in(content, "title", longest=LONGEST_NAME, required=True),
        "level": one_in(content, "level", Pathway.Level.values),
        "about": text_in(content, "about", longest=MOST_CHARACTERS),
        "modules": modules,
    }


def _module(content: Content) -> Content:
    name = text_in(content, "name", longest=LONGEST_NAME, required=True)
    codes = list_in(content, "competencies", most=len(Competency))
    return {
        "name": name,
        "about": text_in(content, "about", longest=MOST_CHARACTERS),
        "hours": number_in(content, "hours", most=MOST_HOURS),
        "competencies": [one_in({"code": code}, "code", Competency.values) for code in codes],
        "own_competencies": text_in(content, "own_competencies", longest=MOST_CHARACTERS),
        "renewed_after": number_in(content, "renewed_after", most=MOST_MONTHS)
        if content.get("renewed_after") is not None
        else None,
    }


def _said(content: Content) -> list[Said]:
    level = Said(_("Level"), Pathway.Level(content["level"]).label)
    about = [Said(_("For whom it is, and what it is good for"), content["about"])] if content["about"] else []
    return [level, *about, *(Said(*_as_read(each)) for each in content["modules"])]


def _as_read(module):
    can_do = Module(**{name: module[name] for name in ["competencies", "own_competencies"]}).competencies_as_read()
    lines = [module["about"], *(f"– {each}" for each in can_do)]
    return f"{module['name']} ({module['hours']} h)", "\n".join(filter(None, lines))


def _adds(content: Content) -> Any:
    return _(
        "A pathway of learning, as it stands below. It is asked of nobody, and no course is planned: "
        "you change it as you like."
    )


def _unpack(programme, *, by, id, content):
    said = {"name": content["title"], "level": content["level"], "about": content["about"]}
    pathway = actions.add_pathway(programme, by=by, id=id, **said)
    for module in content["modules"]:
        actions.add_module(pathway, by=by, id=uuid4(), **module)
    return pathway


def _unused(pks):
    """Nobody was asked to learn it, no course is planned, and nothing counts."""
    used = Pathway.objects.filter(pk__in=pks, asked_of="")
    return used.exclude(
        Exists(Course.objects.filter(module__pathway=OuterRef("pk")))
        | Exists(Conversation.objects.filter(module__pathway=OuterRef("pk")))
        | Exists(Completion.objects.filter(module__pathway=OuterRef("pk")))
        | Exists(Certificate.objects.filter(pathway=OuterRef("pk")))
        | Exists(Module.objects.exclude(asked_of="").filter(pathway=OuterRef("pk")))
    )


PACKINGS = [
    Packing(
        kind="learning-pathway",
        label=_("A learning pathway"),
        things=_things,
        pack=_pack,
        read=_read,
        said=_said,
        adds=_adds,
        unpack=_unpack,
        unused=_unused,
        take_away=actions.let_pathway_go,
        page=lambda programme, pk: reverse("learning:programme", args=[programme]),
    )
]
