"""How a test starts a process of its own over the tests' database, to kill it."""

import os
from pathlib import Path

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parents[1]


def environment_of(key_file=None):
    """Return what a process needs to find this database and its key file."""
    found = connection.settings_dict
    url = f"sqlite:///{found['NAME']}"
    if connection.vendor == "postgresql":
        url = f"postgres://{found['USER']}@{found['HOST']}:{found['PORT']}/{found['NAME']}"
    return os.environ | {
        "PYTHONPATH": str(ROOT),
        "DJANGO_SETTINGS_MODULE": "wayfellow.config.settings",
        "WAYFELLOW_DATABASE_URL": url,
        "WAYFELLOW_KEY_FILE": str(key_file or settings.KEY_FILE),
        "WAYFELLOW_SECRET_KEY": settings.SECRET_KEY,
    }
