"""What is asked of whoever brings a directory in."""

from collections.abc import Sequence

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wayfellow.directory.models import LONGEST_NAME
from wayfellow.files.receiving import unless_refused
from wayfellow.hsds.access import kept_by_it
from wayfellow.hsds.brought_in import MOST_MEGABYTES, MOST_SERVICES, sources_of
from wayfellow.hsds.planning import plan
from wayfellow.hsds.reading import BEGINS_A_ZIP, read_sent
from wayfellow.sheets.reading import BadRow, BadRows
from wayfellow.ui.pages import Form, TakingAway, line
from wayfellow.vault.files import File

SHOWN_AT_ONCE = 300
FAULTS = _("There is something to put right in this file. It is listed above. Nothing was brought in.")
TOO_MANY = _(
    "This file has more than %(number)s programmes. Please ask whoever runs Wayfellow to bring it in at the machine."
)


class BringForm(Form):
    """A directory in a file. The record is the programme. `faults` is all that has to be put right in it."""

    done = ""  # the page says it
    faults: Sequence[BadRow] = ()
    source = line(
        _("Who keeps this directory?"),
        required=True,
        longest=LONGEST_NAME,
        help_text=_("Call it the same each time: what it does not name any more next time is then taken out."),
        list="sources",
    )
    file = forms.FileField(
        label=_("The file"),
        help_text=_(
            "A zip of CSV files or JSON, in the form of HSDS (Human Services Data Specification), or meetings.json."
        ),
        widget=forms.FileInput(attrs={"accept": ".zip,.json"}),
    )

    def sources(self):
        return sources_of(self.record)

    def clean_file(self):
        return unless_refused(self.cleaned_data["file"])

    def clean(self):
        given = super().clean()
        if given.get("file") and given.get("source"):
            given["planned"] = self._plan(given["file"], given["source"])
        return given

    def _plan(self, file, source):
        self.content = file.read()
        package = read_sent(file.name, self.content, source=source, most_megabytes=MOST_MEGABYTES)
        if len(package.rows["service"]) > MOST_SERVICES:
            self.add_error("file", forms.ValidationError(TOO_MANY, params={"number": MOST_SERVICES}))
            return None
        try:
            within = kept_by_it(self.record)
            return plan(package, source=source, kept_by=self.record, on=timezone.localdate(), within=within)
        except BadRows as faults:
            self.faults = sorted(faults.rows, key=lambda row: (row.file, row.line, row.column))
            self.add_error("file", FAULTS if len(faults.rows) > 1 else str(faults.rows[0]))
        return None

    def faults_shown(self):
        return self.faults[:SHOWN_AT_ONCE]

    def answers(self):
        kind = "zip" if self.content.startswith(BEGINS_A_ZIP) else "json"
        given = self.cleaned_data
        return {"source": given["source"], "file": File(kind, self.content), "planned": given["planned"]}


class LookAgainForm(Form):
    done = _("This is what it would change now.")


class TakeForm(Form):
    done = _("It is taken in. You can undo that for a month, as long as nobody has changed any of it.")


class UndoForm(Form):
    done = _("It is undone. The directory is as it was before.")


class LeaveForm(TakingAway):
    done = _("It is deleted here.")

    def where(self):
        return self.record.programme_id
