"""Opening a mailbox in a test: first the job worker comes round, as it does each second where Wayfellow is served."""

from unittest import mock

from django.core import mail

from wayfellow.operations.worker import JobWorker

# Within the transaction of a test nothing closes the connection; Django's own test client leaves it open like this.
STAYS_OPEN = mock.patch("django_tasks_db.management.commands.db_worker.close_old_connections")


def outbox():
    """Return the letters that were sent, after everything that waited was done by the real worker."""
    with STAYS_OPEN:
        JobWorker(until_none_is_left=True).run()
    return mail.outbox
