"""What an audit asks, as programmes hand it to each other: its statements, part by part. Nothing that was answered."""

from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wayfellow.access.guard import Refused, allowed
from wayfellow.audits import actions
from wayfellow.audits.access import Can
from wayfellow.audits.models import LONGEST_CODE, Audit, Template
from wayfellow.audits.queries import title_of
from wayfellow.audits.results import statements
from wayfellow.audits.tools import OF_STATEMENTS, STEPS, WHO, Text, of_statements
from wayfellow.surveys.queries import newest
from wayfellow.surveys.shape import GROUP, LINK_ID, LONGEST_TEXT, MOST_QUESTIONS, faults
from wayfellow.ui.languages import in_my_language
from wayfellow.ui.packing import NOT_READABLE, Content, Packing, Said, list_in, one_in, text_in


def _things(user, programme):
    audits = programme.audits.filter(tool__in=OF_STATEMENTS, let_go_on=None).select_related("template", "survey")
    return allowed(user, Can.SEE_AUDIT, audits).order_by("-begun_on", "pk")


def _pack(audit: Audit) -> Content:
    """Which team it was about stays here; and so does a question that is no statement."""
    asked = newest(audit.survey).content
    told = {item["linkId"] for item in statements(asked)}
    parts = [
        {"title": part["text"], "statements": _statements(part, told)}
        for part in asked["item"]
        if part["type"] == GROUP
    ]
    title = title_of(audit)
    about = {"tool": audit.tool, "titles": title, "description": asked.get("description", {})}
    return {"title": in_my_language(title)} | about | {"parts": [part for part in parts if part["statements"]]}


def _statements(part, told):
    return [{"code": item["linkId"], "text": item["text"]} for item in part["item"] if item["linkId"] in told]


def _read(content: Content) -> Content:
    parts = [_part(each) for each in list_in(content, "parts", most=MOST_QUESTIONS)]
    found = {
        "title": text_in(content, "title", longest=LONGEST_TEXT, required=True),
        "tool": one_in(content, "tool", OF_STATEMENTS),
        "titles": _text(content.get("titles")),
        "description": _text(content.get("description")),
        "parts": parts,
    }
    if faults(_asked(found)):
        raise Refused(NOT_READABLE)
    return found


def _part(content):
    told = [
        {"code": _code(each), "text": _text(each.get("text"))}
        for each in list_in(content if isinstance(content, dict) else {}, "statements", most=MOST_QUESTIONS)
    ]
    return {"title": _text(content.get("title")), "statements": told}


def _code(content):
    code = text_in(content, "code", longest=LONGEST_CODE, required=True)
    if not LINK_ID.fullmatch(code) or code == WHO:
        raise Refused(NOT_READABLE)
    return code


def _text(content: Any) -> Text:
    """Return a text in each language that is known here."""
    if not isinstance(content, dict):
        raise Refused(NOT_READABLE)
    return {code: text_in(content, code, longest=LONGEST_TEXT) for code in _languages() if content.get(code)}


def _languages():
    return [code for code, _name in settings.LANGUAGES]


def _asked(content: Content) -> Content:
    """Return what is asked, made anew of the statements: of how they are answered nothing comes from elsewhere."""
    parts = [(part["title"], {each["code"]: each["text"] for each in part["statements"]}) for part in content["parts"]]
    return of_statements(content["titles"], content["description"], parts)


def _said(content: Content) -> list[Said]:
    description = in_my_language(content["description"])
    about = [Said(_("What it is about"), description)] if description else []
    answers = Said(_("How each is answered"), " · ".join(str(words) for words in STEPS.values()))
    parts = [
        Said(
            in_my_language(part["title"]), "\n".join(f"– {in_my_language(each['text'])}" for each in part["statements"])
        )
        for part in content["parts"]
    ]
    return [*about, answers, *parts]


def _adds(content: Content) -> Any:
    return _("An audit that you can begin, beside those that come with Wayfellow. Nobody is asked before you do.")


def _unpack(programme, *, by, id, content):
    return actions.keep_template(programme, id=id, tool=content["tool"], content=_asked(content))


PACKINGS = [
    Packing(
        kind="audit",
        label=_("What an audit asks"),
        things=_things,
        pack=_pack,
        read=_read,
        said=_said,
        adds=_adds,
        unpack=_unpack,
        unused=lambda pks: Template.objects.filter(~Exists(Audit.objects.filter(template=OuterRef("pk"))), pk__in=pks),
        take_away=actions.let_template_go,
        page=lambda programme, pk: f"{reverse('audits:begin', args=[programme])}?tool={pk}",
        called=lambda audit: f"{audit.get_tool_display()} · {audit.about}",
    )
]
