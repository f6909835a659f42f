"""`wayfellow mail test ADDRESS` says in plain words how far an e-mail came, against a real server on this machine."""

import socket
from io import StringIO

import pytest
from aiosmtpd.controller import Controller
from django.core.management import CommandError, call_command

SENDER = "Example house <house@example.org>"


class Server:
    """A mail server that takes what it is told to take."""

    def __init__(self):
        self.took, self.answers = [], {}

    async def handle_MAIL(self, server, session, envelope, address, options):
        envelope.mail_from = address
        return self.answers.get("MAIL", "250 OK")

    async def handle_RCPT(self, server, session, envelope, address, options):
        envelope.rcpt_tos.append(address)
        return self.answers.get("RCPT", "250 OK")

    async def handle_DATA(self, server, session, envelope):
        self.took.append(envelope)
        return self.answers.get("DATA", "250 OK")


@pytest.fixture
def server(settings):
    server = Server()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(server, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.DEFAULT_FROM_EMAIL = "127.0.0.1", port, SENDER
    yield server
    controller.stop()


def tried(address="nuria@example.org"):
    said = StringIO()
    call_command("mail", "test", address, stdout=said)
    return said.getvalue()


def test_it_says_that_the_server_took_it(server):
    said = tried()
    assert "Connected to 127.0.0.1" in said and "took an e-mail" in said and "spam" in said
    assert server.took[0].rcpt_tos == ["nuria@example.org"]


@pytest.mark.parametrize(
    "at, answer, words",
    [
        ("MAIL", "550 not yours", "lets nobody send as house@example.org (550 not yours)"),
        ("RCPT", "550 no such user", "takes no e-mail for this address (550 no such user)"),
        ("DATA", "451 later", "refused (451 later)"),
    ],
)
def test_it_says_what_the_server_did_not_like(server, at, answer, words):
    server.answers[at] = answer
    with pytest.raises(CommandError, match="Nothing was sent") as said:
        tried()
    assert words in str(said.value)


@pytest.mark.parametrize(
    "changed, words",
    [
        ({"EMAIL_PORT": 1}, "Nothing answers at 127.0.0.1, port 1."),
        ({"EMAIL_USE_TLS": True}, "offers no encryption"),
        ({"EMAIL_USE_SSL": True}, "does not speak TLS as asked"),
        ({"EMAIL_HOST_USER": "house", "EMAIL_HOST_PASSWORD": "secret"}, "no signing in"),
        ({"EMAIL_HOST": "nowhere.invalid"}, "no machine called nowhere.invalid"),
        ({"DEFAULT_FROM_EMAIL": ""}, "Set WAYFELLOW_MAIL_URL"),
    ],
)
def test_it_says_what_is_set_wrong(server, settings, changed, words):
    for name, value in changed.items():
        setattr(settings, name, value)
    with pytest.raises(CommandError) as said:
        tried()
    assert words in str(said.value) and "secret" not in str(said.value)


def test_what_is_no_address_is_not_tried(server):
    with pytest.raises(CommandError, match="no e-mail address"):
        tried("nuria")
