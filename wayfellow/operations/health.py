"""What machines ask: is it alive, and is it ready? Under any name, without a log line, and telling nothing else."""

from django.db import DatabaseError, connection
from django.http import HttpResponse, JsonResponse

from wayfellow.jobs.queries import is_at_work
from wayfellow.operations.up_to_date import is_up_to_date
from wayfellow.vault.installation import KeyTrouble
from wayfellow.vault.queries import get_ready

ALIVE = b"ok\n"


def for_machines(get_response):
    """Middleware, before any name is looked at: who balances or restarts machines has names of their own for them."""

    def middleware(request):
        match request.path_info:
            case "/health/":
                return HttpResponse(ALIVE, content_type="text/plain", headers={"Cache-Control": "no-store"})
            case "/health/ready/":
                return _ready()
        return get_response(request)

    return middleware


def _ready():
    """Answer 200 when all of it is there, 503 when something is not, with a word for each."""
    found = {name: _holds(asked) for name, asked in READY.items()}
    status = 200 if all(found.values()) else 503
    return JsonResponse(found, status=status, headers={"Cache-Control": "no-store"})


def _holds(asked):
    try:
        return asked()
    except (DatabaseError, KeyTrouble):
        return False


def _database_answers():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return True


def _key_opens():
    get_ready()
    return True


READY = {
    "database": _database_answers,
    "migrations": is_up_to_date,
    "key": _key_opens,
    "job_worker": is_at_work,
}
