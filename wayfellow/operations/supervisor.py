"""Keeps the processes of an installation alive, and lets go of all of them together. It never touches the database."""

import os
import signal
import subprocess
import sys
import time
from functools import partial

from wayfellow.operations.processes import end_with

LOOK_EVERY = 0.1  # seconds
FIRST_WAIT, LONGEST_WAIT = 0.5, 30
LIVED_WELL = 60  # whoever lived this long is started again at once
TIME_TO_END = 30


class Process:
    """One of our commands, running in a process of its own, out of reach of Ctrl-C."""

    def __init__(self, name, *command):
        self.name, self._command = name, command
        self._wait, self._start_at, self._running = 0.0, 0.0, None

    def start(self):
        self._started_at = time.monotonic()
        self._running = subprocess.Popen(
            [sys.executable, sys.argv[0], *self._command],
            start_new_session=True,
            preexec_fn=partial(end_with, os.getpid(), signal.SIGTERM),  # noqa: PLW1509  # there are no threads here
        )

    @property
    def exit_code(self):
        return self._running.poll()

    def keep_alive(self, say):
        """Start it if it ended: at once when it had lived well, after growing waits when it ends again and again."""
        if self._running is None:
            if time.monotonic() >= self._start_at:
                self.start()
        elif self.exit_code is not None:
            lived_well = time.monotonic() - self._started_at > LIVED_WELL
            self._wait = 0.0 if lived_well else min(max(FIRST_WAIT, self._wait * 2), LONGEST_WAIT)
            self._start_at = time.monotonic() + self._wait
            say(f"wayfellow: {self.name} ended ({_how(self.exit_code)}) and is started again.")
            self._running = None

    def ask_to_end(self):
        if self._running and self.exit_code is None:
            self._running.terminate()

    def see_end(self, until):
        """Wait for its end until a moment of the monotonic clock, then end it without asking."""
        if self._running is None:
            return
        try:
            self._running.wait(max(0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            self._running.kill()
            self._running.wait()


def _how(exit_code):
    return f"exit code {exit_code}" if exit_code >= 0 else f"signal {-exit_code}"


class Supervisor:
    def __init__(self, say):
        self._say, self._is_over = say, False
        for each in [signal.SIGTERM, signal.SIGINT]:
            signal.signal(each, self._end)

    def _end(self, *_signal):
        self._is_over = True

    def run(self, process):
        """Run a process that ends by itself, and return its exit code; None if we were asked to end meanwhile."""
        process.start()
        while process.exit_code is None and not self._is_over:
            time.sleep(LOOK_EVERY)
        if self._is_over:
            self._let_go([process])
            return None
        return process.exit_code

    def keep(self, processes, *, is_ready, when_ready):
        """Keep these alive until we are asked to end. Once it is ready for the first time, say so."""
        waiting = True
        while not self._is_over:
            for process in processes:
                process.keep_alive(self._say)
            if waiting and is_ready():
                when_ready()
                waiting = False
            time.sleep(LOOK_EVERY)
        self._let_go(processes)

    def _let_go(self, processes):
        """Let what was begun end, all at the same time."""
        for process in processes:
            process.ask_to_end()
        until = time.monotonic() + TIME_TO_END
        for process in processes:
            process.see_end(until)
