"""Where tries are counted, for every process alike.

A try is counted before it is made, in one statement of the database: of thirty at once, only as many pass as may.
"""

from datetime import timedelta
from ipaddress import ip_address, ip_network
from typing import NamedTuple

from allauth.account.adapter import get_adapter
from allauth.core import ratelimit
from django.conf import settings
from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache
from django.db import OperationalError, connection
from django.utils import timezone
from django.utils.crypto import salted_hmac

COUNT = """
    INSERT INTO people_tries (key, count, until) VALUES (%s, 1, %s)
    ON CONFLICT (key) DO UPDATE SET
        count = CASE WHEN people_tries.until <= %s THEN 1 ELSE people_tries.count + 1 END,
        until = CASE WHEN people_tries.until <= %s THEN excluded.until ELSE people_tries.until END
    WHERE people_tries.until <= %s OR people_tries.count < %s
"""
SECONDS = {"m": 60, "h": 60 * 60}
ONE_HOUSEHOLD = 64  # bits of an address of IPv6: whoever has one has all that begin alike
GIVE_BACK = "UPDATE people_tries SET count = count - 1 WHERE key = %s AND count > 0"


class Rate(NamedTuple):
    """How many tries in how many seconds: `ip` for a place, `key` for one account from that place."""

    most: int
    seconds: int
    per: str


def take(request, action, whose=""):
    """Count a try at something of somebody's from this place, or return None where there were too many.

    How many there may be say `ACCOUNT_RATE_LIMITS`, such as "30/5m/ip,5/5m/key". What is returned, `give_back` takes.
    """
    place = place_of(request)
    counted = []
    for rate in reversed(_rates(action)):
        key = _digest(action, rate, place, *([whose] if rate.per == "key" else []))
        if not _count(key, rate):
            give_back(counted)
            return None
        counted.append(key)
    return counted


def give_back(counted):
    """Say that a try was none: whoever is in the right has tried nothing."""
    for key in counted:
        _run(GIVE_BACK, [key])


def is_counted(request, action):
    """Count what anyone may send without an account, unless a lot came from this place on the network just now.

    It is counted by a digest, so that no list of addresses on the network is kept.
    """
    return ratelimit.consume(request, action=action, key=_digest(place_of(request)))


def place_of(request):
    """Return the address on the network that a request comes from, or the one of the household it belongs to."""
    told = get_adapter(request).get_client_ip(request)
    try:
        if ip_address(told).version == 6:
            return str(ip_network(f"{told}/{ONE_HOUSEHOLD}", strict=False).network_address)
    except ValueError:
        pass  # whatever the server in front says, it says of the same place again
    return told


def _rates(action):
    told = [rate.split("/") for rate in settings.ACCOUNT_RATE_LIMITS[action].split(",")]
    return [Rate(int(most), int(time[:-1] or 1) * SECONDS[time[-1]], per) for most, time, per in told]


def _count(key, rate):
    now = timezone.now()
    until, now = map(connection.ops.adapt_datetimefield_value, [now + timedelta(seconds=rate.seconds), now])
    return _run(COUNT, [key, until, now, now, now, rate.most]) == 1


def _run(statement, given):
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return cursor.rowcount


def _digest(*told):
    return salted_hmac("wayfellow.people.limits", repr([str(each) for each in told]), algorithm="sha256").hexdigest()


class Counts(DatabaseCache):
    """Django's cache in the database, which here says when it cannot write.

    Otherwise somebody would be told that they tried too often, when it is the disk that is full.
    """

    def add(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        for _try in range(2):  # what was in the way may have gone since
            if super().add(key, value, timeout, version):
                return True
            if self.has_key(key, version):
                return False
        raise OperationalError("wrong tries cannot be counted")
