"""Three serve over one database: what comes round is done once, and each letter goes out once."""

import sys

import pytest
from django.db import connection

from tests.served.installation import Installation, Served, until
from tests.served.mail import post_office
from wayfellow.jobs.definitions import JOBS

pytestmark = pytest.mark.served
ROWS = "django_tasks_database_dbtaskresult"
NOW = {"sqlite": "strftime('%Y-%m-%d %H:%M:%S', 'now')", "postgresql": "now()"}


@pytest.fixture
def post(tmp_path):
    with post_office(tmp_path, refusals=2) as (post, certificate):
        yield post, certificate


@pytest.fixture
def three(another, post):
    """Three machines: each has the key and a folder of its own, and one database is everybody's."""
    server, certificate = post
    mail = {
        "WAYFELLOW_MAIL_URL": server.address,
        "WAYFELLOW_MAIL_FROM": "wayfellow@example.org",
        "SSL_CERT_FILE": str(certificate),
    }
    first, *others = [another() for _machine in range(3)]
    installations = [Installation(each.folder, first.database, **mail) for each in [first, *others]]
    machines = [Served(installation) for installation in installations]
    yield machines
    for machine in machines:
        machine.close()
        sys.stdout.write(machine.said)  # pytest shows it where a test fails


def test_each_schedule_runs_once_and_each_letter_goes_out_once(three, post):
    server, _certificate = post
    installation, now = three[0].installation, NOW[connection.vendor]
    comes_round = {name for name, job in JOBS.items() if job.every}

    def all_are_set_out():
        return {job for (job,) in installation.ask("SELECT job FROM jobs_schedule")} == comes_round

    def all_is_done():
        installation.ask(f"UPDATE {ROWS} SET run_after = {now} WHERE status = 'READY' AND run_after > {now}")
        waiting = installation.ask(f"SELECT 1 FROM {ROWS} WHERE status IN ('READY', 'RUNNING')")
        due = installation.ask(f"SELECT 1 FROM jobs_schedule WHERE due_at <= {now}")
        return server.taken and not waiting and not due

    for machine in three:
        until(machine.answers)
    until(all_are_set_out)
    installation.ask(f"UPDATE jobs_schedule SET due_at = {now}")
    until(all_is_done)

    assert len({machine.job_worker() for machine in three}) == len(three)
    runs = dict(installation.ask(f"SELECT task_path, count(*) FROM {ROWS} GROUP BY task_path"))
    asked_for = comes_round - {"wayfellow.notices.jobs.notice_bounces"}  # no mailbox is given
    assert {job: runs[job] for job in comes_round & runs.keys()} == dict.fromkeys(asked_for, 1)
    assert installation.ask(f"SELECT 1 FROM {ROWS} WHERE status <> 'SUCCESSFUL'") == []
    assert set(server.taken.values()) == {1}
    assert server.refused.total() == 2
    assert set(server.refused) <= set(server.taken)
