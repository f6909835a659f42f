"""Walking through everything, as one reader after another: every page that an address or a link leads to."""

import io
import json
import re
import zipfile
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import parse_qsl, urljoin, urlsplit

from bs4 import BeautifulSoup
from django.test import Client
from django.urls import NoReverseMatch, Resolver404, resolve, reverse

from tests.architecture.test_every_url_is_guarded import GUARDED, PAGES
from wayfellow.access.guard import allowed

HERE = "http://testserver"
LEADS_OUT = {"people:sign_out", "set_language"}
MOST_PAGES = 2000
LEADS_ON = "home:open_news"  # to pages that are opened anyway, from each line of what is new alike
ALIKE = 2  # of the addresses that differ only in what stands after a question mark, so many are opened


@dataclass
class Answer:
    """What one reader was answered at one address."""

    reader: str
    address: str
    response: object

    @cached_property
    def text(self):
        """Return what somebody reads in it; a packed file is unpacked."""
        return _content(self.response)

    @property
    def around(self):
        """Return what travels with it: headers and cookies."""
        return f"{self.response.headers}\n{self.response.cookies.output()}"

    @cached_property
    def page(self):
        is_page = self.response.get("Content-Type", "").startswith("text/html")
        return BeautifulSoup(self.response.content, "html.parser") if is_page and self.response.content else None


def _content(response):
    content = response.getvalue()
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            content = b"\n".join(packed.read(name) for name in packed.namelist())
    return content.decode(errors="replace")


def addresses(user):
    """Return the address of every page: of every record this reader may do it with, and of one they may not.

    From page to page that is the next one, so that each closed record is tried, and the door is the same for all.
    """
    for turn, (name, view) in enumerate(PAGES.items()):
        if name in GUARDED:
            yield from (reverse(name, args=[pk]) for pk in _records(user, *view.needs, turn))
        elif name not in LEADS_OUT:
            try:
                yield reverse(name)
            except NoReverseMatch:
                continue  # it is found where a link leads to it


def _records(user, can, model, turn):
    everything = model.objects.order_by("pk")
    mine = set(allowed(user, can, everything).values_list("pk", flat=True)) if user else set()
    closed = [pk for pk in everything.values_list("pk", flat=True) if pk not in mine]
    return [*mine, *closed[turn % len(closed) :][:1]] if closed else mine


def walk(reader, user, starts):
    """Open every address as this reader, follow every link, send every form empty, and look for all who are marked.

    A form that lies at several records is sent at one of them, and what only asks a page otherwise is asked twice.
    """
    client = Client(raise_request_exception=False)
    if user:
        client.force_login(user)
    waiting, seen, opened, sent = list(starts), set(), Counter(), set()
    while waiting:
        address = waiting.pop()
        kind, most = _kind_of(address)
        if address in seen or opened[kind] == most:
            continue
        seen.add(address)
        opened[kind] += 1
        assert len(seen) < MOST_PAGES, "the links lead round in circles"
        answer = Answer(reader, address, client.get(address))
        yield answer
        waiting += _links(answer)
        if answer.page:
            place = answer.response.resolver_match.view_name
            if place not in sent and answer.page.select_one("main form[method=post]:not([action])"):
                sent.add(place)
                yield Answer(reader, address, client.post(address))
            for search in answer.page.select("form[role=search][method=post]"):
                looked_for = {field["name"]: "mk-" for field in search.select("input[name]:not([type=hidden])")}
                yield Answer(reader, search["action"], client.post(search["action"], looked_for, follow=True))


def _kind_of(address):
    """Return of what kind an address is, and how many of that kind tell all there is to tell."""
    path, _mark, asked = address.partition("?")
    try:
        if resolve(path).view_name == LEADS_ON:
            return LEADS_ON, 1
    except Resolver404:
        pass
    return (path, *sorted(dict(parse_qsl(asked, keep_blank_values=True)))), ALIKE if asked else 1


def _links(answer):
    """Yield where an answer leads within Wayfellow: by the links of a page, by what another machine is told of."""
    for told in _of_a_page(answer.page) if answer.page else _for_machines(answer):
        there = urlsplit(urljoin(f"{HERE}{answer.address}", told))
        if f"{there.scheme}://{there.netloc}" == HERE and not there.path.startswith("/static/"):
            yield there._replace(scheme="", netloc="", fragment="").geturl()


def _of_a_page(page):
    for element in page.select("a[href], form[method=get][action], [hx-get]"):
        yield element.get("href") or element.get("action") or element["hx-get"]


def _for_machines(answer):
    """Yield the addresses in an answer for machines, and of each record in a list its own."""
    if "xml" in answer.response.get("Content-Type", ""):
        yield from re.findall(f"<sitemap>\\s*<loc>({HERE}/[^<]*)", answer.text)
    if "json" in answer.response.get("Content-Type", ""):
        yield from re.findall(f'"({HERE}/[^"]*)"', answer.text)
        told = json.loads(answer.text)
        listed = told.get("contents", []) if isinstance(told, dict) else []
        yield from (f"{urlsplit(answer.address).path}/{one['id']}" for one in listed)
