"""Sessions in the database, read together with the account they belong to."""

import math
import time
import uuid
from datetime import timedelta
from functools import cache

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.db import connection
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.functional import SimpleLazyObject

from wayfellow.access.asking import Statement
from wayfellow.access.open_values import ANY_RECORD, NOW, Asked
from wayfellow.people.models import Session
from wayfellow.people.queries import works_here

DEVICE, HANDLE, BEGAN, AWAKE, IDLE, ENDS = "device", "handle", "began", "awake", "idle", "ends"
AT_MOST, AT_MOST_AT_HOME = timedelta(hours=12), timedelta(days=90)  # a day’s work; then one signs in anew
SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS": "Mac",
    "Linux": "Linux",
}
BROWSERS = {"Firefox": "Firefox", "Edg": "Edge", "OPR": "Opera", "Chrom": "Chrome", "Safari": "Safari"}


class SessionStore(DatabaseSessions):
    user = None

    @classmethod
    def get_model_class(cls):
        return Session

    def _get_session_from_db(self):
        row = _kept(connection.vendor).first(Asked(pk=self.session_key))
        if row is None:
            self._session_key = None
        self.user = row and row.user
        return row

    def create_model_instance(self, data):
        row = super().create_model_instance(data)
        row.user_id = data.get(SESSION_KEY)
        row.device, row.handle, row.began_at = data.get(DEVICE, ""), data.get(HANDLE), data.get(BEGAN)
        return row


@cache
def _kept(vendor):
    return Statement(Session.objects.filter(pk=ANY_RECORD, expire_date__gt=NOW))


def begin(request, user):
    """Name the device of a session that begins, and say when it ends: when nobody is there, and in any case."""
    request.session[HANDLE], request.session[BEGAN] = str(uuid.uuid4()), timezone.now().isoformat()
    request.session[DEVICE] = device_of(request)
    works = works_here(user)
    minutes = settings.IDLE_MINUTES if works else settings.IDLE_MINUTES_AT_HOME
    request.session[IDLE] = round(minutes * 60)
    request.session[ENDS] = int(time.time() + (AT_MOST if works else AT_MOST_AT_HOME).total_seconds())
    _stay_awake(request.session)


def _stay_awake(session):
    session[AWAKE] = int(time.time())
    session.set_expiry(session[IDLE])


def device_of(request):
    return kind_of_device(request.headers.get("User-Agent", ""))


def kind_of_device(agent):
    """Return the kind of browser and device, coarse enough to know one's own again and nobody else's."""
    browser = next((name for sign, name in BROWSERS.items() if sign in agent), "")
    system = next((name for sign, name in SYSTEMS.items() if sign in agent), "")
    return ", ".join(filter(None, [browser, system]))


def reader_of_the_page(get_response):
    """Middleware: the signed-in account, without a statement of its own, and awake as long as somebody is there.

    That somebody is there is written down once in a while, not with every page.
    """

    def middleware(request):
        request.user = SimpleLazyObject(lambda: _reader(request.session))
        response = get_response(request)
        if request.session.accessed and IDLE in request.session:
            idle = request.session[IDLE]
            if time.time() - request.session[AWAKE] > idle / 10:
                _stay_awake(request.session)
        return response

    return middleware


def _reader(session):
    signature = session.get(HASH_SESSION_KEY, "")  # reads the session, and with it the account
    user = session.user
    if user and time.time() > session.get(ENDS, math.inf):
        session.flush()
    elif user and user.is_active and constant_time_compare(signature, user.get_session_auth_hash()):
        return user
    return AnonymousUser()
