from django.apps import AppConfig
from django.utils.module_loading import import_string


class NoticesConfig(AppConfig):
    name = "wayfellow.notices"

    def ready(self):
        """Gather what each deed tells whom."""
        import_string("wayfellow.notices.tellings.gather")()
