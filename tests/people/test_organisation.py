"""Signing in through an organisation, against a provider that runs beside the test."""

import json
from base64 import urlsafe_b64encode
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from time import time
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey

from tests.people.conftest import ten_minutes_pass
from tests.people.test_sealed_drafts import WORDS, opened, run_out
from wayfellow.people.models import Session
from wayfellow.people.sessions import SessionStore

KEY, ANOTHER_KEY = (RSAKey.generate_key(2048, {"kid": "k", "use": "sig"}) for _key in range(2))


class Provider(BaseHTTPRequestHandler):
    """What an organisation's own sign-in answers to Wayfellow. `says` is what it says of whoever came by."""

    def do_GET(self):
        if self.path == "/.well-known/openid-configuration":
            own = self.server.address
            self.answer({
                "issuer": own, "authorization_endpoint": f"{own}/authorize", "token_endpoint": f"{own}/token",
                "jwks_uri": f"{own}/keys", "id_token_signing_alg_values_supported": ["RS256"],
            })  # fmt: skip
        else:
            self.answer({"keys": [KEY.as_dict(private=False)]})

    def do_POST(self):
        asked = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.server.verifier = asked["code_verifier"][0]
        token = jwt.encode({"alg": "RS256", "kid": "k"}, self.server.says, self.server.key)
        self.answer({"access_token": "a", "token_type": "Bearer", "id_token": token})

    def answer(self, content):
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(content).encode())

    def log_message(self, *_words):
        pass


@pytest.fixture
def provider(settings):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    server.address, server.key = f"http://127.0.0.1:{server.server_port}", KEY
    Thread(target=server.serve_forever, daemon=True).start()
    settings.OIDC = {"url": server.address, "client": "wayfellow", "secret": "s", "name": "Example clinic"}
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def come_back(client, provider):
    """Go to the organisation and come back, with what it says of whoever came by."""

    def go(**otherwise):
        sent = client.get("/sign-in/organisation/?next=/referrals/")
        provider.asked = {name: values[0] for name, values in parse_qs(urlsplit(sent.url).query).items()}
        now = int(time())
        provider.says = {
            "iss": provider.address, "aud": "wayfellow", "sub": "7", "iat": now, "exp": now + 60,
            "nonce": provider.asked["nonce"], "email": "rosa@clinic.example", "email_verified": True,
        } | otherwise  # fmt: skip
        return client.get("/sign-in/organisation/back/", {"code": "c", "state": provider.asked["state"]})

    return go


def test_someone_comes_back_to_the_page_they_wanted(rosa, client, provider, come_back):
    assert come_back().url == "/referrals/"
    assert client.get("/referrals/").status_code == 200
    challenge = urlsafe_b64encode(sha256(provider.verifier.encode()).digest()).decode().rstrip("=")
    assert provider.asked["code_challenge"] == challenge and provider.asked["code_challenge_method"] == "S256"


def test_what_was_typed_before_a_time_out_comes_back_from_there_too(rosa, client, provider, come_back):
    come_back()
    form = opened(client)
    run_out(rosa)
    assert "What you wrote is not lost" in client.post("/set-up/", form | {"words": WORDS}).content.decode()
    assert WORDS not in str([SessionStore().decode(session.session_data) for session in Session.objects.all()])
    answer = come_back()
    assert answer.status_code == 200 and 'action="/set-up/"' in answer.content.decode()
    assert come_back().url == "/referrals/"  # once


def test_who_cannot_say_their_password_signs_in_another_way_and_goes_on(rosa, client, come_back):
    """They came through their organisation, and have forgotten what they chose on their first day."""
    come_back()
    ten_minutes_pass()
    asked = client.get("/my-account/app/", follow=True).content.decode()
    assert "Sign in another way" in asked and "/sign-in/?next=%2Fmy-account%2Fapp%2F" in asked
    come_back()
    assert client.get("/my-account/app/").status_code == 200


@pytest.mark.parametrize("otherwise", [
    {"nonce": "another"},
    {"nonce": None},
    {"aud": "someone-else"},
    {"iss": "https://elsewhere.example"},
    {"exp": 1},
    {"email_verified": False},
    {"email_verified": "true"},
    {"email": "nobody@clinic.example"},
], ids=str)  # fmt: skip
def test_what_does_not_hold_opens_nothing(rosa, client, come_back, otherwise):
    answer = come_back(**otherwise)
    assert (
        answer.status_code == 403
        and (
            "Your organisation did not confirm an address that has an account here. Ask an administrator "
            "of Wayfellow for an invitation, or sign in another way."
        )
        in answer.content.decode()
    )
    assert client.get("/referrals/").status_code == 302


def test_another_signature_opens_nothing(rosa, provider, come_back):
    provider.key = ANOTHER_KEY
    assert come_back().status_code == 403


def test_an_answer_nobody_asked_for_opens_nothing(rosa, client, provider, come_back):
    come_back()
    client.post("/sign-out/")
    assert client.get("/sign-in/organisation/back/", {"code": "c", "state": provider.asked["state"]}).status_code == 403
    assert client.get("/sign-in/organisation/back/", {"error": "access_denied"}).status_code == 403


def test_an_organisation_that_does_not_answer_says_so(rosa, client, settings):
    settings.OIDC = {"url": "http://127.0.0.1:9", "client": "wayfellow", "secret": "s", "name": "Example clinic"}
    assert "Sign in through Example clinic" in client.get("/sign-in/").content.decode()
    answer = client.get("/sign-in/organisation/")
    assert answer.status_code == 502 and "is not responding" in answer.content.decode()


def test_without_an_organisation_there_is_no_such_way(db, client):
    assert client.get("/sign-in/organisation/").status_code == 404
    assert "Sign in through" not in client.get("/sign-in/").content.decode()
