"""What every test stands on: the cast, strict surroundings, and a browser for the stories."""

import gc
import os
import random
import shutil
import uuid
from collections import defaultdict
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from django.apps import apps
from django.conf import settings as django_settings
from django.core.cache import caches
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection, transaction
from django.db.backends.base.operations import BaseDatabaseOperations
from django.db.models import QuerySet
from django.utils import timezone, translation
from hypothesis import HealthCheck, settings
from xdist.scheduler import LoadScopeScheduling

from tests import under_way
from tests.tables import made_once
from wayfellow.demo.cast import gather
from wayfellow.journal import triggers

ACCESSIBLE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "resultTypes": ["violations"],  # to describe what is well, too, takes a third longer
}
# The shell is Chromium without its windows, for a third less work.
CHROMIUM = shutil.which("chromium-headless-shell") or shutil.which("chromium")
# What each database does in a way of its own is tried on both, every day; so is whatever really commits.
ON_EACH_DATABASE = (
    "access/test_conditions.py", "access/test_doors.py", "access/test_one_rule.py",
    "directory/test_search.py", "evaluation/test_pilot.py", "evaluation/test_editions.py", "home/test_trouble.py",
    "jobs/", "journal/", "keeping/test_erasure.py", "operations/", "upgrades/", "vault/",
)  # fmt: skip
THE_WHOLE_INSTALLATION = ("test_marked_text.py", "test_in_the_browser.py")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Chromium draws its address bar as pages of its own, anew for each window: half of what a window costs. A second
    # such list takes the place of Playwright's, so what matters of that one stands here too.
    "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,"
    "DestroyProfileOnBrowserClose,HttpsUpgrades,MediaRouter,OptimizationHints,PaintHolding",
]


# How long an example takes says something of the machine. A fixture is for all examples, and each makes its own.
SLOW_IS_NO_FAULT = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
settings.register_profile("wayfellow", deadline=None, suppress_health_check=SLOW_IS_NO_FAULT)
settings.load_profile("wayfellow")

django_settings.SECRET_KEY = "of the tests"
django_settings.WHITENOISE_AUTOREFRESH = True  # or each test's browser would begin by listing every static file


def pytest_addoption(parser):
    sampling = parser.getgroup("what multiplies")
    sampling.addoption(
        "--turn",
        type=int,
        default=date.today().toordinal(),  # noqa: DTZ011  # whichever day it is where the tests run
        help="whose turn it is where tests take one of several: a number, another one each day",
    )
    sampling.addoption(
        "--share",
        default="1/1",
        help="what this run takes where two runs, one on each database, divide things between them: 1/2 or 2/2",
    )


def pytest_report_header(config):
    return f"turn: {config.getoption('turn')}, share: {config.getoption('share')}"


def pytest_terminal_summary(terminalreporter, config):
    """Say what a test left for the next run, or for the run on the other database."""
    reports = terminalreporter.stats.get("passed", [])
    left = [said for report in reports for name, said in report.user_properties if name == "left for the next"]
    if config.getoption("share") != "1/1":
        left.append(
            "Of each module's tests that ask a database half, which ran on the other one, of each story in several ways"
            f" the others, and each page for every other account (--turn {config.getoption('turn') + 1})."
        )
    if left:
        terminalreporter.section("left for the next run")
        for said in left:
            terminalreporter.line(said)


def my_share(several, config, days=1):
    """Return those of several that this run takes; the other run takes others, and another day they change places.

    Within so many days they take all of them between them. A run alone takes all of them itself.
    """
    number, among = map(int, config.getoption("share").split("/"))
    parts = among * days if among > 1 else 1
    turn = config.getoption("turn")
    return [one for at, one in enumerate(several) if (at + number * days + turn) % parts == 0]


def every_other(several, config):
    """Return every other one of several where two runs divide things, and tomorrow the others."""
    is_alone = config.getoption("share") == "1/1"
    return several if is_alone else several[config.getoption("turn") % 2 :: 2]


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(config, items):
    """A test that opens a browser is a story, whether it says so or not. What takes long comes first, in any order."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("story")
    taken = of_my_share(items, config)
    config.hook.pytest_deselected(items=[item for item in items if item not in taken])
    items[:] = [item for item in items if item in taken]
    result = yield
    items.sort(key=lambda item: not takes_long(item))
    return result


def takes_long(item):
    """Tell whether a test, begun late, would have one core wait for the other."""
    return any(map(item.get_closest_marker, ["story", "slow"])) or item.path.name in THE_WHOLE_INSTALLATION


def of_my_share(items, config):
    """Return the tests of this run's share: each page on one of the two databases, and tomorrow on the other.

    What hangs on how a database does things, or on who came first, is on both. What asks none runs once. Of a story
    that is told in several ways, on a phone and on a large screen, it is one of them.
    """
    if config.getoption("share") == "1/1":
        return set(items)
    stories, in_turn = defaultdict(list), defaultdict(list)
    is_first = config.getoption("share").startswith("1/")
    taken = set()
    for item in items:
        if any(item.iter_markers("story")):
            stories[item.nodeid.partition("[")[0]].append(item)
        elif not asks_the_database(item):
            taken |= {item} if is_first else set()
        elif hangs_on_the_database(item):
            taken.add(item)
        else:
            in_turn[item.path].append(item)
    for told in stories.values():
        taken.add(told[config.getoption("turn") % len(told)])
    for of_a_module in in_turn.values():
        taken |= set(my_share(of_a_module, config))
    return taken


def hangs_on_the_database(item):
    """Tell whether a test has to pass on each database every day. The long walk is divided by its readers."""
    if item.get_closest_marker("in_turn"):
        return False
    if item.path.name in THE_WHOLE_INSTALLATION or "transactional_db" in item.fixturenames:
        return True
    really_commits = any(mark.kwargs.get("transaction") for mark in item.iter_markers("django_db"))
    return really_commits or item.nodeid.removeprefix("tests/").startswith(ON_EACH_DATABASE)


def asks_the_database(item):
    """Tell whether a test can come out otherwise on another database. Stories are only told on one."""
    return (
        any(item.iter_markers("django_db")) or any(item.iter_markers("story")) or "django_db_setup" in item.fixturenames
    )


@pytest.hookimpl(trylast=True)
def pytest_collection_finish():
    """What is loaded by now stays: to go through it again and again for what may go took a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


class ByModule(LoadScopeScheduling):
    """Give a module to one worker whole, so that a story told once a module is told once; and so with the long walk."""

    def _split_scope(self, nodeid):
        module = nodeid.partition("::")[0]
        return "the whole house" if module.endswith(THE_WHOLE_INSTALLATION) else module


def pytest_xdist_make_scheduler(config, log):
    return ByModule(config, log)


@pytest.fixture
def cast(db):
    """The people of the demo, at the point where most tests begin."""
    return gather()


@pytest.fixture(scope="module")
def told_once(django_db_setup, django_db_blocker):
    """Let a module tell its story once: what its own fixtures tell on top of this, every test finds as it was.

    Not for tests that really commit.
    """
    with django_db_blocker.unblock(), transaction.atomic(), translation.override("en"):
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def told_cast(told_once):
    """The cast, for a story that a module tells once."""
    return gather()


@pytest.fixture
def nil(cast, client):
    """The browser of the operator."""
    client.force_login(cast.nil)
    return client


@pytest.fixture
def montse(cast, client):
    """The browser of a person."""
    client.force_login(cast.montse)
    return client


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture(scope="session", autouse=True)
def every_statement_is_told():
    """Of one whose plan PostgreSQL keeps, its driver does not say again what it was.

    Told to all connections: a test with a browser has another one than those before it, in the same thread.
    """
    kind = type(connection.ops)
    usual = kind.last_executed_query
    kind.last_executed_query = lambda ops, cursor, sql, params: usual(ops, cursor, sql, params) or sql


@pytest.fixture(scope="session")
def shared_data():
    """The published pilot's own files, where they lie beside the checkout."""
    folder = Path(__file__).resolve().parents[2] / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the pilot's files are not beside this checkout (../shared/data)")
    return folder


@pytest.fixture(scope="session")
def cases():
    """Small inputs of the kinds that others make, where they lie beside the checkout."""
    folder = Path(__file__).resolve().parents[2] / "shared" / "cases"
    if not folder.is_dir():
        pytest.skip("the inputs that others make are not beside this checkout (../shared/cases)")
    return folder


@pytest.fixture(scope="session")
def tables_of(django_db_blocker, pytestconfig, tmp_path_factory):
    """What a database of either kind begins with: a file, or a template, with every table and nobody in it."""
    cache = getattr(pytestconfig, "cache", None)
    folder = cache.mkdir("tables") if cache else tmp_path_factory.mktemp("tables")

    def made(kind):
        with django_db_blocker.unblock():
            return made_once(kind, folder)

    return made


@pytest.fixture(scope="session")
def tables(tables_of):
    """The same for a database of the kind that this run is on."""
    return tables_of(connection.vendor)


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_keepdb):
    """A file is not made anew where one lies there with every table in it; it goes with its folder."""
    return django_db_keepdb or connection.vendor == "sqlite"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, tables, pytestconfig, tmp_path_factory):
    """SQLite lies in a file, as in the field, so that two connections meet as they would there.

    With `--reuse-db` it stays from run to run.
    """
    test = connection.settings_dict["TEST"]
    if connection.vendor == "postgresql":
        test["TEMPLATE"] = tables
        return
    is_kept = pytestconfig.getoption("reuse_db")
    folder = pytestconfig.cache.mkdir("database") if is_kept else tmp_path_factory.mktemp("database")
    test["NAME"] = str(folder / "test.sqlite3")
    if not (folder / "test.sqlite3").exists():
        shutil.copy(tables, test["NAME"])


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The file is its owner's, as Wayfellow makes it; what a browser left open does not keep a database from going."""
    if connection.vendor == "sqlite":
        file = Path(connection.settings_dict["NAME"])
        for each in file.parent.glob(f"{file.name}*"):
            each.chmod(0o600)
    with django_db_blocker.unblock():
        brought = what_migrations_bring()
        connection.features.supports_json_field  # noqa: B018  # Django asks the database once, and no page is to be counted for it
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseOperations, "execute_sql_flush", emptied_down_to(brought))
        patch.setattr(WSGIHandler, "__call__", under_way.counted(WSGIHandler.__call__))
        yield
    with django_db_blocker.unblock():
        connection.close()
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


def what_migrations_bring():
    ours = [model for model in apps.get_models() if model.__module__.startswith("wayfellow.")]
    return [rows for model in ours if (rows := list(model.objects.all()))]


def emptied_down_to(brought):
    """Empty the database after a test that really commits, its journal too, but for what migrations bring.

    A page that a browser asked for last is answered first: it would still hold what is to be emptied, or write after.
    """
    flush = BaseDatabaseOperations.execute_sql_flush

    def flush_with_the_journal(operations, statements):
        with under_way.none(), triggers.lifted(operations.connection):
            flush(operations, statements)
        caches["default"].clear()  # its table has no model, so a flush passes it by
        for rows in brought:
            type(rows[0]).objects.bulk_create(rows)

    return flush_with_the_journal


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def known_as(settings):
    """Links in letters lead to where Django's own test client is."""
    settings.SITE = "http://testserver"


@pytest.fixture(scope="session")
def notes(tmp_path_factory):
    return tmp_path_factory.mktemp("notes")


@pytest.fixture(autouse=True)
def nothing_noted(settings, notes):
    """Each test has a note of its own of where the journal ends, and a register of its own of destroyed keys."""
    note = notes / f"{uuid.uuid4()}"
    settings.ANCHOR_FILE, settings.ERASED_FILE = note.with_suffix(".journal"), note.with_suffix(".erased")


@pytest.fixture
def register(settings):
    """The register of destroyed keys."""
    return settings.ERASED_FILE


@pytest.fixture(autouse=True)
def nothing_remembered():
    """Each test begins as a process does."""
    caches["here"].clear()


@pytest.fixture(autouse=True)
def in_english():
    """Every test begins in English, whatever language the last page was read in."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def shuffled_lists(monkeypatch):
    """A list that nobody ordered comes in another order each time, so that nothing leans on luck."""
    fetch = QuerySet._fetch_all

    def fetch_and_shuffle(records):
        is_new = records._result_cache is None
        fetch(records)
        if is_new and not records.ordered:
            random.shuffle(records._result_cache)

    monkeypatch.setattr(QuerySet, "_fetch_all", fetch_and_shuffle)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Drive Debian's Chromium. Without it the stories are skipped, in CI never."""
    if not CHROMIUM:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("no Chromium here: apt-get install chromium")
    # From here on Playwright's event loop runs in this thread, which Django would take for an async view.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    return browser_type_launch_args | {"executable_path": CHROMIUM, "args": QUIET}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args, live_server):
    return browser_context_args | {"base_url": live_server.url, "locale": "en-GB"}


@pytest.fixture(scope="session")
def browser(browser):
    """The service worker asks at moments of its own; only the test that is about it lets it in."""
    browser.new_context = partial(browser.new_context, service_workers="block")
    return browser


def fits(page):
    """Check that the page is not cut off, once it is there."""
    page.wait_for_load_state()  # a page that was just come to can still be empty
    assert page.evaluate("() => document.documentElement.scrollWidth") <= page.viewport_size["width"], page.url


SHAPE = """() => {
    const told = new Set(["alt", "aria-label", "content", "href", "placeholder", "src", "title", "value"]);
    const attribute = ({name, value}) =>
        name + (told.has(name) ? !!value.trim() : value.replace(/[0-9a-f-]{36}|[\\d.]+/g, "#"));
    const shape = element => {
        const inside = [...element.children].map(shape).filter((one, at, all) => one !== all[at - 1]);
        const words = [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim());
        return `<${element.localName} ${[...element.attributes].map(attribute).sort()} ${words}>${inside.join("")}`;
    };
    const ids = [...document.querySelectorAll("[id]")].map(element => element.id);
    const seen = [innerWidth, matchMedia("(prefers-color-scheme: dark)").matches, new Set(ids).size === ids.length];
    return seen + shape(document.documentElement);
}"""


@pytest.fixture(scope="session")
def nothing_in_the_way():
    """A check that a page fits and keeps nobody out (WCAG 2.2 AA, as far as axe can tell, which needs scripts).

    Pages that differ only in words and numbers are of one shape. What axe finds hangs on that, so it is asked once.
    """
    well = set()

    def check(page):
        fits(page)
        shape = page.evaluate(SHAPE)
        if shape in well:
            return
        page.evaluate(AXE_SCRIPT)
        asked = "options => axe.run(options).then(({violations}) => ({violations}))"
        found = AxeResults(page.evaluate(asked, ACCESSIBLE))
        assert not found.violations_count, found.generate_report()
        well.add(shape)

    return check
