"""Nobody's words are overwritten unseen (I8): a page brings a token of what it showed, the act compares."""

from hashlib import sha256

from django.utils.translation import gettext_lazy as _

from wayfellow.access.guard import Refused

CHANGED_MEANWHILE = _(
    "This was changed while you were writing. What you wrote is still here: please read the "
    "version saved now, then send yours again."
)


def edit_token_of(words):
    """Return a short token of these words, different as soon as one of them is."""
    return sha256(repr(list(words)).encode()).hexdigest()[:32]


def unless_changed(words, *, edit_token, because=CHANGED_MEANWHILE, field=None):
    """Refuse when the words are no longer those that were seen. None: nobody had a page before them."""
    if edit_token is not None and edit_token != edit_token_of(words):
        raise Refused(because, field=field)
