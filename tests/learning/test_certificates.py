"""A certificate is signed once, verified by anyone, and shown to whom its holder chooses."""

import json
import shutil
import subprocess
import warnings
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.urls import reverse
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from joserfc import jws
from joserfc.jwk import OKPKey

from tests.learning.learning import TODAY, ago, asked, certified, module_of, taken_back, talked
from tests.tabs import Tab, filled, text_of
from wayfellow.access.guard import Refused
from wayfellow.learning import actions, certificates
from wayfellow.learning.certificates import Verdict
from wayfellow.learning.models import Certificate, Completion, Learner
from wayfellow.vault import signing

CHECK = "/certificates/check/"
LISTENS = "Escolta bé i parla clar"  # in the language of its holder
IN_NODE = """
const crypto = require("crypto");
const [head, what, signature] = process.argv[1].split(".");
const key = crypto.createPublicKey({key: JSON.parse(process.argv[2]), format: "jwk"});
const signed = Buffer.from(signature, "base64url");
process.stdout.write(String(crypto.verify(null, Buffer.from(`${head}.${what}`), key, signed)));
"""


def at(name, record):
    return reverse(f"learning:{name}", args=[record.pk])


def signed_in(client, user):
    client.force_login(user)
    return client


def shown(certificate):
    actions.show_certificate(certificate, by=certificate.learner.user, edit_token=None, is_public=True)
    return certificate


def revoked(cast, certificate):
    taken_back(certificate, by=cast.carme, why="It was the wrong pathway")


def expired(certificate):
    Certificate.objects.filter(pk=certificate.pk).update(until=ago(1))


def checked(client, text):
    return text_of(client.post(CHECK, {"text": text}))


def test_from_a_pathway_to_a_stranger_who_verifies_it(cast, client):
    module = module_of(cast)
    talked(asked(cast.pau, module), by=cast.silvia)
    carme = signed_in(client, cast.carme)
    answer = Tab(carme, at("issue", module.pathway)).send(learner=str(Learner.objects.get().pk))
    certificate = Certificate.objects.select_related("learner__key").get()
    assert answer.url == at("certificate", certificate)
    assert "Pau" in text_of(carme.get(at("certificates", cast.programme)))
    pau = signed_in(client, cast.pau)
    assert "You have a certificate" in text_of(pau.get("/today/")) and "Way of Listening" in text_of(
        pau.get("/learning/")
    )
    text = pau.get(at("take_along", certificate)).content.decode()
    client.logout()
    assert client.get(at("shown", certificate)).status_code == 404
    assert str(Verdict.VALID.label) in checked(client, text) and "Pau" in checked(client, text)
    filled(signed_in(client, cast.pau), at("show", certificate), is_public="on")
    client.logout()
    page = text_of(client.get(at("shown", certificate)))
    assert str(Verdict.VALID.label) in page and "Pau" in page and LISTENS in page
    assert client.get(f"{at('shown', certificate)}?file").content.decode() == text
    Tab(signed_in(client, cast.pau), at("show", certificate)).send(is_public="")
    client.logout()
    assert client.get(at("shown", certificate)).status_code == 404


def test_it_is_an_open_badge_of_version_three(cast):
    certificate = certified(cast, cast.pau)
    said = signing.signed_here(certificate.signed)
    assert said["@context"][0] == "https://www.w3.org/ns/credentials/v2"
    assert set(said["type"]) == {"VerifiableCredential", "OpenBadgeCredential"}
    assert said["iss"] == said["issuer"]["id"] and said["jti"] == said["id"]
    assert said["sub"] == said["credentialSubject"]["id"]
    achievement = said["credentialSubject"]["achievement"]
    assert {"id", "type", "name", "description", "criteria"} <= set(achievement)
    assert achievement["tag"] == [LISTENS, "Knows the neighbourhood"]
    assert certificate.until and said["nbf"] < said["exp"]


def test_another_implementation_verifies_it_with_the_key_that_is_published(cast, client):
    """joserfc, which signs nothing here, reads the signature, as RFC 7515 says it."""
    text = certified(cast, cast.pau).signed
    key = OKPKey.import_key(client.get("/certificates/key/").json())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it would rather have the younger name of the same algorithm
        assert json.loads(jws.deserialize_compact(text, key, algorithms=["EdDSA"]).payload)["type"]
    header = json.loads(urlsafe_b64decode(text.split(".")[0] + "=="))
    assert header["jwk"] == client.get("/certificates/key/").json() and "d" not in header["jwk"]
    assert header["kid"].endswith("/certificates/key/")


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not there")
def test_so_does_node(cast):
    text = certified(cast, cast.pau).signed
    said = subprocess.run(
        ["node", "-e", IN_NODE, text, json.dumps(signing.public_key())], capture_output=True, text=True, check=True
    )
    assert said.stdout == "true"


@hypothesis_settings(max_examples=40)
@given(data=st.data())
def test_whatever_letter_is_changed_it_is_refused(cast, data):
    text = Certificate.objects.first().signed if Certificate.objects.exists() else certified(cast, cast.pau).signed
    place = data.draw(st.integers(0, len(text) - 1))
    letter = data.draw(st.sampled_from("AZaz09-_.!"))
    if text[place] != letter:
        changed = text[:place] + letter + text[place + 1 :]
        verdict, said = certificates.verdict_on_text(changed, TODAY)
        assert verdict in {Verdict.CHANGED, Verdict.ELSEWHERE, Verdict.UNREADABLE} and said is None


def test_each_refusal_has_its_own_word(cast, client):
    certificate = certified(cast, cast.pau)
    head, what, signature = certificate.signed.split(".")
    said = json.loads(urlsafe_b64decode(what + "=="))
    said["credentialSubject"]["identifier"][0]["identityHash"] = "Somebody else"
    forged = urlsafe_b64encode(json.dumps(said).encode()).rstrip(b"=").decode()
    elsewhere = urlsafe_b64encode(json.dumps(said | {"iss": "https://other.example/"}).encode()).rstrip(b"=").decode()
    assert str(Verdict.CHANGED.label) in checked(client, f"{head}.{forged}.{signature}")
    assert "Somebody else" not in checked(client, f"{head}.{forged}.{signature}")
    assert str(Verdict.ELSEWHERE.label) in checked(client, f"{head}.{elsewhere}.{signature}")
    for nothing in ["Hello", f"{head}.{what}", "ñ.ñ.ñ", f"{head}.{urlsafe_b64encode(b'[' * 9000).decode()}.x"]:
        assert str(Verdict.UNREADABLE.label) in checked(client, nothing)
    expired(certificate)
    assert str(Verdict.EXPIRED.label) in checked(client, certificate.signed)
    revoked(cast, certificate)
    assert str(Verdict.REVOKED.label) in checked(client, certificate.signed)


def test_one_that_was_taken_back_says_so_to_everyone_and_why_to_its_holder(cast, client):
    certificate = shown(certified(cast, cast.pau))
    revoked(cast, certificate)
    page = text_of(client.get(at("shown", certificate)))
    assert str(Verdict.REVOKED.label) in page and "wrong pathway" not in page
    assert "wrong pathway" in text_of(signed_in(client, cast.pau).get(at("certificate", certificate)))
    listed = client.get(f"/certificates/by/{cast.programme.slug}/revoked/").json()
    assert listed["revokedCredential"] == [{"id": signing.said_in(certificate.signed)["id"], "revoked": True}]
    assert signing.said_in(certificate.signed)["credentialStatus"]["id"] == listed["id"]
    assert "Pau" not in json.dumps(listed)
    with pytest.raises(Refused, match="already"):
        revoked(cast, certificate)


def test_it_is_valid_until_the_first_of_its_modules_falls_due(cast):
    certificate = certified(cast, cast.pau)
    assert certificate.until == Completion.objects.get().renew_by
    for days, verdict in [(0, Verdict.VALID), (1, Verdict.EXPIRED)]:
        assert certificates.verdict_on(certificate, certificate.until + timedelta(days=days)) == verdict


def test_whoever_has_not_every_module_or_has_one_already_gets_none(cast):
    certificate = certified(cast, cast.pau)
    learner, pathway = certificate.learner, certificate.pathway
    with pytest.raises(Refused, match="valid certificate"):
        actions.issue_certificate(pathway, by=cast.carme, id=uuid4(), on=TODAY, learner=learner)
    expired(certificate)
    actions.issue_certificate(pathway, by=cast.carme, id=uuid4(), on=TODAY, learner=learner)
    more = {"name": "More", "about": "", "hours": 2, "competencies": [], "own_competencies": "", "renewed_after": None}
    actions.add_module(pathway, by=cast.carme, id=uuid4(), **more)
    Certificate.objects.all().delete()
    with pytest.raises(Refused, match="not every module"):
        actions.issue_certificate(pathway, by=cast.carme, id=uuid4(), on=TODAY, learner=learner)


def test_nobody_issues_their_own(cast):
    module = module_of(cast)
    talked(asked(cast.carme, module), by=cast.silvia)
    with pytest.raises(Refused, match="Somebody else"):
        actions.issue_certificate(
            module.pathway, by=cast.carme, id=uuid4(), on=TODAY, learner=Learner.objects.get(user=cast.carme)
        )


def test_what_was_signed_stays_as_it_was_and_is_sealed(cast, client):
    certificate = shown(certified(cast, cast.pau))
    actions.change_pathway(certificate.pathway, by=cast.carme, edit_token=None, name="Another name")
    assert "Way of Listening" in text_of(client.get(at("shown", certificate)))
    assert b"Pau" not in bytes(Certificate.objects.values_list("signed", flat=True).get())


def test_only_its_holder_takes_it_along_and_shows_it(cast, client):
    certificate = certified(cast, cast.pau)
    for user in [cast.carme, cast.silvia, cast.rosa, cast.olga]:
        for page in ["take_along", "show"]:
            assert signed_in(client, user).get(at(page, certificate)).status_code == 404
    assert signed_in(client, cast.silvia).get(at("certificate", certificate)).status_code == 404


def test_who_issues_is_published_for_programs_once_something_was_issued(cast, client):
    place = f"/certificates/by/{cast.programme.slug}/"
    assert client.get(place).status_code == 404
    certified(cast, cast.pau)
    assert client.get(place).json()["id"] == f"{settings.SITE}{place}"
