"""Figures tell nobody: they come out in editions."""

from wayfellow.access.tellings import nobody
from wayfellow.evaluation.access import Can

TELLS = {
    **nobody("it shows something and changes nothing", *{*Can} - {Can.KEEP_REPORT, Can.WRITE_CODEBOOK, Can.CODE_WORDS}),
    **nobody("whoever reads the figures finds it beside them", Can.KEEP_REPORT),
    **nobody("the two who sort the answers find it on their page", Can.WRITE_CODEBOOK, Can.CODE_WORDS),
}
