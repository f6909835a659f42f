"""What a reader says of a page, what becomes of a story or a presentation, and which numbers there are to call."""

from django.core.cache import caches
from django.utils.translation import gettext_lazy as _

from wayfellow.access.edit_tokens import CHANGED_MEANWHILE, unless_changed
from wayfellow.access.guard import Refused, act, anonymous
from wayfellow.understanding.access import Can
from wayfellow.understanding.lifecycle import PRESENTATION, STORY, Talk, Transition, Turn
from wayfellow.understanding.models import Feedback, HelpLine, Presentation, Story
from wayfellow.understanding.queries import NUMBER_TO_CALL, as_told, snapshot_of
from wayfellow.vault.models import Key
from wayfellow.workforce.actions import give_key


def _took_place(presentation):
    if presentation.stage != Talk.HELD:
        raise Refused(_("It has not taken place yet."))


@anonymous
def give_feedback(*, id, page, language, month, is_clear, missing):
    """Keep what a reader said of a page, and nothing of who they are. The same form again changes nothing (I7)."""
    said = {"page": page, "language": language, "month": month.replace(day=1), "is_clear": is_clear, "missing": missing}
    Feedback.objects.get_or_create(id=id, defaults=said | {"key": Key.of_the_installation()})


@act(Can.TELL_STORY)
def tell_story(person, *, by, id, story):
    """A person begins a story. Nobody else can read it."""
    return Story.objects.create(id=id, person=person, **story)


@act(Can.TELL_STORY_AS_PEER)
def tell_story_as_peer(peer, *, by, id, story):
    """A peer supporter begins a story, sealed with their own key."""
    give_key(peer)
    return Story.objects.create(id=id, peer=peer, **story)


@act(Can.CHANGE_STORY)
def change_story(story, *, by, edit_token, words):
    """Tell it anew. What was shown is shown no more, until its owner says yes to this version too."""
    unless_changed(as_told(story), edit_token=edit_token)
    _move(story, Transition.TELL_ANEW, version=story.version + 1, **words)


@act(Can.CHANGE_STORY)
def let_story_go(story, *, by, edit_token):
    """Delete it for good."""
    unless_changed(as_told(story), edit_token=edit_token)
    Story.objects.filter(pk=story.pk).delete()


@act(Can.CONSENT_TO_STORY, when=STORY.allows(Transition.SHOW_HERE))
def consent_to_story(story, *, by, on, version, where):
    """Its owner has seen it as it will look, and wants it shown. A public one is read by a coordinator first."""
    transition = Transition.WANT_PUBLIC if where == Story.Where.PUBLIC else Transition.SHOW_HERE
    STORY.check(transition, story)
    _unless_told_anew(story, version)
    _move(story, transition, where=where, consented_on=on)


@act(Can.READ_STORY_FIRST, when=STORY.allows(Transition.LET_UP))
def let_story_up(story, *, by, version):
    """A coordinator has read it, and it goes up as it is."""
    _unless_told_anew(story, version)
    _move(story, Transition.LET_UP, where=story.where, consented_on=story.consented_on, read_by=by)


@act(Can.READ_STORY_FIRST, when=STORY.allows(Transition.DECLINE))
def decline_story(story, *, by, version, answer):
    """A coordinator says kindly why it does not go up. The words stay as they are, and their owner's."""
    _unless_told_anew(story, version)
    _move(story, Transition.DECLINE, answer=answer)


@act(Can.WITHDRAW_STORY, when=STORY.allows(Transition.WITHDRAW))
def withdraw_story(story, *, by):
    """From this moment on nobody else reads it."""
    _move(story, Transition.WITHDRAW)


def _unless_told_anew(story, version):
    if story.version != version:
        raise Refused(CHANGED_MEANWHILE)


def _move(story, transition, **changes):
    """Whatever is not said again of a story that moves on is said no more."""
    STORY.take(transition, story, **{"where": "", "consented_on": None, "read_by": None, "answer": ""} | changes)


@act(Can.INVITE_TO_PRESENT)
def invite_to_present(programme, *, by, id, on, invitation):
    """Ask a programme to tell a team about itself."""
    return Presentation.objects.create(id=id, programme=programme, asked_by=by, asked_on=on, **invitation)


@act(Can.PLAN_PRESENTATION, when=PRESENTATION.allows(Turn.PLAN))
def plan_presentation(presentation, *, by, on):
    """Set its day, or another one."""
    PRESENTATION.take(Turn.PLAN, presentation, planned_on=on)


@act(Can.HOLD_PRESENTATION, when=PRESENTATION.allows(Turn.HOLD))
def hold_presentation(presentation, *, by, on, came):
    """It took place, and so many came."""
    if presentation.planned_on > on:
        raise Refused(_("The day has not come yet. If it took place sooner, set another day first."))
    PRESENTATION.take(Turn.HOLD, presentation, came=came)


@act(Can.NOTE_WHAT_FOLLOWED, when=_took_place)
def note_what_followed(presentation, *, by, edit_token, followed):
    """Note what came of it, once it took place."""
    unless_changed([presentation.followed], edit_token=edit_token)
    presentation.followed = followed
    presentation.save(update_fields=["followed"])


@act(Can.LET_PRESENTATION_GO, when=PRESENTATION.allows(Turn.LET_GO))
def let_presentation_go(presentation, *, by):
    """It does not take place."""
    PRESENTATION.take(Turn.LET_GO, presentation)


@act(Can.ADD_HELP_LINE)
def add_help_line(programme, *, by, line):
    """The operator of a programme adds a number to call, for everyone of its place."""
    added = HelpLine.objects.create(**line)
    _forget_the_number()
    return added


@act(Can.CHANGE_HELP_LINE)
def change_help_line(kept, *, by, edit_token, line):
    """Correct a number, or say that it was checked again."""
    unless_changed(snapshot_of(kept), edit_token=edit_token)
    for name, value in line.items():
        setattr(kept, name, value)
    kept.save(update_fields=list(line))
    _forget_the_number()


@act(Can.CHANGE_HELP_LINE)
def let_help_line_go(line, *, by, edit_token):
    """Take a number off the page."""
    unless_changed(snapshot_of(line), edit_token=edit_token)
    HelpLine.objects.filter(pk=line.pk).delete()
    _forget_the_number()


def _forget_the_number():
    """Read the number in the footer anew: at once in this process, within a minute in the others."""
    caches["here"].delete(NUMBER_TO_CALL)
