"""People in front of their browsers: signed in by the form, reading and writing until they are told to stop."""

import re
import time
from collections import Counter
from contextlib import contextmanager
from itertools import cycle, pairwise
from threading import Event, Thread

import requests
from bs4 import BeautifulSoup

from wayfellow.demo.cast import ACCOUNTS, PASSWORD

NAMES = {account: name for account, name, _language in ACCOUNTS.values()}
WRITERS = 5
PATIENCE = 10  # seconds until somebody tries again
AWAY = 503  # said honestly: not just now
A_MEETING = {"length": "60", "setting": "community", "another": "on"}


class Visitor:
    """Somebody signed in, in a browser of their own, who remembers what came."""

    def __init__(self, address, account):
        self.address, self.name, self.browser = address, NAMES[account], requests.Session()
        self.browser.trust_env = False
        self.answered, self.wrong = [], []
        form = fields_of(self.ask("GET", "/sign-in/"))
        self.ask("POST", "/sign-in/", form | {"email": f"{account}@demo.example", "password": PASSWORD})

    def ask(self, method, path, form=None):
        """Try once. Nothing comes back where nobody is there, or says that it does not go just now."""
        try:
            answer = self.browser.request(
                method, self.address + path, data=form, timeout=PATIENCE, allow_redirects=False
            )
        except requests.RequestException:
            return None
        return None if answer.status_code == AWAY else answer

    def read(self, path):
        """Open a page; it has to be one's own."""
        answer = self.ask("GET", path)
        if answer is None:
            time.sleep(0.05)
        elif self._is_as_it_must_be(answer, answer.status_code == 200 and whose(answer.text) == self.name):
            return answer
        return None

    def _is_as_it_must_be(self, answer, it_is):
        if it_is:
            self.answered.append(time.monotonic())
        else:
            self.wrong.append(
                f"{self.name}: {answer.status_code} {whose(answer.text)} {answer.headers.get('Location')}"
            )
        return it_is

    def longest_silence(self, *, since):
        """For how long nobody answered, at most."""
        moments = [since, *(moment for moment in self.answered if moment > since)]
        return max(later - earlier for earlier, later in pairwise(moments)) if len(moments) > 1 else float("inf")


class Reader(Visitor):
    """Somebody who looks at their own account again and again."""

    def do(self, stop):
        self.read("/my-account/")


class Writer(Visitor):
    """A peer supporter who notes one meeting after the other, and sends each until it is acknowledged."""

    def __init__(self, address, road):
        super().__init__(address, "peer")
        self.road, self.form, self.sent, self.told = road, f"/journeys/{road}/log/", [], []

    def do(self, stop):
        page = self.read(self.form)
        if page:
            form = fields_of(page) | A_MEETING
            while not self.note(form) and not stop.is_set():
                time.sleep(0.05)

    def note(self, form):
        """Send it, and say whether somebody answered."""
        self.sent.append(form["idempotency_key"])
        answer = self.ask("POST", self.form, form)
        if answer is None:
            return False
        if self._is_as_it_must_be(answer, "?noted" in answer.headers.get("Location", "")):
            self.told.append(form["idempotency_key"])
        return True


class Crowd:
    """Five who write and two who read, all at once."""

    def __init__(self, address):
        self.readers = [Reader(address, account) for account in ["person", "coordinator"]]
        roads = roads_of(Visitor(address, "peer").read("/today/"))
        self.writers = [Writer(address, road) for road, _number in zip(cycle(roads), range(WRITERS), strict=False)]
        self.everybody = [*self.readers, *self.writers]

    def notes(self, what):
        """All the notes that were sent, or told to be kept, by their roads and the marks of their forms."""
        return {(writer.road, mark) for writer in self.writers for mark in getattr(writer, what)}

    def wrong(self):
        return Counter(wrong for visitor in self.everybody for wrong in visitor.wrong)

    def all_answered(self, *, since, times=3):
        return all(sum(moment > since for moment in visitor.answered) >= times for visitor in self.everybody)

    def longest_silence(self, *, since):
        return max(visitor.longest_silence(since=since) for visitor in self.everybody)


@contextmanager
def busy(visitors):
    """Let them all do what they do, at once."""
    stop = Event()
    threads = [Thread(target=_go_on, args=[visitor, stop]) for visitor in visitors]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def _go_on(visitor, stop):
    while not stop.is_set():
        visitor.do(stop)


def roads_of(page):
    return sorted(set(re.findall(r"/journeys/([0-9a-f-]{36})/log/", page.text)))


def fields_of(answer):
    """What the form of a page holds by itself."""
    form = BeautifulSoup(answer.text, "html.parser").main.form
    return {field["name"]: field.get("value", "") for field in form.find_all("input", type=["hidden", "date"])}


def whose(page):
    """The name at the foot of the page, where it says who is signed in."""
    foot = page.partition('<footer class="house-foot">')[2]
    return next((name for name in NAMES.values() if f" {name}." in foot), None)
