"""`wayfellow erase`: everything written about one person, for ever."""

from pathlib import Path
from typing import Any

from django.core.management import CommandError
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from wayfellow.access.guard import COMMAND_LINE, Refused
from wayfellow.keeping import actions, files, queries
from wayfellow.vault.vacuum import vacuum_database


class Command(BaseCommand):
    help = "Erase everything written about one person, for ever, and give a certificate."

    def add_arguments(self, parser: CommandParser) -> None:
        kinds = parser.add_subparsers(dest="kind", required=True, metavar="person")
        person = kinds.add_parser("person", help="someone, by their code")
        person.add_argument("code", metavar="CODE")
        person.add_argument("--certificate", metavar="FILE", help="where to write the certificate, too")

    def handle(self, *, code: str, certificate: str | None, **options: Any) -> None:
        person = queries.called(code)
        if person is None:
            raise CommandError(f"There is nobody here with the code “{code}”.")
        if certificate and Path(certificate).exists():
            raise CommandError(f"{certificate} is there already. Nothing was changed.")
        self._make_sure(code)
        try:
            number = actions.erase(person, by=COMMAND_LINE, on=timezone.localdate())
        except Refused as refusal:
            raise CommandError(f"{refusal} Nothing was changed.") from None
        text = files.certificate(number)
        self.stdout.write(text)
        vacuum_database(*actions.SAY_WHO_THEY_ARE)
        if certificate:
            self._write(Path(certificate), text)

    def _write(self, file: Path, text: str) -> None:
        try:
            file.write_text(text, encoding="utf-8")
        except OSError as problem:
            raise CommandError(
                f"It is erased. {file} cannot be written ({problem.strerror}): please copy the certificate from above."
            ) from None

    def _make_sure(self, code: str) -> None:
        self.stdout.write(f"Everything written about {code} will be erased. Nobody can bring it back.")
        self.stdout.write("Type the code once more to erase it: ", ending="")
        self.stdout.flush()
        try:
            typed = input()
        except EOFError:
            typed = ""
        if typed.strip() != code:
            raise CommandError("That is not the code. Nothing was changed.")
