"""`wayfellow check` names whatever is not as it must be, in one line, and ends with 1."""

from contextlib import contextmanager
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from wayfellow.choices.models import Choice
from wayfellow.demo import story
from wayfellow.directory.models import Programme
from wayfellow.journal import triggers
from wayfellow.journal.models import Entry
from wayfellow.journeys import actions
from wayfellow.journeys.models import Accompaniment, Agreement, Closing, GoingOn, Journey, Objective
from wayfellow.operations import deployment as installation
from wayfellow.surveys.models import Answers, Questionnaire
from wayfellow.vault import register
from wayfellow.vault.models import Key

TODAY = timezone.localdate()


@pytest.fixture(autouse=True)
def nobody_else_is_answered(settings):
    settings.ALLOWED_HOSTS = ["localhost"]


@pytest.fixture
def road(cast):
    journey = story.set_out(cast, on=TODAY - timedelta(days=60))
    story.walk(cast, journey, [TODAY - timedelta(days=20), TODAY - timedelta(days=9)], what_we_did="The sea")
    return journey


@contextmanager
def unguarded():
    """Somebody changes rows behind the back of everything that would refuse."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA ignore_check_constraints = ON")
        else:
            connection.check_constraints()
            cursor.execute(
                "SELECT conrelid::regclass, conname FROM pg_constraint"
                " WHERE contype = 'c' AND connamespace = 'public'::regnamespace"
            )
            for table, name in cursor.fetchall():
                cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        yield
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA ignore_check_constraints = OFF")


def check():
    """Return what is found."""
    said = StringIO()
    try:
        call_command("check", stdout=said)
    except CommandError as ended:
        assert ended.returncode == 1
        assert str(ended) == f"{len(said.getvalue().splitlines())} to look at."
        return said.getvalue().splitlines()
    assert said.getvalue() == "All is as it must be.\n"
    return []


def finds(record, *words):
    found = check()
    assert any(all(word in line for word in [str(getattr(record, "pk", record)), *words]) for line in found), found
    return True


def test_an_installation_in_order_says_so(road):
    assert check() == []


def test_every_way_a_journey_can_go_is_in_order(cast):
    story.close(cast, story.set_out(cast, on=TODAY), on=TODAY)
    for number, answer in enumerate(["no", "not_now"]):
        person = {"name": f"N{number}", "language": "ca"}
        left = story.set_out(cast, on=TODAY, person=person)
        said_no = story.propose(cast, on=TODAY, person=person | {"name": "M"})
        for journey in [left, said_no]:
            actions.record_choice(
                journey, by=cast.carme, on=TODAY, how="paper", who_was_there="Rosa", answer=answer, words=""
            )
    paused = story.propose(cast, on=TODAY, person={"name": "P", "language": "ca"})
    actions.record_choice(
        paused, by=cast.rosa, on=TODAY, how="paper", who_was_there="Rosa", answer="yes", idea="treatment_plan",
        free="yes", words="",
    )  # fmt: skip
    ended = story.set_out(cast, on=TODAY, person={"name": "Q", "language": "ca"})
    actions.end_unplanned(ended, by=cast.pau, on=TODAY, way="moved", how_to_come_back="")
    assert check() == []


class TestTheJournal:
    def test_that_lost_a_line(self, road):
        line = Entry.objects.order_by("at").first()
        with triggers.lifted(connection):
            Entry.objects.filter(pk=line.pk).delete()
        assert finds(line, "missing")

    def test_that_lost_its_triggers(self, road):
        triggers.remove(connection)
        assert finds("journal_entry", "trigger")


class TestTheVault:
    def test_words_that_were_altered(self, road):
        note = road.accompaniments.order_by("pk").first()
        Accompaniment.objects.filter(pk=note.pk).update(what_we_did=b"not what was sealed")
        assert finds(note, "what_we_did")

    def test_words_that_were_cut(self, road):
        note = road.accompaniments.order_by("pk").first()
        Accompaniment.objects.filter(pk=note.pk).update(what_we_did=b"short")
        assert finds(note, "what_we_did")

    def test_words_that_were_swapped(self, road):
        one, other = Objective.objects.order_by("position")
        Objective.objects.filter(pk=one.pk).update(words=Objective.objects.filter(pk=other.pk).values("words"))
        assert finds(one, "words")

    def test_what_was_erased_is_in_order(self, road, settings, tmp_path):
        settings.ERASED_FILE = tmp_path / "wayfellow.erased"
        register.destroy(road.person.key, on=TODAY)
        assert check() == []

    def test_a_key_that_was_altered_is_named_once_and_not_all_that_it_sealed(self, road):
        Key.objects.filter(pk=road.person.key_id).update(wrapped=b"nothing that was ever wrapped here before")
        assert len(check()) == 1
        assert finds(road.person.key)


class TestTheRules:
    def test_a_journey_that_went_on_without_a_choice(self, road):
        with unguarded():
            Journey.objects.update(choice=None)
            assert finds(road, "I1")

    @pytest.mark.parametrize(
        "change",
        [{"answer": "no"}, {"idea": "treatment_plan"}, {"free": "unsure"}, {"free": "no"}, {"free": ""}, {"idea": ""}],
        ids=str,
    )
    def test_a_journey_that_went_on_without_a_free_yes(self, road, change):
        choice = Choice.objects.get(pk=road.choice_id)
        for name, value in change.items():
            setattr(choice, name, value)
        choice.save()
        assert finds(road, "I1")

    def test_a_journey_with_somebody_elses_choice(self, cast, road):
        other = story.set_out(cast, on=TODAY, person={"name": "Nuria", "language": "ca"})
        Choice.objects.filter(pk=road.choice_id).update(person=other.person)
        assert finds(road, "I1")

    @pytest.mark.parametrize("stage", ["paused", "said_no", "not_now", "left"])
    def test_a_journey_put_off_without_an_answer(self, cast, stage):
        journey = story.propose(cast, on=TODAY)
        with unguarded():
            Journey.objects.update(stage=stage, ended_on=TODAY if stage == "left" else None)
            assert finds(journey, "I1")

    @pytest.mark.parametrize(
        "change, words",
        [
            ({"stage": "wandering"}, "stage"),
            ({"peer": None}, "nobody"),
            ({"ended_on": TODAY}, "last day"),
            ({"stage": "closed"}, "last day"),
            ({"accompaniments_count": 3}, "3 accompaniments and 2"),
            ({"first_met_on": TODAY}, "days differ"),
            ({"last_met_on": None}, "days differ"),
        ],
        ids=str,
    )
    def test_a_journey_that_no_act_could_have_told(self, road, change, words):
        with unguarded():
            Journey.objects.update(**change)
            assert finds(road, words)

    @pytest.mark.parametrize("minutes", [None, 0, 721])
    def test_a_meeting_that_took_no_time(self, road, minutes):
        note = road.accompaniments.order_by("pk").first()
        with unguarded():
            Accompaniment.objects.filter(pk=note.pk).update(minutes=minutes)
            assert finds(note, "held for")

    def test_a_meeting_before_the_referral(self, road):
        note = road.accompaniments.order_by("pk").first()
        Accompaniment.objects.filter(pk=note.pk).update(on=TODAY - timedelta(days=61))
        assert finds(note, "before the referral")

    @pytest.mark.parametrize("version", [0, 2, 3])
    def test_a_version_of_an_agreement_that_is_missing(self, road, version):
        Agreement.objects.update(version=version)
        assert finds(road, "I12")

    def test_a_nod_by_nobody(self, road):
        with unguarded():
            going_on = GoingOn.objects.create(journey=road, asked_on=TODAY, up_to=20, nodded_on=TODAY)
            assert finds(going_on.journey_id, "I6")

    def test_words_that_were_agreed_and_never_written(self, road):
        with unguarded():
            closing = Closing.objects.create(journey=road, begun_on=TODAY, agreed_version=1)
            assert finds(closing.journey_id, "I12")

    def test_a_programme_that_would_publish_small_numbers(self, road):
        with unguarded():
            Programme.objects.filter(pk=road.programme_id).update(smallest_cell=1)
            assert finds("I9")

    def test_anonymous_answers_with_a_day(self, cast):
        asked = Questionnaire.objects.create(slug="x", version=1, content={})
        Answers.objects.create(
            questionnaire=asked, programme=cast.programme, month=TODAY.replace(day=2), language="ca", given={}
        )
        assert finds("I10")

    def test_counting_that_was_switched_off(self, road):
        with connection.cursor() as cursor:
            on = "" if connection.vendor == "sqlite" else " ON journeys_accompaniment"
            connection.check_constraints()
            cursor.execute(f"DROP TRIGGER count_on_update{on}")
        assert finds("count_on_update")


class TestTheSettings:
    def test_that_show_what_is_inside(self, db, settings):
        settings.DEBUG = True
        assert finds("WAYFELLOW_DEBUG")

    def test_that_answer_to_any_name(self, db, settings):
        settings.ALLOWED_HOSTS = ["*"]
        assert finds("WAYFELLOW_HOSTS")

    def test_that_send_cookies_without_tls(self, db, settings):
        settings.ALLOWED_HOSTS = ["peers.example"]
        assert finds("SESSION_COOKIE_SECURE") and finds("CSRF_COOKIE_SECURE")
        settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
        assert check() == []

    @pytest.mark.parametrize("name", ["wayfellow.key", "wayfellow.secret"])
    def test_that_let_others_read_a_secret(self, settings, tmp_path, name):
        settings.KEY_FILE = tmp_path / "wayfellow.key"
        (tmp_path / name).touch(mode=0o644)
        assert [name in line and "chmod 600" in line for line in installation.findings()] == [True]

    @pytest.mark.parametrize(("mode", "is_well"), [(0o600, True), (0o640, True), (0o660, False), (0o644, False)])
    def test_that_let_others_read_the_file_of_settings(self, settings, tmp_path, mode, is_well):
        settings.SETTINGS_FILE = tmp_path / "wayfellow.env"
        settings.SETTINGS_FILE.touch()
        settings.SETTINGS_FILE.chmod(mode)
        settings.SETTINGS_FILE_HOLDS_SECRETS = False
        assert not any("wayfellow.env" in line for line in installation.findings())
        settings.SETTINGS_FILE_HOLDS_SECRETS = True
        assert any("wayfellow.env" in line and "chmod 640" in line for line in installation.findings()) is not is_well


def test_a_database_that_is_not_set_up_is_said_in_one_line(db):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'journal'")
    with pytest.raises(CommandError, match="wayfellow migrate"):
        call_command("check")
