"""`wayfellow backup`: everything in one sealed file, while the installation stays open."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import CommandError
from django.core.management.base import BaseCommand, CommandParser

from wayfellow.operations.backups import UnknownTables, back_up, holds_anybody
from wayfellow.operations.passphrases import new_secret
from wayfellow.operations.sealed_file import CannotOpen


class Command(BaseCommand):
    help = (
        "Write everything into one sealed file, read it back, and say what is in it. The passphrase is asked for,"
        " or comes from WAYFELLOW_BACKUP_PASSPHRASE. Wayfellow can go on serving meanwhile."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--key-file", metavar="KEY", help="seal it with this key (64 hexadecimal digits) instead")
        parser.add_argument(
            "--with-key", action="store_true", help="put the installation’s key inside: whoever opens it can read all"
        )

        parser.add_argument(
            "--even-if-empty", action="store_true", help="even of a database that holds no account and no person"
        )

    def handle(self, *, file: str, key_file: str | None, with_key: bool, even_if_empty: bool, **options: Any) -> None:
        if with_key and key_file:
            raise CommandError("The installation’s key goes only into a backup that is sealed with a passphrase.")
        if Path(file).exists():
            raise CommandError(f"{file} is there already. Nothing was written.")
        if not even_if_empty and not holds_anybody():
            raise CommandError(
                f"Nobody is in this database ({settings.DATABASE_IN_WORDS}): no account, no person. No backup was made."
                " If it is the right one, add --even-if-empty."
            )
        try:
            contents = back_up(Path(file), new_secret(key_file), with_key=with_key)
        except OSError as problem:
            raise CommandError(f"{file} cannot be written: {problem.strerror}.") from None
        except (UnknownTables, CannotOpen) as problem:
            raise CommandError(f"No backup was made. {problem}") from None
        self.stdout.write(
            f"{file} holds {sum(contents.rows.values())} rows of {len(contents.rows)} tables"
            f" of {settings.DATABASE_IN_WORDS}, with {contents.rows.get('people.Person', 0)} people."
            " It was read back whole."
        )
        if not with_key:
            self.stdout.write("The installation’s key is not in it. Keep that elsewhere: nothing opens without it.")
