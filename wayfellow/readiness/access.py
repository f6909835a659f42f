"""Who may read the questions of the teams, and answer them."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wayfellow.access.deeds import Deed, deed
from wayfellow.access.relations import Relation
from wayfellow.access.roles import Role, programmes
from wayfellow.directory.access import its_coordinators, its_referrers, its_supervisors
from wayfellow.office.access import DO_STEPS, who_runs_the_office, who_supports_there
from wayfellow.workforce.access import supports_in


class Can(Deed):
    # a programme
    SEE_TEAM_QUESTIONS = deed("programme.see_team_questions", _("read what its teams ask, and what was answered"))
    BEGIN_TEAM_QUESTIONS = deed("programme.begin_team_questions", _("begin with the questions that other teams had"))
    ADD_TEAM_QUESTIONS = deed("programme.add_team_questions", _("put questions of a team on the page"))
    # a question of a team
    REPLY = deed("team_question.reply", _("answer it, by name"))
    CHANGE_TEAM_QUESTION = deed("team_question.change", _("say it in other words"))
    TAKE_OFF_TEAM_QUESTION = deed("team_question.take_off", _("take it off the page, with its answers"))
    AGREE_ABOUT_QUESTION = deed("team_question.agree", _("settle who does what about it by when"))
    # an answer
    CHANGE_REPLY = deed("team_reply.change", _("change their answer"))
    TAKE_BACK_REPLY = deed("team_reply.take_back", _("take it off the page"))


def who_works_with_them(user):
    return Q(programme__in=programmes(user, *DO_STEPS)) | Q(programme__in=supports_in(user))


def who_replied(user):
    """Whoever answered, as long as they work in the programme."""
    there = Q(question__programme__in=programmes(user, *DO_STEPS)) | Q(question__programme__in=supports_in(user))
    return Q(by=user) & there


def who_runs_the_office_of_the_question(user):
    return Q(question__programme__in=programmes(user, Role.COORDINATOR))


RELATIONS = {
    who_works_with_them: Relation(_("whoever works in its programme")),
    who_replied: Relation(_("whoever answered, as long as they work in the programme")),
    who_runs_the_office_of_the_question: Relation(_("the coordinators of its programme")),
}


RECORDS = {
    "readiness.Question": _("A question of a programme’s teams"),
    "readiness.Reply": _("An answer to a question of the teams"),
}


GRANTS = {
    "directory.Programme": {
        Can.SEE_TEAM_QUESTIONS:   [its_coordinators, its_supervisors, its_referrers, who_supports_there],
        Can.BEGIN_TEAM_QUESTIONS: [its_coordinators],
        Can.ADD_TEAM_QUESTIONS:   [its_coordinators],
    },
    "readiness.Question": {
        Can.REPLY:                  [who_works_with_them],
        Can.CHANGE_TEAM_QUESTION:   [who_runs_the_office],
        Can.TAKE_OFF_TEAM_QUESTION: [who_runs_the_office],
        Can.AGREE_ABOUT_QUESTION:   [who_runs_the_office],
    },
    "readiness.Reply": {
        Can.CHANGE_REPLY:    [who_replied],
        Can.TAKE_BACK_REPLY: [who_replied, who_runs_the_office_of_the_question],
    },
}  # fmt: skip
