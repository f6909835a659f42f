"""The referral sheet, and the questions of the choice."""

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from wayfellow.choices.models import Choice
from wayfellow.directory.models import LONGEST_NAME, ReferralSource, Site
from wayfellow.directory.queries.programmes import going_on
from wayfellow.journeys.models import Chime
from wayfellow.journeys.queries.referrals import chosen_among, likely_spoken, people_named, people_referred_by
from wayfellow.journeys.queries.twins import Said, likely_the_same
from wayfellow.notices import texts
from wayfellow.people.models import Person, Reach
from wayfellow.people.phones import as_dialled
from wayfellow.ui.pages import Form, day, line, one_of, tick, words, yes_or_no
from wayfellow.ui.spoken import to_choose_one

OLDEST = 120
MUCH_ALIKE = _("Somebody much like this is here already. Please say whether it is the same person.")
EXPLAINED = {
    Chime.CONNECTEDNESS: _("People to be with, and places to belong."),
    Chime.HOPE: _("Believing that something good can come, and having someone who believes it too."),
    Chime.IDENTITY: _("Being more than what one has been through; feeling like oneself."),
    Chime.MEANING: _("What makes a day worth getting up for: doing, making, giving, believing."),
    Chime.EMPOWERMENT: _("Knowing one’s own strengths, having a say, deciding for oneself."),
}


class SomeoneReferredBefore(forms.ModelChoiceField):
    """Named with the day, as two people may have one name."""

    def label_from_instance(self, person):
        return _("%(name)s, referred on %(day)s") % {
            "name": person.name,
            "day": date_format(person.referred_on),
        }


class ReachForm(Form):
    """How to reach somebody safely, as whoever works here writes it down."""

    phone = line(_("Phone"), longest=40, type="tel")
    email = forms.EmailField(label=_("E-mail"), required=False, widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    may_text = yes_or_no(_("Is a text message fine?"))
    may_leave_message = yes_or_no(_("Is a message on the answering machine fine?"))
    who_may_answer = line(_("Who else may pick up, and what may be said to them"))
    good_times = line(_("Good times to call"))

    def prepare(self):
        if texts.can_be_sent():
            self.fields["may_text"].help_text = _(
                "With a yes, they get a text when a meeting is set, moved or cancelled; without an account, also the "
                "evening before. Nobody reads what they answer. When they want no more, say no here."
            )

    def clean_phone(self):
        return as_dialled(self.cleaned_data["phone"], self.programme())

    def programme(self):
        """Return the programme in whose country they are called, where the form is one’s."""


class MayBeHere(Form):
    """Asks whether it is somebody who is here already, where the reader knows of one who is much alike."""

    SOMEBODY_ELSE = "new"

    def find_in(self, said):
        """Return who it is of those who are here, or None where it is somebody else or still to be said."""
        twins = {str(twin.person.pk): twin for twin in likely_the_same(self.reader, said)}
        if not twins:
            return None
        labels = [(pk, twin.label) for pk, twin in twins.items()]
        self.fields["same"] = one_of(
            _("Is it one of these people?"), [*labels, (self.SOMEBODY_ELSE, _("No, this is somebody else"))]
        )
        answer = self.data.get("same")
        if answer not in {*twins, self.SOMEBODY_ELSE}:
            self.add_error("same", MUCH_ALIKE)
        return twins[answer].person if answer in twins else None


class ReferralForm(MayBeHere, ReachForm):
    """The sheet that proposes peer support. No field asks what is wrong (I2)."""

    about_a_person = True
    use_required_attribute = False
    asks_which = found_nobody = False
    field_order = ["idempotency_key", "before", "person", "name", "also_called", "language", "gender", "age"]

    before = line(
        _("Someone you referred before"),
        longest=LONGEST_NAME,
        help_text=_("Type a part of their name, and press “Find”. Leave it empty for someone new."),
        type="search",
    )
    person = SomeoneReferredBefore(
        label=_("Is it one of them?"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_("No, someone new"),
        widget=forms.RadioSelect,
    )
    name = line(_("The name they like to be called"), longest=LONGEST_NAME)
    also_called = line(
        _("Surname or nickname"),
        longest=LONGEST_NAME,
        help_text=_("To tell two people of one name apart. Only those around the person read it."),
    )
    language = forms.ChoiceField(label=_("The language they prefer to speak"), choices=to_choose_one)
    gender = forms.ChoiceField(label=_("Gender"), choices=[("", _("Not said")), *Person.Gender.choices], required=False)
    age = forms.IntegerField(label=_("Age"), required=False, min_value=1, max_value=OLDEST)

    source = forms.ModelChoiceField(
        label=_("Where the referral comes from"),
        queryset=ReferralSource.objects.none(),
        empty_label=_("Please choose"),
    )
    site = forms.ModelChoiceField(
        label=_("Where they would like to meet first"),
        queryset=Site.objects.none(),
        empty_label=_("Please choose"),
    )
    practical_needs = words(
        _("What helps in practice"),
        help_text=_("A lift, transport, times of day, someone to interpret, a quiet room."),
        rows=2,
    )
    will_introduce = tick(_("I will introduce them to each other at the first meeting"))
    on = day(_("Date"), initial=timezone.localdate)

    def prepare(self):
        """Offer the programme's own places and sources, the reader's own people, and the five dimensions."""
        super().prepare()
        self._ask_where()
        self.initial.setdefault("language", likely_spoken(self.programme()))
        self._offer_those_referred_before(people_referred_by(self.reader))
        for name in ["name", "language"]:
            self.fields[name].required = not self.data.get("person")
        self._ask_what_they_hope_for()

    def _ask_where(self, before=None):
        programme = self.programme()
        self.fields["source"].queryset = programme.sources.order_by("position")
        self._offer("site", programme.sites.filter(going_on(timezone.localdate()) | Q(pk=before)).order_by("name"))

    def _ask_what_they_hope_for(self):
        for dimension in Chime:
            self.fields[f"{dimension}_words"] = words(
                _("%(dimension)s, in the person’s own words") % {"dimension": dimension.label}, rows=2
            )
            self.fields[f"{dimension}_view"] = words(
                _("%(dimension)s, as you see it") % {"dimension": dimension.label}, rows=2
            )

    def _offer(self, name, records):
        """Ask only where there is something to choose from."""
        if records.exists():
            self.fields[name].queryset = records
        else:
            del self.fields[name]

    def _offer_those_referred_before(self, people):
        """Let the reader look for somebody by name; shown is who was found, and who is chosen already."""
        self._offer("person", people)
        if "person" not in self.fields:
            del self.fields["before"]
            return
        sought, chosen = (self._typed(name).strip() for name in ["before", "person"])
        found = list(people_named(people, sought) if sought else chosen_among(people, chosen))
        self.asks_which, self.found_nobody = bool(found), bool(sought and not found)
        field = self.fields["person"]
        known = [(each.pk, field.label_from_instance(each)) for each in found]
        field.widget.choices = [("", field.empty_label), *known]

    def _typed(self, name):
        said = self.data if self.is_bound else MultiValueDict(self.begun.fields if self.begun else {})
        return said.get(name) or ""

    @property
    def is_looking(self):
        """Whether it was sent only to find somebody: nothing else is asked yet, and nothing is done."""
        return "find" in self.data

    def full_clean(self):
        super().full_clean()
        if self.is_looking:
            self._errors.clear()

    def is_valid(self):
        return super().is_valid() and not self.is_looking

    def dimensions(self):
        """Return of each dimension: itself, what it means, its two fields, and whether they hold anything."""
        return [self._dimension(dimension) for dimension in Chime]

    def _dimension(self, dimension):
        said, view = self[f"{dimension}_words"], self[f"{dimension}_view"]
        return (
            dimension,
            EXPLAINED[dimension],
            said,
            view,
            any([said.value(), view.value(), said.errors, view.errors]),
        )

    def clean(self):
        self.known = self.cleaned_data.get("person") or self._who_is_here()
        if "phone" in self.fields and not self._can_be_reached():
            self.add_error(
                "phone",
                _("How can they be reached? A phone, an e-mail address, or who may answer for them: one is enough."),
            )
        of_objectives = {field for dimension in Chime for field in (f"{dimension}_words", f"{dimension}_view")}
        if not self._objectives() and not of_objectives & self.errors.keys():
            self.add_error(
                "connectedness_words",
                _("Please write at least one thing they hope for, in their words or as you see it."),
            )
        return self.cleaned_data

    def _can_be_reached(self):
        """Of someone known already that is kept; a phone or an address typed wrong is said where it stands."""
        ways = ["phone", "email", "who_may_answer"]
        said = self.cleaned_data
        return bool(self.known or self.errors.keys() & {*ways} or any(said.get(way) for way in ways))

    def answers(self):
        return {
            "person": self.known or self._of("name", "also_called", "language", "gender"),
            "reach": self._of(*Reach.TOLD),
            "journey": self._of("site", "age", "practical_needs", "will_introduce"),
            "objectives": self._objectives(),
            **self._of("source", "on"),
        }

    def programme(self):
        return self.record

    def _who_is_here(self):
        said = {name: self.cleaned_data.get(name) for name in ["name", "age", "phone", "email", "on"]}
        return self.find_in(Said(**said)) if said["name"] and said["on"] else None

    def _of(self, *names):
        return {name: self.cleaned_data[name] for name in names if name in self.fields}

    def _objectives(self):
        said = self.cleaned_data
        pairs = [(dimension, said.get(f"{dimension}_words"), said.get(f"{dimension}_view")) for dimension in Chime]
        return [(dimension, its_words or "", view or "") for dimension, its_words, view in pairs if its_words or view]


class ChoiceForm(Form):
    """The person's own answer. Only a yes is asked whose idea it was, and how free."""

    use_required_attribute = False

    answer = one_of(_("Would you like peer support?"), Choice.Answer)
    idea = one_of(_("Whose idea was it?"), Choice.Idea)
    free = one_of(_("Do you feel free to say no?"), Choice.Free)
    words = words(
        _("In your own words, if you like"),
        help_text=_("What you hope for, or anything else. Only you read it here: tell others what they should know."),
    )
    tell_team = tick(
        _("If I say “not now” or “no”, my care team may be told"),
        help_text=_("Without this, the team only reads that you are considering it."),
    )

    def prepare(self):
        says_yes = self.data.get("answer") == Choice.Answer.YES
        for name in ("idea", "free"):
            self.fields[name].required = says_yes or not self.is_bound


class RecordChoiceForm(ChoiceForm):
    """The same questions, with someone beside the person who keeps their answer for them."""

    about_a_person = True
    how = one_of(
        _("How the person answered"),
        [(how.value, how.label) for how in (Choice.How.PROFESSIONAL_DEVICE, Choice.How.PEER_DEVICE, Choice.How.PAPER)],
    )
    who_was_there = line(
        _("Who was there"), help_text=_("For example: the person, their sister, and me."), required=True
    )
    on = day(_("The day they answered"), initial=timezone.localdate)

    def prepare(self):
        super().prepare()
        self.fields["words"].help_text = _("What they hope for, what they would rather not, or anything else.")

    def clean_on(self):
        """Whoever referred them keeps what is said today: what an earlier day moves would tell of a no (I1)."""
        on = self.cleaned_data["on"]
        if on < timezone.localdate() and self.reader.pk == self.record.referrer_id:
            raise forms.ValidationError(
                _("Please write down today what is said today. What was said before, the coordinator can write down.")
            )
        return on
