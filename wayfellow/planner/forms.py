"""What is assumed of a district, of those who are referred, and of those who walk with them."""

from django import forms
from django.utils.formats import date_format, localize
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wayfellow.planner.simulation import Assumptions

# More would hold the page.
MOST_A_YEAR = 500  # people who say yes
MOST_AT_ONCE = 40  # people with one peer supporter
MOST_PEERS = 200
EXAMPLES = {
    "population": 100_000, "referred": 1, "say_yes": 60, "weeks": 16, "spread": 8, "every": 1, "minutes": 90,
    "hours": 20, "with_people": 50, "away": 6, "within": 4, "seed": 1,
}  # fmt: skip


def number(label, lowest, highest, *, whole=False, help_text=""):
    kind = forms.IntegerField if whole else forms.FloatField
    widget = forms.NumberInput(attrs={} if whole else {"step": "any"})
    return kind(label=label, min_value=lowest, max_value=highest, help_text=help_text, widget=widget)


class AssumptionsForm(forms.Form):
    """Begins with the programme's own figures, and with an example where there is none."""

    population = number(gettext_lazy("People who live in the district"), 1, 50_000_000, whole=True)
    referred = number(gettext_lazy("Of 1,000 of them, how many are referred in a year"), 0.001, 1000)
    say_yes = number(gettext_lazy("Of 100 who are referred, how many say yes"), 1, 100)
    weeks = number(gettext_lazy("Weeks for which two walk together, on average"), 1, 260)
    spread = number(
        gettext_lazy("How much these weeks differ"),
        0,
        260,
        help_text=gettext_lazy("The standard deviation, in weeks. Zero: everybody walks equally long."),
    )
    every = number(gettext_lazy("Weeks from one accompaniment to the next"), 0.1, 12)
    minutes = number(
        gettext_lazy("Minutes that an accompaniment takes"),
        5,
        1440,
        whole=True,
        help_text=gettext_lazy("With the way there and back, and with noting it."),
    )
    hours = number(gettext_lazy("Hours that a peer supporter works in a week"), 1, 60)
    with_people = number(
        gettext_lazy("Of 100 of these hours, how many are for accompaniments"),
        1,
        100,
        help_text=gettext_lazy("The others are for supervision, learning, meetings and rest."),
    )
    away = number(gettext_lazy("Weeks in a year in which a peer supporter is away"), 0, 40)
    within = number(gettext_lazy("Within how many weeks should people begin"), 0, 52)
    seed = number(
        gettext_lazy("Number that chance begins with"),
        0,
        999_999,
        whole=True,
        help_text=gettext_lazy("The same number gives the same result. Another shows what is due to chance."),
    )

    def __init__(self, *args, own, as_of, **kwargs):
        super().__init__(*args, initial={**EXAMPLES, **own}, **kwargs)
        self.label_suffix = ""
        for name, value in own.items():
            said = _("By this programme’s figures as of %(day)s: %(value)s.") % {
                "day": date_format(as_of),
                "value": localize(value),
            }
            self.fields[name].help_text = f"{self.fields[name].help_text} {said}".strip()

    def clean(self):
        given = super().clean()
        if self.errors:
            return given
        self.assumptions = Assumptions(**given)
        if self.assumptions.arrivals > MOST_A_YEAR:
            raise forms.ValidationError(
                _("That would be %(people)s people a year. This page works it out for at most %(most)s.")
                % {"people": round(self.assumptions.arrivals), "most": MOST_A_YEAR}
            )
        if not 1 <= self.assumptions.places <= MOST_AT_ONCE:
            told = {"people": self.assumptions.places, "most": MOST_AT_ONCE}
            who = _("By this, a peer supporter could walk with %(people)s people at once. It has to be 1 to %(most)s.")
            self.add_error("hours", who % told)
        elif self.assumptions.fewest > MOST_PEERS:
            raise forms.ValidationError(
                _("That would need more than %(most)s peer supporters. Does everything that is assumed fit?")
                % {"most": MOST_PEERS}
            )
        return given
