"""How much it is, as a peer supporter says it themself: in supervision, or to nobody else."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Load(TextChoices):
    LITTLE = "little", _("I could take on more")
    RIGHT = "right", _("It is right as it is")
    MUCH = "much", _("It is a lot")
    TOO_MUCH = "too_much", _("It is too much")
