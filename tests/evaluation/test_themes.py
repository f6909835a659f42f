"""Themes of what people wrote: sorted by two, each alone, and told from k answers on (B13, I9)."""

from math import sqrt

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from pytest import approx

from tests.evaluation.crowd import someone
from tests.evaluation.test_command import figures
from tests.evaluation.test_page import read, table
from tests.evaluation.test_survey_results import LAST_MONTH, TODAY, give
from tests.evaluation.test_words import ASKED, IN_A_MONTH
from tests.surveys.asking import asking
from tests.tabs import text_of
from wayfellow.access.guard import Refused
from wayfellow.evaluation import actions
from wayfellow.evaluation.agreement import cohens_kappa
from wayfellow.evaluation.coding import codebook_of, coded, writings
from wayfellow.evaluation.models import Codebook, Coding, Edition
from wayfellow.evaluation.published import told_by
from wayfellow.evaluation.small_numbers import HIDDEN

THEMES = [{"name": "Confidence", "meaning": "they trust themselves"}, {"name": "Calmness", "meaning": ""}]
CALM = ["calm", "Calm again", "quiet", "I sleep", "no hurry"]
SURE = ["I dare more", "confident", "I can", "sure of myself", "my own way", "strong"]


@pytest.fixture
def survey(cast):
    survey = asking(cast, ASKED)
    for each in CALM:
        give(cast, survey, 1, change=each, quote=["yes"])
    for each in SURE:
        give(cast, survey, 1, change=each)
    actions.publish(cast.programme, today=TODAY)
    return survey


def write(survey, cast, themes=THEMES):
    actions.write_codebook(survey, by=cast.edu, edit_token=None, themes=themes, on=TODAY)
    return codebook_of(survey)


def sort(survey, by, **otherwise):
    """Have somebody sort every answer, some otherwise than one would expect."""
    said = {}
    for each in writings(survey):
        expected = ["Calmness"] if each.words in CALM else ["Confidence"]
        said[each.key] = otherwise.get(each.words.replace(" ", "_"), expected)
    actions.code_words(survey, by=by, version=codebook_of(survey).version, said=said)


def tell(survey, today=IN_A_MONTH):
    actions.publish(survey.programme, today=today)
    edition = survey.programme.editions.filter(subject=Edition.of_themes(survey.pk)).order_by("as_of").last()
    return edition and {each.code: each for each in told_by(edition).values()}


def page_of(client, who, name, survey):
    client.force_login(who)
    return client.get(reverse(f"evaluation:{name}", args=[survey.pk]))


def send(client, who, name, survey, **said):
    page = BeautifulSoup(page_of(client, who, name, survey).content, "html.parser")
    hidden = {each["name"]: each["value"] for each in page.select("form.form input[type=hidden]") if each.get("value")}
    return client.post(reverse(f"evaluation:{name}", args=[survey.pk]), hidden | said)


def test_kappa_is_as_fleiss_levin_and_paik_print_it():
    """Of a hundred people, judged by two: kappa .68, of which .66 would agree by chance (2003, table 18.1)."""
    table = {("a", "a"): 75, ("a", "b"): 1, ("a", "c"): 4, ("b", "a"): 5, ("b", "b"): 4, ("b", "c"): 1, ("c", "c"): 10}
    told = cohens_kappa([pair for pair, number in table.items() for _each in range(number)])
    assert round(told.value, 2) == 0.68 and told.n == 100
    assert told.value == approx((0.89 - 0.6600) / (1 - 0.6600), abs=1e-9)


def test_the_interval_of_kappa_is_that_of_the_delta_method_worked_out_step_by_step():
    table = {(True, True): 20, (True, False): 5, (False, True): 10, (False, False): 15}

    def kappa(counts):
        return cohens_kappa(pair for pair, number in counts.items() for _each in range(round(number))).value

    told = cohens_kappa([pair for pair, number in table.items() for _each in range(number)])
    assert told.value == approx(0.4)
    many = {pair: number * 20_000 for pair, number in table.items()}
    slopes = {pair: (kappa(many | {pair: many[pair] + 1000}) - kappa(many)) * 1000 for pair in many}
    shares = {pair: number / 50 for pair, number in table.items()}
    mean = sum(shares[pair] * slopes[pair] for pair in table)
    error = sqrt(sum(shares[pair] * (slopes[pair] - mean) ** 2 for pair in table) / 50)
    assert told.interval.high - told.value == approx(1.959964 * error, rel=0.02)


def test_where_both_could_say_one_thing_only_no_kappa_is_known():
    assert cohens_kappa([(True, True)] * 9).value is None and cohens_kappa([]).value is None


def test_two_sort_alone_and_what_both_see_is_told_when_the_month_is_over(survey, cast, crowd, client):
    write(survey, cast)
    sort(survey, cast.edu)
    assert tell(survey) is None
    sort(survey, cast.carme, I_can=["Confidence", "Calmness"])
    crowd(*[someone() for _one in range(12)])
    told = tell(survey, (IN_A_MONTH.replace(day=28) + (TODAY.replace(day=28) - LAST_MONTH)))
    assert told["theme Confidence"].cells == {"yes": 6, "no": 5}
    assert told["coded"].more["kappa"] == approx(0.91, abs=0.005)
    found = table(read(client, cast), "What people wrote of: A survey")
    assert {label: cells[0] for label, cells in found.items()} == {"Confidence": "6", "Calmness": "5"}
    words = read(client, cast).get_text()
    assert "Calm again" in words and "I dare more" not in words
    assert "Calm again" in text_of(page_of(client, cast.edu, "themes", survey))


def test_the_page_says_why_there_are_fewer_to_sort_than_were_written(cast, client):
    survey = asking(cast, ASKED)
    for _each in range(3):
        give(cast, survey, 1, change="calm", quote=["yes"])
    for each in SURE:
        give(cast, survey, 1, change=each, quote=["yes"])
    actions.publish(cast.programme, today=TODAY)
    write(survey, cast)
    read = text_of(page_of(client, cast.edu, "themes", survey))
    assert "You: 0 of 7 answers" in read and "9 answers were written" in read and "so 7 are to be sorted" in read
    other = text_of(page_of(client, cast.edu, "themes", asking(cast, ASKED)))
    assert "were written" not in other


def test_a_theme_of_few_is_hidden_and_so_are_its_quotes(survey, cast, client):
    write(survey, cast)
    fewer = {"quiet": ["Confidence"], "no_hurry": []}
    sort(survey, cast.edu, **fewer)
    sort(survey, cast.carme, **fewer)
    told = tell(survey)
    assert set(told["theme Calmness"].cells.values()) == {HIDDEN} and not told["theme Calmness"].more["quotes"]
    assert "Calm again" not in text_of(page_of(client, cast.edu, "themes", survey))
    assert set(told["theme Confidence"].cells.values()) == {HIDDEN}, "four do not see it"


def test_a_count_that_moved_by_few_stays_as_it_was(survey, cast):
    write(survey, cast)
    for by in [cast.edu, cast.carme]:
        sort(survey, by)
    before = tell(survey)
    for by in [cast.edu, cast.carme]:
        sort(survey, by, I_can=[])
    later = IN_A_MONTH.replace(day=28) + (TODAY.replace(day=28) - LAST_MONTH)
    assert tell(survey, later)["theme Confidence"] == before["theme Confidence"]


def test_the_command_line_tells_the_true_counts(survey, cast, capsys):
    write(survey, cast)
    for by in [cast.edu, cast.carme]:
        sort(survey, by, strong=[])
    (told,) = figures(capsys)["themes"]
    assert told["themes"] == {"Confidence": 5, "Calmness": 5} and (told["n"], told["kappa"]) == (11, 1.0)


def test_what_was_said_first_counts_for_agreement_and_what_is_said_now_for_the_themes(survey, cast):
    write(survey, cast)
    sort(survey, cast.edu, strong=[])
    sort(survey, cast.carme)
    found = coded(survey, codebook_of(survey))
    assert [each.words for each in found.differing] == ["strong"]
    before = found.agreement().value
    sort(survey, cast.edu)
    found = coded(survey, codebook_of(survey))
    assert not found.differing and found.agreement().value == before < 1
    assert len(found.agreed("Confidence")) == 6


def test_a_coder_sorts_ten_at_a_time_and_never_sees_what_the_other_chose(survey, cast, client):
    write(survey, cast)
    sort(survey, cast.carme)
    page = page_of(client, cast.edu, "code_words", survey)
    assert "The other says" not in text_of(page) and "0 of 11 answers" in text_of(page)
    shown = [name.removeprefix("shown-") for name in _names(page) if name.startswith("shown-")]
    assert len(shown) == 10
    assert send(client, cast.edu, "code_words", survey, **dict.fromkeys(shown, ["Confidence"])).status_code == 302
    assert "10 of 11 answers" in text_of(page_of(client, cast.edu, "code_words", survey))
    last = [name for name in _names(page_of(client, cast.edu, "code_words", survey)) if name.startswith("shown-")]
    assert len(last) == 1
    send(client, cast.edu, "code_words", survey, **{last[0].removeprefix("shown-"): ["-"]})
    assert "The other says: " in text_of(page_of(client, cast.edu, "code_words", survey))


def _names(page):
    return [each["name"] for each in BeautifulSoup(page.content, "html.parser").select("form.form [name]")]


def test_two_taps_sort_once_and_lead_to_the_same_place(survey, cast, client):
    write(survey, cast)
    page = BeautifulSoup(page_of(client, cast.edu, "code_words", survey).content, "html.parser")
    said = {each["name"]: each["value"] for each in page.select("form.form input[type=hidden]") if each.get("value")}
    said |= {name.removeprefix("shown-"): ["-"] for name in said if name.startswith("shown-")}
    place = reverse("evaluation:code_words", args=[survey.pk])
    once, twice = client.post(place, said), client.post(place, said)
    assert once.status_code == twice.status_code == 302 and once["Location"] == twice["Location"] == place
    assert Coding.objects.count() == 10


def test_an_answer_left_open_or_both_none_and_a_theme_is_asked_again_with_what_was_chosen(survey, cast, client):
    write(survey, cast)
    shown = [name.removeprefix("shown-") for name in _names(page_of(client, cast.edu, "code_words", survey))
             if name.startswith("shown-")]  # fmt: skip
    answer = send(client, cast.edu, "code_words", survey, **{shown[0]: ["Confidence"], shown[1]: ["-", "Calmness"]})
    assert answer.status_code == 422 and not Coding.objects.exists()
    assert "Please choose at least one" in text_of(answer) and "Either a theme, or" in text_of(answer)
    chosen = BeautifulSoup(answer.content, "html.parser").select("input[checked]")
    assert [each["value"] for each in chosen if each["name"] == shown[0]] == ["Confidence"]


def test_a_third_is_told_that_two_are_enough(survey, cast):
    write(survey, cast)
    for by in [cast.edu, cast.carme]:
        sort(survey, by)
    key = writings(survey)[0].key
    with pytest.raises(Refused, match="Two people"):
        actions.code_words.__wrapped__(survey, by=cast.pau, version=1, said={key: []})


def test_a_new_version_begins_anew_and_the_one_before_stays(survey, cast, client):
    write(survey, cast)
    sort(survey, cast.edu)
    write(survey, cast, THEMES[:1])
    assert [book.version for book in Codebook.objects.order_by("version")] == [1, 2]
    assert Coding.objects.filter(codebook__version=1).count() == 11
    page = page_of(client, cast.edu, "code_words", survey)
    assert "0 of 11 answers" in text_of(page)
    assert not BeautifulSoup(page.content, "html.parser").select("input[checked]"), "looked at anew"
    assert "Before, you said: Calmness" in text_of(page)
    themes = text_of(page_of(client, cast.edu, "themes", survey))
    assert "11 answers were sorted by them" in themes and "they trust themselves" in themes


def test_whoever_changes_the_themes_reads_first_that_sorting_begins_anew(survey, cast, client):
    write(survey, cast)
    assert "Sorting begins anew" not in text_of(page_of(client, cast.edu, "write_codebook", survey))
    sort(survey, cast.carme)
    assert "11 answers are sorted by the themes there are" in text_of(
        page_of(client, cast.edu, "write_codebook", survey)
    )


def test_a_page_by_themes_that_changed_meanwhile_says_so_and_shows_the_new_ones(survey, cast, client):
    write(survey, cast)
    page = page_of(client, cast.edu, "code_words", survey)
    shown = [name.removeprefix("shown-") for name in _names(page) if name.startswith("shown-")]
    write(survey, cast, THEMES[:1])
    answer = client.post(
        reverse("evaluation:code_words", args=[survey.pk]),
        {"version": 1} | {f"shown-{each}": 1 for each in shown} | dict.fromkeys(shown, ["Calmness"]),
    )
    assert answer.status_code == 422 and not Coding.objects.exists()
    assert "The themes were changed meanwhile" in text_of(answer) and "not one of the available" not in text_of(answer)
    hidden = BeautifulSoup(answer.content, "html.parser").select_one("input[name=version]")
    assert hidden["value"] == "2"


def test_sorting_by_themes_that_were_changed_meanwhile_is_refused(survey, cast):
    write(survey, cast)
    key = writings(survey)[0].key
    write(survey, cast, THEMES[:1])
    with pytest.raises(Refused, match="changed meanwhile"):
        actions.code_words(survey, by=cast.edu, version=1, said={key: ["Confidence"]})


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("One: a\none : b", "Two themes have the same name"),
        (": no name", "Each line begins with a name"),
        ("None of these: nothing", "stands under every answer anyway"),
        ("\n".join(f"Theme {number}" for number in range(13)), "more than 12"),
        ("Confidence: they trust themselves\nCalmness", "the themes there are already"),
    ],
)
def test_what_cannot_be_themes_is_said_where_it_was_typed(survey, cast, client, lines, said):
    write(survey, cast)
    answer = send(client, cast.edu, "write_codebook", survey, themes=lines)
    assert answer.status_code == 422 and said in text_of(answer)
    assert lines.splitlines()[0] in answer.content.decode()
    assert Codebook.objects.count() == 1


def test_themes_that_another_changed_meanwhile_are_not_replaced_unseen(survey, cast, client):
    write(survey, cast)
    page = BeautifulSoup(page_of(client, cast.edu, "write_codebook", survey).content, "html.parser")
    hidden = {each["name"]: each["value"] for each in page.select("form.form input[type=hidden]") if each.get("value")}
    write(survey, cast, THEMES[:1])
    place = reverse("evaluation:write_codebook", args=[survey.pk])
    answer = client.post(place, hidden | {"themes": "Hope: more of it"})
    assert answer.status_code == 422 and "was changed while you were writing" in text_of(answer)
    assert Codebook.objects.count() == 2


def test_of_fewer_than_k_there_is_nothing_to_sort(cast, client):
    survey = asking(cast, ASKED)
    for each in CALM[:4]:
        give(cast, survey, 1, change=each)
    actions.publish(cast.programme, today=TODAY)
    write(survey, cast)
    page = text_of(page_of(client, cast.edu, "code_words", survey))
    assert "Nothing to sort yet" in page and "quiet" not in page


def test_nothing_leads_from_a_coding_to_the_answer_it_is_of(survey, cast):
    write(survey, cast)
    sort(survey, cast.edu)
    columns = {field.name for field in Coding._meta.get_fields()}
    assert columns == {"id", "codebook", "coder", "answer", "first", "themes"}
    assert not any(words in str([*Coding.objects.values()]) for words in CALM + SURE)


def test_who_does_not_evaluate_the_programme_finds_no_such_page(survey, cast, client):
    for who in [cast.montse, cast.pau, cast.rosa, cast.silvia, cast.nil, cast.olga]:
        for name in ["themes", "write_codebook", "code_words"]:
            assert page_of(client, who, name, survey).status_code == 404


def test_the_page_asks_the_database_as_often_for_many_answers(survey, cast, client, django_assert_num_queries):
    write(survey, cast)
    for by in [cast.edu, cast.carme]:
        sort(survey, by)
    page_of(client, cast.edu, "themes", survey)
    with django_assert_num_queries(7):
        client.get(reverse("evaluation:themes", args=[survey.pk]))
