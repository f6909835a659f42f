"""`wayfellow retain`: once a day, erase what has been kept its time."""

from contextlib import suppress
from typing import Any

from django.core.management import CommandError
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.translation import override

from wayfellow.access.guard import COMMAND_LINE, Refused
from wayfellow.choices.actions import forget_wish, let_time_pass
from wayfellow.drafts import actions as drafts
from wayfellow.expenses.actions import forget_expense
from wayfellow.invitations.actions import forget_lapsed
from wayfellow.joining.actions import forget as forget_application
from wayfellow.joining.queries import past_their_time
from wayfellow.keeping import actions, anchor, queries
from wayfellow.keeping.models import Erasure, Kind
from wayfellow.people.actions import forget_old as forget_what_happened_to_accounts
from wayfellow.surveys.actions import forget_lapsed as let_links_lapse
from wayfellow.vault import register
from wayfellow.vault.vacuum import vacuum_database

WHY = {Erasure.Cause.ASKED.value: "Asked for, and the time to take it back is over"}


class Command(BaseCommand):
    help = "Erase whoever asked for it, and what has been kept its time; note the journal. Serving does it once a day."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--preview", action="store_true", help="count who would be erased, and erase nobody")

    def handle(self, *, preview: bool, **options: Any) -> None:
        today = timezone.localdate()
        self._say(queries.preview(today), "would be erased" if preview else "erased")
        if queries.is_unchecked():
            self.stdout.write("Nothing goes by a rule that is still an example: see /set-up/retention/.")
        if not preview:
            for person in queries.due(today):
                with suppress(Refused):  # another process was quicker, or the law has come to ask for longer
                    actions.erase(person, by=COMMAND_LINE, on=today, cause=person.cause)
            forget_lapsed(on=today)
            let_links_lapse(on=today)
            for step in queries.first_steps_due(today):
                let_time_pass(step, on=today)
            for wish in queries.wishes_due(today):
                forget_wish(wish, on=today)
            for expense in queries.expenses_due(today):
                forget_expense(expense)
            for application in past_their_time(today):
                forget_application(application, on=today)
            drafts.let_lapse(at=timezone.now())
            forget_what_happened_to_accounts(at=timezone.now())
            register.bring_up_to_date()
            vacuum_database(*actions.SAY_WHO_THEY_ARE, *actions.TELL_WHO_CAME_FIRST)
            self._note_the_journal()

    def _note_the_journal(self) -> None:
        if found := anchor.note():
            told = "\n".join(found)
            raise CommandError(f"{told}\nThe journal is not what it was: see `wayfellow check`. All else was done.")

    def _say(self, counts: Any, what: str) -> None:
        with override("en"):
            for why, number in sorted(counts.items()):
                self.stdout.write(f"{WHY.get(why) or Kind(why).label}: {number} {what}")
        if not counts:
            self.stdout.write("Nothing has been kept its time today.")
