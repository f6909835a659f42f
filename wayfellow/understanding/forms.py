"""What is asked of a reader, of whoever tells a story, of a coordinator and of the operator."""

from django import forms
from django.conf import settings
from django.core.validators import RegexValidator
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wayfellow.directory.models import LONGEST_NAME, Organisation
from wayfellow.ui.pages import Form, Rewriting, day, one_of, some_of, tick, words
from wayfellow.understanding.contents import PAGES
from wayfellow.understanding.models import LONGEST_LINE, LONGEST_NUMBER, Story
from wayfellow.understanding.queries import as_told, snapshot_of, who_could_invite

A_PLACE = RegexValidator(r"^[A-Z]{2}(-[A-Z0-9]{1,3})?$", _("Please write it like ES or ES-CT."))
A_NUMBER = RegexValidator(r"^\+?[0-9][0-9 ]*$", _("Please write only digits, spaces, and a + at the beginning."))
MOST_ABOUT_A_PAGE = 2000
MOST_PEOPLE = 1000


class FeedbackForm(Form):
    is_clear = one_of(_("Was this clear?"), [("yes", _("Yes")), ("no", _("Not quite"))])
    missing = forms.CharField(
        label=_("What is missing?"),
        help_text=_("Please write no names, and nothing that says who you are."),
        required=False,
        max_length=MOST_ABOUT_A_PAGE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_is_clear(self):
        return self.cleaned_data["is_clear"] == "yes"


class LeafletForm(forms.Form):
    """Everything it asks stands in the address of the leaflet, and nowhere else."""

    all_optional = True
    page = some_of(_("Which pages?"), [(page.slug, page.title) for page in PAGES])
    language = one_of(_("In which language?"), settings.LANGUAGES)
    easy = tick(_("In easy read: short sentences, with drawings"))

    def __init__(self, *args, programmes=(), **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        if programmes:
            chosen = some_of(_("Which programmes?"), [(one.slug, str(one)) for one in programmes])
            self.fields = {"with": chosen} | self.fields

    def clean(self):
        if not self.cleaned_data.get("with") and not self.cleaned_data.get("page"):
            self.add_error("page", _("Please choose a page or a programme."))


class StoryForm(Form):
    title = forms.CharField(label=_("What is it called?"), max_length=LONGEST_NAME)
    words = words(
        _("Your story"),
        required=True,
        rows=12,
        help_text=_(
            "Tell it as you would to someone you like. You decide what goes in and what does not. Think "
            "of the other people in it: would they want to be recognised?"
        ),
    )
    told_as = forms.CharField(
        label=_("Under which name?"),
        help_text=_("Any name you like, or none."),
        max_length=LONGEST_NAME,
        required=False,
    )


class ExistingStoryForm(Rewriting):
    def snapshot(self):
        return as_told(self.record)

    def snapshot_as_read(self):
        return [
            (_("What it is called"), self.record.title),
            (_("The story"), self.record.words),
            (_("Under which name"), self.record.told_as),
        ]


class ChangeStoryForm(ExistingStoryForm, StoryForm):
    def prepare(self):
        if not self.is_bound:
            self.initial |= {name: getattr(self.record, name) for name in ["title", "words", "told_as"]}


class OfAVersion(Form):
    """A form about the very words that its page showed."""

    version: forms.Field = forms.IntegerField(widget=forms.HiddenInput)

    def prepare(self):
        if not self.is_bound:
            self.initial["version"] = self.record.version


class ConsentForm(OfAVersion):
    where = one_of(_("Who may read it?"), Story.Where)
    sure = tick(_("I have read it as it will look, and I want it to be shown"), required=True)

    def answers(self):
        return {name: value for name, value in super().answers().items() if name != "sure"}


class Answer(TextChoices):
    UP = "up", _("It can be published as it is")
    NOT_NOW = "not_now", _("I would rather not show it")


class ReadFirstForm(OfAVersion):
    about_a_person = True
    goes_up = one_of(_("What is your answer?"), Answer)
    answer = words(
        _("A kind sentence to the person who wrote it"),
        rows=4,
        help_text=_("Only if it is not published. Say what worries you, and never how they should have told it."),
    )

    def clean(self):
        if self.cleaned_data.get("goes_up") == Answer.NOT_NOW and not self.cleaned_data.get("answer"):
            self.add_error("answer", _("Please write a kind sentence, so that they know why."))


class InviteToPresentForm(Form):
    team = forms.CharField(label=_("Which team, and where?"), max_length=LONGEST_NAME)
    organisation: forms.ModelChoiceField = forms.ModelChoiceField(
        label=_("Of which organisation?"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("Another, or none"),
    )
    when_about = forms.CharField(
        label=_("About when?"), help_text=_("A week, or days and hours that suit you."), max_length=LONGEST_NAME
    )
    how_many = forms.IntegerField(label=_("About how many people?"), min_value=1, max_value=MOST_PEOPLE)
    to_hear = words(
        _("What would you like to hear about?"),
        help_text=_("Please write nothing about the people you support."),
    )

    def prepare(self):
        self.fields["organisation"].queryset = who_could_invite(timezone.localdate())


class PlanForm(Form):
    on = day(_("On which day?"))


class HoldForm(Form):
    came = forms.IntegerField(label=_("How many people came?"), min_value=0, max_value=MOST_PEOPLE)


class FollowedForm(Rewriting):
    all_optional = True
    followed = words(
        _("What followed from it?"),
        help_text=_("Who got in touch, what was agreed, what to do next. Please name nobody who receives support."),
    )

    def prepare(self):
        if not self.is_bound:
            self.initial["followed"] = self.record.followed

    def snapshot(self):
        return [self.record.followed]

    def snapshot_as_read(self):
        return [(self.fields["followed"].label, self.record.followed)]


class HelpLineForm(Form):
    place = forms.CharField(
        label=_("Place"),
        help_text=_("The code of a country or of a region, such as ES or ES-CT."),
        max_length=6,
        validators=[A_PLACE],
    )
    is_suggested = tick(_("Show this place first to people who have not chosen one"))
    number = forms.CharField(label=_("Number"), max_length=LONGEST_NUMBER, validators=[A_NUMBER])
    languages = forms.CharField(label=_("Languages spoken on the line"), max_length=LONGEST_LINE, required=False)
    source = forms.CharField(label=_("Where does this come from?"), max_length=LONGEST_LINE)
    checked_on = day(_("When was it checked?"), initial=timezone.localdate)
    told = {
        "place_names": _("What the place is called"),
        "names": _("What the line is called"),
        "hours": _("Opening hours"),
    }

    def prepare(self):
        for name, label in self.told.items():
            for code, language in settings.LANGUAGES:
                self.fields[f"{name}_{code}"] = forms.CharField(
                    label=f"{label} ({language})",
                    max_length=LONGEST_LINE,
                    required=name != "hours" and code == settings.LANGUAGE_CODE,
                )

    def line(self):
        """Return the line, with what is told in several languages put together."""
        return {name: self.cleaned_data[name] for name in LINE} | {
            name: {code: self.cleaned_data[f"{name}_{code}"] for code, _language in settings.LANGUAGES}
            for name in self.told
        }

    def answers(self):
        return {"line": self.line()} | {
            name: self.cleaned_data[name] for name in ["edit_token"] if name in self.cleaned_data
        }


LINE = ["place", "is_suggested", "number", "languages", "source", "checked_on"]


class ExistingHelpLineForm(Rewriting):
    def snapshot(self):
        return snapshot_of(self.record)

    def snapshot_as_read(self):
        return [(self.record.place_name, f"{self.record.number}, {self.record.name}")]


class ChangeHelpLineForm(ExistingHelpLineForm, HelpLineForm):
    def prepare(self):
        HelpLineForm.prepare(self)
        if not self.is_bound:
            self.initial |= {name: getattr(self.record, name) for name in LINE}
            for name in self.told:
                self.initial |= {f"{name}_{code}": text for code, text in getattr(self.record, name).items()}
