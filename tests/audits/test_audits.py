"""A programme asks how it works, from four sides; what it finds becomes what is needed."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse

from tests.audits.steps import IN_FOUR_WEEKS, TODAY, answered, begun_audit, closed, closed_audit, drawn_need, repeated
from tests.surveys.asking import publish
from tests.tabs import Tab, page_of, text_of
from wayfellow.access.guard import Refused
from wayfellow.audits import actions
from wayfellow.audits.models import Audit, Finding
from wayfellow.evaluation.models import Edition
from wayfellow.evaluation.queries import surveys_of, surveys_to_read
from wayfellow.notices.news import stands_to
from wayfellow.notices.tellings import FIGURES
from wayfellow.office.models import Need
from wayfellow.surveys.actions import make_links, write_new_version
from wayfellow.surveys.models import Answers, Question
from wayfellow.surveys.queries import open_invitations

UNPROCESSABLE, NOT_THERE = 422, 404
YESTERDAY = TODAY - timedelta(1)


@pytest.fixture
def audits(cast, client):
    client.force_login(cast.carme)
    return reverse("audits:audits", args=[cast.programme.pk])


def page_for(name, audit):
    return reverse(f"audits:{name}", args=[audit.pk])


def test_an_audit_is_begun_and_at_once_asked_without_a_name(cast, client, audits):
    nothing_yet = text_of(client.get(audits))
    assert "No audit yet" in nothing_yet and nothing_yet.count("Begin an audit") == 1
    tab = Tab(client, reverse("audits:begin", args=[cast.programme.pk]))
    assert tab.send(about="Community team").status_code == UNPROCESSABLE
    assert "Community team" in str(tab.answer.content)
    sent = tab.send_again(tool="readiness")
    audit = Audit.objects.get()
    assert sent.url == page_for("audit", audit)
    assert tab.send(tool="readiness").url == sent.url and Audit.objects.count() == 1
    assert "Community team" in text_of(client.get(audits))
    ways = text_of(client.get(reverse("surveys:survey", args=[audit.survey_id])))
    assert "By link" in ways and "On paper" in ways and "It belongs to an audit" in ways and "Results" not in ways


def test_a_last_day_that_is_over_is_asked_again(cast, client, audits):
    tab = Tab(client, reverse("audits:begin", args=[cast.programme.pk]))
    tab.send(tool="yearly", about="All of it", until=str(YESTERDAY))
    assert tab.answer.status_code == UNPROCESSABLE and not Audit.objects.exists()


def test_who_has_a_link_says_as_whom_they_answer_and_it_counts(cast, client, audits):
    audit = begun_audit(cast)
    answered(cast, audit, "peers", 4)
    [link] = make_links(audit.survey, by=cast.carme, how_many=1, until=IN_FOUR_WEEKS, on=TODAY)
    client.logout()
    tab = Tab(client, reverse("surveys:answer", args=[link.pk]))
    assert tab.send(tell_it="usual").status_code == UNPROCESSABLE  # it is not said as whom
    assert tab.send_again(who="peers").status_code == 302
    assert closed(cast, audit).result["rows"] == [{"groups": ["peers"], "n": 5}]


def test_before_it_closes_its_page_is_the_same_however_many_answered(cast, client, audits):
    audit = begun_audit(cast)
    before = text_of(client.get(page_for("audit", audit)))
    answered(cast, audit, "peers", 9, usual=["tell_it"])
    assert text_of(client.get(page_for("audit", audit))) == before


def test_no_edition_is_made_of_it_beside_its_result(cast):
    audit = begun_audit(cast)
    answered(cast, audit, "peers", 9)
    Answers.objects.update(month=TODAY.replace(day=1) - timedelta(40))
    call_command("publish")
    assert not Edition.objects.filter(subject__contains="survey").exists()
    assert audit.survey not in [*surveys_of(cast.programme), *surveys_to_read(cast.carme, cast.programme)]


def test_closing_makes_the_result_once_and_nobody_can_answer_any_more(cast, client, audits):
    audit = begun_audit(cast)
    answered(cast, audit, "peers", 4)
    tab = Tab(client, page_for("close", audit))
    refused = tab.send()
    assert refused.status_code == UNPROCESSABLE and "Fewer than 5 have answered in each group" in text_of(refused)
    answered(cast, audit, "peers", 1)
    assert tab.send_again().url == page_for("audit", audit)
    audit.refresh_from_db()
    assert audit.result["rows"] == [{"groups": ["peers"], "n": 5}]
    assert not open_invitations(TODAY).filter(questionnaire__survey=audit.survey).exists()
    with pytest.raises(Refused, match="closed already"):
        closed(cast, audit)


def test_the_result_says_who_answered_and_where_each_stands(cast, client, audits):
    audit = closed_audit(cast)
    shown = text_of(client.get(page_for("audit", audit)))
    assert "1 Peer supporters: 5" in shown and "2 Professionals: 6" in shown
    assert "3 People + Managers: 5" in shown  # two and three, joined
    assert "Peer supporters: Not yet · Professionals: Our usual way · People + Managers: Partly" in shown
    page = page_of(client.get(page_for("audit", audit)))
    chart = page.select_one("svg.chart")
    assert chart.title.get_text() == "Readiness of a team · Example team" and chart.desc
    assert len(chart.select(".band")) == 24 * 3
    assert len(page.select("table tbody tr:has(td)")) == 24


def test_a_group_of_fewer_than_k_is_said_and_not_told_of(cast, client, audits):
    audit = begun_audit(cast)
    answered(cast, audit, "peers", 5)
    answered(cast, audit, "managers", 4, not_yet=["tell_it"])
    shown = text_of(client.get(page_for("audit", closed(cast, audit))))
    assert "Managers: fewer than 5" in shown and "People + Professionals: nobody" in shown
    assert "Managers: Not yet" not in shown


def test_an_audit_is_stopped_without_a_result(cast, client, audits):
    audit = begun_audit(cast)
    answered(cast, audit, "peers", 9)
    assert Tab(client, page_for("let_go", audit)).send().url == audits
    assert "Stopped" in text_of(client.get(audits))
    assert "Who answered" not in text_of(client.get(page_for("audit", audit)))
    with pytest.raises(Refused, match="There is no result yet"):
        drawn_need(cast, audit)


def test_what_it_finds_becomes_what_is_needed(cast, client, audits):
    audit = closed_audit(cast)
    tab = Tab(client, page_for("draw_need", audit))
    assert tab.send(kind="training").status_code == UNPROCESSABLE
    sent = tab.send_again(kind="training", statement="supervision", words="A course on supervision")
    need = Need.objects.get()
    assert sent.url == reverse("office:need", args=[need.pk])
    assert "Audit “Readiness of a team”, Example team" in text_of(client.get(sent.url))
    assert Finding.objects.get().statement == "supervision"
    shown = text_of(client.get(page_for("audit", audit)))
    assert "A course on supervision" in shown and "Nothing settled yet" in shown


def test_a_version_written_meanwhile_counts_with_the_answers_to_what_stayed_the_same(cast):
    audit = begun_audit(cast)
    answered(cast, audit, "peers", 5, usual=["tell_it", "recovery"])
    write_new_version(audit.survey, by=cast.carme)
    other = Question.objects.get(survey=audit.survey, content__linkId="recovery")
    other.content["text"] = other.content["text"] | {"en": "We never speak of recovery."}
    other.save()
    publish(cast, audit.survey)
    told = closed(cast, audit).result["statements"]
    assert told["tell_it"] == [{"level": 4, "missing": 0}]
    assert told["recovery"] == [{"level": None, "missing": 5}]


def test_an_audit_past_its_last_day_is_on_the_desk_and_in_the_letter_of_the_week(cast, client, audits):
    audit = begun_audit(cast)
    desk = reverse("home:desk", args=[cast.programme.pk])
    assert "can be closed" not in text_of(client.get(desk))
    Audit.objects.update(until=YESTERDAY)
    assert "1 audit can be closed" in text_of(client.get(desk))
    assert "Can be closed" in text_of(client.get(audits))
    figure = next(each for each in FIGURES if each.of == "audits.Audit")
    assert [stands_to(user, figure).filter(figure.where).count() for user in [cast.carme, cast.olga]] == [1, 0]
    actions.let_audit_go(audit, by=cast.carme, on=TODAY)
    assert "can be closed" not in text_of(client.get(desk))


def test_asked_again_it_is_compared_on_what_both_asked_of_the_same_groups(cast, client, audits):
    first = closed_audit(cast)
    tab = Tab(client, page_for("repeat", first))
    again = Audit.objects.get(pk=tab.send(until=str(IN_FOUR_WEEKS)).url.split("/")[-2])
    assert again.about == first.about and again.follows == first
    with pytest.raises(Refused, match="begun again already"):
        repeated(cast, first)
    answered(cast, again, "professionals", 6, usual=["tell_it"])
    answered(cast, again, "peers", 6, usual=["tell_it"])
    shown = text_of(client.get(page_for("audit", closed(cast, again))))
    assert "24 statements were asked in the same words both times." in shown
    assert "Not yet → Our usual way" in shown and "Our usual way → Our usual way" in shown


def test_the_audits_of_another_programme_are_not_there(cast, client, audits):
    audit = closed_audit(cast)
    for user in [cast.olga, cast.edu, cast.pau, cast.montse]:
        client.force_login(user)
        assert client.get(audits).status_code == NOT_THERE
        for name in ["audit", "close", "let_go", "repeat", "draw_need"]:
            assert client.get(page_for(name, audit)).status_code == NOT_THERE


@pytest.mark.parametrize("number", [1, 12])
def test_the_pages_ask_the_database_the_same_few_questions(cast, client, audits, number, django_assert_max_num_queries):
    audit = closed_audit(cast)
    for turn in range(number):
        drawn_need(cast, audit, words=f"Course {turn}")
        begun_audit(cast, about=f"Team {turn}")
    client.get(audits)
    for page in [audits, page_for("audit", audit), page_for("audit", repeated_closed(cast, audit))]:
        with django_assert_max_num_queries(6):
            client.get(page)


def repeated_closed(cast, audit):
    again = repeated(cast, audit)
    answered(cast, again, "peers", 5)
    return closed(cast, again)
