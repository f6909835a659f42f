"""Sessions in the database, read together with the account they belong to."""

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.utils.crypto import constant_time_compare
from django.utils.functional import SimpleLazyObject

from wayfellow.people.models import Session


class SessionStore(DatabaseSessions):
    user = None

    @classmethod
    def get_model_class(cls):
        return Session

    def _get_session_from_db(self):
        row = super()._get_session_from_db()
        self.user = row and row.user
        return row

    def create_model_instance(self, data):
        row = super().create_model_instance(data)
        row.user_id = data.get(SESSION_KEY)
        return row


def reader_of_the_page(get_response):
    """Middleware: the signed-in account, without a statement of its own."""

    def middleware(request):
        request.user = SimpleLazyObject(lambda: _reader(request.session))
        return get_response(request)

    return middleware


def _reader(session):
    signature = session.get(HASH_SESSION_KEY, "")  # reads the session, and with it the account
    user = session.user
    if user and user.is_active and constant_time_compare(signature, user.get_session_auth_hash()):
        return user
    return AnonymousUser()
