"""The agreement: settled by both, changed openly, every version kept."""

import uuid

import pytest

from tests.journeys.on_the_road import TODAY, page, send, soup_of, words_of
from wayfellow.access.edit_tokens import edit_token_of
from wayfellow.demo import story

NOTHING_YET, THE_FIRST = edit_token_of([0]), edit_token_of([1])


class TestTheAgreement:
    @pytest.fixture
    def met(self, cast):
        road = story.propose(cast, on=TODAY())
        story.say_yes(cast, road, on=TODAY())
        story.find_peer(cast, road, on=TODAY())
        return road

    @pytest.fixture
    def met_beside(self, cast):
        """The same with somebody who has no account, and agrees on their peer supporter's screen."""
        road = story.propose(cast, on=TODAY(), person={"name": "Biel", "language": "ca"})
        story.say_yes(cast, road, on=TODAY())
        story.find_peer(cast, road, on=TODAY())
        return road

    SETTLED = {
        "rhythm": "weekly",
        "places": "The square",
        "contact": "By message",
        "if_worried": "We say it first",
    }

    def test_is_written_and_accepted_by_both_on_one_screen(self, pau, met_beside):
        assert send(pau, "write_agreement", met_beside, edit_token=NOTHING_YET, **self.SETTLED).status_code == 302
        assert "We both accept it now" in words_of(page(pau, "agreement", met_beside))
        both = {"version": 1, "person_agrees": "on", "peer_agrees": "on"}
        assert send(pau, "accept_together", met_beside, **both).status_code == 302
        assert "Under way" in words_of(page(pau, "journey", met_beside))
        assert "Both on the spot" in words_of(page(pau, "agreement", met_beside))

    def test_is_not_accepted_for_the_other(self, pau, met_beside):
        send(pau, "write_agreement", met_beside, edit_token=NOTHING_YET, **self.SETTLED)
        assert send(pau, "accept_together", met_beside, version=1, peer_agrees="on").status_code == 422

    def test_is_accepted_by_each_on_their_own(self, pau, montse, met):
        send(pau, "write_agreement", met, edit_token=NOTHING_YET, **self.SETTLED)
        send(pau, "accept_agreement", met, version=1)
        assert "Getting to know each other" in words_of(page(montse, "journey", met))
        send(montse, "accept_agreement", met, version=1)
        assert "Under way" in words_of(page(pau, "journey", met))

    def test_says_the_limits_who_reads_what_and_how_long(self, pau, met):
        send(pau, "write_agreement", met, edit_token=NOTHING_YET, **self.SETTLED)
        told = words_of(page(pau, "agreement", met))
        for words in [
            "not a therapist",
            "one limit",
            "The care team reads no notes",
            "about 12 meetings",
            "The square",
        ]:
            assert words in told
        assert len(page(pau, "agreement", met).find_all(class_="on-paper")) == 2

    def test_keeps_every_version_to_be_read(self, pau, met):
        send(pau, "write_agreement", met, edit_token=NOTHING_YET, **self.SETTLED)
        send(pau, "write_agreement", met, edit_token=THE_FIRST, **self.SETTLED | {"places": "The library"})
        assert "The library" in words_of(page(pau, "agreement", met))
        earlier = words_of(page(pau, "agreement", met, version=1))
        assert "The square" in earlier and "This is an earlier version" in earlier

    def test_is_never_overwritten_unseen(self, pau, montse, met):
        """Two write at once: the second reads the newer words beside their own, and then sends again."""
        send(montse, "write_agreement", met, edit_token=NOTHING_YET, **self.SETTLED | {"places": "The library"})
        met_by_words = send(
            pau, "write_agreement", met, edit_token=NOTHING_YET, **self.SETTLED | {"places": "The market"}
        )
        assert met_by_words.status_code == 422
        soup = soup_of(met_by_words)
        assert "Someone wrote a newer version" in words_of(soup)
        assert "The library" in soup.find(class_="notice").get_text()
        assert soup.find("textarea", {"name": "places"}).string.strip() == "The market"
        [edit_token] = soup.find_all("input", {"name": "edit_token"})
        again = send(
            pau, "write_agreement", met, edit_token=edit_token["value"], **self.SETTLED | {"places": "The market"}
        )
        assert again.status_code == 302
        assert "The library" in words_of(page(pau, "agreement", met, version=1))

    def test_does_not_hide_a_newer_version_behind_another_mistake(self, pau, montse, met):
        send(montse, "write_agreement", met, edit_token=NOTHING_YET, **self.SETTLED | {"places": "The library"})
        mistaken = send(pau, "write_agreement", met, edit_token=NOTHING_YET, **self.SETTLED | {"places": ""})
        assert "The library" in words_of(soup_of(mistaken))

    def test_that_changed_meanwhile_is_read_before_it_is_accepted(self, pau, montse, met):
        send(pau, "write_agreement", met, edit_token=NOTHING_YET, **self.SETTLED)
        send(montse, "write_agreement", met, edit_token=THE_FIRST, **self.SETTLED | {"places": "The library"})
        refused = send(pau, "accept_agreement", met, version=1)
        assert refused.status_code == 422
        assert "The agreement has changed" in words_of(soup_of(refused))

    def test_written_twice_by_a_double_tap_is_there_once(self, pau, met):
        idempotency_key = uuid.uuid4()
        for _tap in range(2):
            assert (
                send(pau, "write_agreement", met, idempotency_key, edit_token=NOTHING_YET, **self.SETTLED).status_code
                == 302
            )
        assert met.agreements.count() == 1

    def test_is_not_accepted_before_anything_is_written(self, pau, met_beside):
        assert "Nothing is written yet" in words_of(page(pau, "agreement", met_beside))
        for name in ["accept_agreement", "accept_together"]:
            assert "Nothing is written yet" in words_of(page(pau, name, met_beside))
            told = send(pau, name, met_beside, version=1, person_agrees="on", peer_agrees="on")
            assert told.status_code == 422
