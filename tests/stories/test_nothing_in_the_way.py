"""The check that every story makes at every step finds what keeps somebody out, also on a page like one it knows."""

import pytest

PAGE = """<!doctype html><html lang="en"><title>Example</title>
<style>.calm {{ color: #333 }} .faint {{ color: #ccc }}</style>
<main><h1>Example</h1><p class="{ink}">{words}</p><button aria-label="{name}"></button>
<label for="{label}">How many?</label><input id="many" value="{value}"></main></html>"""
WELL = {"ink": "calm", "words": "Three meetings", "name": "Keep", "label": "many", "value": "3"}


@pytest.fixture
def shown(page, nothing_in_the_way):
    def show(**differs):
        page.goto("about:blank")
        page.set_content(PAGE.format_map(WELL | differs))
        nothing_in_the_way(page)
        return page.evaluate("() => typeof axe")

    show()
    return show


def test_a_page_that_differs_in_words_and_numbers_is_not_looked_at_twice(shown):
    assert shown(words="12 meetings", name="Send", value="12") == "undefined"


@pytest.mark.parametrize(
    "differs",
    [{"ink": "faint"}, {"name": ""}, {"label": "much"}],
    ids=["too faint", "a button without a name", "a field without a label"],
)
def test_what_keeps_somebody_out_is_found_on_a_page_almost_like_one_that_is_well(shown, differs):
    with pytest.raises(AssertionError, match="violations"):
        shown(**differs)
