"""What was written in Markdown, as a page: by a kept library, and then washed, so that nothing in it runs."""

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
TAGS = {
    "h2", "h3", "h4", "h5", "h6", "p", "br", "hr", "em", "strong", "a", "ul", "ol", "li", "blockquote", "code", "pre",
    "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
MAY_SAY = {"a": {"href", "title"}, "ol": {"start"}}
LEADS_TO = {"http", "https", "mailto", "tel"}


def as_page(words: str) -> Markup:
    """Return words in Markdown as a part of a page. Its own title stands above them: their highest is the second."""
    tokens = MARKDOWN.parse(words)
    for token in tokens:
        if token.tag == "h1":
            token.tag = "h2"
    drawn = MARKDOWN.renderer.render(tokens, MARKDOWN.options, {})
    return Markup(nh3.clean(drawn, tags=TAGS, attributes=MAY_SAY, url_schemes=LEADS_TO))
