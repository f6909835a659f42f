"""Who is told, and until when somebody expects to be back."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from wayfellow.arrivals.models import Margin
from wayfellow.arrivals.queries import (
    as_kept,
    contact_of,
    coordinators_of,
    could_be_on_duty,
    next_end,
    nobody_is_on_duty,
    programmes_of,
)
from wayfellow.directory.models import Programme
from wayfellow.notices import letters, texts
from wayfellow.notices.gateways import as_dialled
from wayfellow.people.models import User
from wayfellow.ui.pages import Form, Rewriting, day, hour, line, some_of

FARTHEST = timedelta(days=366)
NO_NUMBER = _("This is no number that can be rung. With the code of another country it begins with “+”.")


class ContactForm(Rewriting):
    """One person, whom they trust. What is written of somebody outside is sealed, and only sent to when it is late."""

    done = _("Saved. Before you go out, say when you expect to be back.")
    all_optional = True
    on_duty_in: forms.ModelChoiceField = forms.ModelChoiceField(
        label=_("Is whoever is on duty told?"),
        help_text=_("A coordinator says who is on duty on which day. Where nobody is, you read so before you go."),
        queryset=Programme.objects.none(),
        required=False,
        empty_label=_("No: somebody whom I choose below"),
        widget=forms.RadioSelect,
        blank=True,
    )
    coordinator: forms.ModelChoiceField = forms.ModelChoiceField(
        label=_("Who is told when you are not back?"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Somebody of my own, whom I name below"),
        widget=forms.RadioSelect,
        blank=True,
    )
    name = line(_("Their name"), help_text=_("Only if it is somebody of your own. Ask them first."))
    email = forms.EmailField(label=_("Their e-mail address"), required=False)
    phone = line(_("Their mobile number, for a text message"), inputmode="tel")
    own_number = line(
        _("Your own number"), help_text=_("So that they can ring you at once. It is only sent then."), inputmode="tel"
    )
    margin = forms.TypedChoiceField(
        label=_("How long after the time that you said?"),
        choices=Margin.choices,
        coerce=int,
        initial=Margin.HALF,
        widget=forms.RadioSelect,
    )

    def prepare(self):
        self.contact = contact_of(self.record)
        self.fields["on_duty_in"].queryset = programmes_of(self.record)
        self.fields["on_duty_in"].label_from_instance = _on_duty_in
        self.fields["coordinator"].queryset = coordinators_of(self.record)
        if not texts.can_be_sent():
            del self.fields["phone"]
        if self.contact and not self.is_bound:
            names = ["on_duty_in", "coordinator", "name", "email", "own_number", "margin", "phone"]
            self.initial |= {name: getattr(self.contact, name) for name in names}

    def clean_phone(self):
        return self._number("phone")

    def clean_own_number(self):
        return self._number("own_number")

    def _number(self, field):
        said = self.cleaned_data[field]
        if said and not as_dialled(said):
            raise ValidationError(NO_NUMBER)
        return said

    def clean(self):
        super().clean()
        said = self.cleaned_data
        if said.get("on_duty_in"):
            said["coordinator"] = None
        if said.get("on_duty_in") or said.get("coordinator"):
            said |= {"name": "", "email": "", "phone": ""}
        elif not said.get("name"):
            self.add_error("name", _("Please choose somebody above, or name somebody."))
        elif not (said.get("email") and letters.can_be_sent() or said.get("phone")):
            self.add_error("email", _("Please give a way to reach them."))

    def snapshot(self):
        return as_kept(self.contact)

    def snapshot_as_read(self):
        if self.contact is None:
            return []
        return [(_("Who is told"), self.contact.called), (_("Your own number"), self.contact.own_number)]

    def answers(self):
        given = super().answers()
        return {"edit_token": given.pop("edit_token"), "contact": {"phone": ""} | given}


def _on_duty_in(programme):
    return _("Yes, in %(programme)s") % {"programme": programme.name}


class DutyForm(Form):
    """Who is on duty on some days. The record is the programme."""

    done = _("Saved. Tell whoever is on duty that they are.")
    user: forms.ModelChoiceField = forms.ModelChoiceField(
        label=_("Who is on duty?"), queryset=User.objects.none(), required=False, empty_label=_("Nobody")
    )
    begins_on = day(_("From which day?"), initial=timezone.localdate)
    ends_on = day(_("Until which day?"))
    weekdays = some_of(
        _("On which days of the week?"), list(WEEKDAYS.items()), help_text=_("On every day, if you choose none.")
    )
    phone = line(_("The mobile number of whoever is on duty, for a text message"), inputmode="tel")

    def prepare(self):
        self.fields["user"].queryset = could_be_on_duty(self.record)
        if not texts.can_be_sent():
            del self.fields["phone"]

    def clean_phone(self):
        said = self.cleaned_data["phone"]
        if said and not as_dialled(said):
            raise ValidationError(NO_NUMBER)
        return said

    def clean(self):
        given = super().clean()
        begins, ends = given.get("begins_on"), given.get("ends_on")
        if begins and begins < timezone.localdate():
            self.add_error("begins_on", _("This day is over."))
        elif begins and ends and not begins <= ends <= begins + FARTHEST:
            self.add_error("ends_on", _("Please choose a day after the first one, at most a year later."))
        elif begins and ends and not self._days(given):
            self.add_error("weekdays", _("No such day lies between the two."))
        return given

    def _days(self, given):
        weekdays = {int(each) for each in given.get("weekdays") or []} or set(range(7))
        days = (given["begins_on"] + timedelta(days=number) for number in range(FARTHEST.days + 1))
        return [day for day in days if day <= given["ends_on"] and day.weekday() in weekdays]

    def answers(self):
        given = self.cleaned_data
        return {"days": self._days(given), "user": given["user"], "phone": given.get("phone", "")}


class LetContactGoForm(Form):
    done = _("Saved. Nobody is told any more.")


class SetOutForm(Form):
    done = _("Saved. When you are back, one tap says so.")
    expected = hour(_("When do you expect to be back?"), required=True)

    def prepare(self):
        self.contact = contact_of(self.record)
        self.nobody_is_on_duty = nobody_is_on_duty(self.contact)
        if not self.is_bound and (end := next_end(self.reader)):
            self.initial["expected"] = timezone.localtime(end).time()


class SayLaterForm(Form):
    done = _("Saved. Nobody is told before then.")
    expected = hour(_("When do you expect to be back?"), required=True)


class SayBackForm(Form):
    done = _("Good that you are back.")
