"""Who may do what with pathways, courses, and what somebody has learned."""

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from wayfellow.access.deeds import Deed, deed
from wayfellow.access.relations import Relation, records_of
from wayfellow.access.roles import Role, memberships_now, programmes
from wayfellow.directory import access as directory
from wayfellow.workforce import access as workforce


class Can(Deed):
    # a programme
    SEE_LEARNING = deed(
        "programme.see_learning", _("see its pathways and courses, and in numbers where learning stands")
    )
    SEE_WHO_HAS_WHAT = deed(
        "programme.see_who_has_what", _("see who has behind them what the programme asks, and by when; nothing else")
    )
    ADD_PATHWAY = deed("programme.add_pathway", _("add a pathway of learning"))
    LOG_HOURS = deed("programme.log_hours", _("note hours of their own learning"))
    # a pathway
    CHANGE_PATHWAY = deed("pathway.change", _("change what it says, or close it"))
    ASK_PATHWAY = deed("pathway.ask", _("say of whom all of it is asked, and by when"))
    ADD_MODULE = deed("pathway.add_module", _("add a module to it"))
    ISSUE_CERTIFICATE = deed("pathway.issue_certificate", _("issue a certificate to whoever has it all behind them"))
    # a module
    CHANGE_MODULE = deed("module.change", _("change its hours and competencies, or close it"))
    ASK_MODULE = deed("module.ask", _("say of whom it is asked, and by when"))
    PLAN_COURSE = deed("module.plan_course", _("plan a course"))
    ASK_TO_COUNT = deed("module.ask_to_count", _("ask to have counted what they have done and lived"))
    # a course
    SEE_COURSE = deed("course.see", _("see when and where it is, and whether there is a place"))
    SEE_WHO_TAKES_IT = deed("course.see_who_takes_it", _("see who takes part and who waits"))
    CHANGE_COURSE = deed("course.change", _("change what it says and for how many there is room"))
    TAKE_PLACE = deed("course.take_place", _("take a place, or one on the waiting list"))
    ADD_DAY = deed("course.add_day", _("add a day to it"))
    FINISH_COURSE = deed("course.finish", _("finish it, and say for whom it counts"))
    # a place in a course, and a day of it
    GIVE_PLACE_BACK = deed("enrolment.give_back", _("give the place back"))
    CHANGE_DAY = deed("course_day.change", _("move or cancel it"))
    NOTE_WHO_CAME = deed("course_day.note_who_came", _("note who came"))
    # what somebody asks to have counted, and their hours
    SEE_CONVERSATION = deed("conversation.see", _("read what they have done and lived, and what came of it"))
    HOLD_CONVERSATION = deed("conversation.hold", _("say after talking with them whether it counts"))
    # a certificate
    SEE_CERTIFICATE = deed("certificate.see", _("see it, and until when it is valid"))
    TAKE_CERTIFICATE_ALONG = deed("certificate.take_along", _("take it along as a signed file"))
    SHOW_CERTIFICATE = deed("certificate.show", _("show it to everyone on a page, or to nobody any more"))
    REVOKE_CERTIFICATE = deed("certificate.revoke", _("take it back, and say why"))
    CHANGE_HOURS = deed("hours.change", _("read them, change them and delete them"))


def who_works_in_it(user):
    return Q(pk__in=_works_in(user)) | Q(pk__in=workforce.supports_in(user))


def who_works_there(user):
    return Q(programme__in=_works_in(user)) | Q(programme__in=workforce.supports_in(user))


def of_whom_it_is_asked(user):
    """Whoever works there and is one of those of whom the programme asks it."""
    supports = workforce.parts_of_supporters_now().filter(peer__user=user)
    everybody = Q(asked_of="everybody") & who_works_there(user)
    peers = Q(asked_of="peers", programme__in=supports.values("programme"))
    paid = Q(asked_of="paid", programme__in=supports.filter(peer__is_paid=True).values("programme"))
    volunteers = Q(asked_of="volunteers", programme__in=supports.filter(peer__is_paid=False).values("programme"))
    return everybody | peers | paid | volunteers


def who_coordinates_what_is_learned(user):
    return Q(programme__in=programmes(user, Role.COORDINATOR))


def who_coordinates_the_course(user):
    return Q(course__programme__in=programmes(user, Role.COORDINATOR))


def who_takes_it(user):
    return Q(Exists(records_of("learning.Enrolment").filter(course=OuterRef("pk"), learner__user=user, left_on=None)))


def whose_learning_it_is(user):
    return Q(learner__user=user)


def who_assesses_it(user):
    """Coordinators and supervisors of the programme: never of what they ask to have counted themself."""
    return Q(programme__in=programmes(user, Role.COORDINATOR, Role.SUPERVISOR)) & ~Q(learner__user=user)


def _works_in(user):
    at_work = memberships_now(user).exclude(role=Role.GOVERNING)
    return at_work.filter(programme__isnull=False).values("programme")


RELATIONS = {
    who_works_in_it: Relation(_("whoever works there, as a peer supporter or otherwise")),
    who_works_there: Relation(_("whoever works there, as a peer supporter or otherwise")),
    of_whom_it_is_asked: Relation(_("whoever the programme asks to learn it")),
    who_coordinates_what_is_learned: Relation(_("the coordinators of the programme")),
    who_coordinates_the_course: Relation(_("the coordinators of the programme")),
    who_takes_it: Relation(_("whoever takes part, or waits for a place")),
    whose_learning_it_is: Relation(_("the one who learns"), is_own=True),
    who_assesses_it: Relation(_("the programme’s coordinators and supervisors, of others than themself")),
}


RECORDS = {
    "learning.Pathway": _("A pathway of learning"),
    "learning.Module": _("A module of a pathway"),
    "learning.Course": _("A course"),
    "learning.CourseDay": _("A day of a course"),
    "learning.Enrolment": _("A place in a course, or on its waiting list"),
    "learning.Conversation": _("What somebody asks to have counted"),
    "learning.Certificate": _("A certificate"),
    "learning.Hours": _("Hours of learning that somebody noted"),
}


GRANTS = {
    "directory.Programme": {
        Can.SEE_LEARNING:     [directory.its_coordinators, directory.its_supervisors],
        Can.SEE_WHO_HAS_WHAT: [directory.its_coordinators, directory.its_supervisors],
        Can.ADD_PATHWAY:      [directory.its_coordinators],
        Can.LOG_HOURS:        [who_works_in_it],
    },
    "learning.Pathway": {
        Can.CHANGE_PATHWAY:    [who_coordinates_what_is_learned],
        Can.ASK_PATHWAY:       [who_coordinates_what_is_learned],
        Can.ADD_MODULE:        [who_coordinates_what_is_learned],
        Can.ISSUE_CERTIFICATE: [who_coordinates_what_is_learned],
    },
    "learning.Module": {
        Can.CHANGE_MODULE: [who_coordinates_what_is_learned],
        Can.ASK_MODULE:    [who_coordinates_what_is_learned],
        Can.PLAN_COURSE:   [who_coordinates_what_is_learned],
        Can.ASK_TO_COUNT:  [of_whom_it_is_asked, who_works_there],
    },
    "learning.Course": {
        Can.SEE_COURSE:       [who_takes_it, who_works_there],
        Can.SEE_WHO_TAKES_IT: [who_coordinates_what_is_learned],
        Can.CHANGE_COURSE:    [who_coordinates_what_is_learned],
        Can.ADD_DAY:          [who_coordinates_what_is_learned],
        Can.TAKE_PLACE:       [who_works_there],
        Can.FINISH_COURSE:    [who_coordinates_what_is_learned],
    },
    "learning.CourseDay": {
        Can.CHANGE_DAY:    [who_coordinates_the_course],
        Can.NOTE_WHO_CAME: [who_coordinates_the_course],
    },
    "learning.Enrolment": {
        Can.GIVE_PLACE_BACK: [whose_learning_it_is, who_coordinates_the_course],
    },
    "learning.Conversation": {
        Can.SEE_CONVERSATION:  [whose_learning_it_is, who_assesses_it],
        Can.HOLD_CONVERSATION: [who_assesses_it],
    },
    "learning.Certificate": {
        Can.SEE_CERTIFICATE:        [whose_learning_it_is, who_coordinates_what_is_learned],
        Can.TAKE_CERTIFICATE_ALONG: [whose_learning_it_is],
        Can.SHOW_CERTIFICATE:       [whose_learning_it_is],
        Can.REVOKE_CERTIFICATE:     [who_coordinates_what_is_learned],
    },
    "learning.Hours": {
        Can.CHANGE_HOURS: [whose_learning_it_is],
    },
}  # fmt: skip
