"""The browser of whoever maintains what the directory says."""

import pytest


@pytest.fixture
def carme(cast, client):
    client.force_login(cast.carme)
    return client
