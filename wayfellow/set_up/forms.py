"""What is asked about organisations, their places and their programmes."""

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wayfellow.directory.models import LONGEST_NAME, LONGEST_SENDER, Organisation
from wayfellow.set_up import queries
from wayfellow.ui.pages import OF_THE_PAGE, Form, Rewriting, day, line, one_of, tick, words

NOT_OFFERED = _("Nothing is deleted, because journeys may refer to it. From this day on it is no longer offered.")
MOST = 100
SMALLEST_CELL = 5  # I9


def _name(label):
    return forms.CharField(label=label, max_length=LONGEST_NAME)


def _ended():
    return day(_("Ended on"), help_text=NOT_OFFERED, required=False)


def _number(label, *, least, initial, help_text=""):
    return forms.IntegerField(label=label, min_value=least, max_value=MOST, initial=initial, help_text=help_text)


def _among(label, *, help_text="", several=False):
    kind = forms.ModelMultipleChoiceField if several else forms.ModelChoiceField
    more = {"widget": forms.CheckboxSelectMultiple} if several else {"empty_label": _("None")}
    return kind(label=label, help_text=help_text, queryset=Organisation.objects.none(), required=False, **more)


class Keeping(Rewriting):
    """A form over something that stands in the directory already."""

    def prepare(self):
        super().prepare()
        if not self.is_bound:
            for name in self.fields.keys() - OF_THE_PAGE - {"edit_token"}:
                value = self.current_value(name)
                self.initial[name] = value.all() if hasattr(value, "all") else value

    def current_value(self, name):
        """Return what a field is about, as it stands."""
        return getattr(self.record, name)

    def snapshot(self):
        return queries.snapshot_of(self.record)

    def snapshot_as_read(self):
        return [
            (self.fields[name].label, self._as_read(name))
            for name in self.fields
            if name not in OF_THE_PAGE | {"edit_token"}
        ]

    def _as_read(self, name):
        value = self.current_value(name)
        if hasattr(value, "all"):
            return ", ".join(map(str, value.order_by("name")))
        return getattr(self.record, f"get_{name}_display", lambda: value)()


class OrganisationForm(Form):
    name = _name(_("What is it called?"))
    kind = one_of(_("What is it?"), Organisation.Kind)
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")

    def prepare(self):
        super().prepare()
        for code, language in settings.LANGUAGES:
            self.fields[f"about_{code}"] = words(
                _("What the directory says about it (%(language)s)") % {"language": language}
            )

    def answers(self):
        given = super().answers()
        about = {code: given.pop(f"about_{code}").strip() for code, _language in settings.LANGUAGES}
        return given | {"about": {code: said for code, said in about.items() if said}}


class KeepOrganisationForm(Keeping, OrganisationForm):
    ended_on = _ended()

    def current_value(self, name):
        column, _of, language = name.partition("about_")
        return super().current_value(column) if column else self.record.about.get(language, "")


class SiteForm(Form):
    name = _name(_("What is the place called?"))


class KeepSiteForm(Keeping, SiteForm):
    ended_on = _ended()


class TeamForm(Form):
    name = _name(_("What is the team called?"))
    site = _among(_("At which site?"))

    def prepare(self):
        super().prepare()
        self.fields["site"].queryset = queries.sites_for(self.organisation(), on=timezone.localdate())

    def organisation(self):
        return self.record


class KeepTeamForm(Keeping, TeamForm):
    ended_on = _ended()

    def organisation(self):
        return self.record.organisation


class ProgrammeSettled(Form):
    """What is settled about a programme, and can be settled anew."""

    name = _name(_("What is the programme called?"))
    partner = _among(_("Together with which organisation?"))
    sites = _among(_("Where meetings take place"), several=True)
    associations = _among(
        _("Associations it knows"), help_text=_("Where people can go next, besides peer support."), several=True
    )
    proposed_accompaniments = _number(
        _("How many accompaniments are proposed?"),
        least=2,
        initial=12,
        help_text=_("A flexible limit: the two can go on."),
    )
    talk_at = _number(_("Around which accompaniment do they talk about the journey?"), least=1, initial=8)
    days_to_answer = _number(
        _("After how many days without an answer does the desk suggest asking someone else?"), least=1, initial=7
    )
    smallest_cell = _number(
        _("The smallest count shown in figures"),
        least=SMALLEST_CELL,
        initial=SMALLEST_CELL,
        help_text=_("Smaller counts are never shown outside the server, so that nobody can be identified."),
    )

    teams_share_referrals = tick(
        _("Colleagues of a care team share their referrals"),
        help_text=_(
            "Whoever refers reads the referrals of colleagues in the same team, and can take them over. "
            "The person reads of it."
        ),
    )

    writes_as = line(
        _("What is the sender of its e-mails called?"),
        help_text=_(
            "A name that those who get one know, and that tells nothing to anybody who looks at their screen. Left "
            "empty, it is the sender of the installation."
        ),
        longest=LONGEST_SENDER,
    )

    def prepare(self):
        super().prepare()
        today = timezone.localdate()
        kept, organisation, partner = self.parties()
        self.fields["partner"].queryset = queries.others(organisation, today, kept=kept)
        self.fields["associations"].queryset = queries.associations(today, kept=kept)
        self.fields["sites"].queryset = queries.sites_for(organisation, partner, on=today, kept=kept)

    def clean_writes_as(self):
        return " ".join(self.cleaned_data["writes_as"].split())

    def parties(self):
        """Return the programme there is already, whose it is, and with whom."""
        return None, self.record, None


class OpenProgrammeForm(ProgrammeSettled):
    slug = forms.SlugField(
        label=_("A short name for commands and files"),
        help_text=_("Small letters, digits and hyphens, such as north-side. It cannot be changed later."),
        max_length=50,
    )
    field_order = ["name", "slug"]


class KeepProgrammeForm(Keeping, ProgrammeSettled):
    ended_on = day(
        _("Ended on"),
        help_text=_(
            "From this day on it takes no new referrals. Nobody is left alone: the journeys that have begun go on."
        ),
        required=False,
    )

    def parties(self):
        return self.record, self.record.organisation, self.record.partner


class NamedSource(Form):
    """A place that referrals come from, named in the languages that are spoken there."""

    def prepare(self):
        for code, language in settings.LANGUAGES:
            self.fields[f"name_{code}"] = _name(_("Its name (%(language)s)") % {"language": language})
            self.fields[f"name_{code}"].required = False

    def clean(self):
        given = super().clean()
        if not any(given.get(f"name_{code}") for code, _language in settings.LANGUAGES):
            raise forms.ValidationError(_("Please give it a name in at least one language."))
        return given

    def answers(self):
        given = super().answers()
        names = {code: given.pop(f"name_{code}") for code, _language in settings.LANGUAGES}
        return given | {"names": {code: name for code, name in names.items() if name}}


class SourceForm(NamedSource):
    code = forms.CharField(
        label=_("A code for files and figures"),
        help_text=_("Short, such as nursing. It cannot be changed later."),
        max_length=40,
    )


class KeepSourceForm(Rewriting, NamedSource):
    def prepare(self):
        super().prepare()
        if not self.is_bound:
            self.initial |= {f"name_{code}": name for code, name in self.record.names.items()}

    def snapshot(self):
        return queries.snapshot_of(self.record)

    def snapshot_as_read(self):
        names = self.record.names
        return [(self.fields[f"name_{code}"].label, names.get(code)) for code, _language in settings.LANGUAGES]
