"""Who may do what with stories, presentations and numbers to call."""

from django.db.models import Exists, Q
from django.utils.translation import gettext_lazy as _

from wayfellow.access.deeds import Deed, deed
from wayfellow.access.relations import Relation
from wayfellow.access.roles import REFER, Role, any_operator, programmes
from wayfellow.directory import access as directory
from wayfellow.people import access as people
from wayfellow.workforce import access as workforce


class Can(Deed):
    # a programme
    ADD_HELP_LINE = deed("programme.add_help_line", _("add a number to call now"))
    INVITE_TO_PRESENT = deed("programme.invite_to_present", _("invite the programme to present itself to a team"))
    # a person
    TELL_STORY = deed("person.tell_story", _("tell a story of their own"), told=_("Began a story"))
    # a peer supporter
    TELL_STORY_AS_PEER = deed("peer.tell_story", _("tell a story of their own"))
    # a story
    CHANGE_STORY = deed("story.change", _("read it, rewrite it and delete it"), told=_("Rewrote or deleted a story"))
    CONSENT_TO_STORY = deed(
        "story.consent",
        _("decide where it may be shown, and under which name"),
        told=_("Said that a story may be shown"),
    )
    WITHDRAW_STORY = deed("story.withdraw", _("withdraw it at once"), told=_("Withdrew a story"))
    READ_STORY_FIRST = deed(
        "story.read_first",
        _("read it before it goes public, without changing a word"),
        told=_("Read your story before it goes public, or answered you"),
        is_reading=True,
    )
    SEE_STORY = deed("story.see", _("read it, once it is shown"))
    # a presentation of a programme
    SEE_PRESENTATION = deed("presentation.see", _("see what was asked, and what became of it"))
    PLAN_PRESENTATION = deed("presentation.plan", _("set the day"))
    HOLD_PRESENTATION = deed("presentation.hold", _("note that it took place, and how many came"))
    NOTE_WHAT_FOLLOWED = deed("presentation.note_what_followed", _("note what followed from it"))
    LET_PRESENTATION_GO = deed("presentation.let_go", _("cancel it"))
    # what readers say of a page, and numbers to call
    SEE_FEEDBACK = deed("feedback.see", _("read what was said, without names and once there are five answers"))
    CHANGE_HELP_LINE = deed("help_line.change", _("correct it, check it and remove it"))


def any_coordinator(user):
    return Q(Exists(programmes(user, Role.COORDINATOR)))


def who_tells_it(user):
    return Q(person__user=user) | Q(peer__user=user)


def who_asked_for_it(user):
    return Q(asked_by=user, programme__in=programmes(user, *REFER))


def who_coordinates_it(user):
    return Q(programme__in=programmes(user, Role.COORDINATOR))


RELATIONS = {
    any_coordinator: Relation(_("coordinators of any programme")),
    who_tells_it: Relation(_("whoever tells it"), is_own=True),
    who_asked_for_it: Relation(_("whoever asked for it, as long as they refer there")),
    who_coordinates_it: Relation(_("coordinators of the programme")),
}


RECORDS = {
    "understanding.Story": _("A story somebody tells"),
    "understanding.Presentation": _("A presentation of a programme to a team"),
    "understanding.Feedback": _("Feedback on the information pages"),
    "understanding.HelpLine": _("A number to call now"),
}


GRANTS = {
    "directory.Programme": {
        Can.ADD_HELP_LINE:     [any_operator],
        Can.INVITE_TO_PRESENT: [directory.its_referrers, directory.its_coordinators],
    },
    "people.Person": {
        Can.TELL_STORY: [people.themself],
    },
    "workforce.Peer": {
        Can.TELL_STORY_AS_PEER: [workforce.themself_supporting],
    },
    "understanding.Story": {
        Can.CHANGE_STORY:     [who_tells_it],
        Can.CONSENT_TO_STORY: [who_tells_it],
        Can.WITHDRAW_STORY:   [who_tells_it],
        Can.SEE_STORY:        [who_tells_it],
    },
    "understanding.Presentation": {
        Can.SEE_PRESENTATION:    [who_asked_for_it, who_coordinates_it],
        Can.PLAN_PRESENTATION:   [who_coordinates_it],
        Can.HOLD_PRESENTATION:   [who_coordinates_it],
        Can.NOTE_WHAT_FOLLOWED:  [who_coordinates_it],
        Can.LET_PRESENTATION_GO: [who_asked_for_it, who_coordinates_it],
    },
    "understanding.Feedback": {
        Can.SEE_FEEDBACK: [any_coordinator],
    },
    "understanding.HelpLine": {
        Can.CHANGE_HELP_LINE: [any_operator],
    },
}  # fmt: skip
