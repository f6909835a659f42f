from django.apps import AppConfig
from django.utils.module_loading import import_string


class PeopleConfig(AppConfig):
    name = "wayfellow.people"

    def ready(self):
        """Hear what django-allauth says, once there are tables to write it down in."""
        import_string("wayfellow.people.heard.listen")()
