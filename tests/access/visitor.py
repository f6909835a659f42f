"""Somebody who goes about the pages as chance has it, presses what there is to press, and remembers all they read."""

import io
import random
import re
import uuid
import zipfile
from datetime import timedelta
from types import SimpleNamespace
from unittest.mock import patch
from urllib.parse import urldefrag, urlsplit

from bs4 import BeautifulSoup
from django.core.cache import caches
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

LEFT_ALONE = ("/sign-", "/my-account/", "/language/", "/static/", "/invitation", "/leave")
FURTHEST_BACK = 40
OR_NOT = {"radio", "checkbox", "submit", "button"}
NEW_EACH_TIME = re.compile(
    r'(?:name="(?:csrfmiddlewaretoken|idempotency_key|draft|draft_before|edit_token|whose)" )?'
    r'value="[^"]{32,}"|name="token" value="[^"]+"|nonce="[^"]+"'
    r"|T[\d:.]+Z|\b\d{1,2}:\d\d\b|(?<![-\w])[A-Z0-9]{4}(?:-[A-Z0-9]{4})+(?![-\w])"
)
ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?<=/)\d+(?=/)|(?<=value=\")\d+(?=\")")


class Visitor:
    """What they do follows from `moves`: in two worlds the same, as long as these look the same."""

    def __init__(self, user, begins="/"):
        self.client = Client()
        self.client.force_login(user)
        self.heard, self.names = [], {}
        self.doors = {("go", begins): None}

    def go_about(self, moves):
        with patch.object(uuid, "os", SimpleNamespace(urandom=random.Random(7).randbytes)):  # noqa: S311
            for move in [0, *moves]:
                random.seed(move)  # lists that nobody ordered are shuffled
                self._move(move)
        return self.heard

    def _move(self, number):
        doors = list(self.doors)
        kind, place = doors[number % len(doors)]
        if kind == "go":
            answer = self.client.get(place)
        else:
            answer = self.client.post(place, filled_in(self.doors[kind, place], number // len(doors)))
        self._hear(kind, place, answer)
        for _hop in range(3):
            if answer.status_code not in {301, 302}:
                break
            answer = self.client.get(answer["Location"])
            self._hear("led to", answer.request["PATH_INFO"], answer)
        if answer.status_code in {200, 422} and "text/html" in answer["Content-Type"]:
            self._find_doors(answer)

    def _hear(self, kind, place, answer):
        body = b"".join(answer) if answer.streaming else answer.content
        text = NEW_EACH_TIME.sub("", _text_of(answer, body))
        words = ID.sub(lambda found: self.names.setdefault(found.group(), f"#{len(self.names)}"), text)
        self.heard.append((kind, ID.sub("#", place), answer.status_code, words))

    def _find_doors(self, answer):
        page, here = BeautifulSoup(answer.content, "html.parser"), answer.request["PATH_INFO"]
        for link in page.select("a[href^='/']"):
            self._add("go", urldefrag(link["href"]).url)
        for form in page.select("form[method=post]"):
            self._add("send", form.get("action") or here, form)

    def _add(self, kind, place, form=None):
        if not urlsplit(place).path.startswith(LEFT_ALONE):
            self.doors[kind, place] = form


def _text_of(answer, body):
    """Return what can be read in an answer: of a file that packs others, what they hold, not when it was packed."""
    kind = answer.get("Content-Type", "")
    if "spreadsheetml" in kind:
        return str([list(sheet.values) for sheet in load_workbook(io.BytesIO(body))])
    if "zip" in kind:
        packed = zipfile.ZipFile(io.BytesIO(body))
        return "\n".join(f"{name}\n{packed.read(name).decode(errors='replace')}" for name in packed.namelist())
    return body.decode(errors="replace")


def filled_in(form, number):
    """Answer a form as chance has it, days back-dated too."""
    chance = random.Random(number)  # noqa: S311
    said = {}
    for field in form.select("[name]"):
        kind, name = field.get("type", field.name), field["name"]
        if kind == "hidden" or (kind == "radio" and name not in said) or (kind in OR_NOT and chance.random() < 0.5):
            said[name] = field.get("value", "on" if kind == "checkbox" else "")
        elif kind == "select":
            said[name] = chance.choice([option.get("value", "") for option in field.select("option")] or [""])
        elif kind not in OR_NOT:
            said[name] = typed(kind, chance)
    return said


def typed(kind, chance):
    if kind == "date":
        return (timezone.localdate() - timedelta(days=chance.randrange(FURTHEST_BACK))).isoformat()
    return {"number": "30", "email": "somebody@demo.example", "time": "10:00"}.get(kind, "Some words")


def begin():
    """Forget what a process remembers, as if it had just begun."""
    caches["here"].clear()
    caches["default"].clear()
