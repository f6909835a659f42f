"""The two went to a group together: noted once, read by them alone, and nothing of it where the group is."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests.directory.listings import publish
from tests.groups.groups import asked_for_a_place, counted, run_by
from tests.journeys.on_the_road import AN_HOUR_OUT, TODAY, page, send, words_of
from wayfellow.groups.actions import keep_register
from wayfellow.journeys import actions
from wayfellow.journeys.models import ConnectionStep
from wayfellow.people.models import User
from wayfellow.workforce.models import Peer

WENT = "We went together · Example: Drawing"
OFFERED = "Did you go to a group or an association together?"


@pytest.fixture
def matissos(cast):
    return cast.associations[0]


@pytest.fixture
def group(cast, matissos):
    """A group of an association, led here by Oriol, who does not walk with Montse."""
    cast.oriol = User.objects.create_user("oriol@demo.example", name="Oriol")
    cast.other_peer = Peer.objects.create(user=cast.oriol, employer=cast.federation)
    cast.other_peer.programmes.add(cast.programme)
    listing = publish(cast, "Example: Drawing", at={}, times=[(1, "18:00", "20:00")])
    listing.organisation = matissos
    listing.save(update_fields=["organisation"])
    group = run_by(cast, listing, cast.other_peer)
    asked_for_a_place(cast, run_like(cast, group))
    counted(cast, group)
    return group


def run_like(cast, group):
    """Oriol's group decided for names."""
    keep_register(group, by=cast.oriol, on=TODAY(), edit_token=None, keeps=True, places=None)
    group.refresh_from_db()
    return group


def it(matissos, group):
    return f"{matissos.pk} {group.listing.slug}"


def steps(client, road):
    known = road.connections.get()
    return [entry.h3.text.strip() for entry in page(client, "connection", known).select(".entry")]


def test_who_notes_a_meeting_is_asked_whether_it_was_to_a_group_and_the_day_is_there_already(pau, road, group):
    met_on = TODAY() - timedelta(days=2)
    after = send(pau, "log", road, **AN_HOUR_OUT, on=met_on.isoformat())
    shown = pau.get(after.url)
    assert OFFERED in shown.content.decode()
    form = page(pau, "went_together", road)
    assert form.find(id="id_on")["value"] == met_on.isoformat() and "Example: Drawing" in words_of(form)
    assert OFFERED not in words_of(page(pau, "journey", road))  # asked once, after the note


def test_both_read_once_that_they_went_together_and_the_way_to_the_group(pau, montse, road, matissos, group):
    for client in [pau, montse, pau]:
        assert send(client, "went_together", road, association=it(matissos, group)).status_code == 302
    for client in [pau, montse]:
        assert steps(client, road) == [WENT]
        shown = page(client, "connection", road.connections.get())
        assert shown.main.find("a", href=f"/find/{group.listing.slug}/")
        assert words_of(page(client, "journey", road)).count("We went together") == 1


def test_going_alone_later_or_to_the_association_itself_are_steps_of_their_own(pau, road, matissos, group):
    send(pau, "went_together", road, association=it(matissos, group))
    send(pau, "connections", road, association=it(matissos, group), state="went_alone")
    send(pau, "went_together", road, association=matissos.pk)
    assert steps(pau, road) == ["We went together", "Went alone · Example: Drawing", WENT]


@pytest.mark.parametrize("chosen", ["{0} example-nowhere", "{1} example-drawing", "example-drawing", ""])
def test_only_a_group_of_an_association_that_the_programme_knows_can_be_chosen(
    cast, pau, road, matissos, group, chosen
):
    chosen = chosen.format(matissos.pk, cast.provider.pk)
    assert send(pau, "went_together", road, association=chosen).status_code == 422
    assert not ConnectionStep.objects.exists()


def test_it_is_taken_back_like_every_step(pau, road, matissos, group):
    send(pau, "went_together", road, association=it(matissos, group))
    shown = page(pau, "take_back_step", road.connections.get())
    said = {name: shown.find(attrs={"name": name})["value"] for name in ["step", "stood_in"]}
    assert send(pau, "take_back_step", road.connections.get(), **said).status_code == 302
    assert not road.connections.exists()


def test_a_group_that_left_the_directory_is_named_no_more_and_the_step_stays(cast, pau, road, matissos, group):
    send(pau, "went_together", road, association=it(matissos, group))
    group.listing.published_on = None
    group.listing.save(update_fields=["published_on"])
    assert steps(pau, road) == ["We went together"]


class TestTwoWorlds:
    """Whoever leads or coordinates the group reads the same, whether the two went there or not."""

    def world(self, cast, group):
        shown = []
        for who in ["oriol", "carme"]:
            client = Client()
            client.force_login(getattr(cast, who))
            of_it = [reverse(f"groups:{name}", args=[group.pk]) for name in ["group", "register"]]
            member = group.register.members.get()
            of_it += [reverse("groups:programme", args=[group.programme_id]), "/groups/", "/today/", "/news/"]
            of_it += [reverse("groups:let_member_go", args=[member.pk]), f"/find/{group.listing.slug}/"]
            answers = [client.get(address) for address in of_it]
            shown += [(answer.status_code, text(answer)) for answer in answers]
        return shown

    def tables(self):
        kept = {}
        with connection.cursor() as cursor:
            for table in connection.introspection.table_names(cursor):
                if table.startswith(("groups_", "directory_")):
                    cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
                    kept[table] = sorted(repr(row) for row in cursor.fetchall())
        return kept

    def test_look_the_same_to_them_and_nothing_is_kept_with_the_group(self, cast, road, matissos, group):
        self.world(cast, group)  # what is remembered of a reading is
        before, kept = self.world(cast, group), self.tables()
        told = {"association": matissos, "state": "went_together", "on": TODAY(), "group": group.listing.slug}
        actions.connect(road, by=cast.pau, **told)
        assert self.world(cast, group) == before and self.tables() == kept

    def test_which_group_it_was_stands_open_nowhere(self, cast, road, matissos, group):
        told = {"association": matissos, "state": "went_together", "on": TODAY(), "group": group.listing.slug}
        before = rows()
        actions.connect(road, by=cast.pau, **told)
        said = repr(rows() - before).replace("-", "")
        assert road.pk.hex in said
        assert not [each for each in [group.listing.slug.replace("-", ""), group.listing_id.hex] if each in said]


def rows():
    """Every row of a journey's steps and of the journal."""
    found = set()
    with connection.cursor() as cursor:
        for table in ["journeys_connection", "journeys_connectionstep", "journal_entry"]:
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            found |= {repr([bytes(one) if isinstance(one, memoryview) else one for one in row]) for row in cursor}
    return found


def text(answer):
    return words_of(BeautifulSoup(answer.content, "html.parser")) if answer.status_code == 200 else ""
