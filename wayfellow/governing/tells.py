"""A governing body looks when it likes: nothing is told it."""

from wayfellow.access.tellings import nobody
from wayfellow.governing.access import Can

TELLS = nobody("it shows something and changes nothing", Can.SEE_SIDE_BY_SIDE)
