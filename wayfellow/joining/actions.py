"""Somebody applies, is taken on, and goes step by step until they support people on their own."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from wayfellow.access.edit_tokens import unless_changed
from wayfellow.access.guard import Refused, act, anonymous
from wayfellow.choices.links import digest_of
from wayfellow.joining.access import Can
from wayfellow.joining.lifecycle import APPLICATION, Transition
from wayfellow.joining.models import Application, PlannedStep, Step, WayIn
from wayfellow.joining.queries import as_done, as_kept, left_to_do, way_of
from wayfellow.joining.steps import Kind
from wayfellow.vault import register
from wayfellow.vault.models import Key


def _unless_it_does_not_go_on(step):
    if not step.application.has_begun:
        raise Refused(_("This does not go on any more. Nothing was changed."))


@act(Can.KEEP_WAY_IN)
def keep_way_in(programme, *, by, edit_token, is_open, words, steps):
    """Say whether peer supporters are looked for, and by which steps. Who is on the way already goes on as planned."""
    unless_changed(as_kept(programme), edit_token=edit_token)
    WayIn.objects.update_or_create(programme=programme, defaults={"is_open": is_open, "words": words})
    programme.planned_steps.all().delete()
    PlannedStep.objects.bulk_create([PlannedStep(programme=programme, **step._asdict()) for step in steps])


@anonymous
def apply(programme, *, token, on, **told):
    """Somebody would like to become a peer supporter. It is tied to no account."""
    application, _is_new = Application.objects.get_or_create(
        address=digest_of(token),
        defaults={"key": Key.kept, "programme": programme, "written_on": on, "stage_since": on} | told,
    )
    return application


@anonymous
def forget(application, *, on):
    """Whoever wrote it withdraws it, or its time has come: nothing of it stays."""
    key = application.key
    Application.objects.filter(pk=application.pk).delete()
    register.destroy(key, on=on)


@act(Can.TAKE_ON, when=APPLICATION.allows(Transition.TAKE_ON))
def take_on(application, *, by, on):
    """Begin the way with them: each step with who goes along and until when, as the programme takes it."""
    APPLICATION.take(Transition.TAKE_ON, application, on=on)
    for planned in way_of(application.programme):
        Step.objects.create(
            application=application,
            kind=planned.kind,
            what=planned.what,
            who=planned.who or by.name,
            due_on=on + timedelta(days=planned.days),
        )


@act(Can.LET_APPLICATION_GO, when=APPLICATION.allows(Transition.LET_GO))
def let_go(application, *, by, on, answer):
    """Close it, with a few words that whoever wrote it reads. What they wrote themself goes at once."""
    APPLICATION.take(Transition.LET_GO, application, on=on, answer=answer, name="", reach="", words="", practical="")
    application.steps.all().delete()


@act(Can.PLAN_JOINING_STEP, when=_unless_it_does_not_go_on)
def plan_step(step, *, by, edit_token, who, due_on):
    """Say who goes along with a step, and until when."""
    unless_changed([step.who, step.due_on], edit_token=edit_token)
    step.who, step.due_on = who, due_on
    step.save(update_fields=["who", "due_on"])


@act(Can.DO_JOINING_STEP, when=_unless_it_does_not_go_on)
def do_step(step, *, by, edit_token, on, done_on, words="", result="", holds_until=None):
    """Note that a step is done, a check done anew, or that it is not done after all.

    With the last one they support people on their own.
    """
    unless_changed(as_done(step), edit_token=edit_token)
    if done_on is None:
        _not_done_after_all(step)
        return
    if done_on > on:
        raise Refused(_("This day is still to come. Please check the date."), field="done_on")
    if holds_until and holds_until < done_on:
        raise Refused(_("This is before the day of the check."), field="holds_until")
    step.done_on, step.words, step.result, step.holds_until = done_on, words, result, holds_until
    step.save(update_fields=["done_on", "words", "result", "holds_until"])
    if step.kind == Kind.SIGN_OFF and not step.application.is_ready:
        _sign_off(step, on=on)


def _not_done_after_all(step):
    if step.application.is_ready:
        raise Refused(_("They support people on their own by now. Please give a day."), field="done_on")
    step.done_on, step.words, step.result, step.holds_until = None, "", "", None
    step.save(update_fields=["done_on", "words", "result", "holds_until"])


def _sign_off(step, *, on):
    """Nobody supports people alone while a step before it is open, or a check is not in order."""
    if missing := [str(each.label) for each in left_to_do(step)]:
        raise Refused(_("These come first: %(steps)s") % {"steps": " · ".join(missing)})
    checks = step.application.steps.filter(kind=Kind.CHECK)
    if any(check.result != Step.Result.IN_ORDER or check.has_lapsed for check in checks):
        raise Refused(_("The check is not in order now. It comes first."))
    APPLICATION.take(Transition.SIGN_OFF, step.application, on=on)
