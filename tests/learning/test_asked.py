"""What a programme asks people to learn stands apart from what they learn by choice, with by when (H1)."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from tests.learning.learning import TODAY, ago, another_peer, asked, course_of, module_of, takes, talked
from tests.tabs import Tab, page_of, text_of
from wayfellow.access.guard import may
from wayfellow.learning import actions, queries
from wayfellow.learning.access import Can
from wayfellow.learning.models import AskedOf
from wayfellow.people.models import Membership
from wayfellow.ui.days import months_later
from wayfellow.workforce.models import Belonging, Peer

UNPROCESSABLE, NOT_THERE = 422, 404


def ask(module, cast, whom=AskedOf.PEERS, *, months=6, on=TODAY):
    actions.ask_module(module, by=cast.carme, edit_token=None, on=on, asked_of=whom, asked_within=months)
    module.refresh_from_db()
    return module


def asked_of(user):
    return [module.name for module in queries.still_asked(queries.my_pathways(user))]


def page_for(name, record):
    return reverse(f"learning:{name}", args=[record.pk])


def test_a_coordinator_says_of_whom_and_by_when_and_those_read_so(cast, client):
    module = module_of(cast, "Safety")
    module_of(cast, "Painting")
    client.force_login(cast.carme)
    tab = Tab(client, page_for("ask_module", module))
    assert tab.send(asked_of="peers", asked_within="").status_code == UNPROCESSABLE
    sent = tab.send_again(asked_of="peers", asked_within="6")
    assert sent.url == page_for("programme", cast.programme)
    assert "Asked of: all peer supporters" in text_of(client.get(sent.url))
    client.force_login(cast.pau)
    assert "Your programme asks you to learn something." in text_of(client.get(reverse("home:news")))
    shown = page_of(client.get(reverse("learning:mine"))).main
    cards = {
        card.find(["h2", "h3"]).get_text(strip=True): card.get_text(" ", strip=True) for card in shown.select(".card")
    }
    assert "Asked of you, by" in cards["Way of Safety"] and "Yours by choice" in cards["Way of Painting"]
    assert "Asked of you" in [title.get_text(strip=True) for title in shown.select("h2")]
    client.force_login(cast.rosa)
    assert "Asked of you" not in text_of(client.get(reverse("learning:mine")))
    assert "asks you to learn" not in text_of(client.get(reverse("home:news")))


@pytest.mark.parametrize(
    "whom, those",
    [
        ("everybody", ["pau", "nuria", "rosa"]),
        ("peers", ["pau", "nuria"]),
        ("paid", ["pau"]),
        ("volunteers", ["nuria"]),
    ],
)
def test_it_is_asked_of_those_and_of_nobody_else(cast, whom, those):
    cast.nuria = another_peer(cast, "Nuria")
    Peer.objects.filter(user=cast.nuria).update(is_paid=False)
    module = ask(module_of(cast, "Safety"), cast, whom)
    for name in ["pau", "nuria", "rosa"]:
        user = getattr(cast, name)
        assert asked_of(user) == (["Safety"] if name in those else [])
        assert may(user, Can.ASK_TO_COUNT, module)  # whoever works here can learn it by choice
    told = [user.name for _module, people in queries.who_has_what(cast.programme) for user, _by, _done in people]
    assert {getattr(cast, name).name for name in those} <= set(told)
    assert not {getattr(cast, name).name for name in {"pau", "nuria", "rosa"} - set(those)} & set(told)


def test_newcomers_have_as_long_from_their_first_day(cast):
    module = ask(module_of(cast), cast, months=3, on=ago(200))
    Belonging.objects.filter(peer=cast.peer).update(since=ago(400))
    (mine,) = queries.still_asked(queries.my_pathways(cast.pau))
    assert mine == module and mine.by_when == months_later(ago(200), 3)
    Belonging.objects.filter(peer=cast.peer).update(since=ago(10))
    (mine,) = queries.still_asked(queries.my_pathways(cast.pau))
    assert mine.by_when == months_later(ago(10), 3)


def test_a_whole_pathway_is_asked_and_a_module_says_otherwise(cast):
    first = module_of(cast, "Safety")
    said = {"hours": 2, "competencies": [], "own_competencies": "", "about": "", "renewed_after": None}
    second = actions.add_module(first.pathway, by=cast.carme, id=uuid4(), name="Fire", **said)
    told = {"on": TODAY, "asked_of": "everybody", "asked_within": 2}
    actions.ask_pathway(first.pathway, by=cast.carme, edit_token=None, **told)
    assert asked_of(cast.rosa) == ["Safety", "Fire"]
    ask(second, cast, AskedOf.PEERS)
    assert asked_of(cast.rosa) == ["Safety"] and asked_of(cast.pau) == ["Safety", "Fire"]


def test_what_falls_due_is_told_in_time_and_says_whether_it_is_asked(cast, client):
    ask(module_of(cast, "Safety"), cast, months=1, on=ago(40))
    ask(module_of(cast, "Later"), cast, months=60)
    Belonging.objects.filter(peer=cast.peer).update(since=ago(400))
    for name, whom in [("Fire", AskedOf.PEERS), ("Painting", "")]:
        module = module_of(cast, name, renewed_after=1)
        talked(asked(cast.pau, module), by=cast.silvia, on=ago(20))
        if whom:
            ask(module, cast, whom)
    client.force_login(cast.pau)
    today = text_of(client.get("/today/"))
    assert "Safety" in today and "Past its day" in today and "Later" not in today
    due = {each.module.name: each.is_asked for each in queries.falls_due(cast.pau)}
    assert due == {"Fire": True, "Painting": False}
    assert "Asked of you." in today and "Yours by choice." in today


def test_who_has_what_is_of_what_is_asked_alone(cast, client):
    safety = ask(module_of(cast, "Safety"), cast)
    painting = module_of(cast, "Painting")
    for module in [safety, painting]:
        talked(asked(cast.pau, module, practice="Two floods"), by=cast.silvia)
    another_peer(cast, "Nuria")
    page = page_for("who_has_what", cast.programme)
    for user in [cast.carme, cast.silvia]:
        client.force_login(user)
        shown = text_of(client.get(page))
        assert "Pau" in shown and "Nuria" in shown and "done on" in shown
        assert "Painting" not in shown and "Two floods" not in shown
        assert shown.index("Nuria") < shown.index("Pau")  # who lacks it, first
    for user in [cast.pau, cast.rosa, cast.edu, cast.olga]:
        client.force_login(user)
        assert client.get(page).status_code == NOT_THERE


def test_whoever_left_is_not_on_the_list_and_is_asked_nothing(cast):
    ask(module_of(cast), cast, AskedOf.EVERYBODY)
    Membership.objects.filter(user=cast.rosa).update(ends_on=TODAY - timedelta(days=1))
    assert asked_of(cast.rosa) == []
    ((_module, people),) = queries.who_has_what(cast.programme)
    assert cast.rosa not in [user for user, _by, _done in people]


def test_it_can_be_asked_of_nobody_again_and_what_is_behind_somebody_stays(cast, client):
    module = ask(module_of(cast), cast)
    talked(asked(cast.pau, module), by=cast.silvia)
    client.force_login(cast.carme)
    tab = Tab(client, page_for("ask_module", module))
    assert tab.send(asked_of="").url == page_for("programme", cast.programme)
    module.refresh_from_db()
    assert (module.asked_of, module.asked_since, module.asked_within) == ("", None, None)
    assert "Nothing is asked of anybody" in text_of(client.get(page_for("who_has_what", cast.programme)))
    assert queries.my_completions(cast.pau).count() == 1


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_the_database_few_questions(cast, client, number, django_assert_num_queries):
    for each in range(number):
        ask(module_of(cast, f"Part {each}"), cast)
        takes(another_peer(cast, f"Peer{each}"), course_of(cast))
    client.force_login(cast.carme)
    client.get(page_for("who_has_what", cast.programme))
    with django_assert_num_queries(8):
        client.get(page_for("who_has_what", cast.programme))
