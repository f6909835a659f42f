"""`wayfellow export`: what is kept here, to take along."""

from wayfellow.operations.kinds import CommandOfKinds


class Command(CommandOfKinds):
    help = "Write what is kept here into a file."
    folder = "exports"
