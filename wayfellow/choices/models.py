"""What a person decided about peer support, the first step before it, and what nobody could find."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from wayfellow.choices.lifecycle import FIRST_STEP, OPEN, STANDS, State
from wayfellow.directory.models import Programme
from wayfellow.notices.models import Letter, has_failed
from wayfellow.people.models import Person, User
from wayfellow.ui.languages import of_the_pages
from wayfellow.ui.spoken import own_name
from wayfellow.vault.models import Key, SealedCode, SealedText

TOLD = 1  # the version of what the person is told before they choose: choices/templates/choices/told.html


class Choice(models.Model):
    """One answer of a person, kept as it was given; a later answer is another row."""

    class Answer(models.TextChoices):
        YES = "yes", _("Yes")
        NOT_NOW = "not_now", _("Not now")
        NO = "no", _("No")

    class Idea(models.TextChoices):
        MINE = "mine", _("It was my idea")
        SUGGESTED = "suggested", _("A professional suggested it and I like the idea")
        FAMILY = "family", _("Someone close to me suggested it")
        TREATMENT_PLAN = "treatment_plan", _("It is part of my treatment plan")

    class Free(models.TextChoices):
        YES = "yes", _("Yes, I feel free to say no")
        UNSURE = "unsure", _("I am not sure")
        NO = "no", _("No, I do not feel free to say no")

    class How(models.TextChoices):
        OWN_SPACE = "own_space", _("In their own space")
        PROFESSIONAL_DEVICE = (
            "professional_device",
            _("On the professional’s device, with the person present"),
        )
        PEER_DEVICE = "peer_device", _("On the peer supporter’s device, with the person present")
        PHONE = "phone", _("On the phone, written down by the person they spoke with")
        PAPER = "paper", _("On paper")
        BEFORE = "before", _("Before Wayfellow, according to the programme’s own records")

    always_with = ("person__key",)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="choices")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    answer = SealedCode(choices=Answer)
    idea = SealedCode(choices=Idea)
    free = SealedCode(choices=Free)
    words = SealedText()
    how = SealedCode(choices=How)
    who_was_there = SealedText()
    told = models.PositiveSmallIntegerField(default=TOLD)
    kept_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self):
        return f"{self.get_answer_display()} ({self.on})"

    def sealing_key(self):
        return self.person.key

    def about_person(self):
        return self.person_id

    @property
    def is_free(self):
        """A yes counts when it is the person's own (I1; "the single most important factor", Marion County handbook)."""
        if self.how == self.How.BEFORE:
            return True
        return self.free == self.Free.YES and self.idea not in {"", self.Idea.TREATMENT_PLAN}


class FirstStep(models.Model):
    """What someone asked for before anything was decided: a call, a meeting, or one-to-one support.

    It has a key of its own, for nobody need be a `Person` here to ask. The key is destroyed when they withdraw,
    when a journey takes their words over, and when the time has come.
    """

    class Way(models.TextChoices):
        CALL = "call", _("A phone call")
        MEET = "meet", _("Meeting someone from the programme")
        ONE_TO_ONE = "one-to-one", _("One-to-one support")

    class Outcome(models.TextChoices):
        INFORMATION = "information", _("Information was enough")
        ONE_TO_ONE = "one_to_one", _("They would like one-to-one support")
        ANOTHER = "another", _("Another programme suits them better")
        NOT_NOW = "not_now", _("Not now")

    class By(models.TextChoices):
        ASKER = "asker", _("Withdrawn by the person who asked")
        PROGRAMME = "programme", _("Closed by the programme")
        TIME = "time", _("Closed because a long time had passed")

    LET_GO = {
        By.ASKER: _("You withdrew it. Nobody can read what you wrote any more."),
        By.PROGRAMME: _("The programme has closed your request for now. You are welcome to ask again at any time."),
        By.TIME: _(
            "A long time had passed, so your request was closed and what you wrote was erased. You are "
            "welcome to ask again."
        ),
    }

    always_with = ("key", "programme", "taken_up_by")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.OneToOneField(Key, on_delete=models.PROTECT, related_name="+")
    address = models.CharField(max_length=64, unique=True)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="first_steps")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="first_steps")
    way = models.CharField(max_length=20, choices=Way)
    state = models.CharField(max_length=20, choices=State, default=State.ASKED)
    asked_on = models.DateField()
    state_since = models.DateField()
    language = models.CharField(max_length=10, blank=True)
    name = SealedText()
    hopes = SealedText()
    phone = SealedText()
    email = SealedText()
    may_text = models.BooleanField(null=True)
    may_leave_message = models.BooleanField(null=True)
    who_may_answer = SealedText()
    good_times = SealedText()
    taken_up_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    day = models.DateField(null=True)
    at = models.TimeField(null=True)
    answer = SealedText()
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True)
    let_go_by = models.CharField(max_length=20, choices=By, blank=True)
    is_announced = models.BooleanField(default=False)
    letter = models.ForeignKey(Letter, null=True, on_delete=models.SET_NULL, related_name="+")  # until it is sent

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="first_step_state_is_known"),
            models.CheckConstraint(
                condition=Q(state="let_go") & ~Q(let_go_by="") | ~Q(state="let_go") & Q(let_go_by=""),
                name="who_let_go_is_known",
            ),
            models.CheckConstraint(
                condition=Q(state="happened") & ~Q(outcome="") | ~Q(state="happened") & Q(outcome=""),
                name="what_came_of_it_is_known",
            ),
        ]
        indexes = [models.Index(fields=["programme", "state", "asked_on"], name="first_steps_of_a_desk")]

    def __str__(self):
        return f"first step {self.pk}"

    def sealing_key(self):
        return self.key

    def about_person(self):
        return self.person_id

    def get_language_display(self):
        return own_name(self.language)

    is_asked = FIRST_STEP.stands_in({State.ASKED})
    is_open = FIRST_STEP.stands_in(OPEN)
    has_happened = FIRST_STEP.stands_in({State.HAPPENED})
    is_let_go = FIRST_STEP.stands_in({State.LET_GO})

    @property
    def stands(self):
        """Where it stands, in the words of whoever asked."""
        if self.is_let_go:
            return self.LET_GO[self.By(self.let_go_by)]
        day = self.state_since if self.has_happened else self.day
        told = {
            "name": self.taken_up_by or "",
            "day": date_format(day, "DATE_FORMAT") if day else "",
            "hour": self.at.strftime(", %H:%M") if self.at else "",
        }
        return STANDS[State(self.state)] % told

    @property
    def is_erased(self):
        return self.key.is_destroyed

    @property
    def mail_failed(self):
        return has_failed(self.letter)


class ReplyAddress(models.Model):
    """Where a programme that nobody keeps here reads what is asked of it: by e-mail, with no account."""

    programme = models.OneToOneField(Programme, on_delete=models.CASCADE, related_name="reply_address")
    email = models.EmailField()

    def __str__(self):
        return f"reply address of {self.programme_id}"


class Reply(models.Model):
    """A link by which a programme answers one first step. Only a digest of its end is kept."""

    step = models.OneToOneField(FirstStep, on_delete=models.CASCADE, related_name="reply")
    address = models.CharField(max_length=64, unique=True)
    opened_on = models.DateField(null=True)
    letter = models.ForeignKey(Letter, null=True, on_delete=models.SET_NULL, related_name="+")  # until it is sent

    @property
    def mail_failed(self):
        return has_failed(self.letter)

    def __str__(self):
        return f"link to answer {self.step_id}"


class Format(models.TextChoices):
    """A kind of support that somebody may look for: each of the directory's own, and two more."""

    ONE_TO_ONE = "one_to_one", _("One to one")
    GROUP = "group", _("A group")
    SELF_HELP = "self_help", _("Self-help group, 12-step and others")
    DROP_IN = "drop_in", _("A place to drop in")
    ACTIVITIES = "activities", _("Workshops and activities")
    ADVOCACY = "advocacy", _("Standing up for rights together")
    ONLINE = "online", _("Online")
    WARM_LINE = "warm_line", _("Someone to talk to by phone")
    COURSE = "course", _("A course")
    OPEN_DAY = "open_day", _("An open day")
    OUTING = "outing", _("An outing")
    FAMILY = "family", _("For family and friends")
    ANY = "any", _("Any of these")


LONGEST_AREA = 60


class Unmet(models.Model):
    """Something that somebody looked for near them and that was not there: where, what, in which month (D5).

    Nobody is named: no column could hold a name, a day or a device.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area = models.CharField(max_length=LONGEST_AREA)
    format = models.CharField(max_length=20, choices=Format)
    language = models.CharField(max_length=10, choices=of_the_pages, blank=True)
    month = models.DateField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(month__day=1), name="unmet_need_carries_no_day")]

    def __str__(self):
        return f"{self.format} in {self.area} ({self.month:%Y-%m})"


class Wish(models.Model):
    """A wish to be told when there is something: told once, then gone. It does not point to the need it came with."""

    always_with = ("key",)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.OneToOneField(Key, on_delete=models.PROTECT, related_name="+")
    address = models.CharField(max_length=64, unique=True)
    area = models.CharField(max_length=LONGEST_AREA)
    format = models.CharField(max_length=20, choices=Format)
    language = models.CharField(max_length=10, choices=of_the_pages)
    asked_on = models.DateField()
    email = SealedText()

    def __str__(self):
        return f"wish {self.pk}"

    def sealing_key(self):
        return self.key
