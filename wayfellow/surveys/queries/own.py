"""What somebody answers as themself, and what they, and whom they were told of, read of it."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format

from wayfellow.access.guard import allowed
from wayfellow.people.models import Person, Reach, User
from wayfellow.surveys.access import Can
from wayfellow.surveys.fhir import to_response
from wayfellow.surveys.models import Mail, OwnAnswers, Shown, Survey
from wayfellow.surveys.over_time import Line, lines
from wayfellow.surveys.queries.answering import options, read_given
from wayfellow.surveys.scoring import Score, scores
from wayfellow.surveys.shape import CHOICE, SCALE, Content, questions
from wayfellow.surveys.showing import shown
from wayfellow.ui.languages import in_my_language

NOTICE_DAYS = 3
NOTICES = 3
BETWEEN_NOTICES = 14
MOST_SETS = 100


def my_answers(user: User) -> QuerySet[OwnAnswers]:
    """Return the reader's own answers, begun and sent, the newest first."""
    mine: QuerySet[OwnAnswers] = allowed(user, Can.FILL_IN, OwnAnswers.objects.all())
    return mine.select_related("person__key", "questionnaire", "programme").order_by("-begun_on", "pk")


def for_me(user: User) -> QuerySet[Survey]:
    """Return the surveys that this reader can answer as themself."""
    open_to_me: QuerySet[Survey] = allowed(user, Can.ANSWER_SURVEY, Survey.objects.select_related("programme"))
    return open_to_me.order_by("-opened_on", "pk")


def that_wait(user: User, today: date) -> list[Survey]:
    """Return the surveys to mention to this reader today: on a few days, and never again once they began."""
    return [each for each in _not_begun(user) if is_mentioned(each.opened_on, today)]


def with_any_mentioned(people: QuerySet[Person]) -> QuerySet[Person]:
    """Have a person say whether any survey of this installation is young enough to be mentioned to somebody today."""
    since = timezone.localdate() - timedelta(days=BETWEEN_NOTICES * (NOTICES - 1) + NOTICE_DAYS)
    return people.annotate(any_survey_mentioned=Exists(Survey.objects.filter(opened_on__gt=since)))


def _not_begun(user: User) -> QuerySet[Survey]:
    mine = allowed(user, Can.FILL_IN, OwnAnswers.objects.filter(questionnaire__survey__isnull=False))
    return for_me(user).exclude(pk__in=mine.values("questionnaire__survey"))


def is_mentioned(opened_on: date | None, today: date) -> bool:
    """Say whether a survey is mentioned on this day: three days long, three times, two weeks apart, then no more."""
    if opened_on is None:
        return False
    starts = [opened_on + timedelta(days=BETWEEN_NOTICES) * number for number in range(NOTICES)]
    return any(start <= today < start + timedelta(days=NOTICE_DAYS) for start in starts)


def myself(user: User) -> Person | None:
    """Return the reader as a person, with how they want to be told of surveys."""
    mine: QuerySet[Person] = allowed(user, Can.WANT_MAIL, Person.objects.select_related("mail"))
    return mine.first()


def safe_address(person: Person) -> str:
    """Return the e-mail address at which the person said it is safe to write to them."""
    reach = Reach.objects.filter(person=person).select_related("person__key").first()
    return str(reach.email) if reach and not reach.sealing_key().is_destroyed else ""


def with_reach(model: type[Person]) -> QuerySet[Person]:
    return model.objects.select_related("key", "reach", "mail")


def to_be_told(today: date) -> Iterator[tuple[Mail, dict[str, int]]]:
    """Yield who is to get a note today, with the surveys it is for: each three times at most, two weeks apart."""
    wanted = Mail.objects.filter(person__erased_on=None)
    for mail in wanted.select_related("person__user", "person__key").order_by("pk"):
        waiting = _not_begun(mail.person.user) if mail.person.user else []
        times = {str(each.pk): _time(each.opened_on, today) for each in waiting}
        due = {pk: time for pk, time in times.items() if mail.told.get(pk, -1) < time < NOTICES}
        if due:
            yield mail, due


def _time(opened_on: date | None, today: date) -> int:
    return (today - opened_on).days // BETWEEN_NOTICES if opened_on else NOTICES


def shared_with(user: User) -> QuerySet[OwnAnswers]:
    """Return what others sent and said this reader may read, the newest first."""
    theirs: QuerySet[OwnAnswers] = allowed(user, Can.READ_ANSWERS, OwnAnswers.objects.exclude(person__user=user))
    return theirs.select_related("person", "questionnaire", "programme").order_by("-sent_on", "pk")


def shown_to(user: User) -> QuerySet[Shown]:
    """Return what others show this reader of their answers over time."""
    theirs: QuerySet[Shown] = allowed(user, Can.SEE_OVER_TIME, Shown.objects.exclude(person__user=user))
    return theirs.select_related("person", "survey").order_by("person__name", "pk")


def sent_by_me(user: User) -> QuerySet[Survey]:
    """Return the surveys that this reader answered as themself."""
    sent: QuerySet[Survey] = allowed(user, Can.SHOW_OVER_TIME, Survey.objects.all())
    return sent.order_by("-opened_on", "pk")


def whom_i_show(survey: Survey, user: User) -> Shown | None:
    return Shown.objects.filter(survey=survey, person__user=user).first()


def over_time(survey: Survey, whose: User | Person) -> list[Line]:
    """Return the numbers of what somebody sent to a survey, as lines from day to day: the newest hundred sets."""
    is_theirs = Q(person__user=whose) if isinstance(whose, User) else Q(person=whose)
    sent = OwnAnswers.objects.filter(is_theirs, questionnaire__survey=survey, sent_on__isnull=False)
    newest = sent.select_related("person__key", "questionnaire").order_by(
        "-sent_on", "-questionnaire__version", "-begun_on", "pk"
    )
    told = [(each, read_given(each)) for each in reversed(newest[:MOST_SETS])]
    return lines(
        (each.sent_on, each.questionnaire.version, each.questionnaire.content, given)
        for each, given in told
        if each.sent_on and given
    )


def with_survey(model: type[Shown]) -> QuerySet[Shown]:
    return model.objects.select_related("person", "survey__programme")


def to_answer(model: type[Survey]) -> QuerySet[Survey]:
    return model.objects.select_related("programme")


def scores_of(answers: OwnAnswers) -> list[Score]:
    """Return what came out of one's answers, once they were sent."""
    return scores(answers.questionnaire.content, read_given(answers)) if answers.sent_on else []


def as_read(answers: OwnAnswers) -> dict[str, Any]:
    """Return a set of answers in words, question by question, and its scores."""
    given = read_given(answers)
    content = answers.questionnaire.content
    return {
        "title": in_my_language(content["title"]),
        "said": list(_said(content, given)),
        "scores": scores(content, given),
    }


def as_response(answers: OwnAnswers) -> dict[str, Any]:
    """Return a set of answers as FHIR, for other programs to read."""
    asked = answers.questionnaire
    return to_response(
        asked.content,
        read_given(answers),
        url=f"urn:uuid:{asked.survey_id}",
        version=asked.version,
        sent_on=answers.sent_on,
        language=answers.language,
    )


def _said(content: Content, given: dict[str, Any]) -> Iterator[tuple[str, str]]:
    asked = {item["linkId"] for item in shown(content, given)}
    for question in questions(content):
        if question["linkId"] in asked:
            answer = given.get(question["linkId"])
            yield in_my_language(question["text"]), "" if answer is None else in_words(question, answer)


def in_words(question: dict, answer: Any) -> str:
    """Say what was answered, in the reader's language."""
    if question["type"] in {CHOICE, SCALE}:
        words = dict(options(question))
        chosen = answer if isinstance(answer, list) else [answer]
        return ", ".join(str(words.get(code, code)) for code in chosen)
    if question["type"] == "date":
        return date_format(date.fromisoformat(answer), "DATE_FORMAT")
    return str(answer)
