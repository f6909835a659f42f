"""What is asked when somebody is invited, and when they come."""

from operator import attrgetter

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wayfellow.directory.models import LONGEST_NAME, Organisation, Programme
from wayfellow.directory.queries.programmes import programmes
from wayfellow.files.receiving import unless_refused
from wayfellow.invitations import queries
from wayfellow.invitations.lists import COLUMNS, people_in
from wayfellow.invitations.models import AS_WHAT
from wayfellow.people.models import User
from wayfellow.ui.pages import Form, TakingAway, one_of

DAYS, MOST_DAYS = 14, 60
PRINT, EMAIL, TAKE_BACK = "print", "email", "take_back"


def _days():
    return forms.IntegerField(label=_("For how many days is it valid?"), min_value=1, max_value=MOST_DAYS, initial=DAYS)


class AgainForm(Form):
    days = _days()


class WhomForm(Form):
    """Whoever is invited to work here."""

    name = forms.CharField(label=_("Who are you inviting?"), max_length=LONGEST_NAME, help_text=_("Their name."))
    email = forms.EmailField(
        label=_("Their e-mail address"),
        help_text=_("If you leave it empty, you print a code and hand it over."),
        required=False,
    )
    language = one_of(_("In which language do they like to read?"), settings.LANGUAGES)
    days = _days()

    def prepare(self):
        if not self.is_bound and self.reader:
            self.initial["language"] = self.reader.language
        if not settings.DEFAULT_FROM_EMAIL:
            del self.fields["email"]


class InviteOperatorForm(WhomForm):
    programme: forms.ModelChoiceField = forms.ModelChoiceField(
        label=_("Do they work with the team of a programme?"),
        help_text=_("If they ever receive support themselves, nobody who works there can read about it."),
        queryset=Programme.objects.none(),
        required=False,
        empty_label=_("None"),
    )

    def prepare(self):
        super().prepare()
        self.fields["programme"].queryset = programmes(self.reader)


class InviteMemberForm(WhomForm):
    role = one_of(_("In which role?"), AS_WHAT)
    employer: forms.ModelChoiceField = forms.ModelChoiceField(
        label=_("Which organisation does the peer supporter belong to?"),
        help_text=_("Only for a peer supporter: who employs them, or where they volunteer."),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("None"),
    )
    field_order = ["role", "employer", "name"]

    def prepare(self):
        super().prepare()
        self.fields["role"].choices = queries.roles_offered(self.reader)
        self.fields["employer"].queryset = queries.employers(timezone.localdate())


class InviteSeveralForm(Form):
    """The record is the programme."""

    done = _("Everyone on the list is invited.")
    whom = forms.FileField(
        label=_("The list, as a CSV file"), widget=forms.FileInput(attrs={"accept": ".csv,text/csv"})
    )
    days = _days()

    def prepare(self):
        self.roles, self.languages = queries.roles_offered(self.reader), ", ".join(dict(settings.LANGUAGES))

    def clean_whom(self):
        """Return everyone on the list, or say of every row what has to be put right."""
        sheet = people_in(unless_refused(self.cleaned_data["whom"]).read(), self.record, self.reader)
        if sheet.bad:
            raise forms.ValidationError([_named(row) for row in sorted(sheet.bad, key=attrgetter("line"))])
        return [{name: row[name] for name in COLUMNS} for row in sheet.rows]


def _named(row):
    if not row.line:
        return row.reason
    where = {"line": row.line, "column": row.column, "reason": row.reason}
    said = _("Line %(line)s, %(column)s: %(reason)s") if row.column else _("Line %(line)s: %(reason)s")
    return said % where


class InvitePersonForm(Form):
    how = one_of(_("How does the person get it?"), [])
    days = _days()

    def prepare(self):
        self.fields["how"].choices = [(PRINT, _("On paper: I hand it over"))]
        if settings.DEFAULT_FROM_EMAIL and queries.address_of(self.record):
            self.fields["how"].choices += [(EMAIL, _("By e-mail, to the address they gave: they have agreed"))]
        self.fields["how"].choices += [(TAKE_BACK, _("Not at all: cancel any code given before"))]


class TypedCode(forms.Form):
    code = forms.CharField(
        label=_("Your code"),
        help_text=_("Twelve letters and figures, such as ABCD-EFGH-JKLM."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "characters"}),
    )


class NewAccountForm(Form):
    """For who comes for the first time. An address that the invitation went to is the account's own."""

    name = forms.CharField(
        label=_("What should we call you?"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("You will use it to sign in."),
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )
    password = forms.CharField(
        label=_("Choose a password"),
        help_text=_("At least 10 characters. A few words in a row are easy to remember."),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    language = one_of(_("In which language do you like to read?"), settings.LANGUAGES)

    def prepare(self):
        invitation = self.record
        if invitation.email:
            del self.fields["email"]
        if not self.is_bound:
            # Whoever holds a code on paper is not told whose it is: of a person an invitation has no name.
            self.initial |= {"name": invitation.name, "language": invitation.language}

    def clean(self):
        given = super().clean()
        email = self.record.email or given.get("email", "")
        if "password" in given:
            try:
                validate_password(given["password"], User(email=email, name=given.get("name", "")))
            except forms.ValidationError as weak:
                self.add_error("password", weak)
        return given | {"email": email}


class TakeBackForm(TakingAway):
    def where(self):
        return self.record.programme_id
