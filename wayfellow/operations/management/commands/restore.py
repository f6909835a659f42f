"""`wayfellow restore`: have the database hold what a backup holds."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import CommandError
from django.core.management.base import BaseCommand, CommandParser
from django.db.utils import DatabaseError

from wayfellow.keeping import anchor
from wayfellow.operations import restoring
from wayfellow.operations.backups import Contents, UnknownTables, look_into
from wayfellow.operations.passphrases import known_secret
from wayfellow.operations.sealed_file import CannotOpen, Secret

TYPED = "replace"


class Command(BaseCommand):
    help = "Have the database hold what a backup holds: all of it, or nothing. Stop serving first."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--key-file", metavar="KEY", help="the key that it was sealed with")
        parser.add_argument(
            "--with-key", action="store_true", help="also put the installation’s key back, if it is inside"
        )
        parser.add_argument(
            "--replace", action="store_true", help="even where accounts or people live: they will be gone"
        )

        parser.add_argument(
            "--even-if-empty", action="store_true", help="even of a backup that holds no account and no person"
        )

    def handle(
        self,
        *,
        file: str,
        key_file: str | None,
        with_key: bool,
        replace: bool,
        even_if_empty: bool,
        **options: Any,
    ) -> None:
        path, secret = Path(file), known_secret(key_file)
        contents = self._look_into(path, secret)
        if with_key and contents.installation_key is None:
            raise CommandError(f"There is no installation key in {file}. Leave out --with-key.")
        if not contents.holds_anybody and not even_if_empty:
            raise CommandError(
                f"Nobody is in {file}: no account, no person. Nothing was restored."
                " If it is the right one, add --even-if-empty."
            )
        if restoring.is_lived_in():
            self._may_replace(replace, contents)
        self._restore(path, secret, contents, with_key=with_key)
        anchor.begin_anew()
        self.stdout.write(
            f"Restored as of {contents.made_at[:16]}: {sum(contents.rows.values())} rows,"
            f" with {contents.rows.get('people.Person', 0)} people. Everyone signs in again."
        )

    def _look_into(self, path: Path, secret: Secret) -> Contents:
        try:
            contents = look_into(path, secret)
            restoring.check(contents)
        except OSError as problem:
            raise CommandError(f"{path} cannot be read: {problem.strerror}.") from None
        except CannotOpen as problem:
            raise CommandError(f"{path} cannot be restored. {problem}") from None
        except UnknownTables as problem:
            raise CommandError(f"Nothing was restored. {problem}") from None
        return contents

    def _may_replace(self, replace: bool, contents: Contents) -> None:
        if not replace:
            raise CommandError(
                "Accounts or people live in this database. Nothing was restored. To lose them, add --replace."
            )
        self.stdout.write(f"All that is in this database now will be gone, for what was there {contents.made_at[:16]}.")
        try:
            typed = input(f"Type “{TYPED}” to go on: ")
        except EOFError:
            typed = ""
        if typed.strip() != TYPED:
            raise CommandError("Nothing was changed.")

    def _restore(self, path: Path, secret: Secret, contents: Contents, *, with_key: bool) -> None:
        try:
            restoring.restore(path, secret, contents, with_key=with_key)
        except restoring.AnotherKey:
            raise CommandError(
                f"It is sealed with another installation key than {settings.KEY_FILE}. Nothing was restored."
                " Put that key there first, or add --with-key if it is in the backup."
            ) from None
        except OSError as problem:
            raise CommandError(
                f"The rows are back, but {settings.KEY_FILE} cannot be written: {problem.strerror}."
            ) from None
        except DatabaseError as problem:
            raise CommandError(f"Nothing was restored. The database says: {str(problem).splitlines()[0]}") from None
