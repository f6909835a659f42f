"""Accounts, the people the programmes exist for, and how to reach them safely."""

import secrets
import uuid
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wayfellow.access.roles import Role
from wayfellow.directory.models import LONGEST_NAME, Programme, Team
from wayfellow.people.phones import are_same
from wayfellow.ui.languages import of_the_pages
from wayfellow.ui.spoken import own_name
from wayfellow.vault.models import Key, SealedJSON, SealedText

CODE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


class Chime(models.TextChoices):
    """What recovery grows from (Leamy et al., 2011)."""

    CONNECTEDNESS = "connectedness", _("Connectedness")
    HOPE = "hope", _("Hope")
    IDENTITY = "identity", _("Identity")
    MEANING = "meaning", _("Meaning")
    EMPOWERMENT = "empowerment", _("Empowerment")


class Accounts(BaseUserManager):
    def create_user(self, email, *, password=None, **details):
        user = self.model(email=self.normalize_email(email), **details)
        user.set_password(password)
        user.save()
        return user


class User(AbstractBaseUser):
    """Someone who signs in."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=LONGEST_NAME)
    language = models.CharField(max_length=10, default="en", choices=of_the_pages)
    is_active = models.BooleanField(default=True)
    second_step_by = models.DateField(null=True)
    of_the_demo = models.BooleanField(default=False)
    closed_at = models.DateTimeField(null=True)  # for now: whoever closed it can open it again
    link_sent_at = models.DateTimeField(null=True)  # the last link to sign in with
    lists: Any = models.JSONField(null=True)  # how they look at their lists: codes and numbers, never a name

    objects = Accounts()
    USERNAME_FIELD = "email"

    def __str__(self):
        return self.name


class Sessions(BaseSessionManager):
    def get_queryset(self):
        return super().get_queryset().select_related("user")


class Session(AbstractBaseSession):
    """A signed-in device. It knows its account, so both are read in one statement.

    Its key opens it, so pages know it by its handle.
    """

    user = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="sessions")
    device = models.CharField(max_length=40, default="")
    handle = models.UUIDField(null=True)
    began_at = models.DateTimeField(null=True)

    objects = Sessions()  # type: ignore[misc]


class Tries(models.Model):
    """How often something was tried until a moment. Its key is a digest, which tells neither by whom nor from where."""

    key = models.CharField(primary_key=True, max_length=64)
    count = models.PositiveIntegerField()
    until = models.DateTimeField()

    def __str__(self):
        return f"{self.count} tries until {self.until}"


class SecurityLine(models.Model):
    """One thing that happened to an account or at its door. Lines are added, never rewritten, and go after a year.

    There is no column for an address on the network: the kind of device is enough to know one's own again.
    """

    class Kind(models.TextChoices):
        SIGNED_IN = "signed_in", _("Signed in")
        SIGNED_IN_ANEW = "signed_in_anew", _("Signed in, in a new browser")
        REFUSED = "refused", _("A sign-in was refused")
        PASSWORD = "password", _("New password")
        STEP_ADDED = "step_added", _("Second step added")
        STEP_REMOVED = "step_removed", _("Second step removed")
        NEW_CODES = "new_codes", _("New recovery codes")
        SIGNED_OUT = "signed_out", _("Signed out elsewhere")
        CLOSED = "closed", _("Account closed for now")
        OPENED = "opened", _("Account open again")
        ADDRESS_ASKED = "address_asked", _("A new e-mail address was requested")
        ADDRESS = "address", _("New e-mail address")
        WAY_BACK_ASKED = "way_back_asked", _("Account recovery was requested")
        WAY_BACK_STOPPED = "way_back_stopped", _("Account recovery was stopped")
        WAY_BACK = "way_back", _("Account was recovered")
        CALENDAR = "calendar", _("A private address for a calendar was made")

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="security_lines")
    at = models.DateTimeField()
    kind = models.CharField(max_length=20, choices=Kind)
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    device = models.CharField(max_length=40, blank=True)

    class Meta:
        indexes = [models.Index(fields=["user", "-at"], name="security_of_an_account")]

    def __str__(self):
        return f"{self.kind}, account {self.user_id}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError("The security journal is never rewritten.")
        super().save(*args, **kwargs)


class NewAddress(models.Model):
    """Another address for an account. It waits until both have said yes: whoever reads the new one, and the old one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="new_address")
    email = models.EmailField()
    until = models.DateTimeField()
    new_said_yes = models.BooleanField(default=False)
    old_said_yes = models.BooleanField(default=False)

    def __str__(self):
        return f"new address {self.pk}"

    def waits_for_the_old(self, now):
        return self.new_said_yes and now < self.until


class OwnCalendar(models.Model):
    """That a calendar elsewhere reads what somebody has planned, under a secret address of which a digest is kept.

    `section`: as a person, or as a peer supporter. Unless they choose otherwise it says neither names nor places. When
    it was read is a day, so that it tells nothing of where its owner goes.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="calendars")
    section = models.CharField(max_length=10)
    address = models.CharField(max_length=64, unique=True)
    says_names = models.BooleanField(default=False)
    says_places = models.BooleanField(default=False)
    made_on = models.DateField()
    last_read_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "section"], name="one_calendar_of_a_section"),
        ]

    def __str__(self):
        return f"calendar {self.pk}"


class WayBack(models.Model):
    """Somebody lost what they come in by. One who keeps the installation asks, a second one who knows them confirms."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="ways_back")
    asked_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    until = models.DateTimeField()
    over_at = models.DateTimeField(null=True)  # given, or stopped

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user"], condition=models.Q(over_at=None), name="one_way_back_at_a_time"),
        ]

    def __str__(self):
        return f"way back {self.pk}"


class Membership(models.Model):
    """What someone is in a programme, from a day on and, it may be, to a day.

    An operator keeps the whole installation. Theirs may name no programme, or the one they work beside.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    programme = models.ForeignKey(Programme, null=True, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role)
    team = models.ForeignKey(Team, null=True, on_delete=models.PROTECT, related_name="memberships")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "programme", "role"], name="one_membership_per_role"),
            models.UniqueConstraint(
                fields=["user"], condition=models.Q(programme=None), name="one_membership_of_the_house"
            ),
            models.CheckConstraint(
                condition=models.Q(programme__isnull=False) | models.Q(role=Role.OPERATOR),
                name="only_an_operator_needs_no_programme",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(ends_on__gte=models.F("starts_on")),
                name="a_membership_ends_after_it_starts",
            ),
        ]

    def __str__(self):
        return f"{self.user}, {self.get_role_display()}"


def new_code():
    return "-".join("".join(secrets.choice(CODE_LETTERS) for _place in range(4)) for _part in range(2))


class Person(models.Model):
    """Someone considering or receiving peer support. There is no column for what might be wrong with them (I2).

    `also_called`, a surname or a nickname, and `code`, which says nothing, tell two people of one name apart.
    """

    class Gender(models.TextChoices):
        WOMAN = "woman", _("Woman")
        MAN = "man", _("Man")
        ANOTHER = "another", _("Another")

    always_with = ("key",)
    told_apart_by = ""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.OneToOneField(Key, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=20, unique=True, default=new_code)
    user = models.OneToOneField(User, null=True, on_delete=models.PROTECT, related_name="person")
    name = models.CharField(max_length=LONGEST_NAME)
    also_called = SealedText()
    language = models.CharField(max_length=10)
    gender = models.CharField(max_length=10, choices=Gender, blank=True)
    erased_on = models.DateField(null=True)

    def __str__(self):
        return self.name

    def get_language_display(self):
        return own_name(self.language)

    @property
    def listed_as(self):
        """What they are called in a list: where another one there has the same name, with what tells them apart."""
        return " · ".join(filter(None, [self.name, self.told_apart_by]))

    @property
    def reads_in(self):
        """The language of the pages and letters they read: their account's, or the one they speak if there are any."""
        if self.user_id:
            return self.user.language
        return self.language if self.language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE

    def about_person(self):
        return self.pk

    def sealing_key(self):
        return self.key


class Merge(models.Model):
    """Two records that may be of one person: asked, and one since the person or their peer supporter agreed, or not.

    `person` goes on. `other` is emptied and stays beside it: its key opens the lines of the journal about it, and it is
    erased together with the person. `moved` says for a month what came from there, so that it can go back.
    The programmes are those in which whoever asked stands around the two.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("The person has not answered yet")
        DECLINED = "declined", _("These are two people")
        TAKEN_BACK = "taken_back", _("Not asked any more")
        DONE = "done", _("One record now")
        UNDONE = "undone", _("Two records again")

    always_with = ("person__key", "person__user", "other__key", "asked_by")
    A_MONTH = timedelta(days=30)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="merges")
    other = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="merged")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    other_programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_on = models.DateField()
    state = models.CharField(max_length=20, choices=State, default=State.ASKED)
    state_since = models.DateField()
    moved: Any = SealedJSON()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(person=models.F("other")), name="a_merge_is_of_two_records"),
            models.UniqueConstraint(
                fields=["other"], condition=models.Q(state__in=["asked", "done"]), name="a_record_becomes_one_once"
            ),
        ]

    def __str__(self):
        return f"merge {self.pk}"

    def about_person(self):
        return self.person_id

    def sealing_key(self):
        return self.person.key

    @property
    def waits(self):
        return self.state == self.State.ASKED

    @property
    def undone_until(self):
        """The last day on which two records can be made of it again."""
        return self.state_since + self.A_MONTH

    @property
    def can_be_undone(self):
        return self.state == self.State.DONE and self.moved is not None and timezone.localdate() <= self.undone_until


def with_what_became_one(people):
    """Return these people, by their ids, with every record that has become one with theirs."""
    became_one = Merge.objects.filter(state=Merge.State.DONE, person__in=people)
    return people.order_by().values("pk").union(became_one.order_by().values("other"))


def whose_lines(person_id):
    """Return whose lines of the journal may name something of this person: theirs, and of records that are or were one.

    Ask for the lines of one record by it, never for all.
    """
    was_one = Merge.objects.filter(state__in=[Merge.State.DONE, Merge.State.UNDONE])
    return (
        Person.objects.filter(pk=person_id)
        .values("pk")
        .union(was_one.filter(person=person_id).values("other"), was_one.filter(other=person_id).values("person"))
    )


class OpenedSpace(models.Model):
    """That a person's space was opened by a code: whose code, and who said, face to face, that it is the person.

    Until somebody has, the account is not the person's, and opens nothing that was written before. A code that went to
    the address the person gave themself needs nobody. `opened_at` is None where nobody kept it then.
    """

    always_with = ("person__key", "user", "made_by", "confirmed_by", "closed_by")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="openings")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="openings")
    opened_at = models.DateTimeField(null=True)
    made_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    to_themself = models.BooleanField(default=False)
    digits_until = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(closed_at=None), name="a_person_has_one_open_space"
            ),
            models.UniqueConstraint(
                fields=["user"], condition=models.Q(closed_at=None), name="an_account_is_the_space_of_one_person"
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_by=None)
                | ~models.Q(confirmed_by=models.F("made_by")) & ~models.Q(confirmed_by=models.F("user")),
                name="nobody_confirms_the_code_they_made",
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_at=None)
                | models.Q(confirmed_by__isnull=False)
                | models.Q(to_themself=True)
                | models.Q(opened_at=None),
                name="a_code_alone_confirms_nobody",
            ),
        ]

    def __str__(self):
        return f"opened space {self.pk}"

    def about_person(self):
        return self.person_id

    @property
    def waits(self):
        return self.confirmed_at is None and self.closed_at is None


class Reach(models.Model):
    """How to reach a person safely. Whether they may be sent a text or left a message: yes, no, or not said.

    `email_is_theirs`: they gave the address themself, and nobody else did. `texts_say_less`: a text says neither a day
    nor a name, as whoever keeps this for them wrote down. With an account they say so themself.
    """

    always_with = ("person__key",)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="reach")
    phone = SealedText()
    email = SealedText()
    may_text = models.BooleanField(null=True)
    may_leave_message = models.BooleanField(null=True)
    who_may_answer = SealedText()
    good_times = SealedText()
    email_is_theirs = models.BooleanField(null=True)
    texts_say_less = models.BooleanField(default=False)

    YES_OR_NO = ("may_text", "may_leave_message")
    # in the order of every page that asks or tells
    TOLD = ("phone", *YES_OR_NO, "email", "who_may_answer", "good_times")
    KEPT_FOR_THEM = (*TOLD, "texts_say_less")

    def __str__(self):
        return f"how to reach {self.person_id}"

    def sealing_key(self):
        return self.person.key


class ProposedReach(models.Model):
    """How to reach a person as somebody else wrote it: it waits, and replaces nothing (I8). Empty: not said.

    Once it is answered nothing of what was written stays.
    """

    always_with = ("person__key", "by")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="proposed_reach")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    phone = SealedText()
    email = SealedText()
    may_text = models.BooleanField(null=True)
    may_leave_message = models.BooleanField(null=True)
    who_may_answer = SealedText()
    good_times = SealedText()
    answered_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "by"], name="one_proposed_reach_of_each_who_writes")]

    def __str__(self):
        return f"proposed way to reach {self.person_id}"

    def sealing_key(self):
        return self.person.key

    def about_person(self):
        return self.person_id

    @classmethod
    def write(cls, person, *, by, on, reach, is_theirs=False):
        """Keep how to reach someone of whom nothing is kept; else have what differs wait, and say if anything does.

        `is_theirs`: they wrote it themself, so that a code that goes to their address reaches nobody else.
        """
        kept = Reach.objects.select_related("person__key").filter(person=person).first()
        if kept is None:
            Reach.objects.create(person=person, email_is_theirs=bool(is_theirs and reach.get("email")), **reach)
            return True
        said = {name: value for name, value in reach.items() if _is_new(name, value, getattr(kept, name))}
        if said:
            waiting = cls.objects.filter(person=person, by=by).first() or cls(person=person, by=by)
            waiting.person, waiting.on = person, on
            waiting._say(said)
        return bool(said)

    def answer(self, *, on):
        self._say({}, answered_on=on)

    def _say(self, said, answered_on=None):
        for name in Reach.TOLD:
            setattr(self, name, said.get(name, None if name in Reach.YES_OR_NO else ""))
        self.answered_on = answered_on
        self.save()

    def said(self):
        """Return what was written, of all that could be."""
        written = {name: getattr(self, name) for name in Reach.TOLD}
        return {name: value for name, value in written.items() if value not in {"", None}}


def _is_new(name, value, kept):
    """Whether something was said, and is not what is kept already."""
    is_kept = are_same(value, kept) if name == "phone" else value == kept
    return value not in {"", None} and not is_kept
