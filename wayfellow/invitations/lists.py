"""A list of people to invite, as a file of rows: read whole, and every row that cannot be is named."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext as _

from wayfellow.directory.models import LONGEST_NAME, Programme
from wayfellow.invitations.models import PEER
from wayfellow.invitations.queries import employers, roles_offered
from wayfellow.sheets.reading import Sheet, maybe, needed, one_of, read_sent, words

COLUMNS = ["name", "email", "role", "language", "employer"]


def people_in(content: bytes, programme: Programme, user: Any) -> Sheet:
    """Read whom a list invites to a programme, by its columns."""
    employing = {each.name: each for each in employers(timezone.localdate())}
    employer = one_of(employing)
    cells = [
        needed(words(LONGEST_NAME)),
        needed(_address),
        needed(one_of(dict(roles_offered(user)))),
        needed(one_of(dict(settings.LANGUAGES))),
        maybe(lambda text: employing[employer(text)], None),
    ]
    sheet = read_sent("", content, dict(zip(COLUMNS, cells, strict=True)))
    _look_at_each(sheet, programme)
    return sheet


def _address(text: str) -> str:
    try:
        validate_email(text)
    except ValidationError as problem:
        raise ValueError(problem.message) from None
    return text.casefold()


def _look_at_each(sheet: Sheet, programme: Programme) -> None:
    """Name whoever stands there twice, has an invitation already, or supports others for nobody."""
    waits = {(email.casefold(), role) for email, role in programme.invitations.values_list("email", "role")}
    seen: dict[tuple[str, str], int] = {}
    for row in sheet.rows:
        who = (row["email"], row["role"])
        if None not in who and who in waits:
            sheet.complain(row["line"], "email", _("They have an invitation already, and have not accepted it yet."))
        elif None not in who and who in seen:
            sheet.complain(row["line"], "email", _("They stand in line %(line)s already.") % {"line": seen[who]})
        seen.setdefault(who, row["line"])
        if row["role"] == PEER and row["employer"] is None and not _is_named(sheet, row):
            reason = _("Please name the organisation that employs this peer supporter, or where they volunteer.")
            sheet.complain(row["line"], "employer", reason)


def _is_named(sheet: Sheet, row: dict[str, Any]) -> bool:
    return any((bad.line, bad.column) == (row["line"], "employer") for bad in sheet.bad)
