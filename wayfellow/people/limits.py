"""Where wrong tries are counted, for every process alike."""

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache
from django.db import OperationalError


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
