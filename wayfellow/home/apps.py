from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class HomeConfig(AppConfig):
    name = "wayfellow.home"

    def ready(self):
        """Find what each room offers in its `panels.py`."""
        autodiscover_modules("panels")
