"""What comes into the house from outside: all of it, or nothing."""

from wayfellow.exchange.actions.caseload import BroughtIn, import_caseload, open_programme
from wayfellow.exchange.actions.directory import Difference, import_directory

__all__ = ["BroughtIn", "Difference", "import_caseload", "import_directory", "open_programme"]
