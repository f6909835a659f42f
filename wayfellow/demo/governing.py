"""Somebody of the body that governs both programmes: an account that sees numbers side by side, and nothing else."""

from wayfellow.access.roles import Role
from wayfellow.demo.cast import PASSWORD, join
from wayfellow.directory.models import Programme
from wayfellow.people.models import User

ACCOUNT = "governing"


def tell(cast):
    told = {"name": "Gala", "language": "ca", "of_the_demo": True}
    gala = User.objects.create_user(f"{ACCOUNT}@demo.example", password=PASSWORD, **told)
    for programme in [cast.programme, Programme.objects.get(slug="example-today")]:
        join(gala, programme, Role.GOVERNING)
