"""A mailbox on this machine: a mail server that takes every letter and keeps it, with the moment it came."""

import socket
from contextlib import contextmanager
from email import message_from_bytes, policy
from time import monotonic

from aiosmtpd.controller import Controller

from wayfellow.notices.letters import LINE

TAKEN = "250 OK"


class Mailbox:
    def __init__(self):
        self.letters, self.calls, self.answers = [], 0, []

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        session.host_name = hostname
        self.calls += 1
        return responses

    async def handle_DATA(self, server, session, envelope):
        if self.answers and (answer := self.answers.pop(0)) != TAKEN:
            return answer
        letter = message_from_bytes(envelope.content, policy=policy.default)
        self.letters.append((monotonic(), envelope.rcpt_tos, letter))
        return TAKEN


@contextmanager
def mailbox(settings):
    """Give it, and have letters go there: not over a line that another test left open."""
    LINE.hang_up()
    box = Mailbox()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.DEFAULT_FROM_EMAIL = "Example house <house@example.org>"
    yield box
    LINE.hang_up()
    controller.stop()
