"""What a peer supporter can do: the twelve core competencies, or what an organisation says in its own words.

The twelve are those of “Core Competencies for Peer Workers in Behavioral Health Services” (SAMHSA, 2015, in the public
domain); the short wording is our own.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

SOURCE = _("After the core competencies for peer workers of SAMHSA (2015), in our own words.")


class Competency(TextChoices):
    RELATIONSHIPS = "relationships", _("Builds caring relationships, as equals")
    SUPPORT = "support", _("Gives support")
    OWN_EXPERIENCE = "own_experience", _("Shares what they lived themself")
    FITS = "fits", _("Fits the support to each person")
    PLANS = "plans", _("Helps to plan recovery")
    LINKS = "links", _("Knows places and people, and builds bridges to them")
    SKILLS = "skills", _("Passes on what helps to feel well")
    CRISES = "crises", _("Stays close in a crisis")
    COMMUNICATION = "communication", _("Listens well and speaks clearly")
    TOGETHER = "together", _("Works well with others")
    SPEAKING_UP = "speaking_up", _("Goes first and speaks up for rights")
    GROWTH = "growth", _("Goes on learning and takes care of themself")
