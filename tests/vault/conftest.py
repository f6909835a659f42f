import pytest

from wayfellow.vault import installation


@pytest.fixture
def key_file(settings, monkeypatch, tmp_path):
    """An installation with a key file of its own, which nobody has read yet."""
    settings.KEY_FILE = tmp_path / "house" / "keys" / "wayfellow.key"
    monkeypatch.setattr(installation, "_met", {})
    return settings.KEY_FILE
