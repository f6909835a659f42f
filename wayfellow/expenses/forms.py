"""What is asked of a cost."""

from django import forms
from django.utils import timezone
from django.utils.functional import cached_property, lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wayfellow.directory.models import Programme
from wayfellow.expenses.models import LONGEST_NUMBER, MOST_DIGITS, Expense
from wayfellow.expenses.queries import as_sent, programmes_of, receipt_of, receipt_to_open
from wayfellow.files.asking import a_file
from wayfellow.ui.money import AmountField, currency_in_words, money
from wayfellow.ui.pages import Form, Rewriting, TakingAway, day, line, one_of, tick, words
from wayfellow.vault.files import PDF, PICTURE

APPROVE, ASK = "approve", "ask"


def _how_an_amount_is_written():
    currency = currency_in_words()
    return gettext("In %(currency)s, such as 4.50.") % {"currency": currency} if currency else gettext("Such as 4.50.")


class ExpenseForm(Form):
    """The record is the peer supporter."""

    done = _("Sent.")
    programme: forms.ModelChoiceField = forms.ModelChoiceField(
        label=_("For which programme?"), queryset=Programme.objects.none(), empty_label=None
    )
    spent_on = day(_("Day"))
    kind = one_of(_("What was it?"), Expense.Kind)
    occasion = one_of(_("What was it for?"), Expense.Occasion)
    amount = AmountField(label=_("Amount"), max_digits=MOST_DIGITS, help_text=lazy(_how_an_amount_is_written, str)())
    receipt = line(
        _("Number of the receipt"),
        longest=LONGEST_NUMBER,
        help_text=_("Write a number on the paper receipt, and the same one here. Hand the paper in."),
    )
    photo = a_file(
        _("A photo or a PDF of the receipt"),
        PICTURE,
        PDF,
        help_text=_("Only you and the coordinators can open it. Where and when a photo was taken is removed from it."),
    )
    words = words(_("A note"), rows=2, help_text=_("From where to where, or what it was. No names of people."))

    def prepare(self):
        theirs = programmes_of(self.peer())
        self.fields["programme"].queryset = theirs
        if len(theirs) == 1:
            self.fields["programme"].widget = forms.HiddenInput()
            self.initial["programme"] = theirs[0]
        if not self.is_bound:
            self.initial.setdefault("spent_on", timezone.localdate())

    def peer(self):
        return self.record


class CorrectForm(Rewriting, ExpenseForm):
    """The same over what was sent."""

    done = _("Sent.")
    without_photo = tick(_("Take the photo or PDF away"))
    field_order = ["programme", "spent_on", "kind", "occasion", "amount", "receipt", "photo", "without_photo", "words"]

    def prepare(self):
        super().prepare()
        if self.photo:
            self.fields["photo"].label = _("Another photo or PDF instead of the one you sent")
        else:
            del self.fields["without_photo"]
        if not self.is_bound:
            names = ["programme", "spent_on", "kind", "occasion", "amount", "receipt", "words"]
            self.initial |= {name: getattr(self.record, name) for name in names}

    def peer(self):
        return self.record.peer

    @cached_property
    def photo(self):
        return receipt_to_open(self.record)

    def snapshot(self):
        return as_sent(self.record)

    def snapshot_as_read(self):
        return as_read(self.record)


class WithdrawForm(TakingAway):
    def where(self):
        return self.record.peer_id


class AnswerForm(Rewriting):
    """Approve what was read, or ask about it."""

    done = _("Done.")
    answer = one_of(_("Your answer"), [(APPROVE, _("Approve it")), (ASK, _("Ask about it"))])
    question = words(_("What would you like to know?"), rows=2, help_text=_("Only if you ask. They read it."))

    @cached_property
    def photo(self):
        return receipt_to_open(self.record)

    def clean(self):
        if self.cleaned_data.get("answer") == ASK and not self.cleaned_data.get("question"):
            self.add_error("question", _("Please write what you would like to know."))

    def snapshot(self):
        return as_sent(self.record)

    def snapshot_as_read(self):
        return as_read(self.record)


def as_read(expense):
    """Return an expense as (what it is called, what was said)."""
    return [
        (_("Day"), expense.spent_on),
        (_("What was it?"), expense.get_kind_display()),
        (_("What was it for?"), expense.get_occasion_display()),
        (_("Amount"), money(expense.amount)),
        (_("Number of the receipt"), expense.receipt),
        (_("A photo or a PDF of the receipt"), _("Yes") if receipt_of(expense) else _("No")),
        (_("A note"), expense.words),
    ]
