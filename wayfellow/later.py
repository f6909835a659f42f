"""Large libraries that few pages need: who first asks one for something loads it, and no start waits for it."""

from importlib import import_module
from typing import Any


class Later:
    def __init__(self, name: str) -> None:
        self.name = name

    def __getattr__(self, attribute: str) -> Any:
        return getattr(import_module(self.name), attribute)


docx, numpy, openpyxl, scipy = Later("docx"), Later("numpy"), Later("openpyxl"), Later("scipy")
postgresql = Later("django.db.backends.postgresql.base")
