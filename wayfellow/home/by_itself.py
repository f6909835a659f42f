"""What a house that is served does by itself: let go of what has been kept its time, and say that something waits."""

import os
import subprocess
import sys
import time
from threading import Thread

from django.conf import settings

TEN_MINUTES = 10 * 60
AN_HOUR = 60 * 60
A_DAY = 24 * AN_HOUR


def begin():
    """Do it for as long as the house is served: the first time after a while, so that a start is quick."""
    Thread(target=go_on, args=["retain", AN_HOUR, A_DAY], daemon=True).start()
    if settings.DEFAULT_FROM_EMAIL:
        Thread(target=go_on, args=["announce", TEN_MINUTES, TEN_MINUTES], daemon=True).start()
        Thread(target=go_on, args=["remind", AN_HOUR, A_DAY], daemon=True).start()


def go_on(command, at_first, from_then_on):
    time.sleep(at_first)
    while True:
        run(command)
        time.sleep(from_then_on)


def run(command):
    """Run one of our commands in a process of its own, which holds up no answer. What it says goes where ours goes."""
    environment = {name: value for name, value in os.environ.items() if name != "WAYFELLOW_SERVING"}
    subprocess.run([sys.executable, sys.argv[0], command], env=environment, check=False)
