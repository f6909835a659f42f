"""Somebody on a borrowed phone finds a group in Spanish and prints it, without an account and without a trace."""

import pytest

from tests.conftest import fits
from tests.directory.listings import publish
from wayfellow.demo import seed
from wayfellow.demo.cast import gather

pytestmark = pytest.mark.django_db(transaction=True)
PHONE = {"width": 360, "height": 740}
AT_TWICE_THE_SIZE = {"width": 320, "height": 640}  # a page of 640 px, enlarged to 200 %


@pytest.fixture
def neighbourhood(db):
    """Programmes of every kind, and the one this is about."""
    cast = gather()
    seed.programmes(30)
    publish(
        cast,
        "Example: Thursdays",
        names={"en": "Example: Thursdays", "es": "Ejemplo: Los jueves"},
        in_one_sentence={"es": "Personas que conocen la tristeza se escuchan"},
        what_is_written={"es": "Nada. Nadie te pregunta quién eres."},
        at={},
        times=[(3, "18:30", "20:00")],
    )


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without"])
def visitor(request, browser, live_server, neighbourhood):
    """A phone that nobody has used here before, set to Spanish."""
    context = browser.new_context(
        base_url=live_server.url, viewport=PHONE, locale="es-ES", java_script_enabled=request.param
    )
    context.set_default_timeout(30_000)
    page = context.new_page()
    page.has_script = request.param
    yield page
    context.close()


def looked_at(page, nothing_in_the_way):
    """Nothing keeps anybody out, nothing is cut off, and at twice the size neither."""
    look = nothing_in_the_way if page.has_script else fits
    look(page)
    page.set_viewport_size(AT_TWICE_THE_SIZE)
    fits(page)
    page.set_viewport_size(PHONE)


def test_a_visitor_finds_a_group_in_spanish_and_prints_it(visitor, nothing_in_the_way):
    visitor.goto("/")
    looked_at(visitor, nothing_in_the_way)
    visitor.get_by_label("¿Qué buscas?").fill("escuchan")
    visitor.get_by_role("main").get_by_role("button", name="Encontrar apoyo entre iguales").click()
    visitor.get_by_role("heading", name="1 programa", exact=True).wait_for()
    looked_at(visitor, nothing_in_the_way)

    visitor.get_by_label("¿Cerca de qué lugar o código postal?").fill("08042")
    visitor.get_by_text("Acotar la búsqueda").click()
    visitor.get_by_label("Español").check()
    if visitor.has_script:
        visitor.get_by_role("heading", name="hasta 10 km de 08042").wait_for()
        assert visitor.get_by_label("Español").is_checked() and visitor.get_by_label("Español").is_visible()
        assert visitor.url.endswith("/find/?q=escuchan&near=08042&language=es")
    else:
        visitor.get_by_role("button", name="Buscar").click()
    looked_at(visitor, nothing_in_the_way)

    visitor.get_by_role("link", name="Ejemplo: Los jueves").click()
    main = visitor.get_by_role("main")
    for words in ["Jueves 18:30–20:00", "Example parish hall", "Nadie te pregunta quién eres."]:
        assert words in main.inner_text()
    looked_at(visitor, nothing_in_the_way)
    visitor.emulate_media(media="print")
    assert (
        main.get_by_text("Jueves 18:30–20:00").is_visible()
        and main.get_by_text("/find/example-thursdays/").is_visible()
    )
    assert not visitor.get_by_text("Salir de esta web", exact=True).is_visible()
    assert not main.get_by_role("link", name="Algo de aquí no es correcto").is_visible()
    visitor.emulate_media(media="screen")

    visitor.go_back()
    visitor.get_by_role("link", name="Ejemplo: Los jueves").wait_for()
    assert (
        visitor.get_by_label("¿Qué buscas?").input_value() == "escuchan"
        and visitor.get_by_label("Español").is_checked()
    )
    assert visitor.context.cookies() == []


def test_every_other_page_of_the_search_keeps_nobody_out_either(
    browser, live_server, neighbourhood, nothing_in_the_way
):
    context = browser.new_context(base_url=live_server.url, viewport=PHONE, locale="es-ES")
    page = context.new_page()
    page.has_script = True
    side_by_side = "with=seeded-1&with=seeded-2&with=example-thursdays"
    for place in ["?q=zumba&near=08042", f"compare/?{side_by_side}", "interests/?enjoy=music", "seeded-1/mistake/"]:
        page.goto(f"/find/{place}")
        looked_at(page, nothing_in_the_way)
        if "compare" in place:
            names, first_line = page.locator("thead th"), page.locator("tbody tr").first
            assert names.count() == 3 and names.first.bounding_box()["y"] < first_line.bounding_box()["y"]
    context.close()


def test_what_somebody_enjoys_stays_on_their_device_until_they_forget_it(browser, live_server, neighbourhood):
    context = browser.new_context(base_url=live_server.url, viewport=PHONE, locale="en-GB")
    page = context.new_page()
    page.goto("/find/interests/")
    assert page.evaluate("() => localStorage.length") == 0
    page.get_by_label("Music").check()
    page.get_by_role("button", name="Keep them on this device").click()
    page.get_by_text("Kept on this device.").wait_for()
    page.goto("/find/interests/")
    page.get_by_role("link", name="Show me what I kept").click()
    assert page.get_by_label("Music").is_checked() and page.url.endswith("enjoy=music&q=")
    page.get_by_role("button", name="Forget them").click()
    page.get_by_text("Forgotten.").wait_for()
    assert page.evaluate("() => localStorage.length") == 0 and context.cookies() == []
    context.close()
