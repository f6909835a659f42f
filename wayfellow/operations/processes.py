"""What a process tells the operating system about its parent."""

import ctypes
import os
import sys

SET_PARENT_DEATH_SIGNAL = 1  # prctl(2)


def end_with(parent, signal):
    """Have this process get the signal as soon as its parent, given by its number, is gone, however that went.

    Only Linux offers it. Elsewhere a killed supervisor leaves its processes behind.
    """
    if not sys.platform.startswith("linux"):
        return
    ctypes.CDLL(None).prctl(SET_PARENT_DEATH_SIGNAL, int(signal))
    if os.getppid() != parent:  # it was gone before it could be asked for
        os.kill(os.getpid(), signal)
