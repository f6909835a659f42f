"""What a person does in this room. Choosing itself moves a journey on: `journeys/actions/choosing.py`."""

from wayfellow.access.edit_tokens import unless_changed
from wayfellow.access.guard import act
from wayfellow.preferences.access import Can
from wayfellow.preferences.models import Preference
from wayfellow.preferences.queries import WISHES, preference_of, snapshot_of


@act(Can.SAY_WHAT_MATTERS)
def say_what_matters(person, *, by, edit_token, wishes):
    """Keep what matters to a person in a peer supporter, and how much (D6)."""
    unless_changed(snapshot_of(preference_of(person)), edit_token=edit_token)
    Preference.objects.update_or_create(person=person, defaults=wishes)


@act(Can.WRITE_DOWN_WHAT_MATTERS)
def write_down_what_matters(person, *, by, wishes, anew):
    """Keep what a person without an account says to whoever is beside them. What they leave open stays as it was."""
    said = {name for name in WISHES if anew or wishes[name] or wishes[f"{name}_weight"]}
    kept = {column: wish for column, wish in wishes.items() if column.removesuffix("_weight") in said}
    Preference.objects.update_or_create(person=person, defaults=kept)
