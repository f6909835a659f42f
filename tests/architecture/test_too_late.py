"""A page whose form can no longer be sent asks that of its own act, and says so instead of asking."""

from uuid import uuid4

import pytest
from django.db import transaction

from tests.access.test_policy import road, told_road  # noqa: F401  # the same people
from tests.architecture.test_every_url_is_guarded import GUARDED
from tests.architecture.test_sent_twice import Forms
from tests.tabs import page_of
from wayfellow.access.guard import ASKED_FIRST, OnlyAsking, Possible, Refused
from wayfellow.journal.models import Entry
from wayfellow.ui.pages import AsSent

ASKING = [name for name, view in GUARDED.items() if hasattr(view, "form_class") and view.needs[0] in ASKED_FIRST]
SENT = 302
CAN_BE_DONE_AGAIN = {
    *("choices:change_mine", "choices:set_day"),
    "deliveries:look_again",
    "expenses:correct",
    "groups:correct",
    "handing_on:show",
    *("joining:do_step", "joining:plan_step"),
    *("journeys:change_objectives", "journeys:correct_note", "journeys:remind", "journeys:thank"),
    "journeys:write_agreement",
    *("learning:add_day", "learning:add_module", "learning:change_course", "learning:change_day"),
    *("learning:note_who_came", "learning:plan_course"),
    *("office:add_point", "office:answer_meeting", "office:change_meeting", "office:confirm_document"),
    *("office:hold_meeting", "office:teach_need"),
    "plans:add_support",
    *("supervision:move", "supervision:write"),
    "understanding:plan_presentation",
}


@pytest.mark.parametrize("name", ASKING)
def test_to_open_it_asks_of_the_act_alone_and_changes_nothing(road, name):  # noqa: F811
    forms, page = Forms(name, road), GUARDED[name]
    lines = Entry.objects.count()
    with pytest.raises((Possible, Refused)):
        page.__wrapped__(forms.record, by=forms.reader, idempotency_key=OnlyAsking(int=uuid4().int), answers=AsSent())
    assert Entry.objects.count() == lines


@pytest.mark.slow
def test_what_was_done_is_asked_again_only_where_it_can_be_done_again(road):  # noqa: F811
    asked, not_asked = set(), set()
    for name in ASKING:
        with transaction.atomic():
            forms = Forms(name, road)
            said = forms.tab()
            if said and forms.send(said)[0] == SENT:
                again = forms.client.get(forms.address)
                if again.status_code == 200:
                    (asked if page_of(again).select("main form [name=idempotency_key]") else not_asked).add(name)
            transaction.set_rollback(True)
    assert asked <= CAN_BE_DONE_AGAIN
    assert len(not_asked) > len(asked)
