"""What falls due on the way of new peer supporters, on the desk; and the way in, where a programme is read about."""

from django.utils.translation import gettext_lazy as _

from wayfellow.joining.queries import with_new_applications, with_steps_due, with_way_in
from wayfellow.ui.home_pages import link, panel

link("desk.around", order=37, label=_("New peer supporters"), to="joining:applications", of_record=True)


@panel("desk.asked", order=40, template="joining/panels/new.html", statements=0, load=with_new_applications)
def new_applications(request, programme):
    return programme.new_applications or None


@panel("desk.asked", order=45, template="joining/panels/due.html", statements=0, load=with_steps_due)
def steps_due(request, programme):
    return programme.joining_steps_due or None


@panel("listing", order=40, template="joining/panels/apply.html", statements=0, load=with_way_in)
def apply(request, listing):
    """The way to become a peer supporter, where the programme looks for some."""
    return listing.programme.slug if listing.looks_for_peers else None
