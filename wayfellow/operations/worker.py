"""The job worker: takes up what is waiting, tries again what failed, and sees to what comes round."""

import logging
import os
import socket
from contextlib import suppress
from threading import Event, Thread
from time import monotonic
from typing import Any

from django.db import DatabaseError, Error, close_old_connections, connection, connections
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker as TaskWorker

from wayfellow.jobs import schedules
from wayfellow.jobs.batches import are_done, comes_in_batches, put_back, take_up_like
from wayfellow.jobs.definitions import JOBS
from wayfellow.jobs.tries import leave, say_there, take_up_again, try_later
from wayfellow.notices.letters import LINE

BEAT = 5  # seconds
LOOK_EVERY = 1  # seconds
BATCH_TAKES = 2  # seconds
STAYS_CONNECTED = 60  # seconds
log = logging.getLogger(__name__)


class JobWorker(TaskWorker):
    """Does one job after another. What fails is tried again after a while, and given up after the last wait."""

    def __init__(self, *, until_none_is_left: bool = False) -> None:
        super().__init__(
            queue_names=["default"],
            excluded_queue_names=[],
            interval=LOOK_EVERY,
            batch=until_none_is_left,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=f"{socket.gethostname()[:30]}.{os.getpid()}.{get_random_string(8)}",
        )

    def run(self) -> None:
        try:
            super().run()
        finally:
            LINE.hang_up()

    def run_task(self, db_task_result: Any) -> None:
        if comes_in_batches(db_task_result):
            self._do_batch(db_task_result)
        else:
            self._do(db_task_result)

    def _do(self, task: Any) -> None:
        super().run_task(task)
        if task.status == "FAILED":
            try_later(task)

    def _do_batch(self, first: Any) -> None:
        """Do at once what waits as this one does, for a moment: nothing else is done meanwhile.

        Each fails by itself. What a killed worker had of it is taken up again, so each must be safe to do twice.
        """
        until, done, self.running_task = monotonic() + BATCH_TAKES, [], True
        batch = iter([first, *take_up_like(first, self.worker_id)])
        try:
            for task in batch:
                if _is_done(task):
                    done.append(task)
                if not self.running or monotonic() > until:
                    break
        finally:
            put_back(list(batch))
            are_done(done)
            self.running_task = False


def _is_done(task: Any) -> bool:
    """Do it, and say whether it was done. What failed is tried again later."""
    try:
        JOBS[task.task_path].task.call(*task.args_kwargs["args"], **task.args_kwargs["kwargs"])
    except Exception as problem:
        task.set_failed(problem)
        try_later(task)
        return False
    return True


def work() -> None:
    """Work until asked to end."""
    _stay_connected()
    worker, over = JobWorker(), Event()
    worker.configure_signals()
    schedules.set_out()
    say_there(worker.worker_id)
    rounds = Thread(target=_rounds, args=[worker.worker_id, over], daemon=True)
    rounds.start()
    try:
        worker.run()
    finally:
        over.set()
        rounds.join(timeout=BEAT)
        with suppress(DatabaseError):
            leave(worker.worker_id)


def _rounds(worker_id: str, over: Event) -> None:
    """Every few seconds, beside the work itself, so that a long job does not look like a dead worker.

    A database that is away for a moment ends nothing here.
    """
    while not over.wait(BEAT):
        try:
            close_old_connections()
            go_round(worker_id)
        except Error as problem:
            log.warning("The database does not answer the job worker (%s).", type(problem).__name__)
    connections.close_all()


def go_round(worker_id: str) -> None:
    """Say that this worker is there, and see to what is due and to what was left behind."""
    say_there(worker_id)
    schedules.enqueue_due()
    take_up_again()
    LINE.hang_up(only_if_idle=True)


def _stay_connected() -> None:
    """To open a file of SQLite anew for each job takes longer than most jobs. PostgreSQL's pool sees to it itself."""
    if connection.vendor == "sqlite":
        connection.settings_dict["CONN_MAX_AGE"] = STAYS_CONNECTED
