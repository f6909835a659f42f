#!/usr/bin/env python3
"""How many letters go out in a second, and whether any goes out twice when the job worker is killed over them.

bench/letters.py [LETTERS [KILLS]]    10000 letters, and one worker killed half way, unless other numbers are said

On SQLite in a folder of its own, or on the PostgreSQL that BENCH_DATABASE_URL names. A mail server on this machine
takes them. `wayfellow work` sends, as where it is served.
"""

import os
import subprocess
import sys
import tempfile
from collections import Counter
from email import message_from_bytes
from pathlib import Path
from signal import SIGKILL
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread
from time import monotonic, sleep

HOUSE = Path(__file__).resolve().parent.parent
SAYS = {b"DATA": b"354 go on", b"QUIT": b"221 bye"}
taken: Counter[str] = Counter()


class Conversation(StreamRequestHandler):
    """One conversation over SMTP, which counts letters by their own mark."""

    def handle(self):
        self._say(b"220 ready")
        for line in self.rfile:
            word = line[:4].upper()
            self._say(SAYS.get(word, b"250 so be it"))
            if word == b"DATA":
                letter = b"".join(iter(self.rfile.readline, b".\r\n"))
                taken[message_from_bytes(letter)["Message-ID"]] += 1
                self._say(b"250 taken")
            elif word == b"QUIT":
                return

    def _say(self, words):
        self.wfile.write(words + b"\r\n")


def main(letters, kills):
    server = ThreadingTCPServer(("127.0.0.1", 0), Conversation)
    server.daemon_threads = True
    Thread(target=server.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory() as folder:
        settle(folder, server.server_address[1])
        queue(letters)
        measure(letters, kills)


def settle(folder, port):
    """Have an installation in this folder, with nobody in it."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "wayfellow.config.settings",
        "PYTHONPATH": str(HOUSE),
        "WAYFELLOW_CONFIG": os.devnull,
        "WAYFELLOW_DATA": folder,
        "WAYFELLOW_DATABASE_URL": os.environ.get("BENCH_DATABASE_URL", f"sqlite:///{folder}/house.sqlite3"),
        "WAYFELLOW_MAIL_URL": f"smtp://127.0.0.1:{port}",
        "WAYFELLOW_MAIL_FROM": "House <house@example.org>",
    }
    subprocess.run(wayfellow("migrate"), check=True, stdout=subprocess.DEVNULL)
    sys.path.insert(0, str(HOUSE))
    import django

    django.setup()


def queue(letters):
    from django.db import transaction

    from wayfellow.notices.actions import post

    began = monotonic()
    with transaction.atomic():
        for n in range(letters):
            link = f"https://house.example.org/stop/{n}/"
            post(to=f"n{n}@example.org", subject="Something new", words="It waits on your page.", unsubscribe=link)
    print(f"{letters} queued in {monotonic() - began:.0f} s")


def measure(letters, kills):
    from wayfellow.notices.models import DayOfLetters, Letter

    at = [letters * n // (kills + 1) for n in range(1, kills + 1)]
    worker, sent, working, busy = work(), 0, 0.0, 0.0
    while Letter.objects.exists():
        began, before, used = monotonic(), len(taken), processor_time(worker)
        until = at.pop(0) if at else None
        while Letter.objects.exists() and (until is None or len(taken) < until):
            sleep(0.2)
        working, sent = working + monotonic() - began, sent + len(taken) - before
        busy += processor_time(worker) - used
        if until is not None:
            worker.send_signal(SIGKILL)
            worker.wait()
            worker = work()
    worker.terminate()
    worker.wait()
    print(f"{sent / working:.0f} a second while a worker was there; load {os.getloadavg()[0]:.1f}")
    print(f"{busy / sent * 1000:.1f} ms of the worker's processor for each: {sent / busy:.0f} a second of its own time")
    print(f"{len(taken)} of {letters} taken, {sum(taken.values()) - len(taken)} of them twice")
    print(f"not known to have gone out, and not sent again: {sum(day.unknown for day in DayOfLetters.objects.all())}")


def work():
    """Start the job worker, and wait for its first letter."""
    worker, before = subprocess.Popen(wayfellow("work"), stderr=subprocess.DEVNULL), len(taken)
    while len(taken) == before:
        sleep(0.05)
    return worker


def processor_time(worker):
    """Return the seconds that a process kept a processor busy."""
    spent = Path(f"/proc/{worker.pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, spent[11:13])) / os.sysconf("SC_CLK_TCK")


def wayfellow(command):
    return [sys.executable, str(HOUSE / "manage.py"), command]


if __name__ == "__main__":
    main(*[int(n) for n in sys.argv[1:]] or [10_000, 1])
