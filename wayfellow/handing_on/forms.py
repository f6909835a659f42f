"""What is asked of whoever hands something on, and of whoever looks at what came."""

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from wayfellow.files.receiving import in_megabytes, unless_refused
from wayfellow.handing_on.files import MOST_BYTES, NO_SUCH_FILE, packings
from wayfellow.handing_on.models import LONGEST_TITLE, Licence
from wayfellow.ui.pages import Form, Rewriting, TakingAway, line, one_of, tick, words

TOO_LARGE = _("This file is larger than %(size)s MB: none that comes from an exchange is. Please choose another.")
HANDED_ON = ["language", "licence", "is_public"]


class _LicensedForm(Form):
    """The record is the programme."""

    done = _("It is signed. Save the file and give it to whom you like, or show it to everyone.")
    language = one_of(_("In which language is it written?"), settings.LANGUAGES)
    licence = one_of(_("What may others do with it?"), Licence, initial=Licence.BY)
    is_public = tick(
        _("Everyone can read it on a public page"), help_text=_("Search engines find it, too. You can hide it again.")
    )

    def prepare(self):
        if not self.is_bound:
            self.initial["language"] = get_language()

    def handed_on(self):
        return {name: self.cleaned_data[name] for name in HANDED_ON}


class HandOnForm(_LicensedForm):
    from_a_link = ["thing"]
    thing = forms.ChoiceField(label=_("What do you hand on?"))
    field_order = ["thing", *HANDED_ON]

    def prepare(self):
        super().prepare()
        self.fields["thing"].choices = [("", _("Please choose")), *self._things()]

    def _things(self):
        """Yield what the programme has, kind by kind."""
        for kind, packing in packings().items():
            found = [(f"{kind}:{each.pk}", packing.called(each)) for each in packing.things(self.reader, self.record)]
            if found:
                yield packing.label, found

    def answers(self):
        kind, _colon, thing = self.cleaned_data["thing"].partition(":")
        return {"kind": kind, "thing": thing, "handed_on": self.handed_on()}


class PageForm(_LicensedForm):
    """A page is written as it is handed on."""

    title = line(_("What is it called?"), required=True, longest=LONGEST_TITLE)
    words = words(
        _("What have you learned?"),
        required=True,
        rows=16,
        help_text=_(
            "A line that begins with ## is a heading, one with - an entry of a list; **two stars** make words bold. "
            "Nothing about a person who receives support belongs here."
        ),
    )
    field_order = ["title", "words", *HANDED_ON]

    def answers(self):
        page = {name: self.cleaned_data[name] for name in ["title", "words"]}
        return {"page": page, "handed_on": self.handed_on()}


class ShowForm(Rewriting):
    is_public = tick(_("Everyone can read it on a public page"))

    def prepare(self):
        if not self.is_bound:
            self.initial["is_public"] = self.record.is_public

    def snapshot(self):
        return [self.record.is_public]

    def snapshot_as_read(self):
        return [(self.fields["is_public"].label, _("Yes") if self.record.is_public else _("No"))]


class WithdrawForm(Form):
    done = _("It is withdrawn.")


class SignedField(forms.FileField):
    """Gives the act the text of a file: whether it is one of an exchange, the act says."""

    def __init__(self, **options):
        super().__init__(widget=forms.FileInput(attrs={"accept": ".jwt"}), **options)

    def to_python(self, data):
        if data in self.empty_values:
            return None
        if data.size > MOST_BYTES:
            raise forms.ValidationError(TOO_LARGE, params={"size": in_megabytes(MOST_BYTES)})
        try:
            text = unless_refused(data).read().decode().strip()
        except UnicodeDecodeError:
            text = ""
        if not text:
            raise forms.ValidationError(NO_SUCH_FILE)
        return text


class ReceiveForm(Form):
    done = _("Nobody has changed it since it was signed. Nothing is taken in yet: look at it first.")
    text = SignedField(label=_("The file"), help_text=_("It ends in .jwt. Nothing in it is run."))


class TakeForm(Form):
    done = _("It is taken in. You can undo that, as long as nobody has gone on with it.")


class UndoForm(Form):
    done = _("It is undone. It is not taken in any more.")


class LeaveForm(TakingAway):
    done = _("It is deleted here.")

    def where(self):
        return self.record.programme_id
