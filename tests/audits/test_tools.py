"""The audits that ship: complete in every language, and asked as any survey is."""

import pytest
from django.conf import settings

from wayfellow.audits.results import statements
from wayfellow.audits.tools import OF_STATEMENTS, Group, Tool, content_of
from wayfellow.surveys.shape import asks_what_has_no_name, faults, languages, texts


@pytest.mark.parametrize("tool", Tool)
def test_an_audit_is_whole_in_every_language(tool):
    content = content_of(tool)
    assert faults(content) == [] and asks_what_has_no_name(content) == []
    assert languages(content) == {code for code, _name in settings.LANGUAGES}
    for text in texts(content):
        assert len(set(text.values())) > 1, text


@pytest.mark.parametrize("tool", OF_STATEMENTS)
def test_it_asks_first_as_whom_somebody_answers(tool):
    first, *_parts = content_of(tool)["item"]
    assert first["required"] and [option["code"] for option in first["answerOption"]] == Group.values


def test_the_readiness_of_a_team_has_twenty_four_statements():
    assert [len(list(statements(content_of(tool)))) for tool in OF_STATEMENTS] == [24, 17, 20]


def test_no_statement_is_asked_twice():
    for tool in Tool:
        words = [item["text"]["en"] for item in statements(content_of(tool))]
        assert len(set(words)) == len(words)
