"""Organisations, their places, the peer-support programmes they offer, and what anyone may read about these."""

import uuid

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from wayfellow.directory.terms import (
    Belief,
    Cost,
    Door,
    Listening,
    Rhythm,
    RunBy,
    VenueKind,
    Weekday,
    WhyNot,
    Writing,
)

LONGEST_NAME = 120
LONGEST_SENDER = 60
NOWHERE_YET = models.Q(latitude=None, longitude=None)
ON_THE_GLOBE = models.Q(
    latitude__isnull=False, longitude__isnull=False, latitude__range=(-90, 90), longitude__range=(-180, 180)
)


def in_languages():
    """Return a column for the same words in several languages: {"es": …, "ca": …}."""
    return models.JSONField(default=dict, blank=True)


def some_of_the_terms():
    """Return a column for a list of codes from `terms`, in the order of the page that asked."""
    return models.JSONField(default=list, blank=True)


def kept_for_the_way_out():
    """Return a column for what an import brought and no other column holds, so that an export gives it back."""
    return models.JSONField(default=dict, blank=True)


class House(models.Model):
    """The installation itself, one row: what is done to it goes through a door like everything else."""

    ONLY = 1

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="there_is_one_house")]

    def __str__(self):
        return "Wayfellow"


class Organisation(models.Model):
    """A provider, a peer-run organisation, an association or a governing body."""

    class Kind(models.TextChoices):
        PROVIDER = "provider", _("Provider")
        PEER_RUN = "peer_run", _("Peer-run organisation")
        ASSOCIATION = "association", _("Association")
        GOVERNING_BODY = "governing_body", _("Governing body")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=LONGEST_NAME, unique=True)
    kind = models.CharField(max_length=20, choices=Kind, blank=True)
    about = in_languages()
    website = models.URLField(blank=True)
    ended_on = models.DateField(null=True)
    extra = kept_for_the_way_out()

    def __str__(self):
        return self.name


class Site(models.Model):
    """A place where a programme meets people."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="sites")
    name = models.CharField(max_length=LONGEST_NAME)
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="a_site_has_one_name")]

    def __str__(self):
        return self.name


class Team(models.Model):
    """A care team of an organisation, at one of its sites or at none in particular."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="teams")
    site = models.ForeignKey(Site, null=True, on_delete=models.PROTECT, related_name="teams")
    name = models.CharField(max_length=LONGEST_NAME)
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="a_team_has_one_name")]

    def __str__(self):
        return self.name


class Programme(models.Model):
    """One peer-support offer, with what the people who run it settled about it."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=LONGEST_NAME)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="programmes")
    partner = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="partner_in")
    sites = models.ManyToManyField(Site, related_name="programmes")
    associations = models.ManyToManyField(Organisation, related_name="known_to")
    proposed_accompaniments = models.PositiveSmallIntegerField(default=12)
    talk_at = models.PositiveSmallIntegerField(default=8)
    days_to_answer = models.PositiveSmallIntegerField(default=7)  # to an offer, until the desk proposes to let go of it
    jurisdiction = models.CharField(max_length=10, blank=True)
    smallest_cell = models.PositiveSmallIntegerField(default=5)
    teams_share_referrals = models.BooleanField(default=False)
    writes_as = models.CharField(max_length=LONGEST_SENDER, blank=True)  # what the sender of its letters is called
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(smallest_cell__gte=5), name="small_numbers_are_protected"),
            models.CheckConstraint(
                condition=models.Q(talk_at__lt=models.F("proposed_accompaniments")),
                name="the_talk_comes_before_the_end",
            ),
        ]

    def __str__(self):
        return self.name


class ReferralSource(models.Model):
    """Where a programme's referrals come from. The list is the programme's own."""

    SELF, THEMSELF = "self", _("The person themself")

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="sources")
    code = models.CharField(max_length=40)
    names = models.JSONField(default=dict)
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="a_source_has_one_code")]

    def __str__(self):
        return said(self.names) or self.code


class Venue(models.Model):
    """A place where people meet: a church hall, a school, a square. Most are outside the mental-health system (D7)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=30, choices=VenueKind)
    name = models.CharField(max_length=LONGEST_NAME)
    kept_by = models.ForeignKey(Programme, null=True, blank=True, on_delete=models.SET_NULL, related_name="venues")
    street = models.CharField(max_length=200, blank=True)
    postcode = models.CharField(max_length=20, blank=True)
    town = models.CharField(max_length=LONGEST_NAME, blank=True)
    region = models.CharField(max_length=LONGEST_NAME, blank=True)
    country = models.CharField(max_length=2, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    access = some_of_the_terms()
    how_to_get_in = in_languages()
    extra = kept_for_the_way_out()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=NOWHERE_YET | ON_THE_GLOBE, name="a_venue_lies_on_the_globe_or_nowhere_yet"
            ),
        ]

    def __str__(self):
        return self.name


class Listing(models.Model):
    """What anyone may read about a programme, whether it is run here or only known of (M1).

    `programme` is the one that is run here, if it is; `kept_by` the one whose coordinators keep these words.
    Lists of codes are those of `terms`. A day it was published on makes it public; without one it is a draft.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(max_length=80, unique=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="listings")
    programme = models.OneToOneField(
        Programme, null=True, blank=True, on_delete=models.SET_NULL, related_name="listing"
    )
    kept_by = models.ForeignKey(Programme, null=True, blank=True, on_delete=models.SET_NULL, related_name="listings")
    venues = models.ManyToManyField(Venue, through="AtVenue", related_name="listings")

    names = in_languages()
    in_one_sentence = in_languages()
    about = in_languages()
    who_is_there = in_languages()
    first_time = in_languages()
    what_is_written = in_languages()
    if_i_stop = in_languages()
    how_to_begin = in_languages()
    what_it_costs = in_languages()
    when_in_words = in_languages()
    area_in_words = in_languages()

    formats = some_of_the_terms()
    moments = some_of_the_terms()
    life_areas = some_of_the_terms()
    audiences = some_of_the_terms()
    interests = some_of_the_terms()
    languages = some_of_the_terms()
    access = some_of_the_terms()
    belief = models.CharField(max_length=20, choices=Belief, blank=True)
    door = models.CharField(max_length=20, choices=Door, blank=True)
    run_by = models.CharField(max_length=20, choices=RunBy, blank=True)
    listening = models.CharField(max_length=20, choices=Listening, blank=True)
    writing = models.CharField(max_length=20, choices=Writing, blank=True)
    cost = models.CharField(max_length=20, choices=Cost, blank=True)
    youngest = models.PositiveSmallIntegerField(null=True, blank=True)
    oldest = models.PositiveSmallIntegerField(null=True, blank=True)
    places_free = models.PositiveSmallIntegerField(null=True, blank=True)
    places_counted_on = models.DateField(null=True, blank=True)

    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    website = models.URLField(blank=True)

    checked_on = models.DateField(null=True, blank=True)
    checked_by = models.CharField(max_length=LONGEST_NAME, blank=True)
    published_on = models.DateField(null=True, blank=True)
    changed_at = models.DateTimeField(default=timezone.now)
    extra = kept_for_the_way_out()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(youngest=None) | models.Q(oldest=None) | models.Q(youngest__lte=models.F("oldest")),
                name="the_youngest_is_not_older_than_the_oldest",
            ),
            models.CheckConstraint(
                condition=models.Q(places_free=None) | models.Q(places_counted_on__isnull=False),
                name="free_places_were_counted_on_a_day",
            ),
        ]

    def __str__(self):
        return said(self.names) or self.slug


class Prepared(models.Model):
    """Changes to a listing that nobody reads yet but its keepers: column → what it will say once they are published."""

    listing = models.OneToOneField(Listing, on_delete=models.CASCADE, related_name="prepared")
    details = models.JSONField(default=dict, encoder=DjangoJSONEncoder)

    def __str__(self):
        return f"prepared for {self.listing_id}"


class AtVenue(models.Model):
    """A programme at one of its venues."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="at_venues")
    venue = models.ForeignKey(Venue, on_delete=models.PROTECT, related_name="at_venues")
    extra = kept_for_the_way_out()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["listing", "venue"], name="a_programme_is_once_at_a_venue")]

    def __str__(self):
        return f"{self.listing_id} at {self.venue_id}"


class WeeklyTime(models.Model):
    """A time of the week at which a programme meets, at one of its venues, or at none: online, by phone."""

    always_with = ("listing",)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="times")
    venue = models.ForeignKey(Venue, null=True, blank=True, on_delete=models.PROTECT, related_name="times")
    weekday = models.PositiveSmallIntegerField(choices=Weekday)
    starts_at = models.TimeField()
    ends_at = models.TimeField(null=True, blank=True)
    rhythm = models.CharField(max_length=20, choices=Rhythm, default=Rhythm.WEEKLY)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    note = in_languages()
    extra = kept_for_the_way_out()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(rhythm=Rhythm.FORTNIGHTLY) | models.Q(starts_on__isnull=False),
                name="every_two_weeks_counts_from_a_day",
            ),
        ]

    def __str__(self):
        return f"{self.get_weekday_display()} {self.starts_at:%H:%M}"

    @property
    def is_once(self):
        """Say whether it is on one day only: an open day, an outing."""
        return self.starts_on is not None and self.starts_on == self.ends_on

    @property
    def begins_later(self):
        return self.starts_on is not None and self.starts_on > timezone.localdate()


class TimeException(models.Model):
    """One day on which a time of the week is otherwise: it does not take place, or at another time or place."""

    time = models.ForeignKey(WeeklyTime, on_delete=models.CASCADE, related_name="exceptions")
    on = models.DateField()
    why = models.CharField(max_length=20, choices=WhyNot, blank=True)
    in_words = in_languages()
    moved_to = models.DateField(null=True, blank=True)
    starts_at = models.TimeField(null=True, blank=True)
    ends_at = models.TimeField(null=True, blank=True)
    venue = models.ForeignKey(Venue, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["time", "on"], name="a_day_has_one_exception"),
            models.CheckConstraint(
                condition=models.Q(moved_to=None, starts_at=None, ends_at=None, venue=None)
                | models.Q(moved_to__isnull=False, starts_at__isnull=False),
                name="what_is_moved_has_a_new_time",
            ),
        ]
        indexes = [models.Index(fields=["moved_to"], name="what_is_moved_to_a_day")]

    def __str__(self):
        return f"{self.time_id} on {self.on}"


class Findable(models.Model):
    """What a search reads of a published listing: folded words, codes and points. Made anew with each change."""

    listing = models.OneToOneField(Listing, on_delete=models.CASCADE, related_name="findable")
    slug = models.SlugField(max_length=80)
    title = models.TextField()
    words = models.TextField()
    marks = models.TextField()
    points = models.TextField()

    def __str__(self):
        return f"what a search reads of {self.listing_id}"


class Mistake(models.Model):
    """What a visitor saw that is not right on a listing. It says nothing about the visitor."""

    always_with = ("listing",)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="mistakes")
    words = models.TextField()
    reported_on = models.DateField()

    def __str__(self):
        return f"mistake on {self.listing_id}"


def said(words):
    """Return the words in the reader's language, or in whichever they were written."""
    return words.get(get_language()) or words.get("en") or next((words[language] for language in sorted(words)), "")
