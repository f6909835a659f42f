from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wayfellow.directory.models import Organisation, Site
from wayfellow.ui.pages import Form, Rewriting, day, some_of, tick, words
from wayfellow.workforce.queries import (
    as_employed,
    belongings,
    employers,
    snapshot_of,
    where_they_could_meet,
    whom_i_could_know,
)

MOST_PLACES = 100


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
        languages = ", ".join(str(name) for code, name in settings.LANGUAGES if code in self.record.languages)
        read = {
            "employer": self.record.employer,
            "is_paid": _("Yes") if self.record.is_paid else _("No"),
            "languages": languages,
            "sites": ", ".join(map(str, self.record.sites.order_by("name"))),
            "places": self.record.places,
            "ends_on": self.record.ends_on,
        }
        read |= {name: each.ends_on for each in self.belongings if (name := f"ends_{each.programme_id}") in self.fields}
        return [(self.fields[name].label, value) for name, value in read.items()]

    def answers(self):
        others = [code for code in self.record.languages if code not in dict(settings.LANGUAGES)]
        given = super().answers()
        ends = {each.programme_id: given.pop(f"ends_{each.programme_id}", each.ends_on) for each in self.belongings}
        return given | {"languages": given["languages"] + others, "ends": ends}
