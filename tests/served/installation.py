"""An installation as it is kept: a folder with its key, a database, and the shipped command in processes of its own."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import psycopg
import requests

from tests.served.clusters import free_port

WAYFELLOW = Path(sys.executable).with_name("wayfellow")
READY = "Wayfellow answers on "
AT_MOST = 120  # seconds until something has to be there, on however busy a machine


class Installation:
    """One installation: where its key and its database are, and what else is set."""

    def __init__(self, folder, database, **settings):
        self.folder, self.database = folder, database
        self.settings = {"WAYFELLOW_DATABASE_URL": database, "WAYFELLOW_DATA": str(folder)} | settings

    @property
    def environment(self):
        """What whoever keeps it has set, and nothing of what runs the tests."""
        return {"PATH": os.environ["PATH"], "HOME": str(self.folder), "LANG": "C.UTF-8"} | self.settings

    def run(self, *arguments):
        return subprocess.run(
            [WAYFELLOW, *arguments],
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )

    @property
    def secret(self):
        """What it signs with."""
        return (self.folder / "wayfellow.secret").read_text().strip()

    def ask(self, statement):
        """Look into its database from outside."""
        if self.database.startswith("sqlite"):
            with closing(self._file()) as file, file:
                return file.execute(statement).fetchall()
        with psycopg.connect(self.database, autocommit=True) as server:
            rows = server.execute(statement)
            return rows.fetchall() if rows.description else []

    @contextmanager
    def held(self):
        """Hold whoever wants to write."""
        if self.database.startswith("sqlite"):
            with closing(self._file()) as file:
                file.execute("BEGIN IMMEDIATE")
                yield
                file.rollback()
        else:
            with psycopg.connect(self.database) as server:
                server.execute("LOCK TABLE journeys_journey IN EXCLUSIVE MODE")
                yield

    def _file(self):
        return sqlite3.connect(self.database.removeprefix("sqlite:///"), timeout=20)


class Served:
    """`wayfellow serve` in an installation: started, killed, and started again at the same address."""

    def __init__(self, installation):
        self.installation, self.port, self.log = installation, free_port(), installation.folder / "served.log"
        self.address = f"http://127.0.0.1:{self.port}"
        self.command = [WAYFELLOW, "serve", "--demo", "--port", str(self.port)]
        self.start()

    def start(self):
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                self.command,
                cwd=self.installation.folder,
                env=self.installation.environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def said(self):
        return self.log.read_text()

    @property
    def is_up(self):
        return self.process.poll() is None

    def answers(self):
        assert self.is_up, f"It ended with {self.process.returncode}:\n{self.said}"
        with suppress(requests.RequestException):
            return READY in self.said and requests.get(f"{self.address}/health/ready/", timeout=5).ok

    def family(self):
        """Every process at work in its folder, whoever is its parent by now: {number: number of its parent}."""
        return {
            pid: parent for pid in map(int, filter(str.isdecimal, os.listdir("/proc"))) if (parent := self._ours(pid))
        }

    def _ours(self, pid):
        with suppress(OSError):  # it may end while it is looked at
            state, parent = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[:2]
            if Path(f"/proc/{pid}/cwd").readlink() == self.installation.folder and state not in "ZX":
                return int(parent)
        return None

    def job_worker(self):
        return next((pid for pid in self.family() if command_of(pid).endswith(" work")), None)

    def web_workers(self):
        """The processes that answer. The one above them only keeps them."""
        family, supervisor = self.family(), self.process.pid
        keepers = {pid for pid, parent in family.items() if parent == supervisor} - {self.job_worker()}
        return {pid for pid, parent in family.items() if parent in keepers}

    def close(self):
        """Whatever a test did, nothing of it stays."""
        for pid in self.family():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait()


def command_of(pid):
    return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode().strip()


def until(what, *, within=AT_MOST):
    """Wait until it is so, and return what it then is."""
    end = time.monotonic() + within
    while not (it := what()):
        assert time.monotonic() < end, f"not within {within} seconds"
        time.sleep(0.02)
    return it
