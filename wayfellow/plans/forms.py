"""What the list of visits asks."""

from django.utils.translation import gettext_lazy as _

from wayfellow.plans.queries import as_kept
from wayfellow.ui.pages import Form, Rewriting, day, words


class VisitForm(Form):
    with_whom = words(_("Who are you going to see?"), required=True, rows=1)
    on = day(_("On which day?"), required=False, help_text=_("Leave it empty if you do not know yet."))
    to_raise = words(
        _("What do you want to bring up?"),
        rows=6,
        help_text=_("Questions, wishes, things that went well, things that should change. In your own words."),
    )


class KeptVisitForm(Rewriting):
    def kept(self):
        return as_kept(self.record)

    def kept_as_read(self):
        return [
            (_("Who you are going to see"), self.record.with_whom),
            (_("Day"), self.record.on),
            (_("What you want to bring up"), self.record.to_raise),
        ]


class ChangeVisitForm(KeptVisitForm, VisitForm):
    def prepare(self):
        if not self.is_bound:
            self.initial |= {name: getattr(self.record, name) for name in VisitForm.base_fields if name != "once"}
