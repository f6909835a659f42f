from wayfellow.hsds.actions.deliveries import bring, leave, look_again, take, undo
from wayfellow.hsds.actions.importing import Difference, import_directory

__all__ = ["Difference", "bring", "import_directory", "leave", "look_again", "take", "undo"]
