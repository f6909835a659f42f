"""Every deed of every room, by its name: for tests that go through the whole installation."""

from wayfellow.access.policy import DEEDS


class EveryDeed:
    def __init__(self, deeds):
        assert len({can.name for can in deeds}) == len(deeds), "two rooms call a deed by one name"
        self._deeds = deeds
        vars(self).update({can.name: can for can in deeds})

    def __iter__(self):
        return iter(self._deeds)


Can = EveryDeed([*DEEDS.values()])
READINGS = {can for can in Can if can.is_reading}
