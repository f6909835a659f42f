"""Who may see a programme’s figures."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wayfellow.access.deeds import Deed, deed
from wayfellow.access.relations import Relation
from wayfellow.access.roles import Role, programmes
from wayfellow.directory import access as directory
from wayfellow.surveys import access as surveys


class Can(Deed):
    # a programme
    SEE_EVALUATION = deed("programme.see_evaluation", _("see the programme’s figures, small numbers hidden"))
    KEEP_REPORT = deed("programme.keep_report", _("keep the report of its figures as it is"))
    TAKE_EXTRACT = deed(
        "programme.take_extract",
        _("take an extract of journeys for a study or as open data, in which nobody can be told apart"),
    )
    WRITE_TOTAL = deed(
        "programme.write_total",
        _("write down what a clinical partner counted over a whole group, and see what was written down before"),
    )
    SEE_UNMET_NEED = deed(
        "programme.see_unmet_need", _("see what people looked for and did not find, small numbers hidden")
    )
    # what a clinical partner counted
    CORRECT_TOTAL = deed("total.correct", _("put right what a clinical partner counted"))
    WITHDRAW_TOTAL = deed("total.withdraw", _("take what a clinical partner counted out of the report"))
    # a survey
    SEE_SURVEY_RESULTS = deed("survey.see_results", _("see how many people gave each answer, small numbers hidden"))
    READ_WORDS = deed(
        "survey.read_words",
        _("read answers in people’s own words where no name is kept, once enough have written, with nothing beside"),
    )
    WRITE_CODEBOOK = deed(
        "survey.write_codebook", _("write the themes by which answers in people’s own words are sorted")
    )
    CODE_WORDS = deed(
        "survey.code_words",
        _("say which themes an answer is about, without knowing whose it is, and see how far the two who do it agree"),
    )


def who_keeps_its_report(user):
    return Q(programme__in=programmes(user, Role.EVALUATOR, Role.COORDINATOR))


def who_evaluates_it(user):
    return Q(programme__in=programmes(user, Role.EVALUATOR))


RELATIONS = {
    who_evaluates_it: Relation(_("the evaluators of its programme")),
    who_keeps_its_report: Relation(_("the evaluators and the coordinators of its programme")),
}

RECORDS = {
    "evaluation.PartnerTotal": _("Totals of a clinical partner"),
}


GRANTS = {
    "directory.Programme": {
        Can.SEE_EVALUATION: [directory.its_evaluators, directory.its_coordinators, directory.its_supervisors],
        Can.KEEP_REPORT:    [directory.its_evaluators, directory.its_coordinators],
        Can.TAKE_EXTRACT:   [directory.its_evaluators, directory.its_coordinators],
        Can.WRITE_TOTAL:    [directory.its_evaluators, directory.its_coordinators],
        Can.SEE_UNMET_NEED: [directory.its_evaluators, directory.its_coordinators],
    },
    "evaluation.PartnerTotal": {
        Can.CORRECT_TOTAL:  [who_keeps_its_report],
        Can.WITHDRAW_TOTAL: [who_keeps_its_report],
    },
    "surveys.Survey": {
        Can.SEE_SURVEY_RESULTS: [surveys.who_asks_it, who_evaluates_it],
        Can.READ_WORDS:         [surveys.who_asks_it, who_evaluates_it],
        Can.WRITE_CODEBOOK:     [surveys.who_asks_it, who_evaluates_it],
        Can.CODE_WORDS:         [surveys.who_asks_it, who_evaluates_it],
    },
}  # fmt: skip
