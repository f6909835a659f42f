"""What the lists of journeys can be narrowed to, and how they are sorted: the desk, and what somebody referred."""

import re
from collections import Counter
from datetime import timedelta
from typing import Any

from django.db.models import CharField, DateField, Exists, ExpressionWrapper, F, OuterRef, Q, Subquery
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce, Greatest, Least
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from wayfellow.access.open_values import TODAY
from wayfellow.access.roles import REFER
from wayfellow.directory.models import Programme, ReferralSource, Site, Team
from wayfellow.journeys.models import Break, Journey
from wayfellow.people.lists import LongList, among, id_of, language, longer_than, number
from wayfellow.people.models import Membership
from wayfellow.ui.spoken import own_name
from wayfellow.workforce.models import Peer

THIS_DAY = ExpressionWrapper(TODAY, DateField())
RESTED = (
    Break.objects.filter(journey=OuterRef("pk"), begins_on__lte=TODAY)
    .order_by("-begins_on", "pk")
    .values(to=Least(Coalesce("ended_on", "until", THIS_DAY), THIS_DAY))
)
WAITS_SINCE = Greatest(
    "stage_since", Coalesce("last_met_on", "stage_since"), Coalesce(Subquery(RESTED[:1]), "stage_since")
)
SORTS: dict[str, list[Any]] = {
    "waiting": ["waits_since", "pk"],
    "name": ["person__name", "pk"],
    "newest": ["-referred_on", "pk"],
    "met": [F("last_met_on").asc(nulls_first=True), "pk"],
}
SORTED_BY = {
    "waiting": _("Waiting longest first"),
    "name": _("By name"),
    "newest": _("Newest referral first"),
    "met": _("Met longest ago first"),
}
OWN_SORTS = {name: SORTED_BY[name] for name in ["newest", "name"]}
PARTS = {"source": number, "site": number, "team": number, "peer": id_of, "language": language, "waiting": longer_than}
OF_A_REFERRAL = {"programme": number, "source": number, "site": number, "language": language}
OF = {
    "source": "programme",
    "site": "organisation",
    "team": "organisation",
    "programme": "organisation",
    "peer": "employer",
}
WHOSE = {"mine": _("Mine"), "team": _("Of colleagues in my team")}
SOUND_ALIKE = ["aàáâäã", "cç", "eèéêë", "iìíîï", "nñ", "oòóôöõ", "uùúûü"]
ANY_OF = {letter: f"[{family}{family.upper()}]" for family in SOUND_ALIKE for letter in family}


def the_desk(programme):
    return LongList(f"desk {programme.pk}", PARTS, SORTED_BY)


def the_referrals():
    return LongList("referrals", OF_A_REFERRAL | {"whose": among(WHOSE)}, OWN_SORTS)


def is_named(name, of="person__"):
    """Find by a part of the name, however its accents and capitals were typed. Without a name nobody is found."""
    return Q(**{f"{of}name__iregex": _any_spelling(name)}) if name else Q(pk__in=[])


def _any_spelling(name):
    return "".join(ANY_OF.get(letter, re.escape(letter)) for letter in name.lower())


def narrowed(asked, today, reader=None):
    """Say which journeys a list is narrowed to."""
    kept = Q()
    for part, said in asked.narrowed.items():
        kept &= _kept(part, said, today, reader)
    return kept


def _kept(part, said, today, reader):
    match part:
        case "whose":
            return Q(referrer=reader) if said == "mine" else ~Q(referrer=reader)
        case "language":
            return Q(person__language=said)
        case "team":
            return Q(Exists(_members_of(said).filter(user=OuterRef("referrer"), programme=OuterRef("programme"))))
        case "waiting":
            return Q(LessThanOrEqual(WAITS_SINCE, today - timedelta(days=said)))
    return Q(**{part: said})


def _members_of(team):
    return Membership.objects.filter(team=team, role__in=REFER)


def names_of(programme, asked):
    """Return what the parts that a desk is narrowed to are called, as the database says it: of this programme only."""
    return {
        part: Subquery(kind(programme, asked.narrowed[part])) for part, kind in NAMES.items() if part in asked.narrowed
    }


def _name_of_source(programme, source):
    said = Coalesce(KT(f"names__{get_language()}"), KT("names__en"), F("code"), output_field=CharField())
    return ReferralSource.objects.filter(programme=programme, pk=source).annotate(said=said).values("said")


def _name_of_site(programme, site):
    return Site.objects.filter(programmes=programme, pk=site).values("name")


def _name_of_team(programme, team):
    here = Membership.objects.filter(programme=programme, team=team).values("team")
    return Team.objects.filter(pk__in=here).values("name")


def _name_of_peer(programme, peer):
    return Peer.objects.filter(programmes=programme, pk=peer).values("user__name")


NAMES = {"source": _name_of_source, "site": _name_of_site, "team": _name_of_team, "peer": _name_of_peer}


def names_in_referrals(journeys, asked):
    """Return what the parts that somebody’s referrals are narrowed to are called, as far as they stand in any."""
    here = _records_in(journeys)
    called = {part: dict(told_apart(part, here[part])) for part in asked.narrowed if part in here}
    return {part: names[asked.narrowed[part]] for part, names in called.items() if asked.narrowed[part] in names}


def told_apart(part, records):
    """Return each with what it is called; of those with one name, also whose it is."""
    found = list(records.select_related(OF[part]))
    alike = Counter(map(str, found))
    return [(each.pk, f"{each} · {getattr(each, OF[part])}" if alike[str(each)] > 1 else str(each)) for each in found]


def in_words(asked, names):
    """Say what a list is narrowed to, part by part."""
    for part, said in asked.narrowed.items():
        if part == "language":
            yield own_name(said)
        elif part == "waiting":
            yield ngettext("Longer than %(days)s day", "Longer than %(days)s days", said) % {"days": said}
        elif part == "whose":
            yield WHOSE[said]
        else:
            yield names.get(part) or _("Something that is not here")


def on_a_desk(programme):
    """Return what there is to narrow a desk to: only what stands in its journeys."""
    here = Journey.objects.filter(programme=programme)
    referrers = Membership.objects.filter(programme=programme, user__in=here.values("referrer"), role__in=REFER)
    return {
        "source": ReferralSource.objects.filter(pk__in=here.values("source")).order_by("position"),
        "site": Site.objects.filter(pk__in=here.values("site")).order_by("name"),
        "team": Team.objects.filter(pk__in=referrers.values("team")).order_by("name"),
        "peer": Peer.objects.filter(pk__in=here.values("peer")).select_related("user").order_by("user__name", "pk"),
        "language": set(here.values_list("person__language", flat=True).distinct().order_by()),
    }


def in_referrals(journeys):
    """Return what there is to narrow somebody’s referrals to."""
    spoken = journeys.order_by().values_list("person__language", flat=True).distinct()
    return _records_in(journeys) | {"language": set(spoken)}


def _records_in(journeys):
    here = journeys.order_by()
    return {
        "programme": Programme.objects.filter(pk__in=here.values("programme")).order_by("name"),
        "source": ReferralSource.objects.filter(pk__in=here.values("source")).order_by("position", "pk"),
        "site": Site.objects.filter(pk__in=here.values("site")).order_by("name"),
    }
