"""What people of the example wrote when it ended, and what two others see in it: the themes that the pilot reports."""

import uuid
from datetime import timedelta

from django.utils import timezone

from wayfellow.demo.words import TOLD
from wayfellow.directory.models import Programme
from wayfellow.evaluation import actions
from wayfellow.evaluation.coding import writings
from wayfellow.surveys.actions import give_answers, invite_to_survey

EACH, SILENT = 3, 5  # so many wrote each of the words, and so many never answered


def tell(cast):
    programme, told = Programme.objects.get(slug="example-today"), TOLD["themes"]
    last_month = (timezone.localdate().replace(day=1) - timedelta(days=1)).replace(day=1)
    before = last_month - timedelta(days=1)
    for theme in told:
        for words, may_be_quoted in zip(theme["words"], ["yes", "no"], strict=True):
            for _each in range(EACH):
                _write(programme, before, {"word": words, "quote": [may_be_quoted]})
    for _each in range(SILENT):
        invite_to_survey(programme, slug="satisfaction", on=before)
    actions.publish(programme, today=last_month)
    survey, on = programme.surveys.get(stands_for="satisfaction"), last_month + timedelta(days=6)
    themes = [{"name": theme["name"], "meaning": theme["meaning"]} for theme in told]
    actions.write_codebook(survey, by=cast.edu, edit_token=None, themes=themes, on=on)
    seen = {words: theme["name"] for theme in told for words in theme["words"]}
    otherwise = {told[1]["words"][1]: told[3]["name"]}
    for by, sees in [(cast.edu, seen), (cast.carme, seen | otherwise)]:
        said = {each.key: [sees[each.words]] for each in writings(survey)}
        actions.code_words(survey, by=by, version=1, said=said)


def _write(programme, month, given):
    invitation = invite_to_survey(programme, slug="satisfaction", on=month)
    give_answers(invitation, idempotency_key=uuid.uuid4(), month=month, language="ca", given=given)
