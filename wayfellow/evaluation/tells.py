"""Figures tell nobody: they come out in editions."""

from wayfellow.access.tellings import nobody
from wayfellow.evaluation.access import Can

TOTALS = {Can.WRITE_TOTAL, Can.CORRECT_TOTAL, Can.WITHDRAW_TOTAL}
CHANGE_SOMETHING = {Can.KEEP_REPORT, Can.TAKE_EXTRACT, Can.WRITE_CODEBOOK, Can.CODE_WORDS, *TOTALS}

TELLS = {
    **nobody("it shows something and changes nothing", *{*Can} - CHANGE_SOMETHING),
    **nobody("whoever reads the figures finds it beside them", Can.KEEP_REPORT),
    **nobody("whoever may take one finds there who did", Can.TAKE_EXTRACT),
    **nobody("whoever reads the figures finds it beside them", *TOTALS),
    **nobody("the two who sort the answers find it on their page", Can.WRITE_CODEBOOK, Can.CODE_WORDS),
}
