"""Whom to call now: by place, kept by the operator, and in a browser without a network."""

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect

from tests.tabs import Tab, page_of, text_of
from wayfellow.demo.cast import PASSWORD
from wayfellow.home.views import broken
from wayfellow.understanding.models import HelpLine

HELP, KEPT = "/help-now/", "/set-up/help-now/"
MINE = {
    "place": "ES-CT",
    "number": "900 000 000",
    "place_names_en": "Catalonia",
    "place_names_ca": "Catalunya",
    "names_en": "Example line",
    "hours_en": "From nine to nine",
    "source": "Example source",
}


def first_number(answer):
    return page_of(answer).main.select_one(".card .big-number").get_text()


def test_the_installation_s_place_comes_first_and_any_other_can_be_picked(cast, client, settings):
    assert first_number(client.get(HELP)) == "112"
    assert first_number(client.get(f"{HELP}?place=US")) == "988"
    assert first_number(client.get(f"{HELP}?place=<nowhere>")) == "112"
    settings.TIME_ZONE = "America/Chicago"
    answer = client.get(HELP)
    assert first_number(answer) == "988"
    assert not answer.cookies
    assert "112" in text_of(answer)


def test_every_public_page_has_the_number_in_its_footer(cast, client):
    for place in ["/", "/understand/", "/understand/values/", "/who-sees-what/", "/sign-in/", "/nowhere/", HELP]:
        assert page_of(client.get(place)).footer.select_one("a[href='tel:112']"), place
    client.force_login(cast.montse)
    assert not page_of(client.get("/my/")).footer.select_one("a[href^=tel]")


def test_the_footer_s_number_is_remembered_until_it_changes(cast, client, django_assert_num_queries):
    client.force_login(cast.nil)
    number = f"{KEPT}{HelpLine.objects.get(place='ES').pk}/"
    visitor = Client()
    visitor.get("/")
    with django_assert_num_queries(0):
        visitor.get("/")
    Tab(client, number).send(number="900 111 222")
    assert page_of(visitor.get("/")).footer.select_one("a[href='tel:900111222']")
    HelpLine.objects.filter(place="ES").delete()  # by another process, which cannot make this one forget at once
    assert page_of(visitor.get("/")).footer.select_one("a[href='tel:900111222']")
    assert settings.CACHES["here"]["TIMEOUT"] <= 60


def test_where_the_database_broke_the_page_still_says_so(cast, client, django_assert_num_queries):
    request = client.get("/").wsgi_request
    with django_assert_num_queries(0):
        answer = broken(request)
    assert answer.status_code == 500 and b"tel:" not in answer.content


def test_an_empty_table_sends_nobody_to_a_wrong_number(cast, client):
    HelpLine.objects.all().delete()
    answer = client.get(HELP)
    assert "call the emergency number of the place where you are" in text_of(answer)
    assert not page_of(answer).footer.select_one("a[href^=tel]")


def test_the_operator_adds_the_line_of_a_region_and_it_is_shown_first(cast, client):
    client.force_login(cast.nil)
    add = f"/set-up/programmes/{cast.programme.pk}/help-now/add/"
    assert Tab(client, add).send(**MINE | {"is_suggested": "on"}).url == KEPT
    assert "Catalonia: 900 000 000" in text_of(client.get(KEPT))
    client.logout()
    answer = client.get(HELP)
    assert first_number(answer) == "900 000 000"
    assert [number.get_text() for number in page_of(answer).select_one(".card").select(".big-number")] == [
        "900 000 000",
        "112",
    ]
    client.cookies["django_language"] = "ca"
    assert page_of(client.get(HELP)).main.h2.get_text() == "Catalunya"


@pytest.mark.parametrize(
    "wrong", [{"place": "Spain"}, {"number": "call me"}, {"names_en": ""}, {"source": ""}, {"checked_on": "2260-01-01"}]
)
def test_what_cannot_be_a_line_is_named_at_its_field(cast, client, wrong):
    client.force_login(cast.nil)
    answer = Tab(client, f"/set-up/programmes/{cast.programme.pk}/help-now/add/").send(**MINE | wrong)
    assert answer.status_code == 422
    assert page_of(answer).select_one(f"[name={next(iter(wrong))}]")["aria-invalid"] == "true"
    assert HelpLine.objects.count() == 3


def test_a_line_is_checked_again_and_let_go_and_nobody_overwrites_unseen(cast, client):
    client.force_login(cast.nil)
    line = HelpLine.objects.get(place="US")
    HelpLine.objects.filter(pk=line.pk).update(checked_on="2020-01-01")
    assert "Please check again" in text_of(client.get(KEPT))
    first, second = Tab(client, f"{KEPT}{line.pk}/"), Tab(client, f"{KEPT}{line.pk}/")
    assert first.send(checked_on=str(timezone.localdate())).status_code == 302
    assert "Please check again" not in text_of(client.get(KEPT))
    assert second.send(number="911").status_code == 422
    assert HelpLine.objects.get(pk=line.pk).number == "988"
    assert Tab(client, f"{KEPT}{line.pk}/let-go/").send().status_code == 302
    assert not HelpLine.objects.filter(pk=line.pk).exists()


@pytest.mark.parametrize("language", ["en", "ca", "xx", ""])
def test_the_worker_names_three_things_and_changes_with_a_number(cast, client, language):
    first = client.get(f"/worker.js?language={language}").content.decode()
    known = language if language in {"en", "ca"} else "en"
    assert f"?language={known}`" in first
    assert client.get(f"/worker.js?language={language}").content.decode() == first
    HelpLine.objects.filter(place="US").update(number="911")
    assert client.get(f"/worker.js?language={language}").content.decode() != first


@pytest.mark.django_db(transaction=True)
def test_without_a_network_the_numbers_are_still_there_and_nothing_else_is(
    browser, live_server, cast, nothing_in_the_way
):
    cast.montse.set_password(PASSWORD)
    cast.montse.save()
    context = browser.new_context(
        base_url=live_server.url, viewport={"width": 360, "height": 740}, locale="ca", service_workers="allow"
    )
    page = context.new_page()
    page.goto("/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.goto("/sign-in/")
    page.locator("[name=email]").fill(cast.montse.email)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main button[type=submit]").click()
    for place in ["/my/", "/my/visits/", "/my/stories/", HELP]:
        page.goto(place)
    kept = page.evaluate(KEPT_IN_THE_BROWSER)
    assert {address.removeprefix(live_server.url).partition("?")[0] for address, _text in kept} == {
        HELP,
        "/static/ui/site.css",
        "/static/ui/icon.svg",
    }
    assert not any("Montse" in text or "csrf" in text for _address, text in kept)

    context.set_offline(True)
    page.goto(f"{HELP}?place=US")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ajuda ara")
    expect(page.get_by_role("main").get_by_role("link", name="112").first).to_be_visible()
    page.get_by_text("Estats Units", exact=True).click()
    expect(page.get_by_role("link", name="988")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).display") == "flex"  # the style is there too
    nothing_in_the_way(page)
    with pytest.raises(Exception, match="ERR_INTERNET_DISCONNECTED"):
        page.goto("/my/")
    context.close()


KEPT_IN_THE_BROWSER = """async () => {
  const kept = []
  for (const name of await caches.keys()) {
    const cache = await caches.open(name)
    for (const request of await cache.keys()) kept.push([request.url, await (await cache.match(request)).text()])
  }
  return kept
}"""
