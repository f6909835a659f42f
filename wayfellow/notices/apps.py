from django.apps import AppConfig
from django.utils.module_loading import import_string


class NoticesConfig(AppConfig):
    name = "wayfellow.notices"

    def ready(self):
        """Gather what each deed tells whom, and have those written to who want to know at once."""
        import_string("wayfellow.notices.tellings.gather")()
        follow = import_string("wayfellow.notices.actions.follow")
        import_string("wayfellow.notices.tellings.follow_with")(follow)
