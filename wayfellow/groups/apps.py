from django.apps import AppConfig
from django.utils.module_loading import import_string


class GroupsConfig(AppConfig):
    name = "wayfellow.groups"

    def ready(self):
        """Have whoever asked for it told when a group meets otherwise, whoever changes it and on whichever page."""
        deeds = import_string("wayfellow.groups.tells.WHEN_IT_MEETS")
        tell = import_string("wayfellow.groups.actions.tell_who_asked")
        followed = import_string("wayfellow.access.tellings.FOLLOWED_BY")
        followed.update(dict.fromkeys(deeds, tell))
