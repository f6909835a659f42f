"""What the installation does by itself tells nobody here."""

from wayfellow.access.tellings import nobody
from wayfellow.jobs.access import Can

TELLS = nobody("its page says how it went", *Can)
