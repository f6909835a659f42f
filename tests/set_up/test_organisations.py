"""An operator settles who offers peer support, where and with whom; nothing that journeys stand on goes away."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db.models import ProtectedError
from django.utils import timezone

from tests.directory.listings import publish
from tests.tabs import filled
from wayfellow.access.edit_tokens import edit_token_of
from wayfellow.access.guard import Refused
from wayfellow.demo import story
from wayfellow.directory.models import Organisation, Programme, Team
from wayfellow.journal.models import Entry
from wayfellow.journeys.queries.referrals import programmes_to_refer_to
from wayfellow.set_up import actions
from wayfellow.set_up.queries import snapshot_of

TODAY = timezone.localdate()


def test_from_nothing_to_a_programme(nil, cast):
    answer = filled(nil, "/set-up/organisations/add/", name="Example house", kind="peer_run")
    installation = Organisation.objects.get(name="Example house")
    assert answer.url == f"/set-up/organisations/{installation.pk}/"
    filled(nil, f"{answer.url}sites/add/", name="Example square")
    filled(nil, f"{answer.url}teams/add/", name="Example team", site=installation.sites.get().pk)
    opened = filled(
        nil, f"{answer.url}programmes/add/", name="Side by side", slug="side-by-side", sites=installation.sites.get().pk
    )
    programme = Programme.objects.get(slug="side-by-side")
    assert opened.url == f"/set-up/programmes/{programme.pk}/"
    assert [source.code for source in programme.sources.all()] == ["self"]
    nameless = filled(nil, f"{opened.url}sources/add/", code="nursing")
    assert nameless.status_code == 422 and "at least one language" in nameless.content.decode()
    filled(nil, f"{opened.url}sources/add/", code="nursing", name_es="Enfermería", name_ca="Infermeria")
    assert programme.sources.get(code="nursing").position == 1
    assert programme.sources.get(code="nursing").names == {"es": "Enfermería", "ca": "Infermeria"}
    assert "Example square" in nil.get(opened.url).content.decode()
    told = list(Entry.objects.filter(actor=cast.nil).order_by("at").values_list("deed", flat=True))
    assert told == [
        "house.add_organisation", "organisation.add_site", "organisation.add_team",
        "organisation.open_programme", "programme.add_source",
    ]  # fmt: skip


def test_what_is_settled_can_be_settled_anew_and_the_short_name_stays(nil, cast):
    place = f"/set-up/programmes/{cast.programme.pk}/change/"
    answer = filled(nil, place, name="Nou Barris", talk_at="6", slug="another", writes_as=" Camins\nde Nou Barris")
    assert answer.status_code == 302
    cast.programme.refresh_from_db()
    assert cast.programme.writes_as == "Camins de Nou Barris"
    assert (cast.programme.name, cast.programme.talk_at, cast.programme.slug) == ("Nou Barris", 6, "nou-barris")
    assert cast.programme.sites.count() == 2 and cast.programme.associations.count() == 2
    late = filled(nil, place, talk_at="12")
    assert (
        late.status_code == 422
        and "The talk about the journey has to come before the last accompaniment." in late.content.decode()
    )


def test_what_is_said_about_an_organisation_stands_on_its_programmes_pages(nil, cast):
    listing = publish(cast)
    place = f"/set-up/organisations/{listing.organisation_id}/change/"
    filled(nil, place, name="Example bakers", kind="association", about_es="Hacemos pan", website="bakers.example")
    kept = Organisation.objects.get(name="Example bakers")
    assert (kept.about, kept.website) == ({"es": "Hacemos pan"}, "https://bakers.example")
    assert "Hacemos pan" in nil.get("/find/example-painting/").content.decode()
    assert "Example: Painting" in nil.get("/find/?q=bakers").content.decode()
    assert "Hacemos pan" in nil.get(place).content.decode()


def test_a_name_that_is_taken_comes_back_at_its_field(nil, cast):
    answer = filled(nil, "/set-up/organisations/add/", name=cast.provider.name, kind="provider")
    assert (
        answer.status_code == 422
        and "There is one with this name already. Please choose another name." in answer.content.decode()
    )
    place = f"/set-up/organisations/{cast.provider.pk}/programmes/add/"
    assert "Another programme has this short name" in filled(nil, place, name="X", slug="nou-barris").content.decode()


def test_two_operators_do_not_overwrite_each_other_unseen(cast):
    cast.provider.refresh_from_db()
    edit_token = edit_token_of(snapshot_of(cast.provider))
    change = {"edit_token": edit_token, "kind": "provider", "ended_on": None}
    actions.keep_organisation(cast.provider, by=cast.nil, name="First", **change)
    with pytest.raises(Refused):
        actions.keep_organisation(cast.provider, by=cast.nil, name="Second", **change)


def test_an_organisation_does_not_end_under_its_programme_and_is_never_deleted(nil, cast):
    place = f"/set-up/organisations/{cast.provider.pk}/change/"
    answer = filled(nil, place, ended_on=TODAY.isoformat())
    assert answer.status_code == 422 and "goes on longer" in answer.content.decode()
    with pytest.raises(ProtectedError):
        cast.provider.delete()


def test_a_programme_that_ended_takes_no_new_referral_and_leaves_nobody_alone(nil, cast):
    journey = story.set_out(cast, on=TODAY - timedelta(days=9))
    filled(nil, f"/set-up/programmes/{cast.programme.pk}/change/", ended_on=TODAY.isoformat())
    assert not programmes_to_refer_to(cast.rosa)
    cast.programme.refresh_from_db()
    with pytest.raises(Refused, match="takes no new referral"):
        story.propose(cast, on=TODAY, person={"name": "Nuria", "language": "ca"})
    story.walk(cast, journey, [TODAY])


def test_a_site_and_a_team_that_ended_are_not_offered_any_more(nil, cast):
    team = Team.objects.create(organisation=cast.provider, name="Example team", site=cast.sites[0])
    filled(nil, f"/set-up/teams/{team.pk}/", ended_on=TODAY.isoformat())
    filled(nil, f"/set-up/sites/{cast.sites[0].pk}/", ended_on=TODAY.isoformat())
    page = nil.get(f"/set-up/members/{cast.rosa.memberships.get().pk}/").content.decode()
    assert "Example team" not in page
    nil.force_login(cast.rosa)
    page = nil.get(f"/referrals/new/{cast.programme.pk}/").content.decode()
    assert "CSMA Sud" in page and "CSMA Nord" not in page


def test_the_same_form_sent_twice_adds_one(nil, cast):
    sent = {"name": "Example house", "kind": "provider", "idempotency_key": str(uuid4())}
    first, second = (nil.post("/set-up/organisations/add/", sent) for _tap in range(2))
    assert first.status_code == second.status_code == 302
    assert Organisation.objects.filter(name="Example house").count() == 1


def test_a_list_of_any_length_costs_the_same_and_can_be_searched(nil, cast, django_assert_num_queries):
    Organisation.objects.bulk_create(Organisation(name=f"Example {n:03}", kind="association") for n in range(70))
    nil.get("/set-up/organisations/")
    with django_assert_num_queries(3):  # the session with its account, how many, one page
        page = nil.get("/set-up/organisations/?page=2").content.decode()
    assert "Page 2 of 2" in page
    found = nil.get("/set-up/organisations/?q=069").content.decode()
    assert "Example 069" in found and "Example 068" not in found
    assert nil.get("/set-up/organisations/?q=" + "x" * 10_000).status_code == 200
    with django_assert_num_queries(4):  # and who keeps the installation
        nil.get("/set-up/")


def test_nobody_else_finds_any_of_it(cast, client):
    client.force_login(cast.carme)
    assert cast.provider.name not in client.get("/set-up/organisations/").content.decode()
    assert client.get("/set-up/organisations/add/").status_code == 404
    assert client.get(f"/set-up/programmes/{cast.programme.pk}/").status_code == 404
