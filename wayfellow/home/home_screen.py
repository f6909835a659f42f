"""A place on a phone's home screen that tells nobody what it opens, under a name and picture the reader picks."""

from django import forms
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy

from wayfellow.ui.pages import one_of

NAMES = {
    "notes": pgettext_lazy("name on a home screen", "Notes"),
    "diary": pgettext_lazy("name on a home screen", "Diary"),
    "paths": pgettext_lazy("name on a home screen", "Paths"),
    "tuesday": pgettext_lazy("name on a home screen", "Tuesday"),
}
PICTURES = {"leaf": _("A leaf"), "book": _("A book"), "cup": _("A cup"), "sun": _("A sun")}
PAPER, DEEP = "#f8f3ea", "#1f5153"


class HomeScreenForm(forms.Form):
    """Which name, and which picture. Nothing of it is kept: the phone knows it, and nobody else."""

    name = one_of(_("Which name?"), list(NAMES.items()), initial="notes")
    picture = one_of(_("Which picture?"), list(PICTURES.items()), initial="leaf")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.label_suffix = ""


def manifest(language: str, name: str, picture: str) -> dict:
    """Return what a phone asks a page that is put on its home screen: no word of what this is about."""
    with override(language):
        called = str(NAMES[name])
    return {
        "id": reverse("home:my"),
        "name": called,
        "short_name": called,
        "lang": language,
        "start_url": reverse("home:my"),
        "scope": "/",
        "display": "minimal-ui",
        "background_color": PAPER,
        "theme_color": DEEP,
        "icons": [
            {"src": static(f"home/{picture}.png"), "sizes": "512x512", "type": "image/png"},
            {"src": static(f"home/{picture}.svg"), "sizes": "any", "type": "image/svg+xml"},
        ],
    }
