"""What a programme needs, who does what by when about it and in putting it in place; whom it knows; its handbook."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wayfellow.directory.models import Organisation, Programme
from wayfellow.learning.models import Course
from wayfellow.office.phases import PATH, Phase
from wayfellow.people.models import User
from wayfellow.vault.files import SealedFile
from wayfellow.vault.models import Key

LONGEST_STEP = 200


class Meeting(models.Model):
    """A meeting of those who work in a programme, and what was agreed. Nobody who receives support is named in it."""

    always_with = ("programme",)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="meetings")
    about = models.CharField(max_length=LONGEST_STEP)
    on = models.DateField()
    at = models.TimeField()
    place = models.CharField(max_length=LONGEST_STEP, blank=True)
    held_on = models.DateField(null=True)
    agreed = models.TextField(blank=True)
    let_go_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(held_on=None) | models.Q(let_go_on=None), name="a_meeting_is_held_or_let_go"
            )
        ]
        indexes = [models.Index(fields=["programme", "on"], name="meetings_in_order")]

    def __str__(self):
        return self.about

    @property
    def is_open(self):
        return self.held_on is None and self.let_go_on is None


class Invited(models.Model):
    """Somebody who works here is asked to come to a meeting: whether they do, whether they did, what they brought."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="invited")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    comes = models.BooleanField(null=True)
    came = models.BooleanField(null=True)
    contributed = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "user"], name="somebody_is_asked_once_to_a_meeting")]

    def __str__(self):
        return f"{self.user_id} at {self.meeting_id}"


class Point(models.Model):
    """Something that somebody would like to talk about at a meeting."""

    always_with = ("meeting__programme", "by")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="points")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)
    words = models.CharField(max_length=LONGEST_STEP)

    def __str__(self):
        return self.words


class Responsibility(models.Model):
    """Something that the organisations of a programme share out between them."""

    always_with = ("programme",)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="responsibilities")
    words = models.CharField(max_length=LONGEST_STEP)

    def __str__(self):
        return self.words


class PartIn(models.Model):
    """The part of one organisation in it."""

    class Kind(models.TextChoices):
        LEADS = "leads", _("Leads")
        TAKES_PART = "takes_part", _("Takes part")
        IS_TOLD = "is_told", _("Is told")

    responsibility = models.ForeignKey(Responsibility, on_delete=models.CASCADE, related_name="parts")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["responsibility", "organisation"], name="an_organisation_has_one_part_in_it"
            ),
            models.UniqueConstraint(
                fields=["responsibility"],
                condition=models.Q(kind="leads"),
                name="one_organisation_leads_it",
            ),
        ]

    def __str__(self):
        return f"{self.organisation_id} {self.kind} {self.responsibility_id}"


class Sharing(models.Model):
    """A version of what two organisations settled about who sees what (I12), beside what the program did then.

    `readings` is who could open what when it was written; `fingerprint` tells at a glance whether that is so still.
    """

    always_with = ("programme", "partner")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="sharings")
    partner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    words = models.TextField()
    written_on = models.DateField()
    review_on = models.DateField()
    readings = models.JSONField()
    fingerprint = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="a_version_of_who_sees_what_is_kept")
        ]

    def __str__(self):
        return f"who sees what, version {self.number} of {self.programme_id}"

    @property
    def is_signed(self):
        return all(each.signed_on for each in self.signatures.all())


class Signature(models.Model):
    """Somebody who works here is asked to sign for an organisation, and from a day on has."""

    sharing = models.ForeignKey(Sharing, on_delete=models.PROTECT, related_name="signatures")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    signed_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sharing", "organisation"], name="one_signs_for_an_organisation"),
            models.UniqueConstraint(fields=["sharing", "user"], name="nobody_signs_for_both_organisations"),
        ]

    def __str__(self):
        return f"signature under {self.sharing_id}"


class Liaison(models.Model):
    """What a programme knows of an organisation around it, and whom it turns to there, at their work."""

    always_with = ("programme", "organisation")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="liaisons")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    known = models.TextField(blank=True)
    turn_to = models.CharField(max_length=LONGEST_STEP, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "organisation"], name="one_liaison_with_an_organisation")
        ]

    def __str__(self):
        return self.organisation.name


class Contact(models.Model):
    """A programme and an organisation met or spoke. A presentation is not noted again: it says so itself."""

    class Kind(models.TextChoices):
        VISIT = "visit", _("A visit")
        MEETING = "meeting", _("A meeting")
        CALL = "call", _("A call")
        LETTER = "letter", _("A letter or an e-mail")

    always_with = ("liaison__programme", "liaison__organisation")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    liaison = models.ForeignKey(Liaison, on_delete=models.PROTECT, related_name="contacts")
    on = models.DateField()
    kind = models.CharField(max_length=20, choices=Kind)
    words = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["liaison", "on"], name="contacts_in_order")]

    def __str__(self):
        return f"contact of {self.liaison_id}"


class Need(models.Model):
    """What a programme needs, and where that was noticed. It is met, or let go with a reason.

    `course`: what is taught about it. Once that is finished and somebody came, it is met.
    """

    class Kind(models.TextChoices):
        RESOURCE = "resource", _("Resource")
        ASSISTANCE = "assistance", _("Technical assistance")
        TRAINING = "training", _("Training")

    always_with = ("programme",)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="needs")
    kind = models.CharField(max_length=20, choices=Kind)
    words = models.CharField(max_length=LONGEST_STEP)
    comes_from = models.CharField(max_length=LONGEST_STEP)
    noted_on = models.DateField()
    course = models.ForeignKey(Course, null=True, on_delete=models.SET_NULL, related_name="+")
    met_on = models.DateField(null=True)
    let_go_on = models.DateField(null=True)
    let_go_because = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(met_on=None) | models.Q(let_go_on=None), name="a_need_is_met_or_let_go"
            ),
        ]
        indexes = [models.Index(fields=["programme", "noted_on"], name="needs_in_order")]

    def __str__(self):
        return self.words

    @property
    def is_open(self):
        return self.met_on is None and self.let_go_on is None


class Step(models.Model):
    """Who does what by when, in a phase or about a need, and what became of it. Nothing about a person is kept in it.

    `code` is the step of the path it came from: its words are said in the reader's language until there are own ones.
    What is done again and again is a step each time; `follows` is the time before.
    """

    always_with = ("programme", "owner", "need")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="steps")
    phase = models.CharField(max_length=20, choices=Phase, blank=True)
    need = models.ForeignKey(Need, null=True, on_delete=models.PROTECT, related_name="steps")
    meeting = models.ForeignKey(Meeting, null=True, on_delete=models.PROTECT, related_name="steps")
    code = models.CharField(max_length=20, blank=True)
    own_words = models.CharField(max_length=LONGEST_STEP, blank=True)
    owner = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    owner_in_words = models.CharField(max_length=LONGEST_STEP, blank=True)
    due_on = models.DateField(null=True)
    every_months = models.PositiveSmallIntegerField(null=True)
    follows = models.OneToOneField("self", null=True, on_delete=models.SET_NULL, related_name="next_time")
    evidence = models.TextField(blank=True)
    note = models.TextField(blank=True)
    done_on = models.DateField(null=True)
    let_go_on = models.DateField(null=True)
    let_go_because = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(done_on=None) | models.Q(let_go_on=None), name="an_office_step_is_done_or_let_go"
            ),
            models.CheckConstraint(
                condition=~models.Q(code="", own_words=""), name="an_office_step_says_what_is_to_be_done"
            ),
            models.CheckConstraint(
                condition=models.Q(phase="", need__isnull=False) | ~models.Q(phase="") & models.Q(need=None),
                name="an_office_step_is_in_a_phase_or_about_a_need",
            ),
        ]
        indexes = [models.Index(fields=["programme", "due_on"], name="office_steps_by_day")]

    def __str__(self):
        return self.words

    @property
    def words(self):
        return self.own_words or str(PATH[self.code].words)

    @property
    def at(self):
        """Return the page of the programme on which it is done, and how one is led there: of a step of the path."""
        return PATH[self.code].at if self.code else None

    @property
    def whose(self):
        """Return who does it, in words; nothing where that is not settled."""
        return self.owner.name if self.owner else self.owner_in_words

    @property
    def is_open(self):
        return self.done_on is None and self.let_go_on is None

    @property
    def is_late(self):
        return self.is_open and self.due_on is not None and self.due_on < timezone.localdate()


class Document(models.Model):
    """A document of a programme's handbook, with its head. Its versions are kept; readers see the one in force."""

    always_with = ("programme", "in_force")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="documents")
    governing_body = models.CharField(max_length=LONGEST_STEP)
    function = models.CharField(max_length=LONGEST_STEP)
    subject = models.CharField(max_length=LONGEST_STEP)
    prepared_by = models.CharField(max_length=LONGEST_STEP)
    original_on = models.DateField()
    asks_to_confirm = models.BooleanField(default=False)
    in_force = models.OneToOneField("DocumentVersion", null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self):
        return self.subject

    @property
    def revised_on(self):
        """Return since when the version in force holds, where it is not the first."""
        return self.in_force.in_force_on if self.in_force and self.in_force.number > 1 else None


class DocumentVersion(models.Model):
    """A document in Markdown, as a PDF, or both. Once it was in force it stays; a correction is the next one (I12)."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    words = models.TextField(blank=True)
    what_changed = models.CharField(max_length=LONGEST_STEP, blank=True)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    in_force_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="a_version_of_a_document_is_kept"),
            models.UniqueConstraint(
                fields=["document"], condition=models.Q(in_force_on=None), name="one_next_version_is_written"
            ),
        ]

    def __str__(self):
        return f"version {self.number} of {self.document_id}"


class Upload(models.Model):
    """A version of a document as a PDF, another row each time it is handed in anew. It is about nobody."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.OneToOneField(DocumentVersion, on_delete=models.CASCADE, related_name="upload")
    file = SealedFile()

    def __str__(self):
        return f"upload {self.pk}"

    def sealing_key(self):
        return Key.of_the_installation()


class Confirmation(models.Model):
    """Somebody who works here confirmed that they read a version."""

    version = models.ForeignKey(DocumentVersion, on_delete=models.PROTECT, related_name="confirmations")
    reader = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "reader"], name="a_version_is_confirmed_once_by_each")
        ]

    def __str__(self):
        return f"confirmation of {self.version_id}"
