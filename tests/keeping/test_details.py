"""A person corrects what is written about who they are and how to reach them."""

from tests.tabs import Tab, text_of
from wayfellow.demo import story
from wayfellow.people.models import Person, Reach

from .conftest import TODAY

DETAILS = "/my/details/"


def test_the_person_corrects_their_details_and_whoever_may_reach_them_reads_it(cast, montse, client):
    story.set_out(cast, on=TODAY)
    tab = Tab(montse, DETAILS)
    assert tab.filled_in["name"] == "Montse"
    assert tab.filled_in["phone"] == "600 000 000"
    assert tab.send(name="Montserrat", language="es", reads="es", gender="", phone="611 111 111").status_code == 302
    client.force_login(cast.carme)
    page = text_of(client.get(f"/desk/people/{cast.person.pk}/reach/"))
    assert "Montserrat" in page
    assert "+34 611 11 11 11" in page
    cast.montse.refresh_from_db()
    assert (cast.montse.name, cast.montse.language) == ("Montserrat", "es")
    assert Person.objects.get(pk=cast.person.pk).gender == ""


def test_it_is_a_line_in_the_journal_without_the_words(cast, montse):
    Tab(montse, DETAILS).send(name="Montserrat", language="ca", gender="woman")
    page = text_of(montse.get("/my/who-looked/"))
    assert "Corrected your name" in page
    assert "Montserrat" not in page


def test_two_open_tabs_lose_nothing(cast, montse):
    first, second = Tab(montse, DETAILS), Tab(montse, DETAILS)
    choices = {"language": "ca", "gender": "woman"}
    first.send(name="Montse", phone="622 222 222", **choices)
    answer = second.send(name="Montse", phone="633 333 333", **choices)
    assert answer.status_code == 422
    assert "+34 622 22 22 22" in text_of(answer)
    assert second.filled_in["phone"] == ""
    assert second.send_again(name="Montse", phone="633 333 333", **choices).status_code == 302
    assert Reach.objects.get(person=cast.person).phone == "+34 633 33 33 33"


def test_an_account_that_is_nobody_has_no_such_page(cast, client):
    client.force_login(cast.rosa)
    for page in ["details/", "erase/", "erase/now/", "erase/take-back/", "everything/", "everything/wayfellow.zip"]:
        assert client.get(f"/my/{page}").status_code == 404
