"""Which record is of the same person, and what is answered to that."""

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from wayfellow.merging import queries
from wayfellow.people.models import Merge
from wayfellow.ui.pages import Form, line, one_of


class AskMergeForm(Form):
    """Those who are likely the same, each with what would go where; or somebody else of whom the code is known."""

    all_optional = True
    done = _("It was asked. Nothing changes until they agree.")
    code = line(
        _("Or the code of another record"),
        help_text=_("For somebody whose name is written quite otherwise. It is found among the people you look after."),
    )

    def prepare(self):
        self.others = {str(twin.person.pk): (twin.person, twin.label) for twin in self._likely()}
        if self._coded:
            self.others.setdefault(str(self._coded.pk), (self._coded, f"{self._coded.name} · {self._coded.code}"))
        if self.others:
            labels = [(pk, label) for pk, (_person, label) in self.others.items()]
            self.fields["same"] = one_of(_("Which record is of the same person?"), labels, required=False)
            self.order_fields(["idempotency_key", "same", "code"])

    def _likely(self):
        return queries.likely_others(self.reader, self.record)

    @cached_property
    def _coded(self):
        typed = (self.data.get("code") or "").strip()
        found = queries.with_code(self.reader, typed) if typed else None
        return found if found and found.pk != self.record.pk else None

    def previews(self):
        """Return of each: itself, why it cannot be now, and else what would go where."""
        both = {str(each.pk): each for each in queries.these(self.others)}
        for pk, (_person, label) in self.others.items():
            other = both[pk]
            reason = queries.why_not(self.record, other)
            yield other, label, reason, [] if reason else list(queries.goes_where(self.reader, self.record, other))

    def clean(self):
        chosen, typed = self.cleaned_data.get("same"), self.cleaned_data.get("code")
        if typed and self._coded is None:
            self.add_error("code", _("You look after nobody else with this code. Please check it."))
        elif typed and chosen != str(self._coded.pk):
            self.add_error("same", _("Please read what goes where, choose this record, and send it again."))
        elif not chosen:
            raise ValidationError(_("Please choose a record, or type its code."))
        return self.cleaned_data

    def answers(self):
        return {"other": self.others[self.cleaned_data["same"]][0]}


class AnswerMergeForm(Form):
    is_so = one_of(_("Are both the same person?"), [("yes", _("Yes")), ("no", _("No"))])

    def answers(self):
        return {"is_so": self.cleaned_data["is_so"] == "yes"}


class UndoMergeForm(Form):
    """Nothing to answer: the page says what happens."""

    def is_asked(self):
        return self.record.state == Merge.State.ASKED
