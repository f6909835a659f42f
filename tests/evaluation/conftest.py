import pytest
from django.core.management import call_command

from tests.evaluation.crowd import walk_with


@pytest.fixture
def crowd(cast):
    """Have people walk in a programme, each as told, and publish what can be told of it."""

    def gather(*people):
        journeys = walk_with(cast, people)
        call_command("publish")
        return journeys

    return gather
