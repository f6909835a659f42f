"""A certificate as an Open Badge (version 3.0): a credential that is signed once, and that anyone verifies offline."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.conf import settings
from django.db.models import TextChoices
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from wayfellow.directory.models import Programme
from wayfellow.learning.models import Certificate, Module
from wayfellow.learning.queries import certificate_numbered
from wayfellow.vault import signing

CONTEXT = ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"]
END_OF_DAY = time(23, 59, 59)


class Verdict(TextChoices):
    """What whoever is shown a certificate is told of it."""

    VALID = "valid", _("This certificate is real and valid.")
    EXPIRED = "expired", _("This certificate is real, but it has expired.")
    REVOKED = "revoked", _("This certificate was taken back. It is not valid any more.")
    CHANGED = "changed", _("Something in this certificate was changed after it was signed. Do not rely on it.")
    ELSEWHERE = "elsewhere", _("This certificate was not signed here, so we can say nothing about it.")
    UNREADABLE = "unreadable", _("This is no certificate, or a part of it is missing.")


def verdict_on(certificate: Certificate | None, today: date) -> Verdict:
    """Return what is to be said of one that was signed here. One that is not kept any more was taken back."""
    if certificate is None or certificate.revoked_on:
        return Verdict.REVOKED
    return Verdict.EXPIRED if certificate.until and certificate.until < today else Verdict.VALID


def verdict_on_text(text: str, today: date) -> tuple[Verdict, Any]:
    """Return what is to be said of what somebody was given, and what it says, where it was signed here."""
    credential = signing.signed_here(text)
    if credential:
        return verdict_on(certificate_numbered(_number_in(credential)), today), as_read(credential)
    said = signing.said_in(text)
    if said is None:
        return Verdict.UNREADABLE, None
    is_ours = str(said.get("iss", "")).startswith(f"{settings.SITE}/")
    return (Verdict.CHANGED if is_ours else Verdict.ELSEWHERE), None


@dataclass(frozen=True)
class AsRead:
    """What a certificate says, as it was signed."""

    name: str
    language: str
    to: str
    by: str
    issued_on: date
    until: date | None
    about: str
    modules: str
    can_do: list[str]


def as_read(credential: dict[str, Any]) -> AsRead:
    """Return what somebody reads of a credential that was signed here."""
    subject = credential["credentialSubject"]
    achievement, until = subject["achievement"], credential.get("validUntil")
    return AsRead(
        name=credential["name"],
        language=achievement["inLanguage"],
        to=subject["identifier"][0]["identityHash"],
        by=credential["issuer"]["name"],
        issued_on=datetime.fromisoformat(credential["validFrom"]).date(),
        until=datetime.fromisoformat(until).date() if until else None,
        about=achievement["description"],
        modules=achievement["criteria"]["narrative"],
        can_do=achievement["tag"],
    )


def sign(certificate: Certificate, modules: list[Module], name: str) -> str:
    """Return a certificate as its holder takes it along: the credential, signed."""
    credential = _credential(certificate, modules, name)
    claims = {
        "iss": credential["issuer"]["id"],
        "sub": credential["credentialSubject"]["id"],
        "jti": credential["id"],
        "nbf": _seconds(_begins(certificate.issued_on)),
    }
    if certificate.until:
        claims["exp"] = _seconds(_ends(certificate.until))
    return signing.sign(credential | claims, kid=address("learning:key"))


def _credential(certificate: Certificate, modules: list[Module], name: str) -> dict[str, Any]:
    pathway = certificate.pathway
    said: dict[str, Any] = {
        "@context": CONTEXT,
        "id": address("learning:shown", certificate.pk),
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": pathway.name,
        "issuer": issuer(pathway.programme),
        "validFrom": _begins(certificate.issued_on).isoformat(),
        "credentialSubject": {
            "id": f"urn:uuid:{certificate.learner_id}",
            "type": ["AchievementSubject"],
            "identifier": [{"type": "IdentityObject", "identityHash": name, "identityType": "name", "hashed": False}],
            "achievement": _achievement(certificate, modules),
        },
        "credentialStatus": {
            "id": address("learning:revoked", pathway.programme.slug),
            "type": "1EdTechRevocationList",
        },
    }
    if certificate.until:
        said["validUntil"] = _ends(certificate.until).isoformat()
    return said


def _achievement(certificate: Certificate, modules: list[Module]) -> dict[str, Any]:
    pathway = certificate.pathway
    can_do = dict.fromkeys(str(said) for module in modules for said in module.competencies_as_read())
    return {
        "id": f"urn:uuid:{pathway.pk}",
        "type": ["Achievement"],
        "achievementType": "Certificate",
        "name": pathway.name,
        "inLanguage": get_language(),
        "description": pathway.about or pathway.name,
        "criteria": {"narrative": "\n".join(f"{module.name} ({module.hours} h)" for module in modules)},
        "tag": list(can_do),
    }


def issuer(programme: Programme) -> dict[str, Any]:
    """Return who stands behind it: the organisation, and its programme."""
    name = f"{programme.organisation.name} · {programme.name}"
    return {
        "id": address("learning:issuer", programme.slug),
        "type": ["Profile"],
        "name": name,
        "url": f"{settings.SITE}/",
    }


def revoked_list(programme: Programme, numbers: list[Any]) -> dict[str, Any]:
    """Return which certificates of a programme were taken back, by number: it names nobody."""
    return {
        "id": address("learning:revoked", programme.slug),
        "issuer": address("learning:issuer", programme.slug),
        "revokedCredential": [{"id": address("learning:shown", number), "revoked": True} for number in numbers],
    }


def address(name: str, *of: Any) -> str:
    return f"{settings.SITE}{reverse(name, args=of)}"


def _number_in(credential: dict[str, Any]) -> str:
    return str(credential["id"]).rstrip("/").rpartition("/")[2]


def _begins(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _ends(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, END_OF_DAY))


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())
