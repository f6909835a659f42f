"""Nobody's words are overwritten unseen (I8)."""

import pytest

from wayfellow.access.edit_tokens import edit_token_of, unless_changed
from wayfellow.access.guard import Refused

KEPT = ["To paint", ""]


def test_what_was_seen_or_had_no_page_before_it_passes():
    unless_changed(KEPT, edit_token=edit_token_of(KEPT))
    unless_changed(KEPT, edit_token=None)


@pytest.mark.parametrize("shown", [[], ["To paint"], ["", "To paint"], ["To paint", "again"], ["To paint", None]])
def test_what_is_kept_by_now_and_was_not_seen_stays(shown):
    with pytest.raises(Refused, match="changed while you were writing"):
        unless_changed(KEPT, edit_token=edit_token_of(shown))
