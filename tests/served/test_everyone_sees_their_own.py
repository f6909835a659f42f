"""Several people at once are each shown what is theirs, and nobody else's."""

import time
from collections import Counter

import pytest

from tests.served.visitors import Reader, busy

pytestmark = [pytest.mark.served, pytest.mark.timed]
AT_ONCE = ["person", "peer", "referrer", "coordinator", "supervisor", "evaluator"]


def test_six_accounts_at_once_for_twenty_seconds(served):
    readers = [Reader(served.address, account) for account in AT_ONCE]
    began = time.monotonic()
    with busy(readers):
        time.sleep(20)
    assert Counter(wrong for reader in readers for wrong in reader.wrong) == {}
    assert all(len(reader.answered) > 10 and reader.longest_silence(since=began) < 5 for reader in readers)
