import re

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from wayfellow.directory.models import Organisation, Site
from wayfellow.people.models import Person
from wayfellow.ui.pages import Form, Rewriting, day, one_of, some_of, tick, words
from wayfellow.ui.spoken import code_of, own_name, own_names
from wayfellow.workforce.models import Peer, Week
from wayfellow.workforce.queries import (
    as_employed,
    as_kept,
    belongings,
    employers,
    own_page_of,
    snapshot_of,
    week_of,
    where_they_could_meet,
    whom_i_could_know,
)

MOST_PLACES = 100
MOST_BETWEEN = 240  # minutes


class ReflectionForm(Form):
    on = day(_("Day"), initial=timezone.localdate)
    words = words(
        _("What stays with you?"),
        required=True,
        rows=8,
        help_text=_("What was good, what was hard, what you would do again. No names are needed."),
    )


class ExistingReflectionForm(Rewriting):
    def snapshot(self):
        return snapshot_of(self.record)

    def snapshot_as_read(self):
        return [(_("Day"), self.record.on), (_("What stays with you"), self.record.words)]


class ChangeReflectionForm(ExistingReflectionForm, ReflectionForm):
    def prepare(self):
        if not self.is_bound:
            self.initial |= {"on": self.record.on, "words": self.record.words}


class AcquaintancesForm(Rewriting):
    all_optional = True
    names = words(_("Names, one on each line"), rows=6, help_text=_("The names they go by in the programme."))

    def prepare(self):
        if not self.is_bound:
            self.initial["names"] = self.record.knows

    def snapshot(self):
        return [self.record.knows]

    def snapshot_as_read(self):
        return [(_("Names"), self.record.knows)]


class OwnPageForm(Rewriting):
    """What a peer supporter says of themself. Nothing has to be said, and who reads it stands on the page."""

    all_optional = True
    about = words(
        _("A few words to introduce yourself"), rows=4, help_text=_("As you would say them at a first meeting.")
    )
    experience_of = one_of(
        _("What do you support others from?"),
        [*Peer.ExperienceOf.choices, ("", _("I would rather not say"))],
        required=False,
        help_text=_("Some people look for someone who has been through it, families for another family."),
    )
    languages = some_of(_("Which languages do you speak?"), settings.LANGUAGES)
    more_languages = words(
        _("Which other languages?"),
        rows=2,
        help_text=_("One on each line, sign languages too. In the language itself, or in English, Spanish or Catalan."),
    )
    gender = one_of(_("Gender"), [*Person.Gender.choices, ("", _("I would rather not say"))], required=False)
    cultures = words(
        _("Where you come from, what you believe, how you live"),
        rows=2,
        help_text=_("Some people look for someone who knows their world. Write only what you like to share."),
    )
    interests = words(_("What you like to do"), rows=2, help_text=_("Walking, football, cooking, music: anything."))
    experience = words(
        _("What of your own experience you choose to share"),
        rows=3,
        help_text=_("Only what you would tell someone you have just met. You can take it back at any time."),
    )

    def prepare(self):
        if not self.is_bound:
            names = ["about", "experience_of", "gender", "languages", *self.record.SHARED]
            self.initial |= {name: getattr(self.record, name) for name in names}
            self.initial["more_languages"] = "\n".join(map(own_name, self.record.other_languages()))

    def clean_more_languages(self):
        written = [name for name in re.split(r"[\n,;]", self.cleaned_data["more_languages"]) if name.strip()]
        unknown = [name.strip() for name in written if code_of(name) is None]
        if unknown:
            raise forms.ValidationError(
                _("We do not know this language: %(names)s. Please try another of its names.")
                % {"names": ", ".join(unknown)}
            )
        return [code_of(name) for name in written]

    def snapshot(self):
        return own_page_of(self.record)

    def snapshot_as_read(self):
        names = ["about", *self.record.SHARED]
        said = [(self.fields[name].label, getattr(self.record, name)) for name in names]
        return [
            *said,
            (_("Languages"), own_names(self.record.languages)),
            (_("Gender"), self.record.get_gender_display()),
            (self.fields["experience_of"].label, self.record.get_experience_of_display()),
        ]

    def answers(self):
        given = super().answers()
        edit_token, more = given.pop("edit_token"), given.pop("more_languages")
        given["languages"] = list(dict.fromkeys([*given["languages"], *more]))
        return {"edit_token": edit_token, "page": given}


class WeekForm(Rewriting):
    """The parts of each day, then what does not fit into a week."""

    all_optional = True
    SAID = ("between", "otherwise", "not_there")

    between = forms.IntegerField(
        label=_("How many minutes do you usually need between two meetings?"),
        min_value=1,
        max_value=MOST_BETWEEN,
        required=False,
        help_text=_("If you plan two that are closer, you are asked once. Not by phone or video, nor at the centre."),
    )
    otherwise = words(
        _("What is otherwise for now"),
        rows=3,
        help_text=_("One thing on each line, with its day: “24 December not”, “in May only mornings”."),
    )
    not_there = words(
        _("Where you would rather not go"),
        rows=3,
        help_text=_("A street, a centre, somebody’s home, a hospital. No reason is needed."),
    )

    def prepare(self):
        self.week = week_of(self.record)
        for weekday, name in WEEKDAYS.items():
            self.fields[f"day_{weekday}"] = some_of(name.capitalize(), Week.Part)
            self.initial[f"day_{weekday}"] = self.week.parts_of(weekday)
        self.order_fields([f"day_{weekday}" for weekday in WEEKDAYS])
        if not self.is_bound:
            self.initial |= {name: getattr(self.week, name) for name in self.SAID}

    def snapshot(self):
        return as_kept(self.week)

    def snapshot_as_read(self):
        return self.week.as_read()

    def answers(self):
        said = self.cleaned_data
        parts = [f"{weekday}-{part}" for weekday in WEEKDAYS for part in said[f"day_{weekday}"]]
        week = {"parts": parts} | {name: said[name] for name in self.SAID}
        return {"edit_token": said["edit_token"], "week": week}


class KnownPeersForm(Form):
    all_optional = True
    peers: forms.ModelMultipleChoiceField = forms.ModelMultipleChoiceField(
        label=_("Who do you know from elsewhere?"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def prepare(self):
        self.fields["peers"].queryset = whom_i_could_know(self.record).select_related("user")
        if not self.is_bound:
            self.initial["peers"] = self.record.knows.all()


class KeepPeerForm(Rewriting):
    employer: forms.ModelChoiceField = forms.ModelChoiceField(
        label=_("Who employs them?"),
        help_text=_("The organisation they belong to, also when they are a volunteer."),
        queryset=Organisation.objects.none(),
    )
    is_paid = tick(_("They are paid for it"))
    languages = some_of(_("Which languages do they speak?"), settings.LANGUAGES)
    sites: forms.ModelMultipleChoiceField = forms.ModelMultipleChoiceField(
        label=_("Where do they meet people?"),
        queryset=Site.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    places = forms.IntegerField(
        label=_("How many people can they support at the same time?"), min_value=0, max_value=MOST_PLACES
    )
    ends_on = day(
        _("Until, the last day"),
        required=False,
        help_text=_("Leave it empty for no end date. Once a day is set, nobody new is proposed to them."),
    )

    def prepare(self):
        today = timezone.localdate()
        self.belongings = list(belongings(self.record))
        if len(self.belongings) > 1:
            for each in self.belongings:
                label = _("Last day in “%(programme)s”") % {"programme": each.programme}
                self.fields[f"ends_{each.programme_id}"] = day(label, required=False, initial=each.ends_on)
        self.fields["employer"].queryset = employers(self.record, today)
        self.fields["sites"].queryset = where_they_could_meet(self.record, today)
        if not self.is_bound:
            names = ["employer", "is_paid", "languages", "places", "ends_on"]
            self.initial |= {name: getattr(self.record, name) for name in names}
            self.initial["sites"] = self.record.sites.all()

    def snapshot(self):
        return as_employed(self.record)

    def snapshot_as_read(self):
        read = {
            "employer": self.record.employer,
            "is_paid": _("Yes") if self.record.is_paid else _("No"),
            "languages": own_names(self.record.languages),
            "sites": ", ".join(map(str, self.record.sites.order_by("name"))),
            "places": self.record.places,
            "ends_on": self.record.ends_on,
        }
        read |= {name: each.ends_on for each in self.belongings if (name := f"ends_{each.programme_id}") in self.fields}
        return [(self.fields[name].label, value) for name, value in read.items()]

    def answers(self):
        given = super().answers()
        ends = {each.programme_id: given.pop(f"ends_{each.programme_id}", each.ends_on) for each in self.belongings}
        return given | {"languages": given["languages"] + self.record.other_languages(), "ends": ends}
