"""What is asked when a space that was opened by a code is confirmed, or closed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from wayfellow.ui.pages import Form, tick


class ConfirmSpaceForm(Form):
    digits = forms.CharField(
        label=_("The six digits on their screen"),
        help_text=_("They are valid for ten minutes."),
        max_length=12,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )

    def clean_digits(self):
        return "".join(letter for letter in self.cleaned_data["digits"] if letter.isdecimal())


class CloseSpaceForm(Form):
    is_here = tick(_("The person is here with me, and says that this account is not theirs."), required=True)
