"""Asking several tells each of them as asking one does."""

from wayfellow.access.tellings import nobody
from wayfellow.matching.access import Can

TELLS = nobody("each offer tells whom it concerns", *Can)
