"""Two lines about one person at the same moment stand one behind the other: a chain never forks."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from wayfellow.journal.checks import findings
from wayfellow.journal.models import Link, write

LINES = 25


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_chain_never_forks(cast):
    def tell(_number):
        for _line in range(LINES):
            with transaction.atomic():
                write("person.see_reach", by=cast.rosa, relation="their_referrer", record=cast.person, facts={})
        connection.close()

    with ThreadPoolExecutor(4) as several:
        list(several.map(tell, range(4)))
    numbers = Link.objects.filter(about=cast.person.pk.hex).order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, 4 * LINES + 1))
    assert list(findings()) == []
