"""What the file of settings and the environment say: what wins, and what is wrong in one line."""

import os
import re
import runpy
from pathlib import Path

import pytest

from wayfellow.config import environment, said

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = ROOT / "wayfellow" / "config" / "settings.py"


@pytest.fixture
def read(monkeypatch):
    """The settings, read anew in these surroundings and no others."""

    def read_in(**surroundings):
        monkeypatch.setattr(said, "_standing", {})
        monkeypatch.setattr(os, "environ", surroundings)
        return runpy.run_path(str(SETTINGS))

    return read_in


@pytest.fixture
def complaint(read):
    """The one line with which a start stops. Python prints it to standard error, and ends with 1."""

    def stops(**surroundings):
        with pytest.raises(SystemExit) as stopped:
            read(**surroundings)
        assert re.fullmatch(r"wayfellow: .+", stopped.value.code), "more than one line"
        return stopped.value.code

    return stops


@pytest.fixture
def file(tmp_path):
    """A file of settings."""

    def write(*lines, encoding="utf-8"):
        path = tmp_path / "wayfellow.env"
        path.write_text("\n".join(lines), encoding=encoding)
        return str(path)

    return write


WRONG = [
    ("HOSTS", "", "is empty"),
    ("HOSTS", " , ", "is empty"),
    ("HOSTS", "https://peers.example/", "such as peers.example"),
    ("HOSTS", "localhost,peers.example:8000", "such as peers.example"),
    ("HOSTS", "peers.example/wayfellow", "such as peers.example"),
    ("HOSTS", "companys.català.example", "such as companys.xn--catal-vqa.example"),
    ("HOSTS", "::1", "such as [::1]"),
    ("HOSTS", "http://[::1", "such as peers.example"),
    ("HOSTS", "localhost peers.example", "write the name alone"),
    ("SITE", "peers.example", "such as https://"),
    ("SITE", "https://", "such as https://"),
    ("TLS", "", "yes or no"),
    ("TLS", "2", "yes or no"),
    ("TLS", "enabled", "yes or no"),
    ("DEBUG", "ja", "yes or no"),
    ("LANGUAGE", "xx", "en, ca, de, es, fr"),
    ("LANGUAGE", "", "en, ca, de, es, fr"),
    ("LANGUAGES", "", "names nothing; it can name en, ca, de, es, fr"),
    ("LANGUAGES", "ca, eu", "names 'eu'; it can name"),
    ("TIME_ZONE", "Europe/Madird", "Europe/Madrid"),
    ("TIME_ZONE", "europe/madrid", "Europe/Madrid"),
    ("TIME_ZONE", "Europe", "Europe/"),
    ("TIME_ZONE", "/etc/localtime", "the nearest"),
    ("TIME_ZONE", "", "the nearest"),
    ("IDLE_MINUTES", "0", "a number of minutes"),
    ("IDLE_MINUTES", "an hour", "a number of minutes"),
    ("IDLE_MINUTES_AT_HOME", "-1", "a number of minutes"),
    ("MAIL_URL", "smtp://mail.example:lots", "Example: smtps://"),
    ("MAIL_URL", "smtp://mail.example:70000", "Example: smtps://"),
    ("MAIL_URL", "smtps://someone:pass#word@mail.example", "%23 for #"),
    ("MAIL_URL", "http://mail.example", "Example: smtps://"),
    ("MAIL_URL", "smtps://", "Example: smtps://"),
    ("MAIL_URL", "smtps://[mail.example", "Example: smtps://"),
    ("BOUNCES_URL", "smtps://x:y@mail.example", "Example: imaps://"),
    ("BOUNCES_URL", "imaps://mail.example", "Example: imaps://"),
    ("BOUNCES_URL", "imap://x:y@mail.example", "use imaps://"),
    ("EMBEDDED_ON", "https://city.example/peers", "write the name alone, such as city.example"),
    ("BOUNCES_URL", "imaps://x:y@mail.example", "WAYFELLOW_MAIL_URL must be"),
    ("TEXTS_URL", "sms.example/?to={number}&text={words}", "Example: https://"),
    ("TEXTS_URL", "https://[sms/?to={number}&text={words}", "Example: https://"),
    ("TEXTS_URL", "https://sms.example/?text={words}", "no place for {number}"),
    ("TEXTS_URL", "https://sms.example/?to={digits}", "and {words}"),
    ("TEXTS_URL", "http://sms.example/?to={number}&text={words}", "use https://"),
    ("TEXTS_URL", "mailto:house@sms.example", "mailto:{digits}@sms.example"),
    ("TEXTS_URL", "mailto:{digits}@sms.example", "WAYFELLOW_MAIL_URL must be set"),
    ("TEXTS_BODY", "{words}", "WAYFELLOW_TEXTS_URL must be too"),
    ("TEXTS_HEADER", "Authorization: Bearer abc", "WAYFELLOW_TEXTS_URL must be too"),
    ("OIDC_URL", "https://id.example", "WAYFELLOW_OIDC_CLIENT and WAYFELLOW_OIDC_SECRET and WAYFELLOW_OIDC_NAME"),
    ("DATABASE_URL", "", "Examples: sqlite:////"),
    ("DATABASE_URL", "nonsense", "Examples: sqlite:////"),
    ("DATABASE_URL", "mysql://host/name", "Examples: sqlite:////"),
    ("DATABASE_URL", "postgres", "Examples: sqlite:////"),
    ("DATABASE_URL", "postgres://host", "Examples: sqlite:////"),
    ("DATABASE_URL", "postgres://host:lots/name", "Examples: sqlite:////"),
    ("DATABASE_URL", "sqlite://", "the whole path: sqlite:////"),
    ("DATABASE_URL", "sqlite:///var/wayfellow.sqlite3", "the whole path: sqlite:////"),
    ("KEY_FILE", "wayfellow.key", "the whole path"),
    ("KEY_FILE", "", "the whole path"),
    ("DATA", "var", "the whole path"),
    ("PLACES", "places.csv", "the whole path"),
    ("CONFIG", "wayfellow.env", "the whole path"),
]


@pytest.mark.parametrize(("setting", "value", "what_to_do"), WRONG)
def test_a_wrong_setting_is_one_line_that_says_what_to_do(complaint, setting, value, what_to_do):
    line = complaint(**{f"WAYFELLOW_{setting}": value})
    assert f"WAYFELLOW_{setting}" in line and what_to_do in line


def test_an_installation_offers_the_languages_that_it_names_in_its_own_order(read):
    found = read(WAYFELLOW_LANGUAGES="ca, es")
    assert found["LANGUAGES"] == [("ca", "Català"), ("es", "Español")] and found["LANGUAGE_CODE"] == "ca"
    assert read(WAYFELLOW_LANGUAGES="de en")["LANGUAGE_CODE"] == "en"


def test_without_a_sender_no_mail_goes_out(complaint):
    surroundings = {"WAYFELLOW_MAIL_URL": "smtps://someone:a-pass-word@mail.example"}
    for sender in [{}, {"WAYFELLOW_MAIL_FROM": ""}, {"WAYFELLOW_MAIL_FROM": "Wayfellow"}]:
        line = complaint(**surroundings, **sender)
        assert "WAYFELLOW_MAIL_FROM" in line and "a-pass-word" not in line


@pytest.mark.parametrize(
    "url",
    [
        "smtps://x:a-pass-word@[mail",
        "postgres://x:a-pass-word@host:lots/name",
        "postgres://x:12/a-pass-word@host/name",
    ],
)
def test_no_line_shows_a_password(complaint, url):
    setting = "WAYFELLOW_MAIL_URL" if url.startswith("smtps") else "WAYFELLOW_DATABASE_URL"
    assert "a-pass-word" not in complaint(**{setting: url})


def test_plans_are_kept_unless_the_address_says_that_a_pooler_stands_between(read):
    def options(address):
        return read(WAYFELLOW_DATABASE_URL=address)["DATABASES"]["default"]["OPTIONS"]

    kept = options("postgres://host/name?options=-c%20statement_timeout%3D5000")
    assert kept["prepare_threshold"] == 2
    assert kept["options"] == "-c plan_cache_mode=force_generic_plan -c statement_timeout=5000"
    not_kept = options("postgres://host/name?prepare_threshold=0")
    assert not_kept["prepare_threshold"] is None
    assert "options" not in not_kept


@pytest.mark.parametrize("host", ["127.0.0.1:8080", "192.168.1.20:8080", "phone.local", "[fd00::1]:80", "phone"])
def test_a_phone_in_the_house_is_asked_over_plain_http(read, host):
    address = "http://{}/message?to={{number}}&text={{words}}"
    said = read(WAYFELLOW_TEXTS_URL=address.format(f"sms:pass%2Fword@{host}"))["TEXTS"]
    assert said["address"] == address.format(host)
    assert said["headers"] == {"Authorization": "Basic c21zOnBhc3Mvd29yZA=="}


def test_a_gateway_may_have_a_body_and_a_header(read, complaint):
    body, url = '{"to": "{number}", "text": "{words}"}', "https://sms.example/"
    said = read(WAYFELLOW_TEXTS_URL=url, WAYFELLOW_TEXTS_BODY=body, WAYFELLOW_TEXTS_HEADER="X-Key: abc")["TEXTS"]
    assert said == {"address": url, "body": body, "headers": {"X-Key": "abc"}}
    line = complaint(WAYFELLOW_TEXTS_URL=url, WAYFELLOW_TEXTS_BODY=body, WAYFELLOW_TEXTS_HEADER="a-pass-word")
    assert "WAYFELLOW_TEXTS_HEADER" in line and "a-pass-word" not in line


@pytest.mark.parametrize("said", ["true", "1", "yes", "on", "True", "YES", "On"])
def test_yes_may_be_said_in_four_ways_and_so_may_no(read, said):
    no = {"true": "false", "1": "0", "yes": "no", "on": "off"}[said.lower()]
    assert read(WAYFELLOW_TLS=said)["SESSION_COOKIE_SECURE"] is True
    assert read(WAYFELLOW_TLS=no)["SESSION_COOKIE_SECURE"] is False


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("WAYFELLOW_HOST", "WAYFELLOW_HOSTS"),
        ("WAYFELLOW_TIMEZONE", "WAYFELLOW_TIME_ZONE"),
        ("WAYFELLOW_DATABASE", "WAYFELLOW_DATABASE_URL"),
        ("WAYFELOW_SECRET_KEY", "WAYFELLOW_SECRET_KEY"),
        ("wayfellow_tls", "WAYFELLOW_TLS"),
    ],
)
def test_a_name_that_nothing_knows_stops_the_start_wherever_it_stands(complaint, file, name, meant):
    line = complaint(**{name: "x"})
    assert line == f"wayfellow: {name} is no setting; did you mean {meant}?"
    path = file("# ours", f"{name}=x")
    assert complaint(WAYFELLOW_CONFIG=path) == f"{line} ({path}, line 2)"


class TestTheFile:
    def test_says_what_the_environment_does_not(self, read, file):
        path = file("WAYFELLOW_LANGUAGE=ca", "WAYFELLOW_TIME_ZONE=Atlantic/Canary")
        found = read(WAYFELLOW_CONFIG=path, WAYFELLOW_LANGUAGE="es")
        assert (found["LANGUAGE_CODE"], found["TIME_ZONE"]) == ("es", "Atlantic/Canary")

    def test_is_written_as_people_know_it(self, read, file):
        path = file(
            "\ufeff# a comment",
            "; another",
            "",
            "WAYFELLOW_HOSTS = 'peers.example, www.peers.example'  # two names",
            'export WAYFELLOW_LANGUAGE="ca"',
            "WAYFELLOW_SECRET_KEY=it#is$HOME\\n",
            "PGSSLMODE=verify-full",
        )
        found = read(WAYFELLOW_CONFIG=path)
        assert found["ALLOWED_HOSTS"] == ["peers.example", "www.peers.example"]
        assert found["LANGUAGE_CODE"] == "ca"
        assert found["SECRET_KEY"] == "it#is$HOME\\n"
        assert os.environ["PGSSLMODE"] == "verify-full"  # PostgreSQL’s own library reads it

    def test_says_a_thing_twice_and_means_the_last(self, read, file):
        path = file("WAYFELLOW_LANGUAGE=ca", "WAYFELLOW_LANGUAGE=es")
        assert read(WAYFELLOW_CONFIG=path)["LANGUAGE_CODE"] == "es"

    def test_is_not_cut_where_something_like_a_comment_begins(self, read, complaint, file):
        """Whoever keeps the whole passphrase elsewhere would open no backup by it."""
        words = "WAYFELLOW_BACKUP_PASSPHRASE=correct horse # staple"
        assert "line 1: a # after a space" in complaint(WAYFELLOW_CONFIG=file(words))
        read(WAYFELLOW_CONFIG=file(words.replace("=", "='") + "'"))
        assert os.environ["WAYFELLOW_BACKUP_PASSPHRASE"] == "correct horse # staple"

    def test_says_where_a_wrong_setting_stands(self, complaint, file):
        path = file("", "WAYFELLOW_LANGUAGE=xx")
        assert complaint(WAYFELLOW_CONFIG=path).endswith(f"({path}, line 2)")
        assert path not in complaint(WAYFELLOW_CONFIG=path, WAYFELLOW_LANGUAGE="yy")

    @pytest.mark.parametrize("line", ["WAYFELLOW_SECRET_KEY", "WAYFELLOW SECRET_KEY=open-sesame", "X='open-sesame"])
    def test_has_no_line_that_says_nothing(self, complaint, file, line):
        path = file("WAYFELLOW_TLS=yes", line, "")
        assert complaint(WAYFELLOW_CONFIG=path) == f"wayfellow: {path}, line 2, is not of the form NAME=value"

    def test_that_is_named_must_be_there_and_be_text(self, complaint, file, tmp_path):
        assert "No such file" in complaint(WAYFELLOW_CONFIG=str(tmp_path / "none"))
        assert "Is a directory" in complaint(WAYFELLOW_CONFIG=str(tmp_path))
        assert "not UTF-8" in complaint(WAYFELLOW_CONFIG=file("WAYFELLOW_OIDC_NAME=Català", encoding="latin-1"))

    def test_in_its_usual_place_need_not_be_named_and_need_not_be_there(self, read, file, monkeypatch, tmp_path):
        assert Path("/etc/wayfellow/wayfellow.env") == said.USUAL_FILE
        monkeypatch.setattr(said, "USUAL_FILE", tmp_path / "wayfellow.env")
        assert read()["SETTINGS_FILE"] is None
        path = file("WAYFELLOW_LANGUAGE=ca")
        found = read()
        assert (str(found["SETTINGS_FILE"]), found["LANGUAGE_CODE"]) == (path, "ca")
        assert os.environ["WAYFELLOW_CONFIG"] == path  # for the processes that are started from here

    @pytest.mark.parametrize(
        ("line", "secret"),
        [
            ("WAYFELLOW_SECRET_KEY=x", True),
            ("WAYFELLOW_BACKUP_PASSPHRASE=x", True),
            ("WAYFELLOW_DATABASE_URL=postgres://user:word@host/name", True),
            ("WAYFELLOW_DATABASE_URL=postgres://user@host:5432/name", False),
            ("WAYFELLOW_HOSTS=peers.example", False),
        ],
    )
    def test_knows_whether_it_holds_secrets(self, read, file, line, secret):
        assert read(WAYFELLOW_CONFIG=file(line))["SETTINGS_FILE_HOLDS_SECRETS"] is secret


class TestWhereThingsLie:
    def test_an_installation_has_one_place_and_a_checkout_its_own(self, read, monkeypatch, tmp_path):
        monkeypatch.chdir(tmp_path)
        assert read()["KEY_FILE"] == ROOT / "var" / "wayfellow.key"
        monkeypatch.setattr(environment, "CHECKOUT", tmp_path)  # no manage.py lies beside an installed package
        found = read()
        assert found["DATABASE_IN_WORDS"] == "/var/lib/wayfellow/wayfellow.sqlite3"
        assert found["KEY_FILE"] == Path("/var/lib/wayfellow/wayfellow.key")

    def test_one_setting_moves_them_all(self, read, tmp_path):
        folder = tmp_path / "50% of ?"
        found = read(WAYFELLOW_DATA=str(folder), WAYFELLOW_SERVING="1")
        assert found["DATABASE_FILE"] == folder / "wayfellow.sqlite3"
        assert {found[each].parent for each in ["KEY_FILE", "SECRET_FILE", "STATIC_ROOT"]} == {folder}

    def test_reading_the_settings_makes_nothing(self, read, tmp_path):
        assert read(WAYFELLOW_DATA=str(tmp_path / "none"))["SECRET_KEY"] == ""
        assert not list(tmp_path.iterdir())

    def test_what_an_address_says_of_the_connection_is_kept(self, read):
        url = "postgres://user:word@db.example:5433/name?sslmode=verify-full"
        found = read(WAYFELLOW_DATABASE_URL=url)
        assert found["DATABASES"]["default"]["OPTIONS"]["sslmode"] == "verify-full"
        assert found["DATABASE_IN_WORDS"] == "name on db.example, port 5433"


def test_the_document_says_every_setting_and_no_other():
    """What stands in the first column of the table."""
    lines = (ROOT / "docs" / "running.md").read_text().splitlines()
    described = [
        name
        for line in lines
        if line.startswith("| `WAYFELLOW")
        for name in re.findall(r"WAYFELLOW_\w+", line.rpartition("|")[0])
    ]
    assert sorted(set(described)) == sorted(said.SETTINGS)
