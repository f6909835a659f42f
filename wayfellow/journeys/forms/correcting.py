"""Putting right what was noted wrongly, what a referral says, and what is hoped for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from wayfellow.journeys.forms.referrals import ReferralForm
from wayfellow.journeys.forms.road import Log, as_asked
from wayfellow.journeys.models import Accompaniment, Chime, EarlierReferral
from wayfellow.journeys.queries.correcting import as_noted
from wayfellow.journeys.queries.referring import as_hoped, as_the_referral_says, now_and_before
from wayfellow.people.models import Reach
from wayfellow.ui.pages import Form, Rewriting, one_of, tick, words


def as_it_says(note):
    """Return a note as the form asks for it."""
    said = {name: getattr(note, name) for name in [*Accompaniment.MEETING, *Accompaniment.WORDS]}
    return said | as_asked(note)


class CorrectNoteForm(Rewriting, Log):
    """The note as it stands, to be put right."""

    @property
    def says_more(self):
        return self.is_bound or any(field.value() for field in self.more)

    def snapshot(self):
        return as_noted(self.record)

    def snapshot_as_read(self):
        names = [name for name in Accompaniment.WORDS if getattr(self.record, name)]
        return [(self.fields[name].label, getattr(self.record, name)) for name in names]


class StrikeNoteForm(Form):
    because = one_of(_("Why is it taken out?"), Accompaniment.Why)


class CorrectReferralForm(Rewriting, ReferralForm):
    """The referral as it stands, to be put right. How to reach somebody is asked elsewhere."""

    def prepare(self):
        journey = self.record
        for name in ["before", "person", *Reach.TOLD]:
            self.fields.pop(name, None)
        if journey.has_space:
            for name in EarlierReferral.CALLED:
                del self.fields[name]
        else:
            self.fields["name"].required = True
        self._ask_where(before=journey.site_id)
        if "site" in self.fields:
            self.fields["site"].required = journey.site_id is not None
        self._ask_what_they_hope_for()
        self.initial |= self._as_it_says(journey)

    def programme(self):
        return self.record.programme

    def _who_is_here(self):
        """It stays about whom it was written: that somebody may be here twice is for the coordinators to settle."""

    def _as_it_says(self, journey):
        said = {name: getattr(journey, name) for name in ["site", "source", "age", "will_introduce", "practical_needs"]}
        said |= {name: getattr(journey.person, name) for name in EarlierReferral.CALLED} | {"on": journey.referred_on}
        for each in reversed(journey.objectives.as_referred()):
            said |= {f"{each.dimension}_words": each.words, f"{each.dimension}_view": each.professional_view}
        return said

    def snapshot(self):
        return as_the_referral_says(self.record)

    def snapshot_as_read(self):
        asked = {name: field.label for name, field in self.fields.items()}
        said = self._as_it_says(self.record)
        return [
            (asked[name], value) for name, value in said.items() if name in asked and isinstance(value, str) and value
        ]

    def answers(self):
        objectives = {dimension: (said, view) for dimension, said, view in self._objectives()}
        said = self._of("site", "source", "age", "practical_needs", "will_introduce")
        said["referred_on"] = self.cleaned_data["on"]
        called = self._of(*EarlierReferral.CALLED)
        return {"called": called, "said": said, "objectives": objectives, "edit_token": self.cleaned_data["edit_token"]}


class ObjectivesForm(Rewriting):
    """What is hoped for now: each in words to change, or to let go of, and room for one more."""

    about_a_person = True
    dimension = forms.ChoiceField(
        label=_("Something more: what is it about?"), choices=[("", _("Nothing more")), *Chime.choices], required=False
    )
    more = words(_("In the person’s words"), rows=2)

    def prepare(self):
        for each in self.hoped():
            self.fields[f"words_{each.position}"] = words(each.get_dimension_display(), rows=2, initial=each.words)
            self.fields[f"let_go_{each.position}"] = tick(_("Let go of this one"))
        if self.record.person.user_id != self.reader.pk:
            self.fields["together"] = tick(
                _("%(name)s is here, and wants it so") % {"name": self.record.person.name}, required=True
            )
        else:
            self.fields["more"].label = _("In your own words")

    def hoped(self):
        now, _before = now_and_before(self.record)
        return now

    def questions(self):
        """Return each objective with the two fields that ask about it."""
        return [(each, self[f"words_{each.position}"], self[f"let_go_{each.position}"]) for each in self.hoped()]

    def clean(self):
        dimension, more = self.cleaned_data.get("dimension"), self.cleaned_data.get("more")
        if more and not dimension:
            self.add_error("dimension", _("Please say what it is about."))
        if dimension and not more:
            self.add_error("more", _("Please write what is hoped for."))

    def snapshot(self):
        return as_hoped(self.hoped())

    def snapshot_as_read(self):
        return [(each.get_dimension_display(), each.words) for each in self.hoped()]

    def answers(self):
        given = self.cleaned_data
        rewordings = {
            each.pk: None if given[f"let_go_{each.position}"] else given[f"words_{each.position}"]
            for each in self.hoped()
        }
        added = (given["dimension"], given["more"]) if given["more"] else None
        return {"rewordings": rewordings, "added": added, "edit_token": given["edit_token"]}
