"""The question for a file."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from wayfellow.files.checking import CannotTake, checked, kind_of
from wayfellow.files.receiving import in_megabytes, unless_refused
from wayfellow.vault.files import PDF, PICTURE

OFFERED = {PICTURE: ["image/jpeg", "image/png", "image/webp"], PDF: ["application/pdf"]}
WHAT_IS_TAKEN = {
    (PICTURE, PDF): _("A picture (JPEG, PNG or WebP) or a PDF, up to {size} MB."),
    (PDF,): _("A PDF of up to {size} MB."),
}
NOT_OF_THESE = {
    (PICTURE, PDF): _("This is not a picture (JPEG, PNG or WebP) and not a PDF, whatever its name says."),
    (PDF,): _("This is not a PDF, whatever its name says."),
}


class FileField(forms.FileField):
    """Gives the act a file that was read and written anew, or says where it was chosen why it is not taken."""

    def __init__(self, *, kinds: tuple[str, ...], **options: Any):
        accept = ",".join(offered for kind in kinds for offered in OFFERED[kind])
        super().__init__(widget=forms.FileInput(attrs={"accept": accept}), **options)
        self.kinds = kinds

    def to_python(self, data: Any) -> Any:
        """Return a `vault.files.File`, or nothing where none was chosen."""
        if data in self.empty_values:
            return None
        content = unless_refused(data).read()
        kind = kind_of(content)
        if kind not in self.kinds:
            raise forms.ValidationError(NOT_OF_THESE[self.kinds])
        try:
            return checked(kind, content)
        except CannotTake as why:
            raise forms.ValidationError(str(why)) from None


def a_file(label: Any, *kinds: str, help_text: Any = "", required: bool = False) -> FileField:
    """A question answered by a file of one of these kinds. Which they are, and how large it may be, it says itself."""
    taken = format_lazy(WHAT_IS_TAKEN[kinds], size=in_megabytes(settings.LARGEST_FILE))
    return FileField(label=label, kinds=kinds, help_text=format_lazy("{} {}", taken, help_text), required=required)
