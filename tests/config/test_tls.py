"""On TLS, nothing of a visit travels in the open."""

import os
import shutil
import subprocess
import sys
import uuid
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.test import Client

ROOT = Path(__file__).resolve().parents[2]
VISIT = """
from django.conf import settings
from django.test import Client
for scheme in ["https", "http"]:
    visit = Client(SERVER_NAME="localhost", headers={"x-forwarded-proto": scheme})
    for path in ["/sign-in/", "/health/"]:
        answer = visit.get(path)
        print(scheme, path, answer.status_code, answer.get("Location"), answer.get("Strict-Transport-Security"))
    answer = visit.post("/language/", {"language": "ca", "next": "/"})
    for name, cookie in sorted(visit.cookies.items()):
        if cookie.value:
            print(scheme, name, bool(cookie["secure"]))
print("session", settings.SESSION_COOKIE_SECURE)
"""
A_YEAR = "max-age=31536000"


@pytest.fixture(scope="module")
def told(tables_of, tmp_path_factory):
    """Run a command in an installation of its own, and return the lines of what it tells."""
    folder = tmp_path_factory.mktemp("visited")
    shutil.copy(tables_of("sqlite"), folder / "wayfellow.sqlite3")
    surroundings = {
        "PATH": os.environ["PATH"],
        "PYTHONWARNINGS": "ignore",
        "WAYFELLOW_DATA": str(folder),
        "WAYFELLOW_SECRET_KEY": "of the tests",
    }

    def ask(*command, **environment):
        command = [sys.executable, ROOT / "manage.py", *command]
        ended = subprocess.run(command, env=surroundings | environment, capture_output=True, text=True, check=True)
        return ended.stdout.splitlines()

    return ask


@pytest.mark.slow
def test_behind_tls_a_visit_stays_on_tls(told):
    assert told("shell", "--no-imports", "-c", VISIT, WAYFELLOW_TLS="1") == [
        f"https /sign-in/ 200 None {A_YEAR}",
        f"https /health/ 200 None {A_YEAR}",
        "https __Host-csrftoken True",
        "https django_language True",
        "http /sign-in/ 301 https://localhost/sign-in/ None",
        "http /health/ 200 None None",
        "session True",
    ]


@pytest.mark.slow
def test_on_one_machine_it_works_without(told):
    visited = told("shell", "--no-imports", "-c", VISIT)
    assert "https /sign-in/ 200 None None" in visited and "http /sign-in/ 200 None None" in visited
    assert "http csrftoken False" in visited


@pytest.mark.parametrize(
    ("origin", "is_taken"), [("https://testserver", True), ("null", False), ("https://elsewhere.example", False)]
)
def test_a_form_is_taken_from_this_site_only_which_a_browser_says_as_long_as_it_may(db, origin, is_taken):
    """With "no-referrer" a browser says null of its own site’s forms, too."""
    client = Client(enforce_csrf_checks=True)
    page = BeautifulSoup(client.get("/sign-in/", secure=True).content, "html.parser")
    token = page.find("input", {"name": "csrfmiddlewaretoken"})["value"]
    answer = client.post("/sign-in/", {"csrfmiddlewaretoken": token}, secure=True, headers={"origin": origin})
    assert answer.status_code == (422 if is_taken else 403)


def test_what_a_number_in_an_address_opens_is_in_no_cache(db, client):
    number = uuid.uuid4()
    for place in [f"/erased/{number}/", f"/survey/{number}/", f"/sign-in/link/x/{number}/"]:
        assert "no-store" in client.get(place)["Cache-Control"], place
