"""What `test_a_new_language` has run in a checkout to which a language was added. No test of this one."""

from pathlib import Path

import polib
import pytest
from bs4 import NavigableString
from django.conf import settings

from tests.architecture.marked import READERS, tell
from tests.architecture.walk import addresses, walk

PACKAGE = Path(__file__).parents[2] / "wayfellow"
CATALOGUE = PACKAGE / "locale" / settings.LANGUAGE_CODE / "LC_MESSAGES/django.po"


def sentences():
    """Return what only the catalogue says: a word alone may be a name, and what is data has its own languages."""
    data = "\n".join(file.read_text() for file in [*PACKAGE.glob("**/*.json"), PACKAGE / "demo/cast.py"])
    return {
        entry.msgid for entry in polib.pofile(str(CATALOGUE)) if " " in entry.msgid and f'"{entry.msgid}"' not in data
    }


@pytest.mark.django_db
def test_a_reader_finds_every_page_in_it(pytestconfig):
    """One reader in a run, and each run another one."""
    cast, english = tell(), sentences()
    reader = READERS[pytestconfig.getoption("turn") % len(READERS)]
    user, left, said = getattr(cast, reader, None), set(), 0
    for answer in walk(reader, user, [*addresses(user), *cast.found]):
        assert answer.response.status_code < 500, answer.address
        if answer.page is None or answer.page.html is None or answer.page.html["lang"] != settings.LANGUAGE_CODE:
            continue
        texts = [
            " ".join(each.split()) for each in answer.page.body.find_all(string=True) if type(each) is NavigableString
        ]
        said += sum(text.startswith("‹") for text in texts)
        left |= {(text, answer.response.resolver_match.view_name) for text in texts if text in english}
    assert sorted(left) == [] and said > 100
