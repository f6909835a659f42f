"""What is asked, what was answered, and what is being written."""

from wayfellow.surveys.queries.answering import (
    Response,
    all_scores,
    counts,
    given_to,
    newest,
    open_invitations,
    options,
    questions,
    read_given,
    responses,
    sent_by_each,
    versions,
)
from wayfellow.surveys.queries.making import ready_made, with_programme
from wayfellow.surveys.queries.own import as_read, as_response, my_answers, that_wait, with_any_mentioned

__all__ = [
    "Response",
    "all_scores",
    "as_read",
    "as_response",
    "counts",
    "given_to",
    "my_answers",
    "newest",
    "open_invitations",
    "options",
    "questions",
    "read_given",
    "responses",
    "ready_made",
    "sent_by_each",
    "that_wait",
    "versions",
    "with_any_mentioned",
    "with_programme",
]
