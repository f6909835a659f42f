"""Whoever looks for something finds it: by word, place, language and time, in the same order on every database."""

from hashlib import sha256

import pytest
from django.core.management import call_command
from django.http import QueryDict
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.directory.listings import publish
from wayfellow.demo import seed
from wayfellow.directory import actions, checks, full_text, gazetteer, search_query
from wayfellow.directory.folding import fold, terms
from wayfellow.directory.models import Findable, Listing
from wayfellow.directory.queries import finding


def search(query, page=None):
    return finding.search(search_query.read(QueryDict(query)), page)


def names(query):
    return [str(card.listing) for card in search(query).cards]


@pytest.mark.parametrize(
    "typed", ["pinta", "PÍNTA", "paint", "compania", "grup", "grupo", "groups", "verdum painting", "08042", "escuela"]
)
def test_a_word_is_found_by_its_beginning_in_any_language_without_accents(cast, typed):
    publish(cast, about={"es": "En la Escuela de Verdum"}, at={})
    publish(cast, "Example: Walking", in_one_sentence={"en": "An easy walk"}, formats=["warm_line"], languages=["ca"])
    assert names(f"q={typed}") == ["Example: Painting"]


def test_a_word_of_the_name_comes_first_and_a_whole_word_before_its_beginning(cast):
    for name, sentence in [("Example: A walk", "A choir"), ("Example: Choirs", "Sing"), ("Example: Choir", "Sing")]:
        publish(cast, name, in_one_sentence={"en": sentence})
    assert names("q=choir") == ["Example: Choir", "Example: Choirs", "Example: A walk"]


def test_the_nearest_comes_first_and_what_is_too_far_is_not_there(cast):
    publish(cast, "Example: In Gràcia", at={"latitude": 41.4021, "longitude": 2.1573})
    publish(cast, "Example: In Verdum", at={})
    publish(cast, "Example: In València", at={"latitude": 39.46, "longitude": -0.37})
    publish(cast, "Example: By phone", formats=["warm_line"])
    publish(cast, "Example: In València and online", formats=["online"], at={"latitude": 39.46, "longitude": -0.37})
    publish(cast, "Example: Somewhere")
    assert names("near=08042") == [
        "Example: In Verdum", "Example: In Gràcia", "Example: By phone", "Example: In València and online",
    ]  # fmt: skip
    assert names("near=nou+BARRIS&within=2") == [
        "Example: In Verdum",
        "Example: By phone",
        "Example: In València and online",
    ]
    assert len(names("near=Nowhere-at-all")) == 6


def test_an_operator_adds_the_places_of_their_own_part_of_the_world(settings):
    settings.PLACES = [("Example town|46980", 39.5, -0.44)]
    gazetteer._by_name.cache_clear()
    assert gazetteer.find("46980") == gazetteer.find("EXAMPLE TOWN") == gazetteer.Place("Example town", (39.5, -0.44))
    gazetteer._by_name.cache_clear()


def test_distance_is_that_of_the_great_circle():
    barcelona, valencia = gazetteer.find("Barcelona").point, gazetteer.find("valencia").point
    assert gazetteer.distance(barcelona, valencia) == pytest.approx(303, abs=2)
    assert gazetteer.distance((0, 0), (0, 180)) == pytest.approx(20015, abs=1)
    assert gazetteer.around(barcelona, 304)([valencia]) and not gazetteer.around(barcelona, 300)([valencia])


def test_days_and_evenings_are_those_on_which_it_meets(cast):
    publish(cast, "Example: Tuesday evening", times=[(1, "18:00", "20:00")])
    publish(cast, "Example: Tuesday at four", times=[(1, "16:00", "18:00")])
    publish(cast, "Example: Night", times=[(2, "21:00", "02:00")])
    assert names("day=1&part=e") == ["Example: Tuesday evening"]
    assert names("day=1") == ["Example: Tuesday at four", "Example: Tuesday evening"]
    assert names("part=e") == ["Example: Night", "Example: Tuesday evening"]


def test_each_choice_says_how_many_it_would_give_while_the_others_hold(cast):
    publish(cast, "Example: One", formats=["group"], languages=["es"], times=[(1, "18:00", "20:00")])
    publish(cast, "Example: Two", formats=["group"], languages=["ca"], times=[(3, "10:00", "11:00")])
    publish(cast, "Example: Three", formats=["online"], languages=["ca", "es"])
    counts = search("format=group&language=es").counts
    assert counts["language:es"] == 1 and counts["language:ca"] == 1
    assert counts["format:group"] == 1 and counts["format:online"] == 1
    counts = search("day=1").counts
    assert counts["day:1"] == 1 and counts["day:3"] == 1 and counts["part:e"] == 1 and counts["part:m"] == 0
    publish(cast, "Example: Four", times=[(1, "18:00", "20:00"), (2, "10:00", "11:00")])
    assert search("part=e").counts["day:2"] == 0 and search("").counts["day:2"] == 1


def test_nothing_near_leads_to_the_nearest_and_to_other_ways(cast):
    publish(cast, "Example: Far", at={"latitude": 39.46, "longitude": -0.37})
    found = search("near=08042&format=group")
    assert not found.cards and [str(card.listing) for card in found.further] == ["Example: Far"]
    publish(cast, "Example: Online", formats=["online"])
    found = search("near=08042&format=drop_in")
    assert [str(card.listing) for card in found.other_ways] == ["Example: Online"]
    found = search("near=08042&format=drop_in&language=ca")
    assert [str(card.listing) for card in found.closest] == ["Example: Online"]


def test_the_check_names_what_a_search_does_not_read_or_should_not(cast):
    publish(cast)
    assert list(checks.findings()) == []
    Findable.objects.update(marks="format:drop_in")
    assert list(checks.findings()) == [
        "directory: a search does not read what example-painting says; run `wayfellow reindex`"
    ]
    call_command("reindex", verbosity=0)
    assert list(checks.findings()) == []
    Listing.objects.update(published_on=None)
    assert list(checks.findings()) == ["directory: example-painting is a draft, and a search finds it"]


def test_bringing_the_database_up_to_date_has_a_search_read_everything_anew(cast):
    """What an older version wrote down of a listing is not what this one looks for."""
    publish(cast)
    Findable.objects.update(marks="drop_in", words="olderthan")
    for looks_only in ["--plan", "--check"]:
        call_command("migrate", looks_only, verbosity=0)
        assert list(checks.findings())
    call_command("migrate", verbosity=0)
    assert list(checks.findings()) == []
    assert names("q=painting") == ["Example: Painting"] and names("q=olderthan") == []


def test_a_draft_and_what_was_taken_out_are_not_found(cast):
    listing = publish(cast)
    assert names("")
    actions.unpublish(listing, by=cast.carme)
    assert names("") == [] and finding.listing(listing.slug) is None


@pytest.fixture
def many(db):
    seed.programmes(120)


QUERIES = [
    "", "q=painting", "q=gru", "q=grupo+music", "near=08042", "near=Gràcia&within=2", "near=46020&language=es",
    "language=es&format=group", "day=1&part=e", "q=example&near=Barcelona&within=25&cost=free&day=5",
]  # fmt: skip
SEEN_ON_BOTH = "4e9da2c4ea4117f4"


def test_every_database_gives_the_same_order_and_the_same_counts(many):
    seen = []
    for query in QUERIES:
        for page in "123":
            found = search(query, page)
            seen.append((query, [(card.listing.slug, card.km) for card in found.cards], sorted(found.counts.items())))
    assert sha256(repr(seen).encode()).hexdigest()[:16] == SEEN_ON_BOTH


@pytest.mark.parametrize("query", ["", "q=example&near=Barcelona&within=50&language=es"])
def test_a_search_asks_the_database_four_questions_however_much_there_is(
    many, client, django_assert_num_queries, query
):
    client.get("/help-now/")  # the number in the footer of every page is remembered
    rows, listings, venues, times = [1] * 4
    with django_assert_num_queries(rows + listings + venues + times):
        assert b"tel:112" in client.get(f"/find/?{query}").content


@pytest.mark.parametrize(
    ("place", "questions"),
    [("seeded-7/", 4), ("compare/?with=seeded-7&with=seeded-8&with=seeded-9", 3), ("interests/?enjoy=music&day=1", 4)],
)
def test_the_other_pages_ask_few_questions_too(many, client, django_assert_num_queries, place, questions):
    client.get("/help-now/")
    with django_assert_num_queries(questions):
        client.get(f"/find/{place}")


WORDS = [
    "grup",
    "grupo",
    "gru",
    "painting",
    "pintar",
    "veus",
    "08042",
    "лодка",
    "шум",
    "a1",
    "or",
    "and",
    "not",
    "near",
]


@settings(max_examples=40)
@given(
    texts=st.lists(st.lists(st.sampled_from(WORDS), min_size=1, unique=True), min_size=1, max_size=5),
    asked=st.lists(st.sampled_from([word[:length] for word in WORDS for length in (1, 2, 4)]), min_size=1, max_size=3),
    any_of=st.booleans(),
)
def test_the_index_finds_exactly_what_begins_like_the_words(cast, texts, asked, any_of):
    listing = _one(cast)
    holds = any if any_of else all
    for words in texts:
        Findable.objects.filter(listing=listing).update(words=" ".join(words))
        expected = holds(any(word.startswith(term) for word in words) for term in asked)
        assert (
            Findable.objects.filter(full_text.have([asked] if any_of else [[one] for one in asked])).exists()
            == expected
        )


def _one(cast):
    found = Findable.objects.select_related("listing").first()
    return found.listing if found else publish(cast)


@example("𝔸 𝕃·𝕃 ŀ Ŀl")
@given(st.text(max_size=60))
def test_whatever_is_typed_becomes_words_that_no_database_misreads(typed):
    assert all(word.isalnum() and word == word.casefold() for word in fold(typed))
    assert all(terms(typed)) and len(terms(typed)) <= 8


def test_small_words_and_plurals_stand_in_nobodys_way():
    assert terms("grupos de pintura en la Guineueta") == ("grupo", "pintura", "guineueta")
    assert terms("the") == ("the",)
    assert fold("Col·legi Łódź") == ["collegi", "lodz"]
