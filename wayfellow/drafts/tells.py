"""What is half-written tells nobody."""

from wayfellow.access.tellings import nobody
from wayfellow.drafts.access import Can

TELLS = nobody("it is its writer's own until it is sent", *Can)
