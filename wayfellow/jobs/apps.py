from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    name = "wayfellow.jobs"

    def ready(self):
        """Find what each room brings in its `jobs.py`."""
        autodiscover_modules("jobs")
