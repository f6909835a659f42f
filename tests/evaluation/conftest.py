import pytest

from tests.evaluation.crowd import walk_with
from wayfellow.demo import pilot as story_of_the_pilot


@pytest.fixture
def pilot(cast):
    """The published pilot, in the programme of the cast."""
    story_of_the_pilot.tell(cast)
    return cast


@pytest.fixture
def crowd(cast):
    """Have people walk in a programme, each as told."""

    def gather(*people):
        return walk_with(cast, people)

    return gather
