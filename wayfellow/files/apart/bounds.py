"""What somebody sent is read with little memory and time; no other file is opened, and nothing on the network."""

import resource
import sys
from collections.abc import Callable

MOST_MEMORY, MOST_SECONDS = 1_000_000_000, 20
IN_OUT_AND_ERRORS = 3
TAKEN, NOT_TAKEN = 0, 3


class NotTaken(Exception):
    """Why a file is not taken, in one word."""


def answer(write_anew: Callable[[bytes], bytes]) -> None:
    """Read a file from the one who began this process, and give it back written anew, or the reason why not."""
    most = {"AS": MOST_MEMORY, "CPU": MOST_SECONDS, "NOFILE": IN_OUT_AND_ERRORS, "FSIZE": 0, "CORE": 0}
    for what, number in most.items():
        resource.setrlimit(getattr(resource, f"RLIMIT_{what}"), (number, number))
    try:
        said, how = write_anew(sys.stdin.buffer.read()), TAKEN
    except NotTaken as reason:
        said, how = str(reason).encode(), NOT_TAKEN
    sys.stdout.buffer.write(said)
    sys.stdout.flush()
    sys.exit(how)
