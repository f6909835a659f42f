"""Who may make surveys, answer them, and read somebody’s own answers."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wayfellow.access.deeds import Deed, deed
from wayfellow.access.relations import Relation, records_of
from wayfellow.access.roles import Role, programmes
from wayfellow.directory import access as directory
from wayfellow.people import access as people
from wayfellow.workforce.access import about_a_colleague


class Can(Deed):
    # a programme
    MAKE_SURVEY = deed("programme.make_survey", _("make a survey, from nothing, from a ready-made one or from a file"))
    # a person
    WANT_MAIL = deed(
        "person.want_mail",
        _("get a short note by e-mail when a survey is waiting, or stop that"),
        told=_("Decided whether short notes come by e-mail"),
    )
    # a survey
    SEE_SURVEY = deed("survey.see", _("see what is asked, in every version"))
    CHANGE_SURVEY = deed("survey.change", _("write a new version"))
    PUBLISH_SURVEY = deed("survey.publish", _("publish a version, and stop asking"))
    ASK_WITH_SURVEY = deed("survey.ask", _("ask with a link, on a shared device or on paper, where no name is kept"))
    ANSWER_SURVEY = deed(
        "survey.answer", _("answer under one’s own name, if one likes"), told=_("Began to answer a survey")
    )
    SHOW_OVER_TIME = deed(
        "survey.show_over_time",
        _("see how their own answers change over time, show it to others, and stop showing it"),
        told=_("Decided who sees how answers change over time"),
    )
    # a question of a survey that is being written
    CHANGE_QUESTION = deed("question.change", _("change the question, move it or take it out"))
    # somebody's own answers
    FILL_IN = deed(
        "own_answers.fill_in", _("answer, send, and take back"), told=_("Answered a survey, or took the answers back")
    )
    READ_ANSWERS = deed("own_answers.read", _("read the answers"), told=_("Read answers to a survey"), is_reading=True)
    # what somebody shows of their answers over time
    SEE_OVER_TIME = deed(
        "shown.see",
        _("see the numbers over time, never the words"),
        told=_("Looked at how answers change over time"),
        is_reading=True,
    )


def who_asks_it(user):
    return Q(programme__in=programmes(user, Role.COORDINATOR))


def who_answered_it(user):
    sent = records_of("surveys.OwnAnswers").filter(person__user=user, sent_on__isnull=False)
    return Q(pk__in=sent.values("questionnaire__survey"))


def who_writes_the_survey(user):
    return Q(survey__programme__in=programmes(user, Role.COORDINATOR))


def whose_answers_they_are(user):
    return Q(person__user=user)


def the_coordinators_they_name(user):
    in_it = Q(read_by__in=["coordinators", "both"], programme__in=programmes(user, Role.COORDINATOR))
    return Q(sent_on__isnull=False) & in_it & ~about_a_colleague(user)


def the_coordinators_it_is_shown_to(user):
    mine = Q(to__in=["coordinators", "both"], survey__programme__in=programmes(user, Role.COORDINATOR))
    return mine & ~about_a_colleague(user)


RELATIONS = {
    who_asks_it: Relation(_("the coordinators of its programme")),
    who_answered_it: Relation(_("people who answered it under their own name"), is_own=True),
    who_writes_the_survey: Relation(_("the coordinators of its programme")),
    whose_answers_they_are: Relation(_("the person"), is_own=True),
    the_coordinators_they_name: Relation(
        _("the coordinators of the programme, if the person was told so before answering"),
        told=_("Coordinator of the programme"),
    ),
    the_coordinators_it_is_shown_to: Relation(
        _("the coordinators of the programme, as long as the person shows it to them"),
        told=_("Coordinator of the programme"),
    ),
}


RECORDS = {
    "surveys.Survey": _("A survey"),
    "surveys.Question": _("A question of a survey that is being written"),
    "surveys.OwnAnswers": _("Someone’s own answers to a survey"),
    "surveys.Shown": _("How someone’s own answers change over time"),
}


GRANTS = {
    "directory.Programme": {
        Can.MAKE_SURVEY: [directory.its_coordinators],
    },
    "people.Person": {
        Can.WANT_MAIL: [people.themself],
    },
    "surveys.Survey": {
        Can.SEE_SURVEY:      [who_asks_it],
        Can.CHANGE_SURVEY:   [who_asks_it],
        Can.PUBLISH_SURVEY:  [who_asks_it],
        Can.ASK_WITH_SURVEY: [who_asks_it],
        Can.SHOW_OVER_TIME:  [who_answered_it],
    },
    "surveys.Question": {
        Can.CHANGE_QUESTION: [who_writes_the_survey],
    },
    "surveys.OwnAnswers": {
        Can.FILL_IN:      [whose_answers_they_are],
        Can.READ_ANSWERS: [whose_answers_they_are, the_coordinators_they_name],
    },
    "surveys.Shown": {
        Can.SEE_OVER_TIME: [whose_answers_they_are, the_coordinators_it_is_shown_to],
    },
}  # fmt: skip
