"""What is asked about what is kept."""

from django import forms
from django.conf import settings
from django.core.validators import RegexValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wayfellow.directory.models import LONGEST_NAME
from wayfellow.keeping.queries import WHO_THEY_ARE, as_settled, law_asks_until, rules_about, snapshot_of
from wayfellow.people.models import Person, Reach
from wayfellow.people.phones import as_dialled
from wayfellow.people.queries import as_read
from wayfellow.ui.pages import Form, Rewriting, line, one_of, tick, words, yes_or_no
from wayfellow.ui.spoken import to_choose_from

RATHER_NOT_SAY = ("", _("I would rather not say"))
MOST_DAYS = 100 * 365
A_PLACE = RegexValidator(r"^[A-Z]{2}(-[A-Z0-9]{1,3})?$", _("Please write it like ES or ES-CT."))


class DetailsForm(Rewriting):
    name = forms.CharField(label=_("What should we call you?"), max_length=LONGEST_NAME)
    also_called = line(
        _("Surname or nickname"),
        longest=LONGEST_NAME,
        help_text=_("If you like: it tells you apart from others of your name. Only those around you read it."),
    )
    language = forms.ChoiceField(label=_("The language you prefer to speak"), choices=to_choose_from)
    reads = one_of(_("In which language do you like to read?"), settings.LANGUAGES)
    gender = one_of(_("Gender"), [*Person.Gender.choices, RATHER_NOT_SAY], required=False)
    phone = line(_("Telephone"), longest=40, type="tel")
    email = forms.EmailField(label=_("E-mail address"), required=False)
    may_text = yes_or_no(_("May we send you a text message?"))
    may_leave_message = yes_or_no(_("May we leave you a message?"))
    who_may_answer = words(_("Who may answer"), rows=1)
    good_times = words(_("Good times"), rows=1)

    def clean_phone(self):
        return as_dialled(self.cleaned_data["phone"])

    def prepare(self):
        if not self.is_bound:
            reach = getattr(self.record, "reach", None)
            self.initial |= {name: getattr(self.record, name) for name in WHO_THEY_ARE}
            self.initial["reads"] = self.record.reads_in
            self.initial |= {name: getattr(reach, name) for name in Reach.TOLD if reach}

    def snapshot(self):
        return snapshot_of(self.record)

    def snapshot_as_read(self):
        kept = dict(zip([*WHO_THEY_ARE, *Reach.TOLD], self.snapshot(), strict=True))
        kept |= as_read(getattr(self.record, "reach", None))
        kept["language"] = self.record.get_language_display()
        kept["gender"] = self.record.get_gender_display()
        return [(self.fields[name].label, value) for name, value in kept.items()]

    def answers(self):
        given = super().answers()
        details = {name: given[name] for name in WHO_THEY_ARE}
        return {
            "edit_token": given["edit_token"],
            "details": details,
            "reads": given["reads"],
            "reach": {name: given[name] for name in Reach.TOLD},
        }


class TellTeamForm(Form):
    tell = one_of(
        _("May the person who referred you know what you answered?"),
        [("yes", _("Yes, they may know")), ("no", _("No, it stays with me"))],
    )

    def prepare(self):
        self.initial["tell"] = "yes" if self.record.tell_team else "no"

    def answers(self):
        return {"tell": self.cleaned_data["tell"] == "yes"}


class AskErasureForm(Form):
    """Nothing is asked; the page says what the rules of the place mean for this person."""

    def rules(self):
        return rules_about(self.record)

    def until(self):
        return law_asks_until(self.record, timezone.localdate())


class EraseForm(Form):
    sure = tick(_("I know that nobody can undo this"), required=True)

    def answers(self):
        return {}


class JurisdictionForm(Form):
    jurisdiction = forms.CharField(
        label=_("Which law applies to this programme?"),
        help_text=_("The code of the country, or of its region: ES, ES-CT. Empty: the rules for anywhere."),
        required=False,
        max_length=10,
        validators=[A_PLACE],
    )

    def prepare(self):
        self.initial["jurisdiction"] = self.record.jurisdiction


class RetentionForm(Rewriting):
    days = forms.IntegerField(
        label=_("After how many days is it erased automatically?"),
        help_text=_("Empty: it is kept until the person asks for it to be erased."),
        required=False,
        min_value=1,
        max_value=MOST_DAYS,
    )
    at_least = forms.IntegerField(
        label=_("For how many days does the law require it to be kept, even if the person asks for it to be erased?"),
        help_text=_("0: the law does not require it."),
        min_value=0,
        max_value=MOST_DAYS,
    )
    is_checked = tick(_("Someone who knows the law here has checked this"))

    def prepare(self):
        for code, name in settings.LANGUAGES:
            self.fields[f"why_{code}"] = words(
                _("Why, in plain words (%(language)s)") % {"language": name}, initial=self.record.why.get(code, "")
            )
        if not self.is_bound:
            self.initial |= {name: getattr(self.record, name) for name in ["days", "at_least", "is_checked"]}

    def snapshot(self):
        return as_settled(self.record)

    def snapshot_as_read(self):
        numbers = [(self.fields[name].label, getattr(self.record, name)) for name in ["days", "at_least"]]
        return [*numbers, (_("Why"), self.record.reason)]

    def answers(self):
        given = super().answers()
        why = {code: given[f"why_{code}"] for code, _name in settings.LANGUAGES if given[f"why_{code}"]}
        return {name: given[name] for name in ["edit_token", "days", "at_least", "is_checked"]} | {"why": why}
