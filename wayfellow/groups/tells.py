"""Who leads a group reads that they do. How many came tells nobody: it stands on the page of the group."""

from django.utils.translation import gettext_lazy as _

from wayfellow.access.tellings import nobody, today
from wayfellow.groups.access import Can, who_leads_it

YOU_LEAD = _("It was settled who leads a group, and you are among them.")

TELLS = {
    Can.RUN_GROUP: [today(who_leads_it, YOU_LEAD, "groups:group", of="groups.Group")],
    Can.KEEP_GROUP: [today(who_leads_it, YOU_LEAD, "groups:group")],
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
