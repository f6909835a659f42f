"""What two records that may be of one person bring to the home pages."""

import uuid

from django.utils.translation import gettext_lazy as _

from wayfellow.merging import queries
from wayfellow.ui.home_pages import link, panel

link("desk.around", order=38, label=_("Who may be here twice"), to="merging:here_twice", of_record=True)


@panel("my", order=7, template="merging/panels/about_me.html", statements=1, load=queries.with_merges)
def about_me(request, person):
    """Whether two records are both about them, and that two became one lately."""
    return [(each, uuid.uuid4()) for each in queries.of_themself(request.user)] if person.has_merge else None


@panel("today", order=28, template="merging/panels/to_ask.html", statements=1, load=queries.with_question)
def to_ask(request, peer):
    """Whom to ask whether two records are both about them."""
    if not peer.merge_waits:
        return None
    return [(each, uuid.uuid4()) for each in queries.waits_for_them(request.user)] or None
