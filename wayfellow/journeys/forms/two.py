"""What both of the two are asked about the two of them."""

from django.utils.translation import gettext_lazy as _

from wayfellow.journeys.queries.two import asked, sides
from wayfellow.surveys.queries import options
from wayfellow.surveys.shape import questions
from wayfellow.ui.languages import in_my_language
from wayfellow.ui.pages import Form, one_of, tick


class TwoForm(Form):
    """The record is the journey; what the reader said before is there to change."""

    def prepare(self):
        self.names = []
        for question in questions(asked(self.record, self.reader)):
            field = one_of(in_my_language(question["text"]), options(question))
            field.coerce = int
            self.fields[question["linkId"]] = field
            self.names.append(question["linkId"])
        self.fields["shows"] = tick(_("Show my answers next to the other’s, if they show theirs"))
        before = sides(self.record).get(self.record.person.user_id == self.reader.pk)
        self.initial |= before.given | {"shows": before.shows} if before else {}

    def answers(self):
        given = {name: self.cleaned_data[name] for name in self.names}
        return {"given": given, "shows": self.cleaned_data["shows"]}
