"""What a house that is served does by itself, once a day: let go of what has been kept its time, send short notes."""

import os
import subprocess
import sys
import time
from threading import Thread

from django.conf import settings

AN_HOUR = 60 * 60
A_DAY = 24 * AN_HOUR


def begin():
    """Do it for as long as the house is served: the first time in an hour, so that a start is quick."""
    Thread(target=go_on, daemon=True).start()


def go_on():
    time.sleep(AN_HOUR)
    while True:
        do("retain")
        if settings.DEFAULT_FROM_EMAIL:
            do("remind")
        time.sleep(A_DAY)


def do(command):
    """Run a command of ours in a process of its own, which holds up no answer. What it says goes where ours goes."""
    environment = {name: value for name, value in os.environ.items() if name != "WAYFELLOW_SERVING"}
    subprocess.run([sys.executable, sys.argv[0], command], env=environment, check=False)
