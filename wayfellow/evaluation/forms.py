"""What an evaluation asks: which report to keep, by which themes answers are sorted, and what each is about."""

from typing import Any

from django.forms import HiddenInput, IntegerField, ValidationError
from django.utils.translation import gettext_lazy as _

from wayfellow.evaluation.actions import CHANGED_MEANWHILE
from wayfellow.evaluation.coding import codebook_of, coded, coded_before, snapshot_of, to_code_now
from wayfellow.evaluation.models import WHOLE, PartnerTotal
from wayfellow.evaluation.open_data import Licence, Purpose
from wayfellow.evaluation.partner_totals import NUMBERS, as_written, totals_in
from wayfellow.evaluation.published import years_told
from wayfellow.evaluation.queries import all_editions, extract_to_take, extracts_taken
from wayfellow.ui.pages import Form, Rewriting, day, line, one_of, some_of, tick, words

ALL_TIME = "all"
MOST = 1_000_000
NAMES_NOBODY = _("An organisation or a team. Nobody who receives support is named here.")


class KeepForm(Form):
    done = _("Kept. It stays as it is now.")

    def prepare(self) -> None:
        years = [(str(year), str(year)) for year in years_told(all_editions(self.record, WHOLE))]
        self.fields["period"] = one_of(_("Which report?"), [(ALL_TIME, _("All time")), *years], initial=ALL_TIME)

    def answers(self) -> dict[str, Any]:
        period = self.cleaned_data["period"]
        return {"year": None if period == ALL_TIME else int(period)}


class TotalForm(Form):
    """What a clinical partner handed on. Nothing in it is about one person."""

    done = _("Kept. It stands in the report from next month on; until then it can be put right here.")
    partner = line(_("Which clinical partner counted it?"), required=True, longest=120, help_text=NAMES_NOBODY)
    start = day(_("From which day did they count?"))
    end = day(_("Until which day?"))
    counted = one_of(_("What did they count?"), PartnerTotal.Counted)
    n = IntegerField(min_value=0, max_value=MOST, label=_("Of how many people?"))
    people_before = IntegerField(min_value=0, max_value=MOST, label=_("How many of them were in hospital, before?"))
    people_after = IntegerField(min_value=0, max_value=MOST, label=_("And after?"))
    before = IntegerField(
        min_value=0,
        max_value=MOST,
        required=False,
        label=_("How many stays or days was that, before?"),
        help_text=_("All of them together. Leave it empty where only people were counted."),
    )
    after = IntegerField(min_value=0, max_value=MOST, required=False, label=_("How many stays or days, after?"))
    source = words(
        _("Where is it from?"),
        required=True,
        rows=2,
        longest=300,
        help_text=_(
            "Which register, and what “before” and “after” mean. Such as “Admissions register; the year before the "
            "referral and the year after.”"
        ),
    )

    @property
    def programme(self):
        return self.record

    def prepare(self):
        smallest = self.programme.smallest_cell if self.programme else 0
        self.fields["n"].help_text = _("At least %(number)s.") % {"number": smallest}
        for name in ("people_before", "people_after"):
            self.fields[name].help_text = _(
                "Nobody, everybody, or at least %(number)s who were and as many who were not."
            ) % {"number": smallest}

    def clean(self):
        super().clean()
        given = self.cleaned_data
        for when in ("before", "after"):
            if given.get("counted") == PartnerTotal.Counted.PEOPLE:
                given[when] = given.get(f"people_{when}")
            elif given.get(when) is None and when not in self.errors:
                self.add_error(when, _("Please say how many stays or days it was."))
        return given


class CorrectTotalForm(Rewriting, TotalForm):
    """The same, put right."""

    @property
    def programme(self):
        return self.record.programme if self.record else None

    def prepare(self):
        super().prepare()
        if not self.is_bound:
            names = ["partner", "start", "end", "counted", *NUMBERS, "source"]
            self.initial.update({name: getattr(self.record, name) for name in names})

    def snapshot(self):
        return as_written(self.record)

    def snapshot_as_read(self):
        told = totals_in([self.record])[0]
        return [
            (told.title, "; ".join(f"{row.label}: {row.value}" for row in told.rows)),
            (_("Where is it from?"), self.record.source),
        ]


class WithdrawTotalForm(Rewriting):
    done = _("Withdrawn. It is in the report no longer.")

    def snapshot(self):
        return as_written(self.record)

    def snapshot_as_read(self):
        return []


LAST_TAKEN = 20


class ExtractForm(Form):
    done = ""
    purpose = one_of(_("What is it for?"), Purpose, help_text=_("It is written in the journal, with your name."))
    licence = one_of(_("Who may use it?"), Licence, help_text=_("It stands in the file."))
    judged = tick(
        _("I have thought about who could still recognise somebody in it, by what they know from elsewhere."),
        required=True,
    )

    def prepare(self) -> None:
        self.extract = extract_to_take(self.record)
        self.taken = [
            (line.actor and line.actor.name, Purpose(line.facts["purpose"]).label, line.at)
            for line in extracts_taken(self.record)[:LAST_TAKEN]
        ]

    def answers(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("purpose", "licence")}


MOST_THEMES = 12
LONGEST_THEME = 60
NONE_OF_THESE, NONE = "-", _("None of these")


class CodebookForm(Rewriting):
    done = _("Kept as a new version. Both who sort the answers begin with it anew.")
    themes = words(
        _("Themes"),
        required=True,
        rows=10,
        longest=4000,
        help_text=_(
            "One on each line: its name, a colon, and what belongs to it and what does not. Such as “Confidence: they "
            "trust themselves more. Not: they trust us.”"
        ),
    )

    def prepare(self):
        book = codebook_of(self.record)
        self.sorted = book.codings.values("answer").distinct().count() if book else 0
        if book and not self.is_bound:
            self.initial["themes"] = _as_lines(book)

    def clean_themes(self):
        lines = [line.strip() for line in self.cleaned_data["themes"].splitlines() if line.strip()]
        themes = [{"name": name.strip(), "meaning": rest.strip()} for name, _colon, rest in (
            line.partition(":") for line in lines
        )]  # fmt: skip
        names = [each["name"].casefold() for each in themes]
        if len(themes) > MOST_THEMES:
            raise ValidationError(
                _("These are more than %(number)s. With so many, two people seldom agree.") % {"number": MOST_THEMES}
            )
        if any(not 0 < len(name) <= LONGEST_THEME or name == NONE_OF_THESE for name in names):
            raise ValidationError(
                _("Each line begins with a name of at most %(number)s letters, then a colon.")
                % {"number": LONGEST_THEME}
            )
        if len({*names}) < len(names):
            raise ValidationError(_("Two themes have the same name."))
        if str(NONE).casefold() in names:
            raise ValidationError(_("“%(none)s” stands under every answer anyway.") % {"none": NONE})
        return themes

    def snapshot(self):
        return snapshot_of(codebook_of(self.record))

    def snapshot_as_read(self):
        book = codebook_of(self.record)
        return [(_("Themes"), _as_lines(book))] if book else []


def _as_lines(book):
    return "\n".join(": ".join(filter(None, [each["name"], each["meaning"]])) for each in book.themes)


class CodingForm(Form):
    """The next few answers, each with the themes there are. What is sent says by which version it was sorted."""

    done = _("Kept.")
    differs = is_outdated = False
    version = IntegerField(widget=HiddenInput, required=False)

    def prepare(self):
        book = codebook_of(self.record)
        self.found = coded(self.record, book) if book else None
        if self.found:
            self._ask(self.found)

    def _ask(self, found):
        """Ask of each answer that is shown. Nothing is ticked yet but where the two differ."""
        version = found.codebook.version
        self.is_outdated = self.is_bound and self.data.get("version") != str(version)
        self.initial["version"] = version
        if self.is_outdated:
            sent: Any = self.data
            self.data = renewed = sent.copy()
            renewed["version"] = version
        self.differs = not found.left_for(self.reader.pk)
        before = {} if self.is_bound else coded_before(self.record, self.reader.pk)
        for each in self._shown(found):
            self.fields[each.key] = self._question(found, each, before.get(each.key))
            if self.differs and each.key in before:
                self.initial[each.key] = before[each.key] or [NONE_OF_THESE]

    def _shown(self, found):
        if self.is_bound and not self.is_outdated:
            return [each for each in found.writings if f"shown-{each.key}" in self.data or each.key in self.data]
        return to_code_now(found, self.reader.pk)

    def _question(self, found, writing, before):
        themes = [(name, name) for name in found.codebook.names]
        field = some_of(writing.words, [*themes, (NONE_OF_THESE, NONE)], required=True)
        beside = [writing.question, self._before(before), self._other(found, writing)]
        field.help_text = " · ".join(filter(None, beside))
        field.error_messages["required"] = _("Please choose at least one, or “None of these”.")
        return field

    def _before(self, themes):
        """Say what this coder saw in it by the themes before: they may have been others, so it is said anew."""
        if self.differs or themes is None:
            return ""
        return _("Before, you said: %(themes)s") % {"themes": ", ".join(themes) or str(NONE)}

    def _other(self, found, writing):
        """Say what the other saw in it, once both have said what they see."""
        if not found.is_done:
            return ""
        others = [each for each in found.both(writing) if each.coder_id != self.reader.pk]
        said = ", ".join(name for each in others for name in each.themes) or str(NONE)
        return _("The other says: %(themes)s") % {"themes": said}

    def clean(self):
        super().clean()
        if self.is_outdated:
            self.errors.clear()
            self.add_error(None, CHANGED_MEANWHILE)
            return
        for name, chosen in [*self.cleaned_data.items()]:
            if isinstance(chosen, list) and NONE_OF_THESE in chosen and len(chosen) > 1:
                self.add_error(name, _("Either a theme, or “None of these”."))

    def answers(self):
        said = {name: chosen for name, chosen in self.cleaned_data.items() if isinstance(chosen, list)}
        return {
            "version": self.cleaned_data["version"],
            "said": {name: [each for each in chosen if each != NONE_OF_THESE] for name, chosen in said.items()},
        }
