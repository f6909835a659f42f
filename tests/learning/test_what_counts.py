"""What somebody has done and lived counts, their hours are theirs, and what falls due is told in time."""

from datetime import datetime, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, override

from tests.learning.learning import TODAY, ago, asked, course_of, logged, module_of, takes, talked
from tests.letters import outbox
from tests.tabs import Tab, filled, page_of, text_of
from wayfellow.access.guard import Refused
from wayfellow.learning.competencies import Competency
from wayfellow.learning.models import Completion, Conversation, Hours
from wayfellow.learning.queries import falls_due, in_numbers
from wayfellow.notices.in_time import go_round
from wayfellow.people.models import User


def at(name, record):
    return reverse(f"learning:{name}", args=[record.pk])


def signed_in(client, user):
    client.force_login(user)
    return client


def done(cast, user, *, renew_by, module=None):
    talked(asked(user, module or module_of(cast)), by=cast.silvia, on=ago(1))
    Completion.objects.filter(learner__user=user).update(renew_by=renew_by)


def test_what_somebody_lived_counts_after_a_conversation(cast, client):
    module = module_of(cast)
    pau = signed_in(client, cast.pau)
    assert "no exam" in text_of(pau.get(at("ask_to_count", module)))
    Tab(pau, at("ask_to_count", module)).send(experience="I looked after my father for ten years")
    conversation = Conversation.objects.get()
    assert "waits for a conversation" in text_of(pau.get(at("conversation", conversation)))
    silvia = signed_in(client, cast.silvia)
    assert "Pau" in text_of(silvia.get(at("programme", cast.programme)))
    assert "ten years" in text_of(silvia.get(at("conversation", conversation)))
    filled(silvia, at("hold_conversation", conversation), on=TODAY.isoformat(), counts="yes")
    completion = Completion.objects.get()
    assert (completion.way, completion.by, completion.on) == ("conversation", cast.silvia, TODAY)
    passport = text_of(signed_in(client, cast.pau).get("/learning/passport/"))
    assert "By practice and experience" in passport and "Knows the neighbourhood" in passport


def test_not_yet_says_how_to_go_on_and_one_can_ask_again(cast, client):
    module = module_of(cast)
    conversation = asked(cast.pau, module)
    with pytest.raises(Refused, match="still missing"):
        talked(conversation, by=cast.silvia, counts=False)
    talked(conversation, by=cast.silvia, counts=False, words="Come along to two groups")
    page = text_of(signed_in(client, cast.pau).get(at("conversation", conversation)))
    assert "Come along to two groups" in page and "Ask again" in page
    assert not Completion.objects.exists()
    asked(cast.pau, module)


def test_nothing_written_is_asked_for_in_a_kind_way(cast, client):
    answer = Tab(signed_in(client, cast.pau), at("ask_to_count", module_of(cast))).send()
    assert answer.status_code == 422 and "A sentence is enough" in text_of(answer)


def test_nobody_counts_their_own(cast):
    conversation = asked(cast.silvia, module_of(cast))
    with pytest.raises(PermissionDenied):
        talked(conversation, by=cast.silvia)
    talked(conversation, by=cast.carme)


def test_what_they_wrote_is_sealed_with_their_own_key(cast):
    conversation, hours = asked(cast.pau, module_of(cast)), logged(cast, cast.pau)
    assert conversation.sealing_key() == hours.sealing_key() == conversation.learner.key
    assert b"kitchen" not in bytes(Conversation.objects.values_list("practice", flat=True).get())
    assert b"library" not in bytes(Hours.objects.values_list("words", flat=True).get())


def test_hours_are_noted_changed_and_deleted_by_whose_they_are_alone(cast, client):
    pau = signed_in(client, cast.pau)
    Tab(pau, at("log_hours", cast.programme)).send(on=TODAY.isoformat(), minutes="90", kind="reading", words="A book")
    hours = Hours.objects.get()
    page = text_of(pau.get("/learning/log/"))
    assert "A book" in page and "1 hour 30 minutes" in page
    Tab(pau, at("change_hours", hours)).send(minutes="60", words="A better book", kind="reading")
    assert "1 hour" in text_of(pau.get("/learning/passport/"))
    assert "A better book" not in text_of(pau.get("/learning/passport/"))
    for other in [cast.carme, cast.silvia, cast.nil]:
        assert signed_in(client, other).get(at("change_hours", hours)).status_code == 404
    filled(signed_in(client, cast.pau), at("let_hours_go", hours))
    assert "No hours yet" in text_of(client.get("/learning/log/"))


def test_hours_are_not_noted_ahead(cast, client):
    tomorrow = (TODAY + timedelta(days=1)).isoformat()
    page = Tab(signed_in(client, cast.pau), at("log_hours", cast.programme))
    answer = page.send(on=tomorrow, minutes="90", kind="reading", words="A book")
    assert answer.status_code == 422 and "not come yet" in text_of(answer) and "A book" in answer.content.decode()


@pytest.mark.parametrize(
    "days, told", [(-1, "was due again on"), (0, "falls due again on"), (60, "falls due again on"), (61, None)]
)
def test_what_falls_due_is_told_two_months_ahead(cast, client, days, told):
    done(cast, cast.pau, renew_by=TODAY + timedelta(days=days))
    pau = signed_in(client, cast.pau)
    for page in ["/learning/", "/today/"]:
        assert (
            (told or "due again on") in text_of(pau.get(page)) if told else "due again on" not in text_of(pau.get(page))
        )


def test_what_was_done_again_is_due_no_more(cast):
    module = module_of(cast)
    done(cast, cast.pau, renew_by=ago(1), module=module)
    talked(asked(cast.pau, module), by=cast.carme)
    assert not falls_due(cast.pau)


@pytest.mark.parametrize("days, told", [(61, []), (30, ["pau"]), (-1, ["carme", "pau"])])
def test_what_falls_due_stands_in_the_letter_of_the_week_of_the_one_who_learns_first(cast, settings, days, told):
    settings.DEFAULT_FROM_EMAIL, settings.SITE = "Example house <house@example.org>", "https://support.example.org"
    User.objects.update(of_the_demo=False, language="en")
    done(cast, cast.pau, renew_by=TODAY + timedelta(days=days))
    outbox().clear()
    day = next(TODAY + timedelta(days=n) for n in range(1, 8) if (TODAY + timedelta(days=n)).weekday() == 0)
    monday = timezone.make_aware(datetime.combine(day, time(8)))
    go_round(monday - timedelta(hours=1), monday)
    letters = {letter.to[0]: letter.body for letter in outbox() if "learned" in letter.body}
    assert sorted(letters) == sorted(getattr(cast, who).email for who in told)
    assert "Pau" not in "".join(letters.values()) and "Listening" not in "".join(letters.values())


def test_those_who_coordinate_and_supervise_see_numbers(cast, client):
    done(cast, cast.pau, renew_by=ago(1))
    course = course_of(cast, places=1)
    for user in [cast.pau, cast.rosa]:
        takes(user, course)
    assert in_numbers(cast.programme) == {"learned": 1, "due": 0, "missed": 1, "taking": 1, "waiting": 1}
    for user in [cast.carme, cast.silvia]:
        assert "For whom something is overdue" in text_of(signed_in(client, user).get(at("programme", cast.programme)))


@pytest.mark.parametrize("language", ["en", "es", "ca"])
def test_the_passport_is_printed_in_every_language(cast, client, language):
    done(cast, cast.pau, renew_by=None)
    page = page_of(signed_in(client, cast.pau).get(f"/learning/passport/?in={language}"))
    with override(language):
        assert page.find(lang=language) and gettext("What I can do") in page.main.get_text()
        assert str(Competency.COMMUNICATION.label) in page.main.get_text()


def test_the_desk_counts_who_waits_to_talk(cast, client):
    asked(cast.pau, module_of(cast))
    desk = text_of(signed_in(client, cast.carme).get(f"/desk/{cast.programme.pk}/"))
    assert "1 person asks to have counted what they have done and lived" in desk
