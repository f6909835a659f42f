"""What is asked about a group: who leads it, and how many came."""

from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from wayfellow.directory.models import LONGEST_NAME, Listing
from wayfellow.directory.occurrences import coming
from wayfellow.directory.terms import Listening
from wayfellow.groups.courses import part_on, parts_of
from wayfellow.groups.letters import reaches
from wayfellow.groups.models import Told
from wayfellow.groups.queries import (
    WRITTEN,
    as_counted,
    as_kept,
    as_led,
    as_linked,
    as_noted,
    as_planned,
    as_ticked,
    as_written_down,
    have_a_place,
    listing_of,
    may_lead,
    not_counted,
    own_groups,
    to_tell,
)
from wayfellow.notices.letters import can_be_sent
from wayfellow.ui.pages import Form, Rewriting, TakingAway, day, line, one_of, reached, some_of, tick, words

MOST = 500
MOST_FACILITATORS = 2
LONGEST_ADDRESS = 2000
MOST_SESSIONS = 60
A_LINE_EACH = _("A line for each session, in their order. Empty them all if it is no course any more.")


def _number(label, *, least=0, help_text="", required=False):
    """A whole number, for a thumb."""
    return forms.IntegerField(
        label=label,
        help_text=help_text,
        required=required,
        min_value=least,
        max_value=MOST,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


class LedForm(Form):
    facilitators: forms.ModelMultipleChoiceField = forms.ModelMultipleChoiceField(
        label=_("Who leads it?"),
        help_text=_("One or two peer supporters, paid or volunteers. They see when it meets and count who came."),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    is_led_by_members = tick(_("Its members lead it themselves"))

    def prepare(self):
        if isinstance(self.record, Listing):
            self.fields["facilitators"].queryset = may_lead(self.record.kept_by_id)
        else:
            self.fields["facilitators"].queryset = may_lead(self.record.programme_id, self.record.facilitators.all())

    def clean(self):
        given = super().clean()
        chosen = given.get("facilitators") or []
        if len(chosen) > MOST_FACILITATORS:
            self.add_error("facilitators", _("Please choose one or two."))
        if not chosen and not given.get("is_led_by_members"):
            self.add_error("facilitators", _("Please say who leads it, or that its members do."))
        return given


class ChangeLedForm(LedForm, Rewriting):
    def prepare(self):
        super().prepare()
        if not self.is_bound:
            self.initial |= {
                "facilitators": self.record.facilitators.all(),
                "is_led_by_members": self.record.is_led_by_members,
            }

    def snapshot(self):
        return as_led(self.record)

    def snapshot_as_read(self):
        names = ", ".join(str(peer) for peer in self.record.facilitators.select_related("user"))
        by_members = _("Yes") if self.record.is_led_by_members else _("No")
        return [(_("Who leads it?"), names), (_("Its members lead it themselves"), by_members)]


class HeadsForm(Form):
    """How many came: two numbers."""

    came = _number(_("How many came?"), required=True)
    new = _number(
        _("How many of them for the first time?"),
        help_text=_("Leave it empty if it was nobody, or if you do not know."),
    )

    def clean_new(self):
        return self.cleaned_data["new"] or 0

    def clean(self):
        given = super().clean()
        if given.get("new", 0) > given.get("came", MOST):
            self.add_error("new", _("These are more than came."))
        return given


class OfASessionForm(Form):
    """Which session, the latest first, and what is said of it. The record is the group."""

    field_order = ["met"]

    def prepare(self):
        listing, now = listing_of(self.record), timezone.localtime()
        self.waiting = {
            f"{each.on.isoformat()} {each.time.pk}": each for each in not_counted(self.record, listing, now)
        }
        self.fields["met"] = forms.ChoiceField(
            label=_("Which day?"),
            choices=[(name, _in_words(each)) for name, each in self.waiting.items()],
            error_messages={"required": _("It did not take place lately, or everything is counted.")},
        )
        self.order_fields(self.field_order)

    def answers(self):
        given = super().answers()
        met = self.waiting[given.pop("met")]
        return given | {"time": met.time, "on": met.on}


class CountForm(OfASessionForm, HeadsForm):
    """How many came to a session."""


class WhoCameForm(Form):
    """Ticks for those of the group, first names of visitors, and how many more there were."""

    keeps_draft = False  # a name would stay in it after the group, or whoever bears it, no longer wants it kept

    members = some_of(_("Who of those with a place came?"), [])
    visitors = words(
        _("Visitors, by a first name"),
        help_text=_(
            "Each on a line of their own, and only those who said yes to it: the others you count below. Their names "
            "are erased after eight weeks."
        ),
        rows=2,
    )
    others = _number(_("How many more came, without a name?"))
    new = _number(
        _("How many of all these for the first time?"),
        help_text=_(
            "If you leave it empty, it is who of those with a place comes for the first time, and the visitors."
        ),
    )

    def offer(self, register):
        named = sorted((each.name.casefold(), str(each.pk), each.name) for each in have_a_place(register))
        self.fields["members"].choices = [(pk, name) for _folded, pk, name in named]

    def clean_visitors(self):
        names = [" ".join(name.split()) for name in self.cleaned_data["visitors"].splitlines() if name.strip()]
        if len(names) > MOST or any(len(name) > LONGEST_NAME for name in names):
            raise forms.ValidationError(_("Please write one short name on each line."))
        return names

    def clean_others(self):
        return self.cleaned_data["others"] or 0


class NoteWhoCameForm(OfASessionForm, WhoCameForm):
    def prepare(self):
        super().prepare()
        self.offer(self.record.register)


class CorrectWhoCameForm(WhoCameForm, Rewriting):
    """The record is the session."""

    def prepare(self):
        self.offer(self.record.group.register)
        if not self.is_bound:
            came, new, members, visitors = as_written_down(self.record)
            others = came - len(members) - len(visitors)
            self.initial |= {"members": members, "visitors": "\n".join(visitors), "others": others, "new": new}

    def snapshot(self):
        return as_written_down(self.record)

    def snapshot_as_read(self):
        came, new, members, visitors = as_written_down(self.record)
        named = dict(self.fields["members"].choices)
        return [
            (self.fields["members"].label, ", ".join(named[pk] for pk in members if pk in named)),
            (self.fields["visitors"].label, ", ".join(visitors)),
            (_("How many came?"), came),
            (self.fields["new"].label, new),
        ]


class NoteForm(Rewriting):
    """What the group did. The record is the session."""

    keeps_draft = False  # somebody may be named in what was not sent, which outlives what the group keeps

    theme = words(_("What was it about?"), help_text=_("Nobody who comes here, by name."), rows=2)
    materials = words(_("What did you use?"), help_text=_("For example a text, paints, a game."), rows=2)
    next_time = words(
        _("What to bring next time"), help_text=_("Those who have a place read this at their address."), rows=2
    )
    follow_ups = _number(_("How many would like a talk, or help with something?"))
    told = one_of(
        _("Did something serious happen? Whom did you tell?"),
        [*Told.choices, ("", _("Nothing serious happened"))],
        required=False,
        help_text=_("Only whom you told, not about whom."),
    )
    anyway = tick(_("None of these words means somebody who comes here"))

    def prepare(self):
        if not self.is_bound and (noted := as_noted(self.record)):
            self.initial |= dict(zip(WRITTEN, noted, strict=True))
        elif not self.is_bound and (part := part_on(parts_of(listing_of(self.record.group)), self.record)):
            self.initial["theme"] = part.theme

    def snapshot(self):
        return as_noted(self.record)

    def snapshot_as_read(self):
        read = dict(zip(WRITTEN, as_noted(self.record), strict=False))
        told = read.get("told")
        return [
            (self.fields[name].label, Told(told).label if name == "told" and told else read.get(name))
            for name in WRITTEN
        ]


class CorrectForm(HeadsForm, Rewriting):
    def prepare(self):
        if not self.is_bound:
            self.initial |= {"came": self.record.came, "new": self.record.new}

    def snapshot(self):
        return as_counted(self.record)

    def snapshot_as_read(self):
        return [(_("How many came?"), self.record.came), (_("How many of them for the first time?"), self.record.new)]


class RegisterForm(Rewriting):
    keeps = one_of(
        "",
        [
            ("numbers", _("Only how many came. Nothing else can be kept.")),
            ("names", _("Who belongs to it, by a name that each one chooses.")),
        ],
        help_text=_(
            "Whoever asks for a place does so without an account. With “only how many”, whoever is in it now is "
            "forgotten."
        ),
    )
    anyway = tick(_("Yes, everyone who is in it is forgotten"))
    places = _number(
        _("For how many is there room?"), least=1, help_text=_("Leave it empty if there is room for anyone.")
    )

    def prepare(self):
        self.fields["keeps"].label = self.record.words.decided
        if not self.is_bound:
            register = self.record.register
            self.initial |= {"keeps": "names" if register else "numbers", "places": register and register.places}

    def snapshot(self):
        return as_kept(self.record)

    def snapshot_as_read(self):
        keeps, places = as_kept(self.record)
        choices = dict(self.fields["keeps"].choices)
        return [
            (self.fields["keeps"].label, choices["names" if keeps else "numbers"]),
            (self.fields["places"].label, places),
        ]

    def answers(self):
        given = super().answers()
        return given | {"keeps": given["keeps"] == "names"}


class CourseForm(Rewriting):
    """What each session of a course is about. The record is the group."""

    begins_on = day(
        _("From which day on?"), help_text=_("Its sessions are the days of its directory entry from then on.")
    )
    joins_until = _number(
        _("Up to which session can somebody join?"),
        least=1,
        help_text=_("Leave it empty if somebody can join as long as it goes on."),
    )

    def prepare(self):
        for code, name in settings.LANGUAGES:
            label = _("What is each session about? (%(language)s)") % {"language": name}
            self.fields[f"themes_{code}"] = words(label, help_text=A_LINE_EACH, rows=6)
            self.fields[f"themes_{code}"].widget.attrs["lang"] = code
        self.order_fields([f"themes_{code}" for code, _name in settings.LANGUAGES])
        planned = as_planned(self.record)
        if not self.is_bound and planned:
            begins_on, joins_until, themes = planned
            self.initial |= {"begins_on": begins_on, "joins_until": joins_until}
            self.initial |= {f"themes_{code}": said for code, said in themes.items()}
        elif not self.is_bound:
            self.initial["begins_on"] = timezone.localdate()

    def clean(self):
        given = super().clean()
        given["themes"] = {code: said for code, _name in settings.LANGUAGES if (said := self._lines(code))}
        numbers = {code: len(said.splitlines()) for code, said in given["themes"].items()}
        longest = max(numbers.values(), default=0)
        for code in [code for code, number in numbers.items() if number < longest]:
            self.add_error(f"themes_{code}", _("Here are fewer sessions than in another language."))
        if longest > MOST_SESSIONS:
            self.add_error(None, _("A course has at most %(most)s sessions.") % {"most": MOST_SESSIONS})
        if (given.get("joins_until") or 0) > longest > 0:
            self.add_error("joins_until", _("It does not have so many sessions."))
        return given

    def _lines(self, code):
        lines = self.cleaned_data.get(f"themes_{code}", "").splitlines()
        return "\n".join(kept for each in lines if (kept := " ".join(each.split())))

    def answers(self):
        return {name: self.cleaned_data[name] for name in ["begins_on", "joins_until", "themes"]} | {
            "edit_token": self.cleaned_data["edit_token"]
        }

    def snapshot(self):
        return as_planned(self.record)

    def snapshot_as_read(self):
        begins_on, joins_until, themes = as_planned(self.record) or [None, None, {}]
        read = [(self.fields[f"themes_{code}"].label, themes.get(code, "")) for code, _name in settings.LANGUAGES]
        return [*read, (self.fields["begins_on"].label, begins_on), (self.fields["joins_until"].label, joins_until)]


class LinkForm(Rewriting):
    """Where the group meets online. The record is the group."""

    address = forms.URLField(
        label=_("The link at which it takes place"),
        help_text=_("It begins with https://. Leave it empty if it does not take place online any more."),
        required=False,
        max_length=LONGEST_ADDRESS,
        validators=[URLValidator(schemes=["https", "http"])],
        assume_scheme="https",
        widget=forms.URLInput(attrs={"autocomplete": "off"}),
    )
    words = words(
        _("What else do people need to come in?"),
        help_text=_("For example a password, or a phone number to dial in."),
        rows=2,
    )

    def prepare(self):
        if not self.is_bound:
            self.initial["address"], self.initial["words"] = as_linked(self.record)

    def clean(self):
        given = super().clean()
        if given.get("words") and not given.get("address") and "address" not in self.errors:
            self.add_error("address", _("Please write the link as well, or empty both."))
        return given

    def snapshot(self):
        return as_linked(self.record)

    def snapshot_as_read(self):
        address, words = as_linked(self.record)
        return [(self.fields["address"].label, address), (self.fields["words"].label, words)]


class LetGoForm(TakingAway):
    def where(self):
        return self.record.register.group.pk

    @property
    def is_written_to(self):
        """Whether a letter tells them; otherwise whoever leads the group does."""
        return reaches(self.record)


class ToldForm(Rewriting):
    """Who was told that a day is otherwise. The record is the group."""

    told = some_of(_("Who was told?"), [])

    def prepare(self):
        members, self.coming = to_tell(self.reader, self.record), coming(listing_of(self.record))
        self.fields["told"].choices = [(str(member.pk), f"{member.name} · {member.reach}") for member in members]
        if not self.is_bound:
            self.initial["told"] = [str(member.pk) for member in members if member.told_on]

    def snapshot(self):
        return as_ticked(to_tell(self.reader, self.record))

    def snapshot_as_read(self):
        told = [member.name for member in to_tell(self.reader, self.record) if member.told_on]
        return [(_("Who was told?"), ", ".join(told))]


class TellMeForm(Form):
    """A visitor would like to be told by e-mail. The record is the group."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_(
            "We write only when a day or a regular time changes, or the link to meet online. The e-mail does "
            "not say what it is about, and one tap stops them. Your address is erased when you stop them, or when it "
            "ends."
        ),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )


class PlaceForm(Form):
    """A place in a group, for somebody without an account. The record is the group."""

    name = line(_("What should we call you?"), help_text=_("Any name you like."), required=True, longest=LONGEST_NAME)
    reach = reached(
        _("How can we tell you if something changes?"),
        help_text=_(
            "A phone or an e-mail address. Only those who lead it read it. At an e-mail address we write to you "
            "when a day or a regular time changes, or the link to meet online; the e-mail does not say what it is "
            "about. You may leave it empty."
        ),
    )
    listens_first = tick(_("I would like to come and listen first"))

    def prepare(self):
        if not can_be_sent():
            self.fields["reach"].help_text = _(
                "A phone or an e-mail address. Only those who lead it read it, and tell you. You may leave it empty."
            )
        if self.record.listing.listening not in {Listening.YES, Listening.ASK}:
            del self.fields["listens_first"]

    def answers(self):
        return {"listens_first": False} | super().answers()


class KeepPlaceForm(Form):
    """Somebody keeps a place in their own list of groups, by its private address."""

    done = _("It stands in your list.")
    address = line(
        _("The private address of your place"),
        help_text=_(
            "You got it when you asked for a place. Only you can read your list, and nobody there learns of it."
        ),
        required=True,
        longest=LONGEST_ADDRESS,
    )

    def answers(self):
        return {"token": urlsplit(self.cleaned_data["address"]).path.rstrip("/").rpartition("/")[2]}


class TakeOffForm(Form):
    """Which places are taken off a person's own list: those that are gone, and any other. The record is the person."""

    done = _("Removed.")
    places = some_of(_("What is taken off the list?"), [], required=True)

    def prepare(self):
        groups, gone = own_groups(self.record)
        there = [(own.kept.pk, own.member.register.group) for own in groups]
        self.fields["places"].choices = [*there, *((each.pk, _("A place that is gone")) for each in gone)]
        if not self.is_bound:
            self.initial["places"] = [each.pk for each in gone]


def _in_words(occurrence):
    weekday, day = date_format(occurrence.day, "l").capitalize(), date_format(occurrence.day, "DATE_FORMAT")
    return f"{weekday}, {day}, {occurrence.starts_at:%H:%M}"
