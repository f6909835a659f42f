from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wayfellow.directory.models import Team
from wayfellow.notices.letters import can_be_sent
from wayfellow.people.queries import as_settled, teams_for
from wayfellow.ui.pages import Form, Rewriting, day, tick


def _own_address():
    return forms.EmailField(label=_("Your e-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "username"}))


def _password(label, kind, help_text="", **options):
    return forms.CharField(
        label=label,
        help_text=help_text,
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": f"{kind}-password"}),
        **options,
    )


class SignIn(forms.Form):
    email = _own_address()
    password = _password(_("Your password"), "current")


class AskForLink(forms.Form):
    email = _own_address()


class Device(forms.Form):
    device = forms.UUIDField(required=False)


class Password(forms.Form):
    """A new password; the old one is asked of everyone who did not just come in by a link."""

    old_password = _password(_("Your current password"), "current")
    new_password = _password(
        _("Your new password"), "new", help_text=_("At least 10 characters. A few words in a row are easy to remember.")
    )

    def __init__(self, *args, user, asks_old, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        if not asks_old:
            del self.fields["old_password"]

    def clean_old_password(self):
        if not self.user.check_password(self.cleaned_data["old_password"]):
            raise forms.ValidationError(_("This is not your current password."))
        return self.cleaned_data["old_password"]

    def clean_new_password(self):
        validate_password(self.cleaned_data["new_password"], self.user)
        return self.cleaned_data["new_password"]


class AskWayBack(Form):
    email = forms.EmailField(
        label=_("Their e-mail address"),
        help_text=_("The one they sign in with. You will not be told whether it has an account here."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )


class GiveWayBack(Form):
    """It brings along which new address the page showed, for that one and no other is confirmed with it."""

    spoke = tick(_("I spoke with them myself, and it is them"), required=True)
    address = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def prepare(self):
        self.new_address = getattr(self.record.user, "new_address", None)
        if self.new_address and not self.new_address.waits_for_the_old(timezone.now()):
            self.new_address = None
        if self.new_address and not self.is_bound:
            self.initial["address"] = self.new_address.pk


class AskNewAddress(Form):
    email = forms.EmailField(
        label=_("Your new e-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    mail_goes_out = staticmethod(can_be_sent)

    def clean(self):
        if not self.mail_goes_out():
            raise forms.ValidationError(_("No e-mail is sent from here. An administrator can change your address."))
        return super().clean()


class MembershipForm(Rewriting):
    team: forms.ModelChoiceField = forms.ModelChoiceField(
        label=_("Of which team?"), queryset=Team.objects.none(), required=False, empty_label=_("None")
    )
    starts_on = day(_("From"))
    ends_on = day(_("Until, the last day"), required=False, help_text=_("Empty: without an end."))

    def prepare(self):
        self.fields["team"].queryset = teams_for(self.record, timezone.localdate())
        if not self.is_bound:
            self.initial |= {name: getattr(self.record, name) for name in ["team", "starts_on", "ends_on"]}

    def snapshot(self):
        return as_settled(self.record)

    def snapshot_as_read(self):
        return [(self.fields[name].label, getattr(self.record, name)) for name in ["team", "starts_on", "ends_on"]]
