"""What matters to a person in a peer supporter, and what of it a coordinator may be told."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from wayfellow.directory.folding import terms
from wayfellow.people.models import Person
from wayfellow.preferences.models import Preference
from wayfellow.workforce.models import Peer

IN_WORDS = {
    "culture": _("Culture, background, beliefs"),
    "age": _("Age"),
    "experience": _("What they have been through"),
}
WISHES = {
    "language": _("Language"),
    "gender": _("Gender"),
    "experience_of": _("Own experience, or a family member’s"),
} | IN_WORDS


def with_preference(model: type[Person]) -> QuerySet[Person]:
    return model.objects.select_related("key", "preference")


def preference_of(person: Person) -> Preference:
    """Return what a person said matters; nothing does before they say so."""
    return getattr(person, "preference", None) or Preference(person=person)


def snapshot_of(preference: Preference) -> list[str]:
    """Return all that saying it anew would replace."""
    return [getattr(preference, column) for name in WISHES for column in [name, f"{name}_weight"]]


def as_read(preference: Preference) -> list[tuple[Any, str]]:
    """Return each wish with its weight, in words."""
    said = {name: getattr(preference, name) for name in IN_WORDS}
    chosen = [name for name in WISHES if name not in IN_WORDS]
    said |= {name: getattr(preference, f"get_{name}_display")() for name in chosen}
    weights = {name: getattr(preference, f"get_{name}_weight_display")() for name in WISHES}
    return [(WISHES[name], " – ".join(filter(None, [str(said[name]), str(weights[name])]))) for name in WISHES]


# What the desk may say of it
def what_fits(preference: Preference, peer: Peer) -> Iterator[Any]:
    """Say what a person asked for and this peer supporter brings. What nobody brings is not told."""
    if preference.wished("language") in peer.languages:
        yield _("Speaks %(language)s, as they asked") % {"language": preference.get_language_display()}
    if peer.gender and preference.wished("gender") == peer.gender:
        yield _("%(gender)s, as they asked") % {"gender": peer.get_gender_display()}
    if (experience_of := preference.wished("experience_of")) and peer.supports_from(experience_of):
        yield _("%(experience)s, as they asked") % {"experience": preference.get_experience_of_display()}
    for line in _lines(preference):
        if _is_about(line, peer.told):
            yield _("Writes about “%(words)s”, as they asked") % {"words": line}


def what_does_not_fit(preference: Preference, peer: Peer) -> Iterator[Any]:
    """Say what must be so, and is not as far as anybody has written down."""
    language, gender = preference.must("language"), preference.must("gender")
    if language and language not in peer.languages:
        yield _("They said it must be someone who speaks %(language)s") % {
            "language": preference.get_language_display()
        }
    if gender and gender != peer.gender:
        yield _("They said it must be someone of this gender: %(gender)s") % {"gender": preference.get_gender_display()}
    if (experience_of := preference.must("experience_of")) and not peer.supports_from(experience_of):
        yield _("They said it must be someone with this: %(experience)s") % {
            "experience": preference.get_experience_of_display()
        }


def what_only_they_can_judge(preference: Preference) -> bool:
    """Say whether something in the person's own words must be so. No machine weighs words against people."""
    return any(preference.must(name) for name in IN_WORDS)


def _lines(preference: Preference) -> list[str]:
    return [line.strip() for name in IN_WORDS for line in preference.wished(name).splitlines() if line.strip()]


def _is_about(line: str, about: list[str]) -> bool:
    """Whether each telling word of a line stands in what a peer supporter writes of themself."""
    looked_for = terms(line)
    return bool(looked_for) and all(any(word.startswith(each) for word in about) for each in looked_for)
