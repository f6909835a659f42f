"""Someone important reads one part, for a time, by a link; the person is told of each time and ends it at once (N1)."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from tests.tabs import Tab, page_of, text_of
from wayfellow.demo import story
from wayfellow.demo.cast import ACCOUNTS
from wayfellow.journal.models import Entry
from wayfellow.plans.models import Guest, Remark

from .conftest import TODAY, part_of, place, share, signed_in_as, write

SISTER = "My sister Marta"


@pytest.fixture
def sister(montse, plan):
    """The sister of Montse, at her own browser, with the link that Montse made."""
    return invited(montse, plan.helps, may_comment="on")


def invited(montse, part, **chosen):
    made = Tab(montse, place("invite_guest", part)).send(**{"name": SISTER, "how_long": "30"} | chosen)
    return Tab(Client(), urlsplit(made.url).path.removesuffix("give/"))


def opened(tab):
    tab.filled_in = {"idempotency_key": tab.filled_in.get("idempotency_key", "")}
    return tab.send()


def test_a_link_is_given_by_hand_and_kept_nowhere(montse, plan):
    tab = Tab(montse, place("invite_guest", plan.helps))
    made = [tab.send(name=SISTER, how_long="1", may_comment="").url for _tap in range(2)]
    assert made[0] == made[1], "a second tap makes the same link"
    assert page_of(montse.get(made[0])).main.img["src"].startswith("data:image/svg+xml,"), "a phone reads it from paper"
    page = text_of(montse.get(made[0]))
    token = made[0].split("/")[2]
    assert f"/shared/{token}/" in page and SISTER in page
    guest = Guest.objects.get()
    assert token not in str(vars(guest)) and guest.fingerprint != token
    assert timedelta(hours=23) < guest.until - timezone.now() < timedelta(days=1)


@pytest.mark.parametrize("who", [who for who in ACCOUNTS if who != "montse"])
def test_only_the_person_finds_the_link_again(plan, sister, who):
    assert signed_in_as(getattr(plan, who)).get(f"{sister.address}give/").status_code == 404


def test_somebody_without_an_account_gives_a_link_on_paper(plan, pau):
    nuria = story.set_out(plan, on=TODAY, person={"name": "Nuria", "language": "ca"}).person
    Tab(pau, place("begin_plan", nuria)).send()
    helps = part_of(nuria, "helps")
    write(helps, "A song", by=plan.pau)
    assert "beside you, and if they want it. You see the link too. Give it to" in text_of(
        pau.get(place("invite_guest", helps))
    )
    sister = invited(pau, helps)
    page = pau.get(f"{sister.address}give/")
    assert page_of(page).main.img["src"].startswith("data:image/svg+xml,"), "printed, a phone reads it"
    assert "A song" in text_of(opened(sister))
    told = Tab(pau, place("part", helps))
    assert "My sister Marta opened it" in text_of(told.answer) and "Nuria and you" in text_of(told.answer)
    told.send_to("End it now My sister Marta")
    assert sister.client.get(sister.address).status_code == 404


def test_a_goal_that_is_taken_out_is_closed_to_the_link_too(montse, plan):
    sister = invited(montse, plan.goal)
    Tab(montse, place("say_how_it_stands", plan.goal)).send(stand="out")
    assert sister.client.get(sister.address).status_code == 404
    assert SISTER not in text_of(montse.get("/my/sharing/")) and SISTER not in text_of(montse.get("/my/people/"))
    Tab(montse, place("part", plan.goal)).send_to("Take it up again")
    assert sister.client.get(sister.address).status_code == 200


def test_what_merely_looks_at_links_opens_nothing_and_reads_nothing(sister):
    page = sister.answer.content.decode()
    for word in ["sea", "plan", "Montse", "What helps me"]:
        assert word not in text_of(sister.answer), word
    assert "A walk by the sea" not in page
    assert not Entry.objects.filter(deed="link.open").exists()


def test_a_guest_reads_one_part_and_the_person_reads_who_opened_it_and_when(montse, plan, sister):
    write(part_of(plan.person, "recovery"), "To sing again", by=plan.montse)
    assert opened(sister).status_code == 200
    page = text_of(sister.answer)
    assert "A walk by the sea" in page
    for elsewhere in ["Live by the sea", "To sing again", "Montse"]:
        assert elsewhere not in page
    assert f"{SISTER} opened it" in text_of(montse.get(place("part", plan.helps)))
    for elsewhere in ["/my/who-looked/", "/my/sharing/"]:
        assert SISTER in text_of(montse.get(elsewhere))


def test_two_taps_open_it_once_and_another_visit_is_another_line(sister):
    for _tap in range(2):
        opened(sister)
    assert Entry.objects.filter(deed="link.open").count() == 1
    opened(Tab(Client(), sister.address))
    assert Entry.objects.filter(deed="link.open").count() == 2


def test_nothing_of_it_stays_in_caches_search_engines_or_on_the_way_to_other_sites(sister):
    for answer in [sister.answer, opened(sister)]:
        assert answer["Cache-Control"] == "no-store"
        assert answer["X-Robots-Tag"] == "noindex, nofollow"
        assert answer["Referrer-Policy"] == "same-origin"
        assert page_of(answer).title.text == "A shared page · Wayfellow"


def test_a_guest_says_something_once_and_reads_the_answer(montse, plan, sister):
    opened(sister)
    tab = sister.send_again(kind="concern", words="Take a coat")
    assert "Saved. Thank you." in text_of(tab)
    sister.send(kind="concern", words="Take a coat")
    remark = Remark.objects.get()
    assert remark.who == SISTER
    Tab(montse, place("answer_remark", remark)).send(answer="I will, and I go")
    again = Tab(Client(), sister.address)
    assert "I will, and I go" in text_of(opened(again))
    assert SISTER not in text_of(again.answer), "what the person calls her is read by the person only"
    assert "Commented on your plan, with the link you gave" in text_of(montse.get("/my/who-looked/"))


def test_an_empty_remark_comes_back_and_is_still_an_opening(sister):
    answer = sister.send(kind="word", words="")
    assert answer.status_code == 422
    assert Entry.objects.filter(deed="link.open").count() == 1


def test_whoever_may_only_read_writes_nothing(montse, plan):
    reader = invited(montse, plan.helps, may_comment="")
    assert "Comment on it" not in text_of(opened(reader))
    reader.send(kind="word", words="I was here")
    assert not Remark.objects.exists()


def test_nobody_else_learns_whom_the_person_invited(plan, sister):
    share(plan, plan.helps, together=True)
    pau = signed_in_as(plan.pau)
    for page in [place("plan", plan.person), place("part", plan.helps)]:
        assert "A walk by the sea" in text_of(pau.get(page))
        assert "invited" not in text_of(pau.get(page)) and SISTER not in text_of(pau.get(page))


def test_it_ends_at_once_with_one_press_even_for_a_page_that_lies_open(montse, plan, sister):
    opened(sister)
    page = page_of(montse.get(place("part", plan.helps)))
    form = page.main.select_one("form[method=post]")
    sent = {field["name"]: field.get("value", "") for field in form.select("input")}
    assert [montse.post(form["action"], sent).status_code for _tap in range(2)] == [302, 302]
    for answer in [sister.send_again(words="Are you there?", kind="word"), Client().get(sister.address)]:
        assert answer.status_code == 404
        assert "This link does not work" in text_of(answer)
    assert not Remark.objects.exists()
    assert montse.get(f"{sister.address}give/").status_code == 404


def test_it_ends_by_itself_and_a_link_that_never_was_looks_alike(sister):
    Guest.objects.update(until=timezone.now())
    over, never = Client().get(sister.address), Client().get("/shared/abcdefghijklmnopqrstuvwx/")
    assert over.status_code == never.status_code == 404
    assert text_of(over) == text_of(never)


def test_the_link_of_one_part_ends_no_other_and_a_stranger_ends_none(montse, plan, sister):
    recovery = part_of(plan.person, "recovery")
    assert Tab(montse, place("end_invitation", recovery)).send(guest=str(Guest.objects.get().pk)).status_code == 422
    share(plan, plan.helps, together=True)
    assert signed_in_as(plan.pau).post(place("end_invitation", plan.helps)).status_code == 404
    assert opened(sister).status_code == 200


def test_links_are_not_tried_without_end(db):
    client = Client(REMOTE_ADDR="198.51.100.1")
    tried = [client.get(f"/shared/{number:024}/").status_code for number in range(61)]
    assert tried == [404] * 60 + [429]


def test_an_account_is_no_link(plan, sister):
    for who in ACCOUNTS:
        answer = signed_in_as(getattr(plan, who)).get(sister.address)
        assert "A walk by the sea" not in answer.content.decode()
