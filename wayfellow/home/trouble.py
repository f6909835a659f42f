"""When the database is away, a disk is full, or we made a mistake: an honest page that gives back what was sent.

It asks the database nothing: who is there, in which language, and whom to call, it does without.
"""

import errno
import logging
import sqlite3
import sys

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.core.files.uploadhandler import StopUpload
from django.db import InterfaceError, InternalError, OperationalError
from django.http import HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language_from_request, override

UNREAD, BROKEN, AWAY = 400, 500, 503
IN_A_MOMENT = 5  # seconds
READ_ONLY = "25006"  # PostgreSQL: this one stands by for another
NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EMFILE, errno.ENFILE}
SQLITE_PASSES = {
    sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PROTOCOL,
}  # fmt: skip
UNREADABLE = (BadRequest, SuspiciousOperation, MultiPartParserError, StopUpload, UnreadablePostError)
NEVER_REPEATED = {"credential"}
CODE = "code"
log = logging.getLogger("wayfellow.trouble")


def answer(request):
    """Return the page for what just went wrong: 503 where it passes by itself, else 500."""
    problem = sys.exc_info()[1]
    status = AWAY if passes_by_itself(problem) else BROKEN
    response = HttpResponse(_page(request, status), status=status, headers={"Cache-Control": "no-store"})
    if status == AWAY:
        response["Retry-After"] = IN_A_MOMENT
        _say_it_once(response, problem)
        _ask_nothing_more(request)
    return response


def not_understood(request):
    """Return the page for what cannot be read: too much of it, cut off, or sent to another name than ours."""
    return HttpResponse(_page(request, UNREAD), status=UNREAD, headers={"Cache-Control": "no-store"})


def passes_by_itself(problem):
    """Return whether the same may well succeed a moment later."""
    cause = getattr(problem, "__cause__", None)
    match problem:
        case OperationalError() if isinstance(cause, sqlite3.Error):
            return getattr(cause, "sqlite_errorcode", 0) & 0xFF in SQLITE_PASSES
        case OperationalError() | InterfaceError():
            return True
        case InternalError():
            return getattr(cause, "sqlstate", "") == READ_ONLY
        case OSError():
            return problem.errno in NO_ROOM
    return False


def _page(request, status):
    language = get_language_from_request(request)
    shown = {
        "language": language,
        "is_away": status == AWAY,
        "is_unread": status == UNREAD,
        "to": request.get_full_path(),
        "for_help": request.path == reverse("help_now"),
    }
    with override(language):
        return render_to_string(
            "home/trouble.html", shown | ({"fields": {}, "again": {}} if status == UNREAD else _sent(request))
        )


def _sent(request):
    """Return what was sent, to be sent again with the same token; and what has to be typed or chosen once more."""
    try:
        sent, files = request.POST, request.FILES
    except UNREADABLE:
        sent, files = {}, {}
    again = {name: "password" for name in sent if "password" in name} | dict.fromkeys(files, "file")
    again |= {CODE: "text"} if CODE in sent else {}
    fields = {name: sent.getlist(name) for name in sent if name not in again and name not in NEVER_REPEATED}
    return {"fields": fields, "again": again}


def _say_it_once(response, problem):
    """Write one line, of what the database or the disk said and of nobody’s words."""
    log.error("No answer from the database or the disk: %s", str(problem).partition("\n")[0])
    response._has_been_logged = True


def _ask_nothing_more(request):
    """What comes on the way out would wait for the database once more, each for itself."""
    request.user = AnonymousUser()
    if hasattr(request, "session"):
        request.session._session_cache = {}
        request.session.modified = False
