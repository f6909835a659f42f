"""What the two are asked on the road. Words are never required, unless they are the point."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wayfellow.journeys.models import LONGEST_MEETING, Agreement, Chime, Companion, Rhythm, Setting
from wayfellow.journeys.queries.road import as_agreed
from wayfellow.ui.days import in_hours
from wayfellow.ui.pages import Form, Rewriting, day, one_of, some_of, tick, words

OTHER, REFERRER = "other", "referrer"
LENGTHS = [
    ("30", _("30 min")),
    ("45", _("45 min")),
    ("60", _("1 hour")),
    ("90", _("1½ hours")),
    (OTHER, _("Another length")),
]
OUT_OF_REACH = {
    "min_value": _("Please write a number of minutes above zero."),
    "max_value": _("One meeting is at most 12 hours (720 minutes). Please check the length."),
}
USUAL = range(5, 241)  # minutes; what is shorter or longer may be a slip of the finger
ABOUT_THE_REFERRER = _(
    "The professional who made the referral will see the day, the place and the length; never the words."
)


def as_asked(meeting):
    """Return how long a meeting is and who joins it, as the form asks for them."""
    joined = [*meeting.joined_by, *([REFERRER] if meeting.with_referrer else [])]
    return {"joined_by": joined, **length_of(meeting.minutes)}


def length_of(minutes):
    """Return how long a meeting is, as the form asks for it."""
    if not minutes:
        return {}
    usual = dict(LENGTHS)
    return {"length": str(minutes)} if str(minutes) in usual else {"length": OTHER, "minutes": minutes}


class WithLength(Form):
    """Asks how long: one of the usual lengths, or so many minutes. What may be a slip is asked about."""

    length = one_of(_("How long?"), LENGTHS)
    minutes = forms.IntegerField(
        label=_("How many minutes?"),
        min_value=1,
        max_value=LONGEST_MEETING,
        error_messages=OUT_OF_REACH,
    )
    that_long = tick(_("Yes, that is how long"))

    def prepare(self):
        self.fields["minutes"].required = not self.is_bound or self.data.get("length") == OTHER

    def clean(self):
        chosen = self.cleaned_data.get("length")
        if chosen and chosen != OTHER:
            self.errors.pop("minutes", None)
            self.cleaned_data["minutes"] = int(chosen)
        self._ask_about_a_slip(self.cleaned_data.get("minutes"))

    def _ask_about_a_slip(self, minutes):
        if not minutes or minutes in USUAL or self.cleaned_data.get("that_long"):
            return
        if minutes != getattr(self.record, "minutes", None):
            said = {"length": in_hours(minutes)}
            self.add_error("that_long", _("%(length)s: is that right? If it is, tick here.") % said)

    def answers(self):
        not_kept = {"length", "that_long"}
        return {name: answer for name, answer in super().answers().items() if name not in not_kept}


class WithCompany(WithLength):
    """Asks who else comes."""

    def answers(self):
        answers = super().answers()
        return answers | {
            "joined_by": [who for who in answers["joined_by"] if who != REFERRER],
            "with_referrer": REFERRER in answers["joined_by"],
        }


def who_else(label):
    return some_of(
        label,
        [*Companion.choices, (REFERRER, _("The professional who made the referral"))],
        help_text=ABOUT_THE_REFERRER,
    )


class Log(WithCompany):
    """One meeting, in under a minute: when, how long, where. The rest is there for those who want it."""

    about_a_person = True
    ESSENTIAL = ("on", "length", "minutes", "that_long", "setting", "another")  # the rest is folded away

    on = day(_("When did you meet?"), initial=timezone.localdate)
    setting = one_of(_("Where?"), Setting)
    another = tick(_("This was another meeting on that day"))
    joined_by = who_else(_("Who else joined you?"))
    touched = some_of(_("What did it touch on?"), Chime)
    what_we_did = words(_("What we did"), help_text=_("You can write this together."))
    person_says = words(_("What the person says about it"), help_text=_("In their own words."))
    peer_takes = words(_("What I take from it, as a peer supporter"))
    person_step = words(_("A step the person will take"), rows=2)
    peer_step = words(_("A step the peer supporter will take"), rows=2)

    @property
    def more(self):
        return [field for field in self.visible_fields() if field.name not in self.ESSENTIAL]

    @property
    def says_more(self):
        """Whether there is something in the rest, so that it is not folded away."""
        return bool(self.is_bound or self.begun) and any(field.value() or field.errors for field in self.more)


class WriteAgreement(Rewriting):
    about_a_person = True
    rhythm = one_of(_("How often do we meet?"), Rhythm)
    own_rhythm = forms.CharField(label=_("Our own rhythm is"), required=False, max_length=300)
    places = words(_("Where do we meet, and where not?"), required=True)
    contact = words(
        _("How do we reach each other, and when not?"),
        required=True,
        help_text=_("For example: by message, on weekdays; the answer may take two days."),
    )
    if_worried = words(
        _("What do we do if one of us is worried?"),
        required=True,
        help_text=_("Who is told first, and in which order. The person decides as much of it as possible."),
    )

    def prepare(self):
        if self.record.person.user_id == self.reader.pk:
            self.fields["if_worried"].help_text = _(
                "Who is told first, and in which order. You decide as much of it as possible."
            )

    def clean(self):
        if self.cleaned_data.get("rhythm") == Rhythm.OWN and not self.cleaned_data.get("own_rhythm"):
            self.add_error("own_rhythm", _("Please write what your own rhythm is."))

    def snapshot(self):
        return as_agreed(self.record.newest_agreement)

    def snapshot_as_read(self):
        newest = self.record.newest_agreement
        return [(self.fields[name].label, getattr(newest, name)) for name in Agreement.SETTLED if newest]


class AcceptAgreement(Form):
    """`version` is the one that was read."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class AcceptTogether(Form):
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    person_agrees = tick(_("The person: I have read it, or heard it read aloud, and I agree"), required=True)
    peer_agrees = tick(_("The peer supporter: I have read it, and I agree"), required=True)

    def answers(self):
        return {"version": self.cleaned_data["version"]}


class Talk(Form):
    on = day(_("When did you talk about it?"), initial=timezone.localdate)


class GoOn(Form):
    about_a_person = True
    person_reason = words(_("Why going on helps: in the person’s words"), required=True)
    peer_reason = words(_("Why going on helps: as the peer supporter sees it"), required=True)
    up_to = forms.IntegerField(
        label=_("Up to about how many meetings in all?"),
        min_value=1,
        max_value=200,
        help_text=_("A number to look at again, not a limit."),
    )

    def prepare(self):
        if self.record.person.user_id == self.reader.pk:
            self.fields["person_reason"].label = _("Why going on helps: in your own words")


class Words(Form):
    about_a_person = True
    words = words(_("Your words"), required=True, rows=5)
