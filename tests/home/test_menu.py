"""On a phone, the sections that do not fit beside each other stand in a menu, whole and readable."""

import pytest
from django.conf import settings
from django.urls import reverse

from tests.tabs import page_of


def sections(page, where):
    return [link["href"] for link in page.select(f"#sections {where} a")]


@pytest.mark.parametrize("who, folds", [("carme", True), ("montse", False), ("pau", False)])
def test_more_than_two_sections_stand_in_a_menu_as_well(cast, client, who, folds):
    client.force_login(getattr(cast, who))
    page = page_of(client.get(reverse("home"), follow=True))
    assert sections(page, "details.menu") == (sections(page, "> ul") if folds else [])


def test_the_menu_says_where_somebody_is(cast, client):
    client.force_login(cast.carme)
    page = page_of(client.get(reverse("home:desk", args=[cast.programme.pk])))
    assert page.select_one("#sections summary").get_text(" ", strip=True).startswith("Menu · Desk")
    assert len(page.select("#sections details a[aria-current]")) == 1


@pytest.mark.story
@pytest.mark.parametrize("language", dict(settings.LANGUAGES))
def test_at_360_pixels_every_section_is_on_the_screen(cast, live_server, browser, client, language):
    client.force_login(cast.carme)
    context = browser.new_context(viewport={"width": 360, "height": 740})
    cookies = {name: each.value for name, each in client.cookies.items()} | {"django_language": language}
    context.add_cookies([{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()])
    page = context.new_page()
    page.goto(live_server.url + reverse("home:desk", args=[cast.programme.pk]))
    page.locator("#sections summary").click()
    boxes = [link.bounding_box() for link in page.locator("#sections details a").all()]
    assert len(boxes) > 2 and all(box["x"] >= 0 and box["x"] + box["width"] <= 360 for box in boxes)
    assert page.locator(".house-head").bounding_box()["height"] <= 90
    context.close()
