"""A story is its owner's: told in their words, shown where they want, and gone when they say so (H3, I5)."""

import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.deeds import Can
from tests.tabs import Tab, page_of, text_of
from wayfellow.access.guard import COMMAND_LINE, Refused, may
from wayfellow.access.roles import Role
from wayfellow.demo import story as steps
from wayfellow.demo.cast import join
from wayfellow.journal.models import Entry
from wayfellow.keeping.actions import erase
from wayfellow.people.models import Person, User
from wayfellow.understanding import actions
from wayfellow.understanding.models import Story
from wayfellow.understanding.stages import Stage
from wayfellow.vault.models import Key
from wayfellow.workforce.models import Peer

TODAY = timezone.localdate()
MINE, HERE, FIRST, PUBLIC = "/my/stories/", "/stories/", "/desk/stories/", "/understand/stories/"
TALE = {"title": "The stairs", "words": "One at a time, and then the street.", "told_as": "A woman from Nou Barris"}


@pytest.fixture
def road(cast):
    """Montse and Pau have met; Nuria, who has an account too, walks with Pau as well."""
    journey = steps.set_out(cast, on=TODAY)
    steps.walk(cast, journey, [TODAY])
    nuria = steps.set_out(cast, on=TODAY, person={"name": "Nuria", "language": "ca"})
    steps.walk(cast, nuria, [TODAY])
    cast.nuria = User.objects.create_user("nuria@house.test", name="Nuria")
    Person.objects.filter(pk=nuria.person_id).update(user=cast.nuria)
    return cast


def tell(cast):
    return actions.tell_story(cast.person, by=cast.montse, id=uuid.uuid4(), story=TALE)


def show(cast, story, where, by=None):
    actions.consent_to_story(story, by=by or cast.montse, on=TODAY, version=story.version, where=where)
    return story


def publish(cast, story):
    show(cast, story, "public")
    actions.let_story_up(story, by=cast.carme, version=story.version)
    return story


def who_read_it(cast, story):
    everybody = ["montse", "nuria", "pau", "rosa", "carme", "silvia", "edu", "nil", "olga"]
    return [name for name in everybody if may(getattr(cast, name), Can.SEE_STORY, story)]


def is_public(client, story):
    place = reverse("understanding:story", args=[story.pk])
    listed = TALE["title"] in text_of(client.get(PUBLIC))
    assert listed == (client.get(place).status_code == 200)
    return listed


def test_from_the_first_word_to_the_public_page_and_back(road, client):
    client.force_login(road.montse)
    answer = Tab(client, reverse("understanding:tell_story", args=[road.person.pk])).send(**TALE)
    assert TALE["words"] in text_of(client.get(answer.url))
    assert Tab(client, answer.url).send(where="public").status_code == 422  # not without having looked at it
    assert Tab(client, answer.url).send(where="public", sure="on").url == MINE
    story = Story.objects.get()
    assert (story.stage, story.consented_on) == (Stage.WAITING, TODAY)
    assert not is_public(client, story)
    client.force_login(road.carme)
    place = page_of(client.get(FIRST)).main.select_one("a.row-title")["href"]
    assert TALE["words"] in text_of(client.get(place))
    assert Tab(client, place).send(goes_up="up").url == FIRST
    client.logout()
    assert is_public(client, story)
    page = client.get(reverse("understanding:story", args=[story.pk]))
    assert TALE["told_as"] in text_of(page) and "no-store" in page["Cache-Control"]
    assert "Montse" not in page.content.decode() and str(TODAY.year) not in text_of(page)
    client.force_login(road.montse)
    assert client.post(*_button(client, "Withdraw it now")).url == MINE
    assert not is_public(client, story)


def _button(client, name):
    form = next(form for form in page_of(client.get(MINE)).main.find_all("form") if name in form.get_text())
    return form["action"], {field["name"]: field["value"] for field in form.find_all("input") if field.get("value")}


def test_a_double_tap_tells_it_once(road, client):
    client.force_login(road.montse)
    tab = Tab(client, reverse("understanding:tell_story", args=[road.person.pk]))
    assert tab.send(**TALE).status_code == tab.send(**TALE).status_code == 302
    assert Story.objects.count() == 1


def test_at_first_nobody_else_can_read_it(road):
    assert who_read_it(road, tell(road)) == ["montse"]


def test_shown_here_it_is_read_by_who_walk_here_and_is_not_public(road, client):
    story = show(road, tell(road), "here")
    assert who_read_it(road, story) == ["montse", "nuria", "pau"]
    assert not is_public(client, story)
    for who, reads in [("nuria", True), ("olga", False)]:
        client.force_login(getattr(road, who))
        assert (TALE["title"] in text_of(client.get(HERE))) == reads


def test_that_somebody_read_it_here_is_written_nowhere(road, client):
    story = show(road, tell(road), "here")
    client.force_login(road.nuria)
    assert client.get(reverse("understanding:story_from_here", args=[story.pk])).status_code == 200
    assert not Entry.objects.filter(actor=road.nuria).exists()


def test_the_owner_reads_that_a_coordinator_opened_it(road, client):
    story = show(road, tell(road), "public")
    client.force_login(road.carme)
    client.get(reverse("understanding:read_story_first", args=[story.pk]))
    client.force_login(road.montse)
    assert "Read your story before it goes public" in text_of(client.get("/my/who-looked/"))


def test_colleagues_read_nothing_of_it_until_it_is_public(road, client):
    join(road.montse, road.programme, Role.SUPERVISOR)
    story = tell(road)
    show(road, story, "here")
    assert who_read_it(road, story) == ["montse", "nuria"]
    actions.withdraw_story(story, by=road.montse)
    show(road, story, "public")
    assert not may(road.carme, Can.READ_STORY_FIRST, story)
    client.force_login(road.carme)
    assert "Nothing is waiting" in text_of(client.get(FIRST))


def test_a_peer_supporter_tells_one_with_their_own_key(road, client):
    client.force_login(road.pau)
    answer = Tab(client, reverse("understanding:tell_story_as_peer", args=[road.peer.pk])).send(**TALE)
    story = Story.objects.get()
    assert story.sealing_key() == Peer.objects.get(pk=road.peer.pk).key
    assert Tab(client, answer.url).send(where="here", sure="on").status_code == 302
    story.refresh_from_db()
    assert who_read_it(road, story) == ["montse", "nuria", "pau"]
    assert not Entry.objects.filter(deed=Can.TELL_STORY_AS_PEER).exclude(person=None).exists()


def test_told_anew_it_is_shown_to_nobody_until_a_new_yes(road, client):
    story = publish(road, tell(road))
    client.force_login(road.montse)
    place = reverse("understanding:change_story", args=[story.pk])
    assert Tab(client, place).send(words="Another end.").status_code == 302
    story.refresh_from_db()
    assert (story.version, story.stage, story.consented_on, story.read_by) == (2, Stage.DRAFT, None, None)
    assert not is_public(client, story)
    assert who_read_it(road, story) == ["montse"]


def test_a_yes_and_a_nod_are_for_the_words_that_were_read(road):
    story = tell(road)
    with pytest.raises(Refused, match="changed while"):
        actions.consent_to_story(story, by=road.montse, on=TODAY, version=2, where="public")
    show(road, story, "public")
    with pytest.raises(Refused, match="changed while"):
        actions.let_story_up(story, by=road.carme, version=2)


def test_a_coordinator_declines_only_with_a_kind_sentence_and_changes_no_word(road, client):
    story = show(road, tell(road), "public")
    client.force_login(road.carme)
    place = reverse("understanding:read_story_first", args=[story.pk])
    assert Tab(client, place).send(goes_up="not_now").status_code == 422
    assert Tab(client, place).send(goes_up="not_now", answer="Your sister is easy to know in it.").status_code == 302
    story.refresh_from_db()
    assert (story.stage, story.words) == (Stage.DECLINED, TALE["words"])
    client.force_login(road.montse)
    assert "Your sister is easy to know in it." in text_of(client.get(MINE))
    show(road, story, "here")
    assert story.answer == ""


def test_what_cannot_follow_is_refused(road):
    story = tell(road)
    with pytest.raises(Refused, match="not possible now"):
        actions.withdraw_story(story, by=road.montse)
    show(road, story, "here")
    with pytest.raises(Refused, match="not possible now"):
        show(road, story, "public")


def test_two_tabs_lose_no_words(road, client):
    story = tell(road)
    client.force_login(road.montse)
    place = reverse("understanding:change_story", args=[story.pk])
    first, second = Tab(client, place), Tab(client, place)
    assert first.send(words="From the phone").status_code == 302
    answer = second.send(words="From the library")
    assert answer.status_code == 422
    assert "From the phone" in text_of(answer) and "From the library" in text_of(answer)


def test_erased_with_its_owner(road, client):
    story = publish(road, tell(road))
    erase(road.person, by=COMMAND_LINE, on=TODAY)
    assert not Story.objects.exists()
    assert not is_public(client, story)


def test_with_a_destroyed_key_no_word_of_it_opens(road):
    story = tell(road)
    Key.objects.filter(pk=road.person.key_id).update(wrapped=b"")
    assert Story.objects.select_related("person__key").get(pk=story.pk).words == "(erased)"


def test_a_list_takes_the_same_statements_for_one_story_and_for_many(road, client, django_assert_num_queries):
    publish(road, tell(road))
    with django_assert_num_queries(3):  # how many, these, and the number in the footer, which is remembered
        client.get(PUBLIC)
    for _each in range(5):
        publish(road, tell(road))
    with django_assert_num_queries(2):
        client.get(PUBLIC)


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", "مرحبا 🌿", "x" * 20_000])
def test_any_words_come_back_as_they_were_written(road, client, words):
    client.force_login(road.montse)
    answer = Tab(client, reverse("understanding:tell_story", args=[road.person.pk])).send(**TALE | {"words": words})
    assert answer.status_code == 302
    assert page_of(client.get(answer.url)).select_one(".story .as-written").get_text() == words
