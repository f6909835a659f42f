"""What is asked in a person's own space, and at the end of a journey."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wayfellow.journeys.models import Closer, Closing
from wayfellow.journeys.queries.connecting import places_to_go_on_to
from wayfellow.journeys.queries.own import as_both_wrote, as_the_peer_wrote, as_the_person_wrote, as_worded, sheet_of
from wayfellow.ui.pages import Form, Rewriting, day, one_of, some_of, tick, words


class NotesSearch(forms.Form):
    """Words to look for in one's own notes."""

    words = forms.CharField(
        label=_("Search the notes"),
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )


class VoiceForm(Rewriting):
    """One voice on the closing sheet: for each objective how much closer it came, and words."""

    about_a_person = True
    all_optional = True

    def prepare(self):
        for objective in self.objectives():
            closer, answer = self.answer_of(objective)
            self.fields[f"closer_{objective.position}"] = one_of(
                _("How much closer is it now?"), Closer.choices, required=False, initial=closer
            )
            self.fields[f"words_{objective.position}"] = words(_("Say it in words"), initial=answer)
        sheet = sheet_of(self.record)
        self.initial |= {name: getattr(sheet, column) for name, column in self.columns.items()}

    def objectives(self):
        return list(self.record.objectives.all())

    def questions(self):
        """Return each objective with the two fields that answer it."""
        fields = ((each, f"closer_{each.position}", f"words_{each.position}") for each in self.objectives())
        return [(each, self[closer], self[answer]) for each, closer, answer in fields]

    def snapshot(self):
        return self.as_written(sheet_of(self.record), self.objectives())

    def snapshot_as_read(self):
        sheet = sheet_of(self.record)
        answers = [
            (each.words or each.get_dimension_display(), _said(*self.answer_of(each))) for each in self.objectives()
        ]
        return answers + [(self.fields[name].label, getattr(sheet, at)) for name, at in self.columns.items()]

    def answers(self):
        given = super().answers()
        answers = {
            each.pk: (_number(given[f"closer_{each.position}"]), given[f"words_{each.position}"])
            for each in self.objectives()
        }
        return {"answers": answers, "edit_token": given["edit_token"]} | {name: given[name] for name in self.columns}


class PersonsVoiceForm(VoiceForm):
    whose = "person"
    columns = {"takes": "person_takes"}
    as_written = staticmethod(as_the_person_wrote)
    takes = words(_("What do you take with you from this time?"))

    @staticmethod
    def answer_of(objective):
        return objective.person_closer, objective.person_answer


class PeersVoiceForm(VoiceForm):
    whose = "peer"
    columns = {"takes": "peer_takes", "how_to_come_back": "how_to_come_back"}
    as_written = staticmethod(as_the_peer_wrote)
    takes = words(_("What do you take with you from this time?"))
    how_to_come_back = words(
        _("How can the person come back?"), help_text=_("Who to ask, and where. The door stays open.")
    )

    @staticmethod
    def answer_of(objective):
        return objective.peer_closer, objective.peer_answer


class AgreeWordsForm(Rewriting):
    """Agree to the words as they were read: to that version and no other."""

    def snapshot(self):
        return as_worded(sheet_of(self.record))

    def snapshot_as_read(self):
        sheet = sheet_of(self.record)
        return [
            (_("The words as saved now"), sheet.words_for_referrer),
            (_("What comes next"), "\n".join(sheet.comes_next or [])),
        ]


class AgreeForm(AgreeWordsForm):
    """Without an account both tick that they agree, here or having signed it on paper."""

    def prepare(self):
        if self.record.person.user_id is None:
            self.fields["how"] = one_of(_("How do you both agree?"), Closing.How)
            self.fields["person_agrees"] = tick(
                _("The person: I have read these words, or heard them read aloud, and I agree"), required=True
            )
            self.fields["peer_agrees"] = tick(_("The peer supporter: these are the words we agreed on"), required=True)

    def answers(self):
        return {name: value for name, value in super().answers().items() if name in {"edit_token", "how"}}


class WordsForm(AgreeWordsForm):
    about_a_person = True
    words = words(
        _("The words for the professional who wrote the referral"),
        required=True,
        rows=6,
        help_text=_("They are sent only if the person agrees to them. Nothing else of what you two wrote is sent."),
    )
    comes_next = some_of(
        _("What comes next"),
        [],
        help_text=_("An association or a group that goes on. It is sent with the words, and only with the same yes."),
    )

    def prepare(self):
        if self.record.person.user_id == self.reader.pk:
            self.fields["words"].help_text = _(
                "They are sent only if you agree to them. Nothing else of what you two wrote is sent."
            )
        sheet = sheet_of(self.record)
        self._offer(sheet.comes_next or [])
        if not self.is_bound:
            self.initial |= {"words": sheet.words_for_referrer, "comes_next": sheet.comes_next}

    def _offer(self, chosen):
        """Offer what the directory knows, and keep what was chosen in another language or is there no more."""
        known = places_to_go_on_to(self.record, timezone.localdate())
        names = [*known, *(name for name in chosen if name not in known)]
        if names:
            self.fields["comes_next"].choices = [(name, name) for name in names]
        else:
            del self.fields["comes_next"]


class CloseForm(Rewriting):
    """Agree to end with the sheet as it was read. The page itself shows the sheet as it is now.

    Without an account both tick that they agree, on the same screen.
    """

    def prepare(self):
        if self.record.person.user_id is None:
            self.fields["person_agrees"] = tick(_("The person: I agree to end here"), required=True)
            self.fields["peer_agrees"] = tick(_("The peer supporter: I agree to end here"), required=True)

    def answers(self):
        return {"edit_token": self.cleaned_data["edit_token"]}

    def snapshot(self):
        return as_both_wrote(sheet_of(self.record), list(self.record.objectives.all()))

    def snapshot_as_read(self):
        return []


SOONER = [(code, name) for code, name in Closing.Way.choices if code != Closing.Way.TOGETHER]


class EndUnplannedForm(Form):
    """Who has an account says themself that they stop (I1): nobody writes down that they decided it."""

    about_a_person = True
    way = one_of(_("What happened?"), SOONER)
    on = day(_("On which day did it end?"), initial=timezone.localdate)
    how_to_come_back = words(
        _("How can the person come back?"), help_text=_("Who to ask, and where. The person can read this.")
    )

    def prepare(self):
        if not self.is_bound and self.record.person.user_id:
            self.fields["way"].choices = [each for each in SOONER if each[0] != Closing.Way.PERSON]


class RecordedForm(Form):
    """What somebody wrote that the person chose: so, or not."""

    is_so = one_of(_("Is that right?"), [("yes", _("Yes, that is right")), ("no", _("No, that is not right"))])


class PassOnNotesForm(Form):
    passed_on = one_of(
        _("May your current peer supporter read the earlier notes?"),
        [("yes", _("Yes, they may read them")), ("no", _("No, they stay between us"))],
    )

    def prepare(self):
        self.initial["passed_on"] = "yes" if self.record.notes_passed_on else "no"

    def answers(self):
        return {"passed_on": self.cleaned_data["passed_on"] == "yes"}


def _said(closer, answer):
    return "\n".join(filter(None, [str(Closer(closer).label) if closer is not None else "", answer]))


def _number(answer):
    return int(answer) if answer else None
