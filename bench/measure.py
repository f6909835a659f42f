"""How long our pages take, each beside the floor: the same statements, asked by psycopg alone. Run by `make bench`."""

import http.client
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import timedelta
from typing import NamedTuple
from urllib.parse import urlencode

import django
import psycopg

HOME = tempfile.TemporaryDirectory(prefix="wayfellow-bench-")
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "wayfellow.config.settings",
    "WAYFELLOW_DATA": HOME.name,
    "WAYFELLOW_SECRET_KEY": "measured",
}
django.setup()

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from wayfellow.directory.models import Programme
from wayfellow.journeys.models import Journey
from wayfellow.people.models import User

PORT = 8317
PROGRAMMES, PEOPLE, ACCOMPANIMENTS = 5_000, 500, 25_000
WARM_UP, ROUNDS, A_ROUND = 8, 3, 30
TOKEN = "bench" * 6 + "be"


class Asked(NamedTuple):
    """One request: what is sent, if anything is."""

    place: str
    sent: dict[str, str] | None = None
    idempotency_key: str = ""


@dataclass
class Measured:
    """A path through the installation, who takes it, and how long it took with us and on the floor, in milliseconds."""

    name: str
    who: str | None
    ask: Callable[[], Asked]
    most: int | None = None
    statements: list = field(default_factory=list)
    ours: list[float] = field(default_factory=list)
    floor: list[float] = field(default_factory=list)
    size: int = 0


def main():
    if connection.vendor != "postgresql":
        sys.exit("This measures on PostgreSQL: bin/postgres .venv/bin/python bench/measure.py")
    fill()
    paths = what_is_measured()
    browsers = {path.who: sign_in(path.who) for path in paths}
    for path in paths:
        record(path, browsers[path.who])
    with served() as door, psycopg.connect(os.environ["WAYFELLOW_DATABASE_URL"], autocommit=True) as bare:
        for number in range(ROUNDS + 1):
            for path in paths:
                measure(path, door, bare, browsers[path.who], WARM_UP if number == 0 else A_ROUND)
                if number == 0:
                    path.ours.clear(), path.floor.clear()
    tell(paths)


def fill():
    """Load the demonstration, and invented content by the thousand."""
    for command, options in [
        ("migrate", {}),
        ("demo", {}),
        ("seed", {"programmes": PROGRAMMES, "people": PEOPLE, "accompaniments": ACCOMPANIMENTS}),
    ]:
        print(f"{command}…", file=sys.stderr)
        call_command(command, verbosity=0, stdout=sys.stderr, **options)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def what_is_measured():
    programme = Programme.objects.get(slug="nou-barris")
    read, written = Journey.objects.filter(person__name__startswith="Seeded").order_by("person__name")[:2]
    days = iter(range(1, 10_000))

    def save():
        idempotency_key, on = str(uuid.uuid4()), timezone.localdate() - timedelta(days=next(days) % 340)
        sent = {
            "idempotency_key": idempotency_key,
            "on": on.isoformat(),
            "length": "60",
            "setting": "home",
            "what_we_did": "A walk",
            "another": "on",
        }
        return Asked(reverse("journeys:log", args=[written.pk]), sent, idempotency_key)

    def look(place):
        return lambda: Asked(place)

    return [
        Measured("the smallest page (/health/)", None, look("/health/")),
        Measured(
            f"search {PROGRAMMES:,} programmes: words, distance, language", None,
            look("/find/?q=painting&near=Barcelona&within=25&language=es"), 4,
        ),
        Measured(f"search {PROGRAMMES:,} programmes: nothing asked", None, look("/find/"), 4),
        Measured("save an accompaniment", "peer", save, 4),
        Measured("a journey with 50 accompaniments", "peer", look(reverse("journeys:journey", args=[read.pk])), 6),
        Measured(f"the desk, 50 of {PEOPLE}", "coordinator", look(reverse("home:desk", args=[programme.pk])), 6),
        Measured(
            f"the evaluation over {ACCOMPANIMENTS:,} accompaniments", "evaluator",
            look(reverse("evaluation:evaluation", args=[programme.pk])),
        ),
    ]  # fmt: skip


def sign_in(who):
    """Return a browser that is signed in as one of the demonstration."""
    client = Client(SERVER_NAME="localhost")
    client.cookies["csrftoken"] = TOKEN
    if who:
        client.force_login(User.objects.get(email=f"{who}@demo.example"))
    return client


def record(path, client):
    """Take the path once to warm it, then once more to write down what the database is asked."""
    for _time in range(2):
        path.statements.clear()
        asked = path.ask()

        def note(execute, sql, params, many, context, asked=asked):
            path.statements.append((sql, params, asked.idempotency_key))
            return execute(sql, params, many, context)

        with connection.execute_wrapper(note):
            answer = client.get(asked.place) if asked.sent is None else client.post(asked.place, asked.sent)
        assert answer.status_code == (200 if asked.sent is None else 302), (path.name, answer.status_code)
    connection.close()


@contextmanager
def served():
    """Serve the installation as anyone would, and hold a door to it open."""
    server = subprocess.Popen([sys.executable, "manage.py", "serve", "--port", str(PORT)], stdout=subprocess.DEVNULL)
    try:
        yield _door_once_it_opens()
    finally:
        server.terminate()
        server.wait()


def _door_once_it_opens():
    for _try in range(300):
        door = http.client.HTTPConnection("127.0.0.1", PORT)
        try:
            door.connect()
        except ConnectionRefusedError:
            time.sleep(0.2)
        else:
            return door
    sys.exit("The installation did not open within a minute.")


def measure(path, door, bare, client, times):
    """Take the path so many times through the web server, and as often on the floor."""
    cookies = "; ".join(f"{name}={cookie.value}" for name, cookie in client.cookies.items())
    headers = {"Cookie": cookies, "X-CSRFToken": TOKEN, "Content-Type": "application/x-www-form-urlencoded"}
    for _time in range(times):
        asked = path.ask()
        body = asked.sent and urlencode(asked.sent)
        began = time.perf_counter()
        door.request("POST" if body else "GET", asked.place, body, headers)
        answer = door.getresponse()
        path.size = len(answer.read())
        path.ours.append((time.perf_counter() - began) * 1000)
        assert answer.status == (302 if body else 200), (path.name, answer.status)
    for _time in range(times):
        path.floor.append(_on_the_floor(path, bare))


def _on_the_floor(path, bare):
    """Ask the same, all in one transaction where something is written, with a token of its own each time."""
    fresh = uuid.uuid4()
    asked = [(sql, _with_token(params, idempotency_key, fresh)) for sql, params, idempotency_key in path.statements]
    began = time.perf_counter()
    with bare.transaction() if any(idempotency_key for *_, idempotency_key in path.statements) else nullcontext():
        for sql, params in asked:
            cursor = bare.execute(sql, params)
            if cursor.description:
                cursor.fetchall()
    return (time.perf_counter() - began) * 1000


def _with_token(params, idempotency_key, fresh):
    return params and [fresh if idempotency_key and str(value) == idempotency_key else value for value in params]


def tell(paths):
    """Print the table, and on what it was measured."""
    installation = statistics.median(paths[0].ours)
    print(f"| {'path':56} |   ms |  p95 | statements | floor ms | x floor | x floor and page | KB |")
    print(f"|{'-' * 58}|-----:|-----:|-----------:|---------:|--------:|------------------:|---:|")
    for path in paths:
        ours, floor = statistics.median(path.ours), statistics.median(path.floor)
        p95 = statistics.quantiles(path.ours, n=20)[-1]
        asked = f"{len(path.statements)}" + (f" of {path.most}" if path.most else "")
        print(
            f"| {path.name:56} | {ours:4.1f} | {p95:4.1f} | {asked:>10} | {floor:8.2f} | {ours / floor:7.1f}"
            f" | {ours / (floor + installation):17.1f} | {path.size / 1000:2.0f} |"
        )
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        server = cursor.fetchone()[0]
    print(f"\nPostgreSQL {server}, Python {platform.python_version()}, {os.cpu_count()} processors,", end=" ")
    print(f"one client, {ROUNDS * A_ROUND} times each, median; load {os.getloadavg()[0]:.1f} at the end.")


if __name__ == "__main__":
    main()
