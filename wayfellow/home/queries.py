from django.db import connection
from django.db.models import Prefetch

from wayfellow.access.guard import allowed
from wayfellow.access.policy import Can
from wayfellow.directory.models import Programme
from wayfellow.people.models import Membership


def programmes_kept_by(user):
    """Return the programmes an operator keeps, with their places, sources and members: no person, no journey."""
    members = Membership.objects.select_related("user").order_by("role", "user__name")
    return (
        allowed(user, Can.SEE_SET_UP, Programme.objects.all())
        .select_related("organisation", "partner")
        .prefetch_related("sites", "sources", "peers__user", Prefetch("memberships", members))
        .order_by("name")
    )


def database_answers():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
