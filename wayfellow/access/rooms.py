"""What rooms bring: in each of them a module of one name, found through the app registry as Django finds `admin.py`."""

from importlib import import_module
from types import ModuleType

from django.apps import apps
from django.utils.module_loading import module_has_submodule


def brought(name: str) -> list[ModuleType]:
    """Return the module of this name of every installed room that has one, the lowest room first."""
    ours = [room for room in apps.get_app_configs() if room.name.startswith("wayfellow.")]
    return [import_module(f"{room.name}.{name}") for room in ours if module_has_submodule(room.module, name)]
