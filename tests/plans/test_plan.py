"""A plan is the person's: only they change it, others suggest, every version stays (D3, N1, N2, I8, I12)."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.deeds import Can
from tests.journal.opened import said
from tests.tabs import Tab, page_of, text_of
from wayfellow.access.guard import deeds_of, may
from wayfellow.demo import story
from wayfellow.demo.cast import ACCOUNTS
from wayfellow.journal.models import Entry
from wayfellow.journeys import actions as journeys
from wayfellow.plans import actions
from wayfellow.plans.models import Guest, Part, Remark, Version
from wayfellow.plans.questions import QUESTIONS, Kind
from wayfellow.workforce.models import Peer

from .conftest import TODAY, part_of, place, share, signed_in_as, write

PLAN = "/my/plan/"


def test_a_plan_begins_with_one_press_and_opens_with_what_recovery_means(cast, client):
    client.force_login(cast.montse)
    assert "A place for what you want" in text_of(client.get(PLAN))
    tab = Tab(client, reverse("plans:begin_plan", args=[cast.person.pk]))
    assert [tab.send().status_code for _tap in range(2)] == [302, 302]
    page = page_of(client.get(PLAN)).main
    assert [card.get_text() for card in page.select(".card h2")] == ["What recovery means to me"]
    assert [row.get_text() for row in page.select("a.row-title")][:2] == [
        "What a good life looks like",
        "What I am good at",
    ]
    assert Part.objects.count() == len(Kind) - 1


def test_a_part_is_written_and_read_in_any_script_at_any_length(montse, plan):
    words = "שלום 🌿 " + "a wish. " * 1250
    tab = Tab(montse, place("write_part", part_of(plan.person, "recovery")))
    assert page_of(tab.answer).main.textarea["dir"] == "auto"
    assert tab.send(words=words).status_code == 302
    page = montse.get(PLAN)
    assert words.strip() in page.content.decode()
    assert page_of(page).main.select_one("#part-recovery .as-written")["dir"] == "auto"


def test_a_goal_needs_one_answer_and_keeps_the_rest(montse, plan):
    tab = Tab(montse, reverse("plans:add_goal", args=[plan.person.pk]))
    answer = tab.send(words="", first_step="Ask at the library")
    assert answer.status_code == 422
    assert "Ask at the library" in text_of(answer)
    sent = [tab.send(words="Read again", size="week", chime="meaning", others_do="Pau comes along").status_code]
    sent += [tab.send(words="Read again").status_code]
    assert sent == [302, 302]
    assert [goal.title for goal in Part.objects.filter(kind="goal").order_by("-position")] == [
        "Read again",
        "Live by the sea",
    ]
    page = text_of(montse.get(PLAN))
    assert "For this week · Meaning" in page


@pytest.mark.parametrize("stand", ["there", "not_now", "out"])
def test_a_goal_is_reached_put_aside_or_taken_out_and_taken_up_again(montse, plan, stand):
    page, goal = place("at_rest", plan.person), place("part", plan.goal)
    tab = Tab(montse, place("say_how_it_stands", plan.goal))
    assert [tab.send(stand=stand).url for _tap in range(2)] == [goal, goal]
    for shown in [PLAN, "/my/plan/print/"]:
        assert "Live by the sea" not in text_of(montse.get(shown))
    assert "Live by the sea" in text_of(montse.get(page))
    assert Part.objects.get(pk=plan.goal.pk).newest == 2, "two taps say it once"
    Tab(montse, place("write_part", plan.goal)).send(words="Live by the sea, in May")
    assert "in May" in text_of(montse.get(page)), "written anew, it stays where it is"
    assert Tab(montse, goal).send_to("Take it up again").status_code == 302
    assert "in May" in text_of(montse.get(PLAN)) and "Nothing here" in text_of(montse.get(page))


def test_a_goal_put_aside_on_one_device_is_not_reached_unseen_on_the_other(montse, plan):
    phone, tablet = (Tab(montse, place("say_how_it_stands", plan.goal)) for _device in range(2))
    phone.send(stand="not_now")
    assert "Not now: put aside" in text_of(tablet.send(stand="there"))
    assert Part.objects.get(pk=plan.goal.pk).stand == "not_now"


def test_what_is_taken_out_is_read_by_nobody_else_until_it_is_taken_up_again(montse, pau, plan):
    share(plan, plan.goal, together=True)
    assert Tab(pau, place("say_how_it_stands", plan.goal)).send(stand="out").url.startswith(place("plan", plan.person))
    for page in [place("part", plan.goal), place("plan", plan.person), place("at_rest", plan.person)]:
        assert pau.get(page).status_code == 404
    assert "Nobody else can open it." in text_of(montse.get(place("part", plan.goal)))
    assert "may read it" not in text_of(montse.get(place("at_rest", plan.person)))
    Tab(montse, place("say_how_it_stands", plan.goal)).send(stand="on_it")
    assert pau.get(place("part", plan.goal)).status_code == 200


def test_how_sure_somebody_is_stays_with_its_day(montse, plan):
    assert Tab(montse, place("say_how_sure", plan.goal)).send(sure="7").status_code == 302
    page = text_of(montse.get(place("part", plan.goal)))
    assert page.index("4 of 10") < page.index("7 of 10")
    assert Part.objects.get(pk=plan.goal.pk).said["words"] == "Live by the sea"


def test_lines_for_hard_days_are_moved_with_a_button_and_nothing_typed_is_lost(montse, plan):
    part = part_of(plan.person, "hard_days")
    tab = Tab(montse, place("write_part", part))
    answer = tab.send(line_0="Open the window", line_1="Call my sister", line_2="Tea", move="up-2")
    assert answer.url == place("write_part", part)
    tab = Tab(montse, answer.url)
    assert [tab.filled_in[f"line_{number}"] for number in range(3)] == ["Open the window", "Tea", "Call my sister"]
    assert tab.send(move="up-0").status_code == tab.send(move="down-99").status_code == 302
    card = page_of(montse.get("/my/plan/card/")).main.select(".pocket-card li")
    assert [line.get_text() for line in card] == ["Open the window", "Tea", "Call my sister"]


def test_two_devices_writing_one_part_lose_nothing(montse, plan):
    phone, tablet = (Tab(montse, place("write_part", plan.helps)) for _device in range(2))
    phone.send(words="From the phone")
    answer = tablet.send(words="From the tablet")
    assert answer.status_code == 422
    assert "From the phone" in text_of(answer) and "From the tablet" in text_of(answer)
    assert tablet.send_again().status_code == 302
    written = [version.answers["words"] for version in Version.objects.filter(part=plan.helps).order_by("number")]
    assert written == ["A walk by the sea", "From the phone", "From the tablet"]


def test_every_version_is_kept_compared_and_brought_back(montse, plan):
    write(plan.helps, "A walk alone", by=plan.montse)
    history = montse.get(place("versions", plan.helps))
    assert [part.get_text() for part in page_of(history).main.select("del")] == ["[taken out:  by the sea]"]
    assert [part.get_text() for part in page_of(history).main.select("ins")] == ["[added:  alone]"]
    form = page_of(history).main.select_one("form[method=post]")
    sent = {field["name"]: field["value"] for field in form.select("input")}
    assert sent["number"] == "1"
    assert [montse.post(form["action"], sent).status_code for _tap in range(2)] == [302, 302]
    assert Part.objects.get(pk=plan.helps.pk).said["words"] == "A walk by the sea"
    assert Version.objects.filter(part=plan.helps).count() == 3


def test_a_comparison_with_what_is_not_there_is_no_mistake(montse, plan):
    for asked in ["before=0&after=99", "before=x&after=%F0%9F%8C%BF", "before=&after="]:
        assert montse.get(f"{place('versions', plan.helps)}?{asked}").status_code == 200
    answer = Tab(montse, place("bring_back", plan.helps)).send(number="99")
    assert "There is no such version" in text_of(answer)


def test_keeping_the_same_words_again_makes_no_version(montse, plan):
    Tab(montse, place("write_part", plan.helps)).send()
    assert plan.helps.versions.count() == 1


@pytest.mark.parametrize("who", [who for who in ACCOUNTS if who != "montse"])
def test_nobody_else_finds_anything_of_a_plan_that_is_not_shared(plan, who):
    client = signed_in_as(getattr(plan, who))
    for page in ["part", "write_part", "versions", "share_part", "invite_guest", "remark"]:
        assert client.get(place(page, plan.helps)).status_code == 404
    assert client.get(place("plan", plan.person)).status_code == 404
    assert "A walk by the sea" not in client.get(PLAN).content.decode()


def test_a_peer_supporter_reads_what_is_shared_with_them_changes_nothing_and_the_person_is_told(pau, montse, plan):
    journey = reverse("journeys:journey", args=[plan.journey.pk])
    assert "The plan of" not in text_of(pau.get(journey))
    Tab(montse, place("share_part", plan.helps)).send(who=str(plan.peer.pk))
    assert "The plan of Montse" in text_of(pau.get(journey))
    page = text_of(pau.get(place("plan", plan.person)))
    assert "A walk by the sea" in page
    assert "Live by the sea" not in page
    assert pau.get(place("part", plan.helps)).status_code == 200
    assert pau.get(place("write_part", plan.helps)).status_code == 404
    looked = text_of(montse.get("/my/who-looked/"))
    assert "Read a part of your plan" in looked and "Pau, Your peer supporter" in looked


def test_sharing_ends_with_the_road_and_a_new_peer_supporter_inherits_nothing(plan):
    share(plan, plan.helps)
    assert may(plan.pau, Can.SEE_PART, plan.helps)
    assert not may(plan.carme, Can.SEE_PART, plan.helps)
    journeys.change_peer(plan.journey, by=plan.montse, on=TODAY)
    assert not may(plan.pau, Can.SEE_PART, plan.helps)
    assert not may(plan.pau, Can.SEE_PLAN, plan.person)


def test_a_road_that_is_over_closes_the_plan_the_same_day(plan, montse):
    share(plan, plan.helps)
    assert "Pau may read it" in text_of(montse.get(PLAN))
    story.close(plan, plan.journey, on=TODAY)
    assert not may(plan.pau, Can.SEE_PART, plan.helps)
    for page in [PLAN, place("part", plan.helps), place("share_part", plan.helps)]:
        assert "Pau may read it" not in text_of(montse.get(page)), "what is said of it is what is so"


def test_written_together_says_so_and_what_recovery_means_stays_in_the_person_s_own_hand(pau, plan):
    recovery = part_of(plan.person, "recovery")
    for part in [plan.helps, recovery]:
        share(plan, part, together=True)
    assert Tab(pau, place("write_part", plan.helps)).send(words="A walk, together").status_code == 302
    assert "Written together with Pau on" in text_of(pau.get(place("part", plan.helps)))
    assert pau.get(place("write_part", recovery)).status_code == 404
    assert "Pau may read it, and write it down" not in text_of(
        signed_in_as(plan.montse).get(place("share_part", recovery))
    )


def test_somebody_without_an_account_writes_on_their_peer_supporter_s_device(plan, pau):
    journey = story.set_out(plan, on=TODAY, person={"name": "Nuria", "language": "ca"})
    nuria = journey.person
    assert "The plan of Nuria" in text_of(pau.get(reverse("journeys:journey", args=[journey.pk])))
    assert Tab(pau, place("begin_plan", nuria)).send().url == place("plan", nuria)
    recovery = part_of(nuria, "recovery")
    assert Tab(pau, place("write_part", recovery)).send(words="To sing").status_code == 302
    assert Tab(pau, place("add_goal", nuria)).send(words="A choir").status_code == 302
    assert Can.SHARE_PART not in deeds_of(plan.pau, recovery)
    assert "To sing" in text_of(pau.get(place("plan", nuria)))
    journeys.change_peer(journey, by=plan.carme, on=TODAY)
    assert pau.get(place("plan", nuria)).status_code == 404
    the_next_one_inherits_it_only_beside_the_person(plan, journey)


def the_next_one_inherits_it_only_beside_the_person(plan, journey):
    next_peer = Peer.objects.create(user=plan.silvia, employer=plan.federation)
    next_peer.programmes.add(plan.programme)
    journeys.offer(journey, by=plan.carme, peer=next_peer, on=TODAY)
    journeys.accept_offer(journey, by=plan.silvia, on=TODAY)
    silvia = signed_in_as(plan.silvia)
    assert "To sing" not in text_of(silvia.get(place("plan", journey.person)))
    begin = Tab(silvia, place("begin_plan", journey.person))
    assert "press the button only with Nuria beside you" in text_of(begin.answer)
    begin.send()
    assert "To sing" in text_of(silvia.get(place("plan", journey.person)))


def test_a_suggestion_is_taken_in_the_person_s_own_words_or_left(plan, pau, montse):
    share(plan, plan.helps)
    for words in ["A coffee first", "Ring me"]:
        Tab(pau, place("remark", plan.helps)).send(kind="suggestion", words=words)
    assert Part.objects.get(pk=plan.helps.pk).newest == 1, "a suggestion changes nothing by itself"
    assert "2 comments are waiting for you" in text_of(montse.get(PLAN))
    coffee, ring = sorted(Remark.objects.all(), key=lambda remark: remark.words)
    take = Tab(montse, place("take_suggestion", coffee))
    assert take.filled_in["words"] == "A walk by the sea\nA coffee first"
    take.send(words="Coffee, then the sea")
    Tab(montse, place("answer_remark", ring)).send(decision="left", answer="Not by phone, thank you")
    page = text_of(pau.get(place("part", plan.helps)))
    assert "Coffee, then the sea" in page
    assert "Taken into the plan" in page
    assert "Left out of the plan" in page and "Not by phone, thank you" in page


def test_a_concern_and_the_decision_stand_side_by_side_and_nothing_is_blocked(plan, pau, montse):
    share(plan, plan.goal)
    Tab(pau, place("remark", plan.goal)).send(kind="concern", words="It is far from your friends")
    assert Tab(montse, place("write_part", plan.goal)).send(words="Live by the sea in May").status_code == 302
    tab = Tab(montse, place("answer_remark", Remark.objects.get()))
    tab.send(answer="I am going", to_do_it_well="A visit each month")
    pair = page_of(pau.get(place("part", plan.goal))).main.select(".pair > div")
    assert ["It is far from your friends" in pair[0].text, "I am going" in pair[1].text] == [True, True]
    assert "A visit each month" in pair[1].text


def test_whoever_suggests_reads_only_their_own_suggestions_and_decides_nothing(plan, pau):
    share(plan, plan.helps)
    said = {"id": uuid.uuid4(), "on": TODAY, "kind": "word", "words": "Well said"}
    actions.remark(plan.helps, by=plan.pau, **said)
    remark = Remark.objects.get()
    assert pau.get(place("answer_remark", remark)).status_code == 404
    with pytest.raises(PermissionDenied):
        actions.answer_remark(remark, by=plan.pau, edit_token=None, on=TODAY, decision="taken", answer="")


def test_two_taps_on_a_suggestion_say_it_once(plan, pau):
    share(plan, plan.helps)
    tab = Tab(pau, place("remark", plan.helps))
    assert [tab.send(kind="word", words="Well said").status_code for _tap in range(2)] == [302, 302]
    assert Remark.objects.count() == 1


def test_three_hundred_goals_are_paged_and_ask_no_more_of_the_database(plan, montse):
    def statements(page):
        with CaptureQueriesContext(connection) as asked:
            assert montse.get(page).status_code == 200
        return len(asked)

    statements(PLAN)  # the first page of a session also remembers where its reader can go
    few, printed = statements(PLAN), statements("/my/plan/print/")
    for number in range(299):
        part = Part(person=plan.person, kind="goal", position=number + 2, newest=1)
        part.save()
        Version.objects.create(part=part, number=1, said='{"words": "More"}', on=TODAY, by=plan.montse)
    assert "Page 1 of 15" in text_of(montse.get(PLAN))
    assert statements(PLAN) == statements(f"{PLAN}?page=15") == few == 9
    assert statements("/my/plan/print/") == printed == 7


def test_a_part_asks_no_more_of_the_database_the_more_people_speak_beside_it(plan, montse):
    def statements():
        with CaptureQueriesContext(connection) as asked:
            assert montse.get(place("part", plan.goal)).status_code == 200
        return len(asked)

    def somebody_speaks(name):
        until = timezone.now() + timedelta(days=1)
        guest = Guest.objects.create(part=plan.goal, name=name, fingerprint=name, until=until)
        Remark.objects.create(part=plan.goal, guest=guest, on=TODAY, kind="word", words="Well said")
        Remark.objects.create(part=plan.goal, by=plan.pau, on=TODAY, kind="concern", words="It is far")

    statements()
    somebody_speaks("Marta")
    few = statements()
    for name in ["Lluc", "Aina", "Roc"]:
        somebody_speaks(name)
    assert statements() == few == 10


def test_chosen_parts_are_printed_and_no_others(plan, montse):
    everything = text_of(montse.get("/my/plan/print/"))
    assert "A walk by the sea" in everything and "Live by the sea" in everything
    chosen = page_of(montse.get(f"/my/plan/print/?part={plan.helps.pk}")).main.select(".card")
    assert [card.h2.text for card in chosen] == ["What helps me"]


def test_the_journal_holds_no_word_of_a_plan(plan):
    share(plan, plan.helps)
    facts = [said(line) for line in Entry.objects.filter(person=plan.person.pk, record_type__startswith="plans.")]
    assert facts and "sea" not in str(facts)


def test_no_question_asks_what_is_wrong_and_none_but_what_a_goal_is_has_to_be_answered():
    asked = " ".join(f"{each.label} {each.help_text}" for each in sum(QUESTIONS.values(), []))
    assert not [word for word in ["wrong", "problem", "weak", "fail", "symptom"] if word in asked.lower()]


def test_how_sure_over_time_is_a_line_with_its_numbers_and_is_shown_only_if_the_person_says_so(plan, montse, pau):
    for days, sure in [(3, "7"), (9, "6")]:
        actions.say_how_sure(plan.goal, by=plan.montse, edit_token=None, on=TODAY + timedelta(days=days), sure=sure)
    goal = place("part", plan.goal)
    page = page_of(montse.get(goal)).main
    assert page.select_one("svg.chart desc").text == "4 at first, 6 the last time, from 0 to 10"
    assert [row.td.find_next_sibling("td").text for row in page.select("tbody tr")] == ["4 of 10", "7 of 10", "6 of 10"]
    sharing = place("share_part", plan.goal)
    Tab(montse, sharing).send(who=str(plan.peer.pk))
    assert "7 of 10" not in pau.get(goal).content.decode()
    Tab(montse, sharing).send(who=str(plan.peer.pk), shows_how_sure="on")
    assert "7 of 10" in pau.get(goal).content.decode()
    Tab(montse, sharing).send(who="")
    assert not Part.objects.get(pk=plan.goal.pk).shows_how_sure
