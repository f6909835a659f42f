"""Who may do what in the office of a programme."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wayfellow.access.deeds import Deed, deed
from wayfellow.access.relations import Relation, records_of
from wayfellow.access.roles import Role, command_line, programmes
from wayfellow.directory.access import its_coordinators, its_referrers, its_supervisors
from wayfellow.workforce.access import supports_in

DO_STEPS = [Role.COORDINATOR, Role.SUPERVISOR, Role.REFERRER]


class Can(Deed):
    # a programme
    SEE_OFFICE = deed("programme.see_office", _("see where putting it in place stands, and what comes next"))
    BEGIN_PHASES = deed("programme.begin_phases", _("begin with the path of the four phases"))
    ADD_STEP = deed("programme.add_step", _("add a step: who does what by when"))
    SEE_HANDBOOK = deed("programme.see_handbook", _("read its handbook"))
    ADD_DOCUMENT = deed("programme.add_document", _("add a document to its handbook"))
    NOTE_NEED = deed("programme.note_need", _("note what is needed"))
    ADD_LIAISON = deed("programme.add_liaison", _("begin to keep what is known of an organisation around it"))
    SEE_RESPONSIBILITIES = deed(
        "programme.see_responsibilities", _("read who does what between the organisations, and who sees what")
    )
    ADD_RESPONSIBILITY = deed("programme.add_responsibility", _("add what one of the organisations leads"))
    WRITE_SHARING = deed("programme.write_sharing", _("write the next version of the agreement on who sees what"))
    PLAN_MEETING = deed("programme.plan_meeting", _("call a meeting of those who work in it"))
    # what an organisation leads, and the agreement on who sees what
    CHANGE_RESPONSIBILITY = deed("responsibility.change", _("change what it is, who leads, takes part and is told"))
    REMOVE_RESPONSIBILITY = deed("responsibility.remove", _("take it off the table"))
    SIGN_SHARING = deed("sharing.sign", _("sign it for their organisation"))
    # a meeting of those who work in a programme
    SEE_MEETING = deed("office_meeting.see", _("read what it is about, who comes, and what came of it"))
    CHANGE_MEETING = deed("office_meeting.change", _("change its day, its place and who is asked to come"))
    ANSWER_MEETING = deed("office_meeting.answer", _("say whether they come"))
    ADD_POINT = deed("office_meeting.add_point", _("add something to talk about"))
    TAKE_BACK_POINT = deed("office_point.take_back", _("take it off the agenda"))
    HOLD_MEETING = deed("office_meeting.hold", _("note who came, and what was agreed"))
    SAY_CONTRIBUTION = deed("office_meeting.say_contribution", _("note what they brought to it themself"))
    FOLLOW_UP_MEETING = deed("office_meeting.follow_up", _("settle who does what by when after it"))
    LET_MEETING_GO = deed("office_meeting.let_go", _("cancel it"))
    # what a programme knows of an organisation around it
    SEE_LIAISON = deed("liaison.see", _("read what is known of it, and when they were in contact"))
    CHANGE_LIAISON = deed("liaison.change", _("change what is known of it, and whom to turn to there"))
    NOTE_CONTACT = deed("liaison.note_contact", _("note that they met or spoke"))
    TAKE_BACK_CONTACT = deed("contact.take_back", _("delete it, where it was noted by mistake"))
    # what is needed
    SEE_NEED = deed("need.see", _("see it, and what is done about it"))
    CHANGE_NEED = deed("need.change", _("change what is needed"))
    PLAN_FOR_NEED = deed("need.plan", _("settle who does what about it by when"))
    TEACH_NEED = deed("need.teach", _("say which course is held about it"))
    MEET_NEED = deed("need.meet", _("say that it is met"))
    LET_NEED_GO = deed("need.let_go", _("let it go, with a reason"))
    REOPEN_NEED = deed("need.reopen", _("say that it is still needed"))
    # a step
    SEE_STEP = deed("office_step.see", _("read it"))
    CHANGE_STEP = deed("office_step.change", _("change what is to be done, by whom and when"))
    TELL_OF_STEP = deed("office_step.tell", _("say how it goes, and what shows that it is done"))
    DO_STEP = deed("office_step.do", _("say that it is done"))
    REOPEN_STEP = deed("office_step.reopen", _("say that it is open after all"))
    LET_STEP_GO = deed("office_step.let_go", _("let it go, with a reason"))
    # a document of the handbook
    READ_DOCUMENT = deed("document.read", _("read the version in force, and earlier ones"))
    CONFIRM_DOCUMENT = deed("document.confirm", _("confirm that they have read it"))
    CHANGE_DOCUMENT = deed("document.change", _("change its head, and whether readers confirm that they read it"))
    WRITE_DOCUMENT = deed("document.write", _("write its next version"))
    PUT_IN_FORCE = deed("document.put_in_force", _("put its next version in force"))
    SEE_READERS = deed("document.see_readers", _("see who has confirmed that they read it"))


def who_runs_the_office(user):
    return Q(programme__in=programmes(user, Role.COORDINATOR))


def who_is_asked_to_come(user):
    """Whoever was asked to a meeting, as long as they work in the programme."""
    asked = records_of("office.Invited").filter(user=user).values("meeting")
    return Q(pk__in=asked) & _works_there(user)


def who_is_asked_to_sign(user):
    """Whoever was asked to sign an agreement, as long as they work in the programme."""
    asked = records_of("office.Signature").filter(user=user).values("sharing")
    return Q(pk__in=asked) & _works_there(user)


def who_runs_the_office_of_the_meeting(user):
    return Q(meeting__programme__in=programmes(user, Role.COORDINATOR))


def who_brought_it(user):
    """Whoever wanted to talk about it, as long as they are asked to come."""
    mine = records_of("office.Meeting").filter(who_is_asked_to_come(user)).values("pk")
    return Q(by=user, meeting__in=mine)


def who_runs_the_office_of_it(user):
    return Q(liaison__programme__in=programmes(user, Role.COORDINATOR))


def who_does_the_step(user):
    """Whoever it was given to, as long as they work in the programme."""
    return Q(owner=user) & _works_there(user)


def who_supports_there(user):
    return Q(pk__in=supports_in(user))


def who_reads_the_handbook(user):
    """Whoever works in its programme, once a version is in force."""
    return Q(in_force__isnull=False) & _works_there(user)


def _works_there(user):
    return Q(programme__in=programmes(user, *DO_STEPS)) | Q(programme__in=supports_in(user))


RELATIONS = {
    who_supports_there: Relation(_("its peer supporters")),
    who_reads_the_handbook: Relation(_("whoever works in its programme, once a version is in force")),
    who_runs_the_office: Relation(_("the coordinators of its programme")),
    who_is_asked_to_come: Relation(_("whoever is asked to come, as long as they work in the programme")),
    who_is_asked_to_sign: Relation(_("whoever is asked to sign it, as long as they work in the programme")),
    who_runs_the_office_of_the_meeting: Relation(_("the coordinators of its programme")),
    who_brought_it: Relation(_("whoever wanted to talk about it, as long as they are asked to come")),
    who_runs_the_office_of_it: Relation(_("the coordinators of its programme")),
    who_does_the_step: Relation(_("whoever does it, as long as they work in the programme")),
}


RECORDS = {
    "office.Contact": _("A contact between a programme and an organisation"),
    "office.Document": _("A document of a programme’s handbook"),
    "office.Responsibility": _("What an organisation leads in a programme"),
    "office.Sharing": _("A version of the agreement on who sees what"),
    "office.Liaison": _("What a programme knows of an organisation around it"),
    "office.Meeting": _("A meeting of those who work in a programme"),
    "office.Point": _("Something to talk about at a meeting"),
    "office.Need": _("What a programme needs"),
    "office.Step": _("A step for a programme"),
}


GRANTS = {
    "directory.Programme": {
        Can.SEE_OFFICE:   [its_coordinators],
        Can.BEGIN_PHASES: [its_coordinators],
        Can.ADD_STEP:     [its_coordinators],
        Can.NOTE_NEED:    [its_coordinators],
        Can.SEE_HANDBOOK: [its_coordinators, its_supervisors, its_referrers, who_supports_there],
        Can.ADD_DOCUMENT: [its_coordinators],
        Can.ADD_LIAISON:  [its_coordinators],
        Can.PLAN_MEETING: [its_coordinators],
        Can.SEE_RESPONSIBILITIES:   [its_coordinators, its_supervisors, its_referrers, who_supports_there],
        Can.ADD_RESPONSIBILITY:     [its_coordinators],
        Can.WRITE_SHARING: [its_coordinators],
    },
    "office.Responsibility": {
        Can.CHANGE_RESPONSIBILITY: [who_runs_the_office],
        Can.REMOVE_RESPONSIBILITY: [who_runs_the_office],
    },
    "office.Sharing": {
        Can.SIGN_SHARING: [who_is_asked_to_sign],
    },
    "office.Meeting": {
        Can.SEE_MEETING:       [who_runs_the_office, who_is_asked_to_come],
        Can.CHANGE_MEETING:    [who_runs_the_office],
        Can.ANSWER_MEETING:    [who_is_asked_to_come],
        Can.ADD_POINT:         [who_runs_the_office, who_is_asked_to_come],
        Can.HOLD_MEETING:      [who_runs_the_office],
        Can.SAY_CONTRIBUTION:  [who_is_asked_to_come],
        Can.FOLLOW_UP_MEETING: [who_runs_the_office],
        Can.LET_MEETING_GO:    [who_runs_the_office],
    },
    "office.Point": {
        Can.TAKE_BACK_POINT: [who_runs_the_office_of_the_meeting, who_brought_it],
    },
    "office.Liaison": {
        Can.SEE_LIAISON:    [who_runs_the_office],
        Can.CHANGE_LIAISON: [who_runs_the_office],
        Can.NOTE_CONTACT:   [who_runs_the_office],
    },
    "office.Contact": {
        Can.TAKE_BACK_CONTACT: [who_runs_the_office_of_it],
    },
    "office.Document": {
        Can.READ_DOCUMENT:    [who_runs_the_office, who_reads_the_handbook],
        Can.CONFIRM_DOCUMENT: [who_reads_the_handbook],
        Can.CHANGE_DOCUMENT:  [who_runs_the_office],
        Can.WRITE_DOCUMENT:   [who_runs_the_office],
        Can.PUT_IN_FORCE:     [who_runs_the_office],
        Can.SEE_READERS:      [who_runs_the_office],
    },
    "office.Need": {
        Can.SEE_NEED:      [who_runs_the_office],
        Can.CHANGE_NEED:   [who_runs_the_office],
        Can.PLAN_FOR_NEED: [who_runs_the_office],
        Can.TEACH_NEED:    [who_runs_the_office],
        Can.MEET_NEED:     [who_runs_the_office, command_line],
        Can.LET_NEED_GO:   [who_runs_the_office],
        Can.REOPEN_NEED:   [who_runs_the_office],
    },
    "office.Step": {
        Can.SEE_STEP:     [who_runs_the_office, who_does_the_step],
        Can.CHANGE_STEP:  [who_runs_the_office],
        Can.TELL_OF_STEP: [who_runs_the_office, who_does_the_step],
        Can.DO_STEP:      [who_runs_the_office, who_does_the_step],
        Can.REOPEN_STEP:  [who_runs_the_office, who_does_the_step],
        Can.LET_STEP_GO:  [who_runs_the_office],
    },
}  # fmt: skip
