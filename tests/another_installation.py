"""An installation served by a process of its own over the tests' database, for what only a served one can show."""

import socket
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from tests.another_process import ROOT, environment_of

LONGEST_START = 240


def served(folder, **environment):
    """Serve over the tests' database, with these settings."""
    return served_at(folder, environment_of() | {"WAYFELLOW_DATA": str(folder)} | environment)


@contextmanager
def served_at(folder, environment):
    """Give the address of the shipped server, begun in this folder."""
    with closing(socket.create_server(("127.0.0.1", 0))) as probe:
        port = probe.getsockname()[1]
    command = [sys.executable, str(ROOT / "manage.py"), "serve", "--no-jobs", "--port", str(port)]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)
        try:
            _wait_for(f"http://localhost:{port}", process, folder / "log")
            yield f"http://localhost:{port}"
        finally:
            process.terminate()
            process.wait(30)


def _wait_for(address, process, log):
    until = time.monotonic() + LONGEST_START
    while time.monotonic() < until and process.poll() is None:
        try:
            return urlopen(f"{address}/health/")
        except HTTPError:
            return None  # it answers
        except (URLError, ConnectionError):
            time.sleep(0.2)
    raise AssertionError(log.read_text())
