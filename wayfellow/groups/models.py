"""Groups that are run here, and how many came."""

import uuid
from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from wayfellow.directory.models import Listing, Programme, in_languages
from wayfellow.groups.words import words_of
from wayfellow.notices.models import Letter
from wayfellow.people.models import Person
from wayfellow.ui.languages import of_the_pages
from wayfellow.vault.models import Key, SealedText
from wayfellow.workforce.models import Peer

ANSWERED_WITHIN = timedelta(weeks=26)


class Register(models.Model):
    """Who belongs to a group that decided to keep that, and for how many there is room.

    A group without one keeps numbers, and there is no table in which it could keep anything else (I10).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    places = models.PositiveSmallIntegerField(null=True)

    def __str__(self):
        return f"register {self.pk}"


class Member(models.Model):
    """Somebody who asked for a place in a group, and has one since `joined_on`.

    It is held under a private address, of which only a digest is kept, and points to no account and to no person: the
    group does not learn of a journey, nor the programme who goes to a group.

    Where a day of the group is otherwise they are written to, until they say otherwise on `letters_stopped_on`; or
    those who lead the group have to tell them since `to_tell_since`, and did so on `told_on`.
    """

    always_with = ("key", "register__group__listing")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.OneToOneField(Key, on_delete=models.PROTECT, related_name="+")
    address = models.CharField(max_length=64, unique=True)
    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="members")
    name = SealedText()
    reach = SealedText()
    listens_first = models.BooleanField(default=False)
    asked_on = models.DateField()
    place_in_line = models.PositiveSmallIntegerField(default=0)  # who asked first on that day, without an hour
    joined_on = models.DateField(null=True)
    language = models.CharField(max_length=10, choices=of_the_pages, blank=True)
    letters_stopped_on = models.DateField(null=True)
    to_tell_since = models.DateField(null=True)
    told_on = models.DateField(null=True)
    letter = models.ForeignKey(Letter, null=True, on_delete=models.SET_NULL, related_name="+")  # until it is sent

    def __str__(self):
        return f"member {self.pk}"

    @property
    def goes_on(self):
        """The day on which a request that nobody answered is erased."""
        return self.asked_on + ANSWERED_WITHIN

    def sealing_key(self):
        return self.key


class KeptPlace(models.Model):
    """The private address of a place, which a person keeps in their own list of groups.

    It is sealed with their key and says nothing to the group, as the place says nothing of the person.
    """

    always_with = ("person__key",)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="kept_places")
    token = SealedText()

    def __str__(self):
        return f"kept place {self.pk}"

    def sealing_key(self):
        return self.person.key


class Attendance(models.Model):
    """Somebody of the group came to a session. It hangs on them alone, and goes when they leave."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="attendances")
    on = models.DateField()
    starts_at = models.TimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "on", "starts_at"], name="somebody_comes_once")]

    def __str__(self):
        return f"attendance of {self.member_id} on {self.on}"


class Visitor(models.Model):
    """Somebody without a place came to a session, under a first name that they said yes to: forgotten after weeks."""

    always_with = ("key",)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.OneToOneField(Key, on_delete=models.PROTECT, related_name="+")
    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="visitors")
    on = models.DateField()
    starts_at = models.TimeField()
    name = SealedText()

    def __str__(self):
        return f"visitor {self.pk}"

    def sealing_key(self):
        return self.key


class Told(models.TextChoices):
    """Whom somebody told when something serious happened in a group. It does not say about whom."""

    EMERGENCY = "emergency", _("The emergency number")
    HELP_LINE = "help_line", _("A help line, together with the person")
    SUPERVISOR = "supervisor", _("Somebody who supervises me")
    COORDINATOR = "coordinator", _("A coordinator")
    NOBODY = "nobody", _("Nobody yet")


class Note(models.Model):
    """What a group did at a session, for those who lead it, and what to bring next time, for those who belong to it.

    It hangs on the register: of a group that keeps numbers nothing is written.
    """

    always_with = ("key",)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.OneToOneField(Key, on_delete=models.PROTECT, related_name="+")
    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="notes")
    on = models.DateField()
    starts_at = models.TimeField()
    theme = SealedText()
    materials = SealedText()
    next_time = SealedText()
    follow_ups = models.PositiveSmallIntegerField(null=True)
    told = models.CharField(max_length=20, choices=Told, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["register", "on", "starts_at"], name="a_session_has_one_note"),
        ]

    def __str__(self):
        return f"note of {self.on}"

    def sealing_key(self):
        return self.key


class Wish(models.Model):
    """A wish to be told by e-mail when a day of a group is otherwise, by somebody without an account.

    It counts once whoever reads that mail has said yes. It hangs on the listing, which is there for everyone: a group
    that promises to write nobody down has none.
    """

    always_with = ("key", "listing")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.OneToOneField(Key, on_delete=models.PROTECT, related_name="+")
    listing = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="+")
    email = SealedText()
    language = models.CharField(max_length=10, choices=of_the_pages)
    asked_on = models.DateField()
    confirmed_on = models.DateField(null=True)
    letter = models.ForeignKey(Letter, null=True, on_delete=models.SET_NULL, related_name="+")  # until it is sent

    def __str__(self):
        return f"wish {self.pk}"

    def sealing_key(self):
        return self.key


class OnlineLink(models.Model):
    """Where a group meets online, and what else somebody needs to come in: sealed, and read by whom it concerns.

    It hangs on the listing, so that nothing that hangs on a group could hold words, and is none of what that says.
    """

    always_with = ("key",)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.OneToOneField(Key, on_delete=models.PROTECT, related_name="+")
    listing = models.OneToOneField(Listing, on_delete=models.PROTECT, related_name="online_link")
    address = SealedText()
    words = SealedText()

    def __str__(self):
        return f"link {self.pk}"

    def sealing_key(self):
        return self.key


class Course(models.Model):
    """What each session of a course is about, a line each, in their order: so many sessions, from one day on.

    Anyone may know it, so it hangs on the listing, whose days are its days.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    listing = models.OneToOneField(Listing, on_delete=models.PROTECT, related_name="course")
    begins_on = models.DateField()
    joins_until = models.PositiveSmallIntegerField(null=True)
    themes = in_languages()

    def __str__(self):
        return f"course of {self.listing_id}"


class Group(models.Model):
    """A group that is run here. What anyone may know of it, its times among it, is said by its listing, once."""

    always_with = ("listing",)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    listing = models.OneToOneField(Listing, on_delete=models.PROTECT, related_name="group")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="groups")
    facilitators = models.ManyToManyField(Peer, related_name="groups")
    is_led_by_members = models.BooleanField(default=False)
    begun_on = models.DateField()
    register = models.OneToOneField(Register, null=True, on_delete=models.PROTECT, related_name="group")

    def __str__(self):
        return str(self.listing)

    @property
    def words(self):
        """What its pages call it: a group, a course, an open day, an outing."""
        return words_of(self.listing)


class Session(models.Model):
    """A group met, and so many came. There is no column that could hold a name (I10)."""

    always_with = ("group__listing", "group__register")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="sessions")
    on = models.DateField()
    starts_at = models.TimeField()
    came = models.PositiveSmallIntegerField()
    new = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "on", "starts_at"], name="a_session_is_counted_once"),
            models.CheckConstraint(condition=models.Q(new__lte=models.F("came")), name="who_is_new_came"),
        ]

    def __str__(self):
        return f"{self.group} on {self.on}"
