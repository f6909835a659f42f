"""The pages that a browser has asked for and that are not answered yet."""

from contextlib import contextmanager
from functools import wraps
from threading import Condition

AT_MOST = 30  # seconds until a page is answered

_ended = Condition()
_under_way = set()


def counted(answer):
    """Let each call count as under way until it returns."""

    @wraps(answer)
    def counting(*asked):
        this = object()
        with _ended:
            _under_way.add(this)
        try:
            return answer(*asked)
        finally:
            with _ended:
                _under_way.remove(this)
                _ended.notify_all()

    return counting


@contextmanager
def none():
    """Wait until none is under way, and let none begin meanwhile."""
    with _ended:
        assert _ended.wait_for(lambda: not _under_way, AT_MOST), "a page is still not answered"
        yield
