import pytest

from tests.evaluation.crowd import walk_with


@pytest.fixture
def crowd(cast):
    """Have people walk in a programme, each as told."""

    def gather(*people):
        return walk_with(cast, people)

    return gather
