from django.apps import AppConfig
from django.utils.module_loading import import_string


class AccessConfig(AppConfig):
    name = "wayfellow.access"

    def ready(self):
        """Gather who may do what, before anything is done."""
        import_string("wayfellow.access.policy.gather")()
