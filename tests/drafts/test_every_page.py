"""Every page that asks for words keeps them while somebody writes."""

import pytest

from tests.access.test_policy import CAST, record_of, road, told_road  # noqa: F401
from tests.architecture.test_every_url_is_guarded import GUARDED, address
from tests.tabs import page_of
from wayfellow.access.guard import may

pytestmark = pytest.mark.django_db
KEEP_NOTHING = {
    "surveys:paper",  # answers that are nobody’s
    "groups:note_who_came", "groups:correct_who_came", "groups:what_happened",  # names that a group lets go of
}  # fmt: skip


@pytest.mark.parametrize("name", GUARDED)
def test_a_page_that_asks_for_words_keeps_them_and_can_throw_them_away(road, client, name):  # noqa: F811
    """Wherever somebody writes at length on a page of a record; under the key of whom it is about, where it is."""
    can, model = GUARDED[name].needs
    record = record_of(road, can)
    reader = next((who for who in CAST if may(getattr(road, who), can, record)), None)
    if reader is None:
        pytest.skip("nobody may on this road")
    client.force_login(getattr(road, reader))
    page = page_of(client.get(address(name, record)))
    for form in page.select("main form[method=post]:not([action])"):
        if name not in KEEP_NOTHING and form.select_one("textarea"):
            assert form.select_one("[name=draft]") and form.select_one("[name=draft_before]"), name
            assert form.select_one("button[name=later][value=yes]") and form.select_one("[data-kept]"), name
            assert hasattr(model, "sealing_key") or not hasattr(model, "about_person"), name
