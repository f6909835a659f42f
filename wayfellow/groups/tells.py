"""Who leads a group reads that they do, and when it meets otherwise. How many came stands on the page of the group."""

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from wayfellow.access.tellings import nobody, today
from wayfellow.directory import access as directory
from wayfellow.groups.access import Can, who_leads_it
from wayfellow.journal.models import Entry
from wayfellow.notices.news import AsWritten

YOU_LEAD = _("It was settled who leads “%(called)s”, and you are among them.")
OTHERWISE = _("When “%(called)s” takes place was changed. Those who asked to be told are written to.")
NOT_LISTED = _("“%(called)s” is no longer in the directory. Those who asked to be told are written to.")
SETTLED_ANEW = Entry.objects.filter(
    record_type="groups.Group", record_id=AsWritten(OuterRef("pk")), deed=Can.KEEP_GROUP
)
OF_ITS_LISTING: dict[str, Any] = {
    "of": "directory.Listing",
    "stands": "group",
    "opens": "group",
    "names": "names",
    "at_once": True,
}
WHEN_IT_MEETS = [
    directory.Can.EXCEPT_TIME, directory.Can.EXCEPT_DAYS, directory.Can.CHANGE_TIME, directory.Can.ADD_TIME,
    directory.Can.LEAVE_VENUE, directory.Can.SET_LAST_DAY, directory.Can.UNPUBLISH_LISTING,
]  # fmt: skip

TELLS = {
    **{can: [today(who_leads_it, OTHERWISE, "groups:group", **OF_ITS_LISTING)] for can in WHEN_IT_MEETS},
    directory.Can.UNPUBLISH_LISTING: [today(who_leads_it, NOT_LISTED, "groups:group", **OF_ITS_LISTING)],
    Can.RUN_GROUP: [today(who_leads_it, YOU_LEAD, "groups:group", of="groups.Group", names="listing__names",
                          where=Q(~Exists(SETTLED_ANEW)))],
    Can.KEEP_GROUP: [today(who_leads_it, YOU_LEAD, "groups:group", names="listing__names")],
    **nobody("how many came stands on the page of the group, for those who lead it", Can.COUNT, Can.CORRECT_COUNT),
    **nobody("what to bring next time stands at each one's private address", Can.NOTE_WHAT_HAPPENED),
    **nobody("each one reads at their private address when they came", Can.TICK_WHO_CAME, Can.CORRECT_WHO_CAME),
    **nobody("whoever asked for a place reads it at their private address, and has no first page", Can.WELCOME,
             Can.LET_MEMBER_GO),
    **nobody("it is a list of one's own", Can.KEEP_OWN_GROUPS),
    **nobody("the group decided it together", Can.KEEP_REGISTER),
    **nobody("it stands on its public page and at each private address", Can.KEEP_COURSE),
    **nobody("whom it concerns is written to, or reads it at a private address", Can.KEEP_LINK),
    **nobody("it says that somebody was told already", Can.TELL_MEMBERS),
    **nobody("it shows something and changes nothing", Can.SEE_GROUP, Can.SEE_GROUPS, Can.SEE_SESSION, Can.SEE_MEMBER,
             Can.PRINT_CERTIFICATE),
}  # fmt: skip
