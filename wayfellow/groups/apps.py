from django.apps import AppConfig
from django.utils.module_loading import import_string


class GroupsConfig(AppConfig):
    name = "wayfellow.groups"

    def ready(self):
        """Have whoever asked for it told of a day that is otherwise, whoever changes it and on whichever page."""
        deeds, tell = "wayfellow.directory.access.Can", "wayfellow.groups.actions.tell_who_asked"
        can = import_string(deeds)
        followed = import_string("wayfellow.access.tellings.FOLLOWED_BY")
        followed.update(dict.fromkeys([can.EXCEPT_TIME, can.EXCEPT_DAYS], import_string(tell)))
