"""The people of the demo and of the tests, and the programmes they belong to. Everyone here is invented.

Of the organisations only what the published pilot says (García-Gómez et al., 2024) is told.
"""

import uuid
from datetime import date
from types import SimpleNamespace

from django.db import transaction

from wayfellow.access.roles import Role
from wayfellow.demo.words import TOLD
from wayfellow.directory.models import House, Organisation, Programme, ReferralSource, Site
from wayfellow.journeys import actions
from wayfellow.people.models import Membership, Person, User
from wayfellow.vault.models import Key
from wayfellow.workforce.models import Peer

PASSWORD = "walk-with-me"  # noqa: S105  # for demonstrations only, and shown on the sign-in page there
LONG_AGO = date(2022, 1, 1)

ACCOUNTS = {
    # who        account         name       language
    "montse":   ("person",      "Montse",  "ca"),
    "pau":      ("peer",        "Pau",     "ca"),
    "rosa":     ("referrer",    "Rosa",    "es"),
    "carme":    ("coordinator", "Carme",   "ca"),
    "silvia":   ("supervisor",  "Sílvia",  "ca"),
    "edu":      ("evaluator",   "Edu",     "en"),
    "nil":      ("operator",    "Nil",     "ca"),
    "olga":     ("stranger",    "Olga",    "es"),
}  # fmt: skip
MEMBERS = {
    "rosa": Role.REFERRER,
    "carme": Role.COORDINATOR,
    "silvia": Role.SUPERVISOR,
    "edu": Role.EVALUATOR,
    "nil": Role.OPERATOR,
}
# The pilot's referral sources, and those a programme would add, in each language.
LANGUAGES = ["en", "es", "ca", "de", "fr"]
SOURCES = {
    "psychiatry": ["Psychiatry", "Psiquiatría", "Psiquiatria", "Psychiatrie", "Psychiatrie"],
    "nursing": ["Nursing", "Enfermería", "Infermeria", "Pflege", "Soins infirmiers"],
    "PADI": [
        "Home care (PADI)", "Atención domiciliaria (PADI)", "Atenció domiciliària (PADI)",
        "Betreuung zu Hause (PADI)", "Accompagnement à domicile (PADI)",
    ],
    "PSI": [
        "Individual support (PSI)", "Apoyo individual (PSI)", "Suport individual (PSI)",
        "Persönliche Begleitung (PSI)", "Accompagnement individuel (PSI)",
    ],
    "primary care": [
        "Primary care", "Atención primaria", "Atenció primària", "Hausärztliche Versorgung", "Soins de premier recours",
    ],
    "self": [
        "The person themself", "La propia persona", "La mateixa persona", "Die Person selbst", "La personne elle-même",
    ],
    "family": ["Family", "Familia", "Família", "Familie", "Famille"],
    "community": ["Community", "Comunidad", "Comunitat", "Gemeinschaft", "Communauté"],
}  # fmt: skip


@transaction.atomic
def gather(password=None):
    """Bring the cast on stage, each in their place, with nobody referred yet."""
    cast = SimpleNamespace()
    cast.installation, _is_new = House.objects.get_or_create(pk=House.ONLY)
    for who, (account, name, language) in ACCOUNTS.items():
        setattr(
            cast,
            who,
            User.objects.create_user(
                f"{account}@demo.example", name=name, language=language, password=password, of_the_demo=True
            ),
        )
    _organisations(cast)
    for who, role in MEMBERS.items():
        join(getattr(cast, who), cast.programme, role)
    join(cast.olga, cast.elsewhere, Role.COORDINATOR, Role.REFERRER, Role.EVALUATOR)
    cast.peer = Peer.objects.create(
        user=cast.pau,
        employer=cast.federation,
        languages=["ca", "es"],
        gender=Person.Gender.MAN,
        about=TOLD["about_pau"],
    )
    cast.peer.programmes.add(cast.programme)
    cast.peer.sites.set(cast.sites)
    cast.person = Person.objects.create(
        key=Key.kept(), user=cast.montse, name="Montse", language="ca", gender=Person.Gender.WOMAN, code="MONT-7733"
    )
    return cast


def _organisations(cast):
    cast.provider = Organisation.objects.create(
        name="Fundació Centre Higiene Mental Nou Barris", kind=Organisation.Kind.PROVIDER
    )
    cast.federation = Organisation.objects.create(name="Federació Veus", kind=Organisation.Kind.PEER_RUN)
    cast.associations = [
        Organisation.objects.create(name=name, kind=Organisation.Kind.ASSOCIATION)
        for name in ["Associació SocioCultural Matissos", "Associació Emilia BCN"]
    ]
    cast.sites = [Site.objects.create(organisation=cast.provider, name=name) for name in ["CSMA Nord", "CSMA Sud"]]
    cast.programme = add_programme("nou-barris", TOLD["programmes"]["pilot"], cast.provider, partner=cast.federation)
    cast.programme.sites.set(cast.sites)
    cast.programme.associations.set(cast.associations)
    example = Organisation.objects.create(name=TOLD["organisation_elsewhere"], kind=Organisation.Kind.PROVIDER)
    cast.elsewhere = add_programme("example-elsewhere", TOLD["programmes"]["elsewhere"], example)


def add_programme(slug, name, organisation, **details):
    programme = Programme.objects.create(slug=slug, name=name, organisation=organisation, **details)
    for position, (code, names) in enumerate(SOURCES.items()):
        said = dict(zip(LANGUAGES, names, strict=True))
        ReferralSource.objects.create(programme=programme, code=code, names=said, position=position)
    return programme


def join(user, programme, *roles):
    for role in roles:
        Membership.objects.create(user=user, programme=programme, role=role, starts_on=LONG_AGO)


def refer(cast, *, on, person=None, by=None, **details):
    """Propose peer support to Montse, or to whoever is named."""
    programme = details.pop("programme", cast.programme)
    source = programme.sources.get(code=details.pop("source", "psychiatry"))
    journey = {"site": cast.sites[0], "will_introduce": True, "practical_needs": ""} | details.pop("journey", {})
    return actions.refer(
        programme,
        by=by or cast.rosa,
        id=uuid.uuid4(),
        on=on,
        source=source,
        person=person or cast.person,
        reach=details.pop("reach", {"phone": "600 000 000", "may_text": True}),
        journey=journey,
        objectives=details.pop(
            "objectives",
            [
                ("connectedness", "To leave the house each week", "Social ties"),
                ("hope", "To feel less alone", ""),
            ],
        ),
    )
