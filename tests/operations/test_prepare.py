"""What must be so before anybody is answered."""

import os
import shutil
import subprocess
import sys

import pytest

from tests.config.test_start import ROOT, start_in


@pytest.mark.slow
def test_of_three_that_start_at_once_one_brings_the_tables_up_to_date_and_the_others_wait(tmp_path, tables_of):
    (tmp_path / "var").mkdir(mode=0o700)
    shutil.copy(tables_of("sqlite"), tmp_path / "var" / "wayfellow.sqlite3")
    start_in(tmp_path, "migrate", "jobs", "zero", "--verbosity=0")
    surroundings = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "WAYFELLOW_CONFIG": "/dev/null",
        "WAYFELLOW_DATA": f"{tmp_path}/var",
        "WAYFELLOW_SERVING": "1",
    }
    three = [
        subprocess.Popen(
            [sys.executable, ROOT / "manage.py", "prepare"], env=surroundings, stdout=subprocess.PIPE, text=True
        )
        for _machine in range(3)
    ]
    said = [each.communicate()[0] for each in three]
    assert [each.returncode for each in three] == [0, 0, 0]
    assert sum("Bringing the database up to date" in each for each in said) == 1
