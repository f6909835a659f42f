from django import forms
from django.utils.translation import gettext_lazy as _

from wayfellow.people.models import Person
from wayfellow.preferences.models import OWN_OR_FAMILY, Preference
from wayfellow.preferences.queries import WISHES, as_read, preference_of, snapshot_of
from wayfellow.ui.pages import Form, Rewriting, one_of, tick, words
from wayfellow.ui.spoken import to_choose_from

ONE_ON_EACH_LINE = _("A few words, one thing on each line.")


def _chosen(label, choices):
    offered = [("", _("I leave it open")), *choices]
    return forms.ChoiceField(label=label, choices=offered, required=False)


def _weight(label):
    offered = [*Preference.Weight.choices, ("", _("It does not matter"))]
    return one_of(label, offered, required=False)


class Wishes(Form):
    """What matters in a peer supporter, and how much. Nothing has to be said."""

    all_optional = True
    language = _chosen(_("Which language would you like to speak together?"), to_choose_from())
    language_weight = _weight(_("How much does the language matter?"))
    gender = _chosen(_("A woman, a man, another?"), Person.Gender.choices)
    gender_weight = _weight(_("How much does that matter?"))
    experience_of = _chosen(_("Somebody who has been through it, or whose family has?"), OWN_OR_FAMILY)
    experience_of_weight = _weight(_("How much does it matter whose experience it is?"))
    culture = words(_("Where they come from, what they believe, how they live"), help_text=ONE_ON_EACH_LINE, rows=2)
    culture_weight = _weight(_("How much does where they come from matter?"))
    age = words(_("How old?"), help_text=ONE_ON_EACH_LINE, rows=2)
    age_weight = _weight(_("How much does the age matter?"))
    experience = words(_("What should they know from their own life?"), help_text=ONE_ON_EACH_LINE, rows=3)
    experience_weight = _weight(_("How much does it matter what they have lived through?"))

    def questions(self):
        """Return each wish with its weight."""
        return [(self[name], self[f"{name}_weight"]) for name in WISHES]

    def clean(self):
        for name in WISHES:
            if self.cleaned_data.get(f"{name}_weight") and not self.cleaned_data.get(name, True):
                self.add_error(name, _("Please say what, or choose that it does not matter."))

    def wishes(self):
        return {column: self.cleaned_data[column] for name in WISHES for column in [name, f"{name}_weight"]}


class PreferenceForm(Rewriting, Wishes):
    """The same in the person's own hand, over what they said before."""

    def prepare(self):
        if not self.is_bound:
            kept = preference_of(self.record)
            self.initial |= {name: getattr(kept, name) for name in self.fields if hasattr(kept, name)}

    def snapshot(self):
        return snapshot_of(preference_of(self.record))

    def snapshot_as_read(self):
        return as_read(preference_of(self.record))

    def answers(self):
        return {"edit_token": self.cleaned_data["edit_token"], "wishes": self.wishes()}


class BesideForm(Wishes):
    """The same in the hand of whoever is beside the person: empty at first, whatever was said before."""

    about_a_person = True
    anew = tick(_("Start again: what was said before no longer counts"))

    def answers(self):
        return {"wishes": self.wishes(), "anew": self.cleaned_data["anew"]}
