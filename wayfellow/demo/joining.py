"""Two who would like to become peer supporters, Pau's own week and costs, and who is on duty."""

import uuid
from datetime import timedelta
from decimal import Decimal

from wayfellow.arrivals.actions import set_duty
from wayfellow.choices.links import token_of
from wayfellow.demo.words import TOLD
from wayfellow.expenses import actions as expenses
from wayfellow.expenses.models import Expense
from wayfellow.joining import actions
from wayfellow.joining.models import Step
from wayfellow.joining.steps import AS_USUAL, Kind
from wayfellow.workforce.actions import keep_week, write_own_page
from wayfellow.workforce.models import Peer

SATURDAY = 5
DONE = {Kind.CONVERSATION: 40, Kind.CHECK: 30, Kind.EQUIPMENT: 20}  # how many days ago


def tell(cast, today):
    _applications(cast, today)
    _week(cast)
    write_own_page(cast.peer, by=cast.pau, edit_token=None, page={"experience_of": Peer.ExperienceOf.OWN})
    _costs(cast, today)
    _on_duty(cast, today)


def _applications(cast, today):
    """Jordi has just written; Aina talked, her check is in order, and her first month goes on."""
    told = TOLD["joining"]
    looks = {"is_open": True, "words": told["we_look"], "steps": AS_USUAL}
    actions.keep_way_in(cast.programme, by=cast.carme, edit_token=None, **looks)
    _wrote(cast, "jordi", on=today - timedelta(days=2))
    aina = _wrote(cast, "aina", on=today - timedelta(days=60))
    actions.take_on(aina, by=cast.carme, on=today - timedelta(days=50))
    for kind, days in DONE.items():
        done_on = today - timedelta(days=days)
        said = {"result": Step.Result.IN_ORDER, "holds_until": today + timedelta(days=20)} if kind == Kind.CHECK else {}
        step = aina.steps.select_related("application__key", "application__programme").get(kind=kind)
        actions.do_step(step, by=cast.carme, edit_token=None, on=today, done_on=done_on, **said)


def _on_duty(cast, today):
    """Carme and Sílvia take turns from Monday to Friday; at weekends nobody goes out."""
    weekdays = [day for day in (today + timedelta(days=number) for number in range(28)) if day.weekday() < SATURDAY]
    for user, days in [(cast.carme, weekdays[::2]), (cast.silvia, weekdays[1::2])]:
        set_duty(cast.programme, by=cast.carme, days=days, user=user, phone="600 000 000")


def _wrote(cast, who, *, on):
    told = TOLD["joining"][who]
    said = {"name": told["name"], "reach": "600 000 000", "words": told["words"], "practical": told["practical"]}
    return actions.apply(cast.programme, token=token_of(uuid.uuid4()), on=on, **said)


def _week(cast):
    told = TOLD["joining"]["week"]
    parts = [f"{weekday}-{part}" for weekday in range(5) for part in ["morning", "afternoon"]]
    week = {"parts": parts, "otherwise": told["otherwise"], "not_there": told["not_there"]}
    keep_week(cast.peer, by=cast.pau, edit_token=None, week=week)


def _costs(cast, today):
    """A ticket that was approved, another one that waits, and a coffee that Carme asks about."""
    told = TOLD["joining"]["costs"]
    kinds = Expense.Kind
    ticket, _another, coffee = (
        expenses.send_expense(
            cast.peer,
            by=cast.pau,
            id=uuid.uuid4(),
            today=today,
            programme=cast.programme,
            spent_on=today - timedelta(days=days),
            kind=kind,
            occasion=Expense.Occasion.MEETING,
            amount=Decimal(amount),
            receipt="",
            words=told[words],
        )
        for days, kind, amount, words in [
            (9, kinds.TRAVEL, "2.55", "ticket"),
            (3, kinds.TRAVEL, "5.10", "two_tickets"),
            (3, kinds.SMALL_COST, "4.20", "coffee"),
        ]
    )
    expenses.approve_expense(ticket, by=cast.carme, edit_token=None, on=today)
    expenses.ask_about_expense(coffee, by=cast.carme, edit_token=None, on=today, question=told["question"])
