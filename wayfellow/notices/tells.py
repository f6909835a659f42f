"""How many letters go out is news to nobody."""

from wayfellow.access.tellings import nobody
from wayfellow.notices.access import Can

TELLS = nobody("it shows something and changes nothing", *Can)
