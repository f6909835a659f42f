"""What has been kept its time goes by itself, as long as the house is served."""

import sys
import time

import pytest

from tests.config.test_start import ROOT, start_in
from wayfellow.home import by_itself


def test_it_goes_in_a_process_of_its_own(tmp_path, monkeypatch):
    settings = {"WAYFELLOW_DATABASE_URL": f"sqlite:///{tmp_path}/db.sqlite3", "WAYFELLOW_KEY_FILE": f"{tmp_path}/key"}
    assert start_in(tmp_path, "migrate", **settings).returncode == 0
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "argv", [str(ROOT / "manage.py"), "serve"])
    by_itself.run("retain")
    assert (tmp_path / "wayfellow.journal").exists()  # where the journal ends is the last it notes


def test_an_hour_after_the_start_and_then_every_day(monkeypatch):
    waited = []

    def wait(seconds):
        waited.append(seconds)
        if len(waited) == 3:
            raise KeyboardInterrupt

    monkeypatch.setattr(time, "sleep", wait)
    monkeypatch.setattr(sys, "executable", "true")
    with pytest.raises(KeyboardInterrupt):
        by_itself.go_on("retain", by_itself.AN_HOUR, by_itself.A_DAY)
    assert waited == [60 * 60, 24 * 60 * 60, 24 * 60 * 60]
