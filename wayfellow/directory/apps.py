from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class DirectoryConfig(AppConfig):
    name = "wayfellow.directory"

    def ready(self):
        """Find what each room brings in its `tabs.py`."""
        autodiscover_modules("tabs")
