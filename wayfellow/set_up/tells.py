"""Setting up tells nobody: what is set up shows where it is used."""

from wayfellow.access.tellings import nobody
from wayfellow.set_up.access import Can

TELLS = nobody("what is set up shows where it is used", *Can)
