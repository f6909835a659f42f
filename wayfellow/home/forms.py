"""What somebody looks for on a home page."""

from django import forms
from django.utils.translation import gettext_lazy as _

from wayfellow.people.what_happened import YOU, Sort, everyone_in_it
from wayfellow.ui.pages import day


class LookedForm(forms.Form):
    """What a person looks for among the lines about them. Nothing is required, and nothing is kept."""

    all_optional = True
    sort = forms.ChoiceField(label=_("What"), choices=[("", _("Everything")), *Sort.choices], required=False)
    by = forms.TypedChoiceField(label=_("Who"), coerce=int, empty_value=None, required=False)
    since = day(_("From"), required=False)
    until = day(_("To"), required=False)

    def __init__(self, *args, reader, **kwargs):
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        others = [(user.pk, user.name) for user in everyone_in_it(reader) if user != reader]
        self.fields["by"].choices = [("", _("Everyone")), (reader.pk, YOU), *others]

    def looked_for(self):
        """Return what was asked for, as far as it can be understood."""
        return self.cleaned_data if self.is_valid() else {}
