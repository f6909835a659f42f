"""Who does what between the organisations, and who sees what: on paper, and as the program does it (B15)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.office.steps import settled_with, shared_out
from tests.tabs import Tab, page_of, text_of
from wayfellow.access import words as policy
from wayfellow.access.edit_tokens import edit_token_of
from wayfellow.access.guard import Refused
from wayfellow.office import actions
from wayfellow.office.models import Responsibility, Sharing
from wayfellow.office.queries import as_to_sign, with_sharing_to_review

TODAY = timezone.localdate()
UNPROCESSABLE, NOT_THERE = 422, 404


@pytest.fixture
def where(cast, client):
    client.force_login(cast.carme)
    return reverse("office:responsibilities", args=[cast.programme.pk])


@pytest.fixture
def sharing(cast):
    return settled_with(cast, cast.federation, here=cast.carme, there=cast.pau)


def signs(sharing, who):
    sharing.refresh_from_db()
    actions.sign_sharing(sharing, by=who, on=TODAY, edit_token=edit_token_of(as_to_sign(sharing)))


def says_otherwise(monkeypatch):
    """The policy changes: from now on some reading is granted to one more."""
    more = [*policy.readings(), ("its_supervisors", "journey.see")]
    monkeypatch.setattr("wayfellow.office.queries.readings", lambda: more)
    monkeypatch.setattr("wayfellow.office.queries.fingerprint_of_readings", lambda: "another")
    monkeypatch.setattr("wayfellow.office.actions.fingerprint_of_readings", lambda: "another")


def test_the_table_says_who_leads_takes_part_and_is_told(cast, client, where):
    tab = Tab(client, reverse("office:add_responsibility", args=[cast.programme.pk]))
    told = {"words": "Pay the expenses", "leads": cast.federation.pk, "is_told": [cast.programme.organisation_id]}
    tab.send(**told)
    row = page_of(client.get(where)).select_one("main tbody tr")
    cells = [cell.get_text(strip=True) for cell in row.select("th, td")]
    assert cells[:4] == ["Pay the expenses", cast.federation.name, "–", cast.programme.organisation.name]


def test_nobody_leads_and_takes_part_as_well(cast, client, where):
    tab = Tab(client, reverse("office:add_responsibility", args=[cast.programme.pk]))
    answer = tab.send(words="Pay", leads=cast.federation.pk, takes_part=[cast.federation.pk])
    assert answer.status_code == UNPROCESSABLE and "Who leads takes part anyway." in text_of(answer)
    assert not Responsibility.objects.exists()


def test_a_responsibility_is_shared_out_anew_and_another_tab_replaces_nothing_unseen(cast, client, where):
    responsibility = shared_out(cast)
    first, second = (
        Tab(client, reverse("office:change_responsibility", args=[responsibility.pk])) for _tab in range(2)
    )
    first.send(words="Find two rooms", leads=cast.federation.pk)
    answer = second.send(words="Find no room", leads=cast.programme.organisation_id)
    assert answer.status_code == UNPROCESSABLE and "Find two rooms" in text_of(answer)
    responsibility.refresh_from_db()
    assert responsibility.words == "Find two rooms" and responsibility.parts.get().organisation == cast.federation


def test_a_responsibility_is_taken_off_the_table_once(cast, client, where):
    tab = Tab(client, reverse("office:remove_responsibility", args=[shared_out(cast).pk]))
    assert [tab.send().url, tab.send().url] == [where, where] and not Responsibility.objects.exists()


def test_what_was_settled_stands_beside_what_the_program_does(cast, client, where, sharing):
    shown = text_of(client.get(where))
    assert "Both see that a road is walked." in shown
    who, [(record, what), *_others] = policy.who_reads_what()[0]
    assert str(who) in shown and f"{record}: {what[0]}" in shown


def test_both_organisations_sign_each_by_an_account_of_their_own(cast, client, where, sharing):
    signs(sharing, cast.carme)
    assert not Sharing.objects.get().is_signed
    client.force_login(cast.pau)
    Tab(client, reverse("office:sign_sharing", args=[sharing.pk])).send()
    assert Sharing.objects.get().is_signed
    assert f"Signed for {cast.federation.name} by Pau" in text_of(client.get(where))


def test_one_account_cannot_sign_for_both(cast, client, where):
    tab = Tab(client, reverse("office:write_sharing", args=[cast.programme.pk]))
    told = {"partner": cast.federation.pk, "words": "We see dates.", "review_on": TODAY + timedelta(days=90)}
    answer = tab.send(**told, signs_here=cast.carme.pk, signs_there=cast.carme.pk)
    assert answer.status_code == UNPROCESSABLE and "Two people sign" in text_of(answer)
    assert "We see dates." in text_of(answer) and not Sharing.objects.exists()
    tab.send(**told, signs_here=cast.carme.pk, signs_there=cast.pau.pk)
    assert [each.user for each in Sharing.objects.get().signatures.order_by("pk")] == [cast.carme, cast.pau]


def test_who_is_asked_to_sign_is_told(cast, client, sharing):
    client.force_login(cast.pau)
    assert "You are asked to sign who sees what" in text_of(client.get(reverse("home:today")))


def test_who_is_not_asked_cannot_sign(cast, client, sharing):
    client.force_login(cast.silvia)
    assert client.get(reverse("office:sign_sharing", args=[sharing.pk])).status_code == NOT_THERE


def test_a_changed_policy_marks_the_agreement_for_review(cast, client, where, sharing, monkeypatch):
    desk = reverse("home:desk", args=[cast.programme.pk])
    assert "has to be settled anew" not in text_of(client.get(desk))
    says_otherwise(monkeypatch)
    shown = text_of(client.get(where))
    assert "The program does something else than when this was written" in shown and "New: " in shown
    assert with_sharing_to_review(type(cast.programme).objects.filter(pk=cast.programme.pk)).get().has_sharing_to_review
    assert "Who sees what has to be settled anew" in text_of(client.get(desk))


def test_nobody_signs_what_the_program_no_longer_does(cast, sharing, monkeypatch):
    says_otherwise(monkeypatch)
    with pytest.raises(Refused, match="has changed since"):
        signs(sharing, cast.pau)


def test_an_earlier_version_is_kept_and_no_longer_signed(cast, client, where, sharing):
    settled_with(cast, cast.federation, here=cast.carme, there=cast.pau, words="Nobody sees it.")
    with pytest.raises(Refused, match="newer version"):
        signs(sharing, cast.pau)
    assert "Nobody sees it." in text_of(client.get(where))
    earlier = text_of(client.get(f"{where}?version=1"))
    assert "Both see that a road is walked." in earlier and "not the newest" in earlier


def test_once_its_day_is_past_it_is_marked_for_review(cast, client, where):
    settled_with(cast, cast.federation, here=cast.carme, there=cast.pau, review_on=TODAY - timedelta(days=1))
    assert "It was to be looked at again on" in text_of(client.get(where))
    assert "has to be settled anew" in text_of(client.get(reverse("home:desk", args=[cast.programme.pk])))


def test_everyone_who_works_there_reads_it_and_nobody_else(cast, client, where):
    for who in ["pau", "rosa", "silvia", "carme"]:
        client.force_login(getattr(cast, who))
        assert client.get(where).status_code == 200
    for who in ["olga", "edu", "montse"]:
        client.force_login(getattr(cast, who))
        assert client.get(where).status_code == NOT_THERE


def test_empty_it_says_what_will_be_there(client, where):
    assert "Nothing is shared out yet" in (shown := text_of(client.get(where))) and "Nothing is settled yet" in shown


def test_the_page_takes_six_statements_however_much_there_is(cast, client, where, django_assert_num_queries):
    for number in range(3):
        shared_out(cast, cast.federation, words=f"Task {number}")
        settled_with(cast, cast.federation, here=cast.carme, there=cast.pau)
    client.get(where)
    with django_assert_num_queries(6):
        client.get(where)
