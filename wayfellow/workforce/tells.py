"""What peer supporters say for themselves, and whom somebody knows from elsewhere, tells nobody."""

from wayfellow.access.tellings import nobody
from wayfellow.workforce.access import Can

TELLS = {
    **nobody("whom somebody knows is nobody's to hear of: only nobody is asked who knows them", Can.SAY_WHOM_I_KNOW,
             Can.SAY_WHOM_THEY_KNOW),
    **nobody("what a peer supporter writes for themself is theirs alone", Can.REFLECT, Can.CHANGE_REFLECTION),
    **nobody("whoever does it keeps the installation, and nobody waits for it", Can.KEEP_PEER),
    **nobody("it shows something and changes nothing", Can.SEE_OWN_DAY),
}  # fmt: skip
