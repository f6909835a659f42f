from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.apps import apps
from django.test import Client
from django.utils import timezone

from wayfellow.demo import story
from wayfellow.merging import actions
from wayfellow.people.models import Merge, Person
from wayfellow.vault.models import SealedText

TODAY = timezone.localdate()
LONG_AGO = TODAY - timedelta(days=100)
REACH = {"phone": "+34 600 11 12 22", "email": "ramona@post.example", "who_may_answer": "Her sister"}


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def proposed(cast, name="Ramona", *, on=LONG_AGO, reach=None, **details):
    """Somebody without an account, as Rosa referred them."""
    said = {"name": name, "language": "ca"}
    return story.propose(cast, on=on, person=said, reach=reach or REACH, **details).person


@pytest.fixture
def two(cast):
    """Ramona, with whom Pau walks, and Ramona once more, whom Rosa referred again. Neither has an account."""
    journey = story.set_out(
        cast, on=LONG_AGO, person={"name": "Ramona", "language": "ca"}, reach=REACH, source="psychiatry"
    )
    story.walk(cast, journey, [TODAY - timedelta(days=days) for days in (50, 40)])
    again = {"phone": "600 111 222", "good_times": "Late"}
    return SimpleNamespace(one=journey.person, other=proposed(cast, on=TODAY, reach=again), journey=journey)


def asked(cast, one, other, by=None):
    return actions.ask_merge(one, by=by or cast.carme, id=uuid4(), other=other, on=TODAY)


def made_one(cast, one, other, *, by=None, on=TODAY):
    merge = asked(cast, one, other)
    actions.answer_merge(merge, by=by or cast.pau, on=on, is_so=True)
    return Merge.objects.get(pk=merge.pk)


def everything_about(*people):
    """Every column of every record that hangs on these people, its words opened, by table and number."""
    keys = {person.key_id for person in people}
    found = {}
    for model in apps.get_models():
        if model._meta.app_label == "journal" or model is Merge:
            continue
        names = [field.attname for field in model._meta.concrete_fields]
        sealed = {field.attname for field in model._meta.concrete_fields if isinstance(field, SealedText)}
        hangs = [field.name for field in model._meta.concrete_fields if field.related_model is Person]
        rows = model.objects.select_related(*getattr(model, "always_with", ())).order_by("pk")
        for row in rows:
            is_about = any(getattr(row, f"{name}_id") in {each.pk for each in people} for name in hangs)
            if is_about or sealed and _key_of(row) in keys:
                found[model._meta.label, str(row.pk)] = {name: getattr(row, name) for name in names}
    through = Person.knows.through.objects.order_by("pk").values_list("pk", "peer", "person")
    return found | {("knows", str(pk)): (peer, person) for pk, peer, person in through}


def _key_of(row):
    key = row.sealing_key()
    return key and key.pk
