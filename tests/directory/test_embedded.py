"""A partner's page shows what there is, in a frame that the operator allowed."""

import pytest

from tests.directory.listings import publish

pytestmark = pytest.mark.django_db
ADDRESS = "/embed/find/?near=Nou+Barris&lang=ca"


@pytest.fixture
def framed(cast, client, settings):
    settings.EMBEDDED_ON = ["https://city.example"]
    publish(cast, "Example: Choir", at={})
    return client.get(ADDRESS)


def test_without_a_site_that_may_there_is_no_such_page(cast, client, settings):
    settings.EMBEDDED_ON = []
    assert client.get(ADDRESS).status_code == 404


def test_only_the_sites_that_may_can_frame_it_and_no_other_page(framed, client):
    assert "frame-ancestors https://city.example" in framed["Content-Security-Policy"]
    assert "X-Frame-Options" not in framed
    assert "frame-ancestors 'none'" in client.get("/find/")["Content-Security-Policy"]


def test_it_says_what_there_is_in_the_language_asked_for_and_remembers_nothing(framed):
    page = framed.content.decode()
    assert (
        "Example: Choir" in page and "Suport entre iguals a prop de Nou Barris" in page and '<html lang="ca">' in page
    )
    assert not framed.cookies and "<form" not in page and framed["X-Robots-Tag"] == "noindex"


def test_its_links_open_beside_the_frame(framed):
    page = framed.content.decode()
    assert '<base target="_blank">' in page and "/find/?near=Nou+Barris%2C+Barcelona&amp;lang=ca" in page


def test_a_place_that_nobody_knows_is_said_and_nothing_from_elsewhere_shown(framed, client):
    page = client.get("/embed/find/?near=Nowhereville&lang=en").content.decode()
    assert "We do not know the place “Nowhereville”" in page and "Example: Choir" not in page
