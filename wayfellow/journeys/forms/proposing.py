"""What is asked about a place for what comes next after an ending."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wayfellow.journeys.models import Closing, ProposedPlace
from wayfellow.journeys.queries.connecting import places_known_to
from wayfellow.journeys.queries.proposing import places_of
from wayfellow.ui.pages import Form, TakingAway, one_of, tick


class ProposePlaceForm(Form):
    done = _("The place was proposed. It is added once the person says yes.")
    name = one_of(_("Which place?"), [])

    def prepare(self):
        """Offer what the programme knows and did not propose already; what was just sent stays on offer."""
        proposed = {str(each.name) for each in places_of(self.record)} if not self.is_bound else set()
        known = places_known_to(self.record.programme, timezone.localdate())
        self.fields["name"].choices = [(name, name) for name in known if name not in proposed]


class AnswerPlaceForm(Form):
    """Without an account both tick that they agree, here or having signed it on paper; a no asks for nothing."""

    done = _("Saved.")
    answer = one_of(_("Is it added to what comes next?"), ProposedPlace.Answer)

    def prepare(self):
        if not self.is_bound:
            self.initial["answer"] = str(self.record.answer)
        if self.record.journey.person.user_id is None:
            self.fields["how"] = one_of(_("How do you both agree?"), Closing.How, required=False)
            self.fields["person_agrees"] = tick(
                _("The person: I have read this, or heard it read aloud, and I say yes")
            )
            self.fields["peer_agrees"] = tick(_("The peer supporter: this is what the person said"))

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("answer") == ProposedPlace.Answer.YES:
            for name in {"how", "person_agrees", "peer_agrees"} & {*self.fields}:
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("For a yes, this is needed."))
        return cleaned

    def answers(self):
        given = super().answers()
        return {"answer": given["answer"], "how": given.get("how") or None}


class TakeBackPlaceForm(TakingAway):
    def where(self):
        return self.record.journey_id
