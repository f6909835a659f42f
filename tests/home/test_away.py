"""PostgreSQL is stopped and started again under an installation that is being served."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import requests
from bs4 import BeautifulSoup

from tests.another_installation import served_at
from tests.served.clusters import AS_IT_COMES, throw_away_cluster
from wayfellow.demo.cast import PASSWORD

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.slow
TELL = """
from django.contrib.auth.hashers import make_password
from wayfellow.demo.cast import PASSWORD, gather
cast = gather()
cast.rosa.password, cast.rosa.language = make_password(PASSWORD), "en"
cast.rosa.save()
"""
COUNT = "from wayfellow.journeys.models import Journey; print('journeys', Journey.objects.count())"
WORDS = "To paint again, calmly"


@pytest.fixture(scope="module")
def postgres():
    """A cluster that keeps what it acknowledged, as they come, and can be stopped and started."""
    if not list(Path("/usr/lib/postgresql").glob("*/bin/initdb")):
        (pytest.fail if os.environ.get("CI") else pytest.skip)("no PostgreSQL server here")
    with throw_away_cluster(AS_IT_COMES) as cluster:
        yield cluster


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("house")


@pytest.fixture(scope="module")
def environment(postgres, folder):
    return os.environ | {
        "PYTHONPATH": str(ROOT),
        "WAYFELLOW_DATABASE_URL": postgres.url,
        "WAYFELLOW_KEY_FILE": str(folder / "key"),
        "WAYFELLOW_DATA": str(folder),
    }


def manage(environment, folder, *command):
    done = subprocess.run(
        [sys.executable, ROOT / "manage.py", *command],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def installation(environment, folder):
    manage(environment, folder, "migrate", "--verbosity=0")
    manage(environment, folder, "shell", "--no-imports", "--command", TELL)
    with served_at(folder, environment) as address:
        yield address


def form_in(answer):
    form = BeautifulSoup(answer.text, "html.parser").main.form
    fields = {field["name"]: field.get("value", "") for field in form.select("input:not([type=checkbox])")}
    for field in form.select("select"):
        fields[field["name"]] = next(option["value"] for option in field.select("option") if option["value"])
    return form.get("action") or answer.url, fields


def test_postgresql_is_stopped_while_somebody_writes(installation, postgres, environment, folder):
    browser = requests.Session()
    place, form = form_in(browser.get(f"{installation}/sign-in/"))
    browser.post(f"{installation}{place}", form | {"email": "referrer@demo.example", "password": PASSWORD})
    place, form = form_in(browser.get(f"{installation}/referrals/new/1/"))

    postgres.stop()
    began = time.monotonic()
    away = browser.post(place, form | {"name": "Example Person", "phone": "600 11 12 22", "hope_words": WORDS})
    assert time.monotonic() - began < 15
    assert (away.status_code, away.headers["Retry-After"]) == (503, "5")
    assert WORDS in away.text and "Nothing was lost" in away.text
    assert browser.get(f"{installation}/referrals/").status_code == 503
    assert browser.get(f"{installation}/help-now/").status_code == 503

    postgres.start()
    until = time.monotonic() + 20  # on a machine with nothing else to do it takes two or three
    while browser.get(f"{installation}/help-now/").status_code != 200:
        assert time.monotonic() < until
    place, form = form_in(away)
    for _twice in range(2):
        assert browser.post(f"{installation}{place}", form).status_code == 200
    assert "journeys 1" in manage(environment, folder, "shell", "--no-imports", "--command", COUNT)
    assert "Traceback" not in (folder / "log").read_text()
    assert WORDS not in (folder / "log").read_text()


def test_a_restart_that_nobody_noticed_is_not_noticed_afterwards_either(installation, postgres):
    """The sockets that died with the server are found before a page is given one."""
    with ThreadPoolExecutor(8) as people:
        list(people.map(requests.get, [f"{installation}/help-now/"] * 40))
        postgres.stop()
        postgres.start()
        answers = list(people.map(requests.get, [f"{installation}/help-now/"] * 40))
    assert {answer.status_code for answer in answers} == {200}
