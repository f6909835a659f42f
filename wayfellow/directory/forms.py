"""What is asked about listings: of those who keep them, and of a visitor who saw a mistake."""

from datetime import date, timedelta

from django import forms
from django.conf import settings
from django.utils import formats, timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from wayfellow.directory import terms
from wayfellow.directory.kinds import WORDS
from wayfellow.directory.models import LONGEST_NAME, Listing, said
from wayfellow.directory.queries import keeping
from wayfellow.ui.pages import Form, Rewriting, TakingAway, day, hour, line, one_of, some_of, tick, words

LONGEST_REPORT = 1000
MOST_DAYS = timedelta(days=183)
NOT_SAID = ("", _("Not said"))
DESCRIBED = [
    "formats", "languages", "audiences", "moments", "life_areas", "interests", "access", "belief", "door", "run_by",
    "listening", "writing", "cost", "youngest", "oldest", "places_free", "places_counted_on", "phone", "email",
    "website",
]  # fmt: skip
VENUE = ["kind", "name", "street", "postcode", "town", "region", "country", "latitude", "longitude", "access"]
MOST_MINUTES = 12 * 60
ONE_DAY = ["moved_to", "starts_at", "ends_at", "venue"]
TIME = ["weekday", "starts_at", "ends_at", "rhythm", "starts_on", "ends_on", "venue"]


class MistakeForm(Form):
    words = forms.CharField(
        label=_("What is not right?"),
        help_text=_("For example a time, a telephone number, an address. Please write nothing about yourself."),
        max_length=LONGEST_REPORT,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class AddListingForm(Form):
    organisation = forms.CharField(label=_("Who offers it?"), max_length=LONGEST_NAME)

    def prepare(self):
        for code, name in settings.LANGUAGES:
            self.fields[f"names_{code}"] = forms.CharField(
                label=_("Its name (%(language)s)") % {"language": name}, max_length=LONGEST_NAME, required=False
            )
        if not self.is_bound:
            self.initial["organisation"] = self.record.organisation.name if self.record.organisation_id else ""

    def clean(self):
        given = super().clean()
        if not any(given.get(f"names_{code}") for code, _name in settings.LANGUAGES):
            raise forms.ValidationError(_("Please give it a name in at least one language."))
        return given

    def answers(self):
        return {"organisation": self.cleaned_data["organisation"], "names": _by_language(self, "names")}


class ExistingForm(Rewriting):
    """A form over some columns of what is kept: nobody’s words are overwritten unseen (I8).

    Some are asked by one field, and some are spoken: asked by one field for each language of the installation.
    """

    columns: list[str] = []
    spoken: list[str] = []

    def prepare(self):
        super().prepare()
        if not self.is_bound:
            current = self.current()
            self.initial |= {column: getattr(current, column) for column in self.columns}
            for column in self.spoken:
                self.initial |= {f"{column}_{code}": said for code, said in getattr(current, column).items()}

    def current(self):
        """Return what this form changes, as it stands."""
        return self.record

    def snapshot(self):
        return keeping.snapshot_of(self.current(), [*self.columns, *self.spoken])

    def snapshot_as_read(self):
        current = self.current()
        plain = [(column, getattr(current, column)) for column in self.columns]
        in_words = [
            (f"{column}_{code}", getattr(current, column).get(code, ""))
            for column in self.spoken
            for code, _name in settings.LANGUAGES
        ]
        return [(self.fields[name].label, value) for name, value in plain + in_words]

    def answers(self):
        given = {column: self.cleaned_data[column] for column in self.columns}
        in_words = {column: _by_language(self, column) for column in self.spoken}
        return {"edit_token": self.cleaned_data["edit_token"], "details": given | in_words}


class AssociationForm(Form):
    """An association that the directory may have already: then it is that one."""

    name = line(
        _("What is it called?"),
        required=True,
        longest=LONGEST_NAME,
        help_text=_("If the directory has it already, it is added as it stands there."),
        list="associations",
    )
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")

    def prepare(self):
        _ask_in_every_language(self, "about", _("What it is"), 2)
        super().prepare()

    def may_correct(self):
        return keeping.may_correct(self.reader)

    def to_add(self):
        return keeping.associations_to_add(self.record, timezone.localdate())

    def answers(self):
        given = {column: self.cleaned_data[column] for column in ("name", "website")}
        return given | {"about": _by_language(self, "about")}


class CorrectAssociationForm(AssociationForm, ExistingForm):
    columns = ["name", "website"]
    spoken = ["about"]

    def prepare(self):
        super().prepare()
        self.fields["name"].help_text = ""
        del self.fields["name"].widget.attrs["list"]

    def answers(self):
        return ExistingForm.answers(self)


class LeaveAssociationForm(Form):
    def prepare(self):
        self.fields["association"] = forms.ModelChoiceField(
            self.record.associations.order_by("name"), label=_("Which one do you want to remove?"), empty_label=None
        )


class ListingForm(ExistingForm):
    """A form over a listing: where changes are prepared, over these."""

    def current(self):
        return keeping.as_prepared(self.record)


class PreparedForm(Rewriting):
    """One button under what was prepared, which somebody else may have changed since it was read."""

    def snapshot(self):
        return keeping.what_is_prepared(self.record).items()

    def snapshot_as_read(self):
        labels = {column: label for column, (label, _rows) in WORDS.items()}
        labels |= {column: field.label for column, field in DescribedForm.base_fields.items()}
        return [
            (labels[column], said(value) if column in WORDS else value)
            for column, value in keeping.what_is_prepared(self.record).items()
        ]


class WordsForm(ListingForm):
    """All the words of a listing, the languages side by side."""

    spoken = list(WORDS)
    all_optional = True

    def prepare(self):
        for column, (label, rows) in WORDS.items():
            _ask_in_every_language(self, column, label, rows)
        super().prepare()

    def side_by_side(self):
        """Return each question with its field in every language."""
        for column, (label, _rows) in WORDS.items():
            yield label, [(name, self[f"{column}_{code}"]) for code, name in settings.LANGUAGES]

    def clean(self):
        given = super().clean()
        if not _by_language(self, "names"):
            raise forms.ValidationError(_("Please give it a name in at least one language."))
        return given


class DescribedForm(ListingForm):
    """What tells it apart from others, how to reach it, and how many places are free."""

    columns = DESCRIBED
    formats = some_of(_("How do people meet?"), terms.Format)
    languages = some_of(_("In which languages?"), list(terms.LANGUAGES.items()))
    audiences = some_of(_("Who is it for?"), terms.Audience)
    moments = some_of(_("In which situations is it there for people?"), terms.Moment)
    life_areas = some_of(_("What does it help with?"), terms.LifeArea)
    interests = some_of(_("What do people enjoy there?"), terms.Interest)
    access = some_of(_("Access that does not depend on the place"), terms.Access)
    belief = one_of(_("Religion"), [*terms.Belief.choices, NOT_SAID], required=False)
    door = one_of(_("Open or closed"), [*terms.Door.choices, NOT_SAID], required=False)
    run_by = one_of(_("Who runs it"), [*terms.RunBy.choices, NOT_SAID], required=False)
    listening = one_of(_("Can I just listen?"), [*terms.Listening.choices, NOT_SAID], required=False)
    writing = one_of(_("What is written down about me"), [*terms.Writing.choices, NOT_SAID], required=False)
    cost = one_of(_("What it costs"), [*terms.Cost.choices, NOT_SAID], required=False)
    youngest = forms.IntegerField(label=_("From which age?"), required=False, min_value=0, max_value=120)
    oldest = forms.IntegerField(label=_("Up to which age?"), required=False, min_value=0, max_value=120)
    places_free = forms.IntegerField(label=_("How many places are free?"), required=False, min_value=0, max_value=9999)
    places_counted_on = day(_("Counted on which day?"), required=False)
    phone = forms.CharField(label=_("Telephone"), required=False, max_length=40)
    email = forms.EmailField(label=_("E-mail address"), required=False)
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")

    def clean(self):
        given = super().clean()
        youngest, oldest = given.get("youngest"), given.get("oldest")
        if youngest is not None and oldest is not None and youngest > oldest:
            self.add_error("oldest", _("This is below the youngest age."))
        if given.get("places_free") is not None and not given.get("places_counted_on"):
            self.add_error("places_counted_on", _("Please say on which day they were counted."))
        return given


class VenueForm(Form):
    kind = one_of(_("What kind of place is it?"), terms.VenueKind)
    name = forms.CharField(label=_("Its name"), max_length=LONGEST_NAME)
    street = forms.CharField(label=_("Street and number"), max_length=200, required=False)
    postcode = forms.CharField(label=_("Postcode"), max_length=20, required=False)
    town = forms.CharField(label=_("Town"), max_length=LONGEST_NAME, required=False)
    region = forms.CharField(label=_("Region"), max_length=LONGEST_NAME, required=False)
    country = forms.RegexField(r"^[A-Z]{2}$", label=_("Country, in two letters like ES"), required=False, initial="ES")
    latitude = forms.FloatField(
        label=_("Latitude"),
        help_text=_("A number like 41.44. With it, people can see how far away it is."),
        required=False,
        min_value=-90,
        max_value=90,
        widget=forms.NumberInput(attrs={"step": "any"}),
    )
    longitude = forms.FloatField(
        label=_("Longitude"),
        help_text=_("A number like 2.17."),
        required=False,
        min_value=-180,
        max_value=180,
        widget=forms.NumberInput(attrs={"step": "any"}),
    )
    access = some_of(_("How can people get in and take part?"), terms.Access)

    def prepare(self):
        _ask_in_every_language(self, "how_to_get_in", _("How to find the door"), 2)
        super().prepare()

    def clean(self):
        given = super().clean()
        if (given.get("latitude") is None) != (given.get("longitude") is None):
            self.add_error("longitude", _("Latitude and longitude go together: both, or none."))
        return given

    def answers(self):
        given = {column: self.cleaned_data[column] for column in VENUE}
        return given | {"how_to_get_in": _by_language(self, "how_to_get_in")}


class AddVenueForm(VenueForm):
    def answers(self):
        return {"venue": super().answers()}


class ChangeVenueForm(VenueForm, ExistingForm):
    columns = VENUE
    spoken = ["how_to_get_in"]

    def answers(self):
        return ExistingForm.answers(self)


class ChooseVenueForm(Form):
    """A place its keepers know already."""

    def prepare(self):
        self.fields["venue"] = forms.ModelChoiceField(
            keeping.venues_to_choose(self.record), label=_("Which place?"), empty_label=None
        )


class LeaveVenueForm(Form):
    def prepare(self):
        self.fields["venue"] = forms.ModelChoiceField(
            keeping.venues_of(self.record), label=_("Which place do you want to remove?"), empty_label=None
        )


class TimeForm(Form):
    weekday = one_of(_("On which day of the week?"), [(str(value), label) for value, label in terms.Weekday.choices])
    starts_at = hour(_("From"), required=True)
    ends_at = hour(_("To"))
    rhythm = one_of(_("How often?"), terms.Rhythm, initial=terms.Rhythm.WEEKLY)
    starts_on = day(_("From which day?"), required=False, help_text=_("“Every two weeks” is counted from this day."))
    ends_on = day(_("Until which day?"), required=False)

    def prepare(self):
        listing = self.record if isinstance(self.record, Listing) else self.record.listing
        self.fields["venue"] = forms.ModelChoiceField(
            keeping.venues_of(listing),
            label=_("Where?"),
            required=False,
            empty_label=_("Online, by phone, or not said"),
        )
        _ask_in_every_language(self, "note", _("A note, such as “not in August”"), 1)
        super().prepare()

    def clean_weekday(self):
        return int(self.cleaned_data["weekday"])

    def clean(self):
        given = super().clean()
        if given.get("rhythm") == terms.Rhythm.FORTNIGHTLY and not given.get("starts_on"):
            self.add_error("starts_on", _("Please say from which day “every two weeks” is counted."))
        if given.get("starts_on") and given.get("ends_on") and given["ends_on"] < given["starts_on"]:
            self.add_error("ends_on", _("This is before the day it begins."))
        if given.get("starts_at") and given.get("ends_at") and lasts_long(given["starts_at"], given["ends_at"]):
            self.add_error("ends_at", _("That would be more than twelve hours. Please check the times."))
        return given

    def answers(self):
        given = {column: self.cleaned_data[column] for column in TIME}
        return {"time": given | {"note": _by_language(self, "note")}}


class ChangeTimeForm(TimeForm, ExistingForm):
    columns = TIME
    spoken = ["note"]

    def answers(self):
        return ExistingForm.answers(self)


def lasts_long(starts_at, ends_at):
    """Return whether more than twelve hours lie between two hours, the second of the next day where it is earlier."""
    minutes = (ends_at.hour - starts_at.hour) * 60 + ends_at.minute - starts_at.minute
    return minutes % (24 * 60) > MOST_MINUTES


def why_not():
    return one_of(
        _("Why?"), [*terms.WhyNot.choices, NOT_SAID], required=False, help_text=_("Everyone sees this on its page.")
    )


def a_sentence():
    return line(
        _("A sentence about it"),
        help_text=_("Everyone sees it on its page. For example: we meet again after the holidays, on 9 January."),
    )


def said_why(given):
    """Return why it is otherwise, with a sentence in the language it was written in."""
    return {"why": given["why"], "in_words": {get_language(): given["in_words"]} if given["in_words"] else {}}


class OneDayForm(Form):
    """A time of the week that is otherwise on one day."""

    from_a_link = ["on"]
    what = one_of(_("What is different?"), [("cancelled", _("It does not take place")), ("moved", _("It is moved"))])
    why = why_not()
    in_words = a_sentence()
    moved_to = day(_("To which day?"), required=False, help_text=_("Only if it is moved."))
    starts_at = hour(_("From"))
    ends_at = hour(_("To"))
    anyway = tick(_("Yes, replace what was said of that day"))
    field_order = ["on"]

    def prepare(self):
        self.fields["on"] = one_of_the_days(_("On which day?"), keeping.next_days(self.record, timezone.localdate()))
        self.fields["venue"] = forms.ModelChoiceField(
            keeping.venues_of(self.record.listing),
            label=_("Where?"),
            required=False,
            empty_label=_("Where it always is"),
        )
        self.order_fields(self.field_order)
        if not self.is_bound:
            self.initial |= {"starts_at": self.record.starts_at, "ends_at": self.record.ends_at}

    def clean(self):
        given = super().clean()
        if given.get("what") == "moved":
            if not given.get("moved_to"):
                self.add_error("moved_to", _("Please say to which day."))
            elif given["moved_to"] < timezone.localdate():
                self.add_error("moved_to", _("This day is over."))
            if not given.get("starts_at"):
                self.add_error("starts_at", _("Please say at what time."))
        return given

    def answers(self):
        given = self.cleaned_data
        is_moved = given["what"] == "moved"
        change = {column: given[column] if is_moved else None for column in ONE_DAY}
        return {"on": given["on"], "change": change | said_why(given), "anyway": given["anyway"]}


class SomeDaysForm(Form):
    """A listing that is closed for some days: a holiday, a month of summer."""

    from_a_link = ["first", "last"]
    what = one_of(
        _("What is different?"),
        [("cancelled", _("It does not take place")), ("usual", _("It takes place as usual after all"))],
        initial="cancelled",
    )
    first = day(_("From which day?"))
    last = day(_("Until which day, that one included?"))
    why = why_not()
    in_words = a_sentence()

    def clean(self):
        given = super().clean()
        first, last = given.get("first"), given.get("last")
        if first and first < timezone.localdate():
            self.add_error("first", _("This day is over."))
        if first and last and last < first:
            self.add_error("last", _("This is before the first day."))
        if first and last and last - first > MOST_DAYS:
            self.add_error(
                "last", _("That is more than half a year. Better to take it out of the directory for so long.")
            )
        return given

    def answers(self):
        given = self.cleaned_data
        change = said_why(given) if given["what"] == "cancelled" else None
        return {"first": given["first"], "last": given["last"], "change": change}


class LastDayForm(Rewriting):
    """A listing that is not for ever: a course, a season."""

    from_a_link = ["last"]
    last = day(_("What is its last day?"), required=False, help_text=_("Leave it empty if no last day is known."))

    def prepare(self):
        super().prepare()
        self.initial.setdefault("last", keeping.last_day_of(self.record))

    def snapshot(self):
        return [keeping.last_day_of(self.record)]

    def snapshot_as_read(self):
        return [(self.fields["last"].label, keeping.last_day_of(self.record))]


class AsUsualForm(Form):
    """A day on which it was to be otherwise."""

    def prepare(self):
        self.fields["on"] = one_of_the_days(
            _("Which day is as usual after all?"), keeping.days_otherwise(self.record, timezone.localdate())
        )


def one_of_the_days(label, days):
    """Ask for one of a few days, under the names people give them."""
    return forms.TypedChoiceField(
        label=label,
        choices=[(each.isoformat(), formats.date_format(each, "DATE_FORMAT")) for each in days],
        coerce=date.fromisoformat,
    )


def _ask_in_every_language(form, column, label, rows):
    for code, name in settings.LANGUAGES:
        form.fields[f"{column}_{code}"] = words(f"{label} ({name})", rows=rows)
        form.fields[f"{column}_{code}"].widget.attrs["lang"] = code


def _by_language(form, column):
    given = {code: form.cleaned_data.get(f"{column}_{code}", "").strip() for code, _name in settings.LANGUAGES}
    return {code: words for code, words in given.items() if words}


class TakeTimeAwayForm(TakingAway):
    def where(self):
        return self.record.listing_id
