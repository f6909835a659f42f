"""`wayfellow import`: bring in what was kept elsewhere."""

from typing import Any

from django.core.management import CommandError

from wayfellow.operations.kinds import CommandOfKinds
from wayfellow.sheets.reading import BadRows


class Command(CommandOfKinds):
    help = "Bring in what was kept elsewhere: all of it, or nothing."
    folder = "imports"

    def handle(self, **options: Any) -> None:
        try:
            super().handle(**options)
        except BadRows as bad:
            lines = [*map(str, bad.rows), "", f"Nothing was brought in. To put right: {len(bad.rows)}."]
            raise CommandError("\n".join(lines)) from None
