"""One walk through the whole installation, for every test that looks at what somebody was answered."""

import contextlib
import io
import logging
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core import mail
from django.core.management import call_command
from django.db import connection, transaction
from django.http import HttpResponseNotFound
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from tests.architecture import marked
from tests.architecture.marked import READERS
from tests.architecture.walk import addresses, walk
from tests.conftest import my_share
from tests.evaluation.crowd import someone, walk_with
from tests.letters import outbox
from wayfellow.access.tellings import FOLLOWED_BY
from wayfellow.config import urls
from wayfellow.journal.models import Entry
from wayfellow.notices import in_time
from wayfellow.notices.actions import choose_letters
from wayfellow.notices.models import Read, When
from wayfellow.operations.backups import whole_database
from wayfellow.people.models import User


@pytest.fixture
def not_found_is_short():
    with short_not_found():
        yield


@pytest.fixture(scope="session")
def installation(django_db_setup, django_db_blocker, tmp_path_factory, pytestconfig):
    """All that could be read anywhere, once every reader of this run's share has been everywhere."""
    everybody_else = my_share(READERS[1:], pytestconfig, days=2)
    with django_db_blocker.unblock(), transaction.atomic(), _every_line_of_the_log() as log, short_not_found():
        mail.outbox = []
        cast = marked.tell()
        readers = [*READERS[:1], *everybody_else]
        answers = [answer for reader in reversed(readers) for answer in _everywhere(reader, cast)]
        _everybody_asks_for_a_link()
        found = SimpleNamespace(
            readers=readers,
            answers=answers,
            figures=_figures(cast, tmp_path_factory.mktemp("figures")),
            database=[(place, _readable(content)) for place, content in _database()],
            backup="\n".join(_readable(cell) for line in whole_database() for cell in line),
            log="\n".join(log),
            mail=_letters(),
        )
        transaction.set_rollback(True)
    return found


def _everywhere(reader, cast):
    """Whoever has no account holds every address that opens by itself. They come last: what they send, they may."""
    user = getattr(cast, reader, None)
    return walk(reader, user, [*addresses(user), *([] if user else cast.found)])


def _letters():
    with override_settings(DEFAULT_FROM_EMAIL="house@house.test"):
        _everybody_is_told()
        return "".join(
            f"{letter.subject}{letter.body}{letter.alternatives}{letter.extra_headers}" for letter in outbox()
        )


def _everybody_is_told():
    """Write to everyone, each in one language, of all there is to tell them, as if they had read nothing yet."""
    Read.objects.all().delete()
    languages = [code for code, _name in settings.LANGUAGES]
    for user in User.objects.all():
        User.objects.filter(pk=user.pk).update(language=languages[user.pk % len(languages)])
        choose_letters(user.pk, chosen=dict.fromkeys(["meetings", "waits", "rest", "tomorrow"], When.AT_ONCE))
    for line in Entry.objects.filter(deed__in=FOLLOWED_BY).order_by("-at"):
        in_time.tell_of(line, timezone.now())
    in_time.go_round(timezone.now() - timedelta(days=2), timezone.now())


def _everybody_asks_for_a_link():
    with override_settings(DEFAULT_FROM_EMAIL="house@house.test"):
        for email in User.objects.order_by("pk").values_list("email", flat=True):
            Client().post(reverse("people:ask_for_link"), {"email": email})


@contextlib.contextmanager
def _every_line_of_the_log():
    lines = []
    log = logging.Handler(level=logging.DEBUG)
    log.emit = lambda record: lines.append(log.format(record))
    logging.getLogger().addHandler(log)
    try:
        yield lines
    finally:
        logging.getLogger().removeHandler(log)


@contextlib.contextmanager
def short_not_found():
    """What is not there and what is not yours look alike (another test): here it is not drawn each time."""
    whole, urls.handler404 = urls.handler404, lambda request, exception=None: HttpResponseNotFound()
    try:
        yield
    finally:
        urls.handler404 = whole


def _figures(cast, folder):
    """Return what the command line tells and passes on of a programme, once enough people walked there."""
    told = io.StringIO()
    walk_with(cast, [someone() for _one in range(9)])
    call_command("publish")
    call_command("evaluate", "nou-barris", stdout=told)
    call_command("evaluate", "nou-barris", json_file="-", stdout=told)
    call_command("evaluate", "nou-barris", html=str(folder / "report.html"), data=str(folder), stdout=told)
    return told.getvalue() + "".join(file.read_text() for file in folder.iterdir())


def _database():
    """Yield everything the database holds, by table and column."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                yield from ((f"{table}.{name}", content) for name, content in zip(names, row, strict=True))


def _readable(content):
    return bytes(content).decode(errors="replace") if isinstance(content, bytes | memoryview) else str(content)
