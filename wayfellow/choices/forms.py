"""What is asked of whoever takes a first step, of those who answer, and of whoever found nothing near."""

import re

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from wayfellow.choices.lifecycle import Transition
from wayfellow.choices.models import LONGEST_AREA, FirstStep, Format
from wayfellow.choices.queries import (
    TOLD,
    as_told,
    called,
    programmes_to_ask,
    reply_address,
    who_asks,
    wishes_by_place,
)
from wayfellow.directory.models import LONGEST_NAME, Programme
from wayfellow.people.models import Reach
from wayfellow.people.phones import as_dialled
from wayfellow.people.queries import IN_WORDS
from wayfellow.ui.pages import Form, Rewriting, day, hour, line, one_of, tick, words, yes_or_no
from wayfellow.ui.spoken import to_choose_from

ANY_LANGUAGE = ("", _("Any language"))
MORE_THAN_A_PLACE = re.compile(r"[^\w\s’'().,/-]|_", re.UNICODE)


def mail_address(label, *, help_text="", required=False):
    return forms.EmailField(
        label=label, help_text=help_text, required=required, widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )


class ToldForm(Rewriting):
    """How somebody may be reached safely, and what they would like; nothing of what might be wrong."""

    use_required_attribute = False
    reached_by = Reach.TOLD

    phone = line(_("Phone"), longest=40, type="tel")
    may_text = yes_or_no(_("May we send you a text message?"))
    may_leave_message = yes_or_no(_("May we leave you a message?"))
    email = mail_address(_("E-mail"))
    who_may_answer = line(_("Who else may answer, and what may be said to them"))
    good_times = line(_("Good times"))
    name = line(_("What should we call you?"), help_text=_("Any name you like."), required=True, longest=LONGEST_NAME)
    language = forms.ChoiceField(
        label=_("The language you prefer to speak"), choices=[ANY_LANGUAGE, *to_choose_from()], required=False
    )
    hopes = words(_("What would help you"), help_text=_("In your own words. You may leave it empty."))

    def prepare(self):
        if self.record and not self.is_bound:
            self.initial |= {name: getattr(self.record, name) for name in TOLD}

    def clean_phone(self):
        programme = self.cleaned_data.get("programme") or self.record and self.record.programme
        return as_dialled(self.cleaned_data["phone"], programme)

    def clean(self):
        typed = {"phone", "email"} & self.errors.keys()
        if not typed and not self.cleaned_data.get("phone") and not self.cleaned_data.get("email"):
            self.add_error("phone", _("Please give us one way to reach you: a phone or an e-mail address."))
        return self.cleaned_data

    def snapshot(self):
        return as_told(self.record) if self.record else []

    def snapshot_as_read(self):
        if not self.record:
            return []
        kept = dict(zip(TOLD, self.snapshot(), strict=True))
        kept |= {name: IN_WORDS[kept[name]] for name in Reach.YES_OR_NO}
        return [(self.fields[name].label, kept[name]) for name in TOLD]

    def told(self):
        return {name: self.cleaned_data[name] for name in TOLD}

    def answers(self):
        return {"edit_token": self.cleaned_data["edit_token"], "told": self.told()}


class FirstStepForm(ToldForm):
    """The record is None: there is nothing yet."""

    programme = forms.ModelChoiceField(
        label=_("Which programme?"), queryset=Programme.objects.none(), empty_label=_("Please choose")
    )
    send_address = tick(
        _("Send me the private address of my request by e-mail"),
        help_text=_("The e-mail does not say what it is about. Without this, you only see the address once."),
    )
    field_order = ["programme", *Reach.TOLD]

    def prepare(self):
        super().prepare()
        offered = programmes_to_ask(self.reader, timezone.localdate())
        self.fields["programme"].queryset = offered
        if not settings.DEFAULT_FROM_EMAIL:
            del self.fields["send_address"]
        if not self.is_bound:
            self.initial |= {"language": get_language()} | self._known()
            only_one = offered[0] if len(offered) == 1 else None
            self.initial["programme"] = called(offered, self.initial.get("programme", "")) or only_one

    def _known(self):
        """Bring along what a person who is signed in told before."""
        person = who_asks(self.reader)
        reach = getattr(person, "reach", None)
        known = {name: getattr(reach, name) for name in Reach.TOLD if reach}
        return known | ({"name": person.name, "language": person.language} if person else {})


class DayForm(Form):
    about_a_person = True
    day = day(_("The day"))
    at = hour(_("The hour"))
    answer = words(
        _("A few words for the person who asked"),
        help_text=_(
            "Where to meet, which number you will call from, how they will recognise you. They will read this."
        ),
        rows=2,
    )


class HappenedForm(Form):
    outcome = one_of(_("What was the outcome?"), FirstStep.Outcome)
    on = day(_("The day it happened"), initial=timezone.localdate)


class ReplyAddressForm(Form):
    email = mail_address(
        _("To which e-mail address?"),
        help_text=_("For each request, a link to answer it without an account is sent there. Leave it empty for none."),
    )

    def prepare(self):
        self.initial["email"] = reply_address(self.record)


class OpenForm(Form):
    """Nothing is asked: only who presses the button reads on, and no machine that merely looks at links."""


class AnswerForm(Form):
    """How a programme answers through its link."""

    step = one_of(
        _("Your answer"),
        [
            (Transition.SET_DAY.value, _("We have set a day")),
            (Transition.HAPPEN.value, _("It happened")),
            (Transition.LET_GO.value, _("It is not possible for us")),
        ],
    )
    day = day(_("The day"), required=False, help_text=_("The day that is set, or the day it happened."))
    outcome = one_of(_("If it happened: what was the outcome?"), FirstStep.Outcome, required=False)
    answer = words(
        _("A few words for the person who asked"),
        help_text=_(
            "Where to meet, which number you will call from, how they will recognise you. They will read this."
        ),
        rows=2,
    )

    def clean(self):
        step, today = self.cleaned_data.get("step"), timezone.localdate()
        on = self.cleaned_data.get("day")
        if step != Transition.LET_GO and on is None and "day" not in self.errors:
            self.add_error("day", _("Please write the day."))
        if step == Transition.SET_DAY and on and on < today or step == Transition.HAPPEN and on and on > today:
            self.add_error("day", _("Please check the date."))
        if step == Transition.HAPPEN and not self.cleaned_data.get("outcome"):
            self.add_error("outcome", _("Please choose one of these."))
        return self.cleaned_data

    def answers(self):
        """Return the step, its day and its words, and what this step alone brings."""
        given, today = self.cleaned_data, timezone.localdate()
        brings = {
            Transition.SET_DAY: {"on": today, "day": given["day"]},
            Transition.HAPPEN: {"on": given["day"], "outcome": given["outcome"]},
            Transition.LET_GO: {"on": today, "let_go_by": FirstStep.By.PROGRAMME},
        }
        step = Transition(given["step"])
        return {"step": step, "answer": given["answer"]} | brings[step]


class LetGoForm(Form):
    about_a_person = True
    answer = words(
        _("A few words for the person who asked"),
        help_text=_("They will read this. For example: we tried to call three times; you are welcome at any time."),
        required=True,
        rows=2,
    )


def area_field():
    """Ask for a town or a district; what could not be the name of one is not kept."""
    return line(
        _("Where?"), help_text=_("A town or a district, not your address."), required=True, longest=LONGEST_AREA
    )


class NothingNearForm(Form):
    """What somebody looked for. Only with an e-mail address is anything kept that leads to them."""

    use_required_attribute = False

    area = area_field()
    format = one_of(_("What were you looking for?"), Format, initial=Format.ANY)
    language = forms.ChoiceField(
        label=_("In which language?"), choices=[ANY_LANGUAGE, *settings.LANGUAGES], required=False
    )
    email = mail_address(
        _("Tell me when there is something"),
        help_text=_(
            "Your e-mail address, if you like. You get a single e-mail, which does not say what it is "
            "about. Then your address is erased."
        ),
    )

    def prepare(self):
        if not settings.DEFAULT_FROM_EMAIL:
            del self.fields["email"]

    def clean_area(self):
        area = " ".join(MORE_THAN_A_PLACE.sub(" ", self.cleaned_data["area"]).split())
        if not area:
            raise forms.ValidationError(_("Please write the name of a place."))
        return area


class TellForm(Form):
    """The record is the programme that knows of something. How many wait for it is not shown: it may be one (I9)."""

    wish = forms.CharField(label=_("What is there now?"), widget=forms.RadioSelect)

    def prepare(self):
        self.fields["wish"].widget.choices = [
            (f"{format} {area}", f"{Format(format).label}: {area}") for area, format in wishes_by_place()
        ]

    def clean_wish(self):
        """Two taps are one: what was told a moment ago is no mistake, even if nobody waits for it any more."""
        format, _space, area = self.cleaned_data["wish"].partition(" ")
        if format not in Format.values:
            raise forms.ValidationError(_("Please choose one of these."))
        return Format(format), area

    def answers(self):
        return dict(zip(["format", "area"], self.cleaned_data["wish"], strict=True))
