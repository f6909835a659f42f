"""The referral sheet, and the questions of the choice."""

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from wayfellow.choices.models import Choice
from wayfellow.directory.models import LONGEST_NAME, ReferralSource, Site
from wayfellow.directory.queries.programmes import going_on
from wayfellow.journeys.models import Chime
from wayfellow.journeys.queries.referrals import people_referred_by
from wayfellow.people.models import Person, Reach
from wayfellow.ui.pages import Form, day, line, one_of, tick, words

OLDEST = 120
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
    may_text = tick(_("A text message is fine"))
    may_leave_message = tick(_("A message on the answering machine is fine"))
    who_may_answer = line(_("Who else may pick up, and what may be said to them"))
    good_times = line(_("Good times to call"))


class ReferralForm(ReachForm):
    """The sheet that proposes peer support. No field asks what is wrong (I2)."""

    about_a_person = True
    use_required_attribute = False
    field_order = ["idempotency_key", "person", "name", "language", "gender", "age"]

    person = SomeoneReferredBefore(
        label=_("Someone you referred before"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_("No, someone new"),
    )
    name = line(_("The name they like to be called"), longest=LONGEST_NAME)
    language = forms.ChoiceField(
        label=_("The language they prefer to speak"), choices=settings.LANGUAGES, initial=get_language
    )
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
        self.fields["source"].queryset = self.record.sources.order_by("position")
        self._offer("site", self.record.sites.filter(going_on(timezone.localdate())).order_by("name"))
        self._offer("person", people_referred_by(self.reader))
        self.fields["name"].required = not self.data.get("person")
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
        of_objectives = {field for dimension in Chime for field in (f"{dimension}_words", f"{dimension}_view")}
        if not self._objectives() and not of_objectives & self.errors.keys():
            self.add_error(
                "connectedness_words",
                _("Please write at least one thing they hope for, in their words or as you see it."),
            )
        return self.cleaned_data

    def answers(self):
        known = self.cleaned_data.get("person")
        return {
            "person": known or self._of("name", "language", "gender"),
            "reach": self._reach(known),
            "journey": self._of("site", "age", "practical_needs", "will_introduce"),
            "objectives": self._objectives(),
            **self._of("source", "on"),
        }

    def _of(self, *names):
        return {name: self.cleaned_data[name] for name in names if name in self.fields}

    def _reach(self, known):
        """Of someone known already, what was written here: of a message, only with a number or a yes."""
        reach = self._of(*Reach.TOLD)
        return {name: value for name, value in reach.items() if not known or value or value is False and reach["phone"]}

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
        help_text=_("What you hope for, what you would rather not, or anything else."),
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

    def clean_on(self):
        """Whoever referred them keeps what is said today: what an earlier day moves would tell of a no (I1)."""
        on = self.cleaned_data["on"]
        if on < timezone.localdate() and self.reader.pk == self.record.referrer_id:
            raise forms.ValidationError(
                _("Please write down today what is said today. What was said before, the coordinator can write down.")
            )
        return on
