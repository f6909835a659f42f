"""What is asked when the person asks for one-to-one support themself."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wayfellow.choices.models import Choice
from wayfellow.choices.queries import programmes_to_ask
from wayfellow.directory.models import Programme, Site
from wayfellow.journeys.forms.referrals import MayBeHere
from wayfellow.journeys.models import Chime
from wayfellow.journeys.queries.referrals import likely_spoken
from wayfellow.journeys.queries.twins import Said
from wayfellow.ui.pages import Form, day, line, one_of, words
from wayfellow.ui.spoken import to_choose_one

CLOSEST = [
    (Chime.CONNECTEDNESS.value, _("People to be with, and places to belong")),
    (Chime.HOPE.value, _("Believing that something good can come")),
    (Chime.IDENTITY.value, _("Feeling like myself, more than what I have been through")),
    (Chime.MEANING.value, _("Something that makes a day worth getting up for")),
    (Chime.EMPOWERMENT.value, _("Knowing my strengths, having a say, deciding myself")),
]


class SheetForm(Form):
    """What the two would begin with. No field asks what is wrong (I2)."""

    use_required_attribute = False

    hopes = words(_("What do you hope for?"), help_text=_("In your own words. You may leave it empty."))
    dimension = one_of(_("Which of these comes closest?"), CLOSEST, required=False)
    practical_needs = words(
        _("What helps in practice"),
        help_text=_("A lift, transport, times of day, someone to interpret, a quiet room."),
        rows=2,
    )
    free = one_of(_("Do you feel free to say no?"), Choice.Free)

    def clean(self):
        if self.cleaned_data.get("hopes") and not self.cleaned_data.get("dimension"):
            self.add_error("dimension", _("Please choose what comes closest, even if it only fits a little."))
        return self.cleaned_data

    def answers(self):
        given = super().answers()
        return given | {"objective": (given.pop("dimension"), given.pop("hopes"))}


class AskForSupportForm(SheetForm):
    programme = forms.ModelChoiceField(
        label=_("Which programme?"), queryset=Programme.objects.none(), empty_label=_("Please choose")
    )
    field_order = ["programme", "hopes", "dimension", "practical_needs", "free"]

    def prepare(self):
        offered = programmes_to_ask(self.reader, timezone.localdate())
        self.fields["programme"].queryset = offered
        if len(offered) == 1:
            self.initial["programme"] = offered[0]

    def about_each(self):
        """What the page tells first, where the programmes to choose from differ in it."""
        numbers = sorted({programme.proposed_accompaniments for programme in self.fields["programme"].queryset})
        return {"proposed_accompaniments": "–".join(map(str, dict.fromkeys([*numbers[:1], *numbers[-1:]])))}


class BeginJourneyForm(MayBeHere, SheetForm):
    """The same, asked by a coordinator on the phone or face to face, who writes down what the person says."""

    about_a_person = True
    language = forms.ChoiceField(label=_("The language they prefer to speak"), choices=to_choose_one)
    site = forms.ModelChoiceField(
        label=_("Where they would like to meet first"),
        queryset=Site.objects.none(),
        required=False,
        empty_label=_("Not said"),
    )
    how = one_of(
        _("How the person answered"),
        [(how.value, how.label) for how in (Choice.How.PHONE, Choice.How.PROFESSIONAL_DEVICE, Choice.How.PAPER)],
    )
    who_was_there = line(
        _("Who was there"), help_text=_("For example: the person, their sister, and me."), required=True
    )
    on = day(_("The day they answered"), initial=timezone.localdate)

    def prepare(self):
        self.fields["site"].queryset = self.record.programme.sites.order_by("name")
        self.known = None
        if not self.is_bound:
            language = self.record.language or likely_spoken(self.record.programme)
            self.initial |= {"hopes": self.record.hopes, "language": language}

    def clean(self):
        step, on = self.record, self.cleaned_data.get("on")
        if not step.person and not step.is_erased and on:
            self.known = self.find_in(Said(step.name, on, phone=step.phone, email=step.email))
        return super().clean()

    def answers(self):
        return super().answers() | {"known": self.known}
