"""What matters to a person in a peer supporter tells nobody: a coordinator reads only what fits."""

from wayfellow.access.tellings import nobody
from wayfellow.preferences.access import Can

TELLS = nobody("a coordinator reads only what fits, when they look for somebody", *Can)
