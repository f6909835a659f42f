"""Who may do what along the road, and who of those on it may do what in the rooms below."""

from wayfellow.journeys.access import elsewhere, road
from wayfellow.journeys.access.deeds import Can

__all__ = ["Can", "GRANTS", "RECORDS", "RELATIONS"]

RECORDS = road.RECORDS
RELATIONS = road.RELATIONS | elsewhere.RELATIONS
GRANTS = elsewhere.GRANTS | road.GRANTS
