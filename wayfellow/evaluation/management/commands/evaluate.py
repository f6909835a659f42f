"""`wayfellow evaluate`: the figures of a programme."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management import CommandError
from django.core.management.base import BaseCommand, CommandParser
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone

from wayfellow.directory.models import Programme
from wayfellow.directory.queries.programmes import programme_called, slugs
from wayfellow.evaluation import queries
from wayfellow.evaluation.changes import changes_as_json
from wayfellow.evaluation.coding import themes_as_json
from wayfellow.evaluation.files import as_page, write_data
from wayfellow.evaluation.partner_totals import totals_as_json
from wayfellow.evaluation.published import publish
from wayfellow.evaluation.report import Report, as_json
from wayfellow.evaluation.responses import responses_as_json

AS_PUBLISHED = "--html and --data tell what was last published, over the whole time: leave out --from and --to."
NOTHING_YET = "Nothing is published yet: `wayfellow publish` does it once a month has ended and enough people walked."


class Command(BaseCommand):
    help = (
        "Tell the figures of a programme. On the screen and in --json they are the true counts, for you who keep"
        " the machine; --html and --data are made to be passed on: what was last published, small numbers hidden."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("programme", metavar="PROGRAMME", help="the programme's short name")
        parser.add_argument("--from", dest="start", metavar="DAY", help="from this day on, such as 2023-01-31")
        parser.add_argument("--to", dest="end", metavar="DAY", help="up to and including this day")
        parser.add_argument("--json", dest="json_file", metavar="FILE", help="- prints it, and nothing else")
        parser.add_argument("--html", metavar="FILE", help="the report as one page that stands alone")
        parser.add_argument("--data", metavar="FOLDER", help="the figures as CSV, with a data dictionary")

    def handle(
        self,
        *,
        programme: str,
        start: str | None,
        end: str | None,
        json_file: str | None,
        html: str | None,
        data: str | None,
        **options: Any,
    ) -> None:
        found = _report(programme, _day(start), _day(end))
        if (html or data) and (start or end):
            raise CommandError(AS_PUBLISHED)
        try:
            if json_file:
                told = as_json(found) | self._of_surveys(found.programme)
                self._write(json_file, json.dumps(told, cls=DjangoJSONEncoder, indent=2, ensure_ascii=False))
            if html or data:
                self._pass_on(found.programme, html, data)
        except OSError as problem:
            raise CommandError(f"{problem.filename} cannot be written: {problem.strerror}.") from None
        if not (json_file or html or data):
            self._tell(found)

    def _of_surveys(self, programme: Programme) -> dict[str, Any]:
        """Tell of surveys: themes in true counts, and what people answered as themselves as it was published."""
        editions, surveys = queries.editions_to_read(programme)
        people = editions[-1].people if editions else 0
        return {
            "themes": themes_as_json(programme),
            "changes": changes_as_json(surveys),
            "partner_totals": totals_as_json(queries.totals_written(programme).filter(withdrawn_on=None)),
            "responses": responses_as_json(surveys, people),
        }

    def _write(self, path: str, text: str) -> None:
        if path == "-":
            self.stdout.write(text)
        else:
            Path(path).write_text(text + "\n", encoding="utf-8")

    def _pass_on(self, programme: Programme, html: str | None, data: str | None) -> None:
        editions, surveys = queries.editions_to_read(programme)
        if not editions:
            raise CommandError(NOTHING_YET)
        published = publish(editions[-1], surveys, queries.totals_told(programme, timezone.localdate()))
        if html:
            self._write(html, as_page(published))
        if data:
            write_data(published, Path(data))

    def _tell(self, found: Report) -> None:
        """Print the figures to read."""
        figures = as_json(found)
        for name in ("people", "accompaniments", "mean", "sd", "median"):
            self.stdout.write(f"{name:16} {figures[name]}")
        for name in ("bands", "gender", "age", "referred_by", "clinical"):
            self.stdout.write(name)
            for label, value in figures[name].items():
                self.stdout.write(f"  {label:14} {value}")


def _report(slug: str, start: date | None, end: date | None) -> Report:
    programme = programme_called(slug)
    if programme is None:
        there = ", ".join(slugs()) or "none yet"
        raise CommandError(f"There is no programme “{slug}”. There are: {there}.")
    if start and end and end < start:
        raise CommandError("The period ends before it begins: --to is earlier than --from.")
    return queries.report(programme, start, end)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise CommandError(f"“{text}” is no day. Please write it as 2023-01-31.") from None
