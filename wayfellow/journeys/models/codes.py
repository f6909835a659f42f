"""The short codes that a journey's records hold, and what each is called."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Rhythm(models.TextChoices):
    WEEKLY = "weekly", _("Every week")
    FORTNIGHTLY = "fortnightly", _("Every two weeks")
    OWN = "own", _("Our own rhythm")


class Repeats(models.TextChoices):
    """How often a planned meeting comes again."""

    WEEKLY = "weekly", _("Every week")
    FORTNIGHTLY = "fortnightly", _("Every two weeks")


class UpTo(models.TextChoices):
    """Until when: the talk about how to go on, or as many meetings as were proposed."""

    TALK = "talk", _("Until the talk about how to go on")
    PROPOSED = "proposed", _("Until all the meetings proposed at the start")


class Setting(models.TextChoices):
    CENTRE = "centre", _("At the centre")
    COMMUNITY = "community", _("Out and about")
    HOME = "home", _("At home")
    HOSPITAL = "hospital", _("In hospital")
    PHONE = "phone", _("By phone")
    VIDEO = "video", _("By video")


OUTSIDE = frozenset({Setting.COMMUNITY, Setting.HOME, Setting.HOSPITAL})  # where a peer supporter travels to


class Companion(models.TextChoices):
    """Who else joined an accompaniment, besides the professional who referred."""

    NURSE = "nurse", _("A nurse")
    HOME_CARE = "home-care team", _("The home-care team")
    PROFESSIONAL = "other professional", _("Another professional")
    CLOSE = "family or friend", _("Family or a friend")


class Closer(models.IntegerChoices):
    """How much closer an objective came, in one person's own view."""

    NOT_YET = 0, _("Not yet")
    A_LITTLE = 1, _("A little closer")
    CLOSER = 2, _("Closer")
    MUCH_CLOSER = 3, _("Much closer")
    THERE = 4, _("We got there")
    RATHER_NOT = 9, _("I would rather not say")


class CodesField(models.CharField):
    """A few short codes in one column, a list in Python."""

    SEPARATOR = ";"

    def from_db_value(self, value, expression, connection):
        return self.to_python(value)

    def to_python(self, value):
        return [code for code in value.split(self.SEPARATOR) if code] if isinstance(value, str) else list(value or [])

    def get_prep_value(self, value):
        return self.SEPARATOR.join(self.to_python(value))
