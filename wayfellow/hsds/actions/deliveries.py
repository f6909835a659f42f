"""A directory that came in a file is looked at, taken in, undone and left. The days are passed in."""

from collections.abc import Iterable

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wayfellow.access.guard import Refused, act, anonymous
from wayfellow.directory.models import AtVenue, Listing, Organisation, TimeException, Venue, WeeklyTime
from wayfellow.hsds.access import Can, kept_by_it
from wayfellow.hsds.actions.importing import carry_out, hold, read_by_the_search
from wayfellow.hsds.brought_in import gone_on_with, package_of
from wayfellow.hsds.changes import MET, changes_of, sign_of
from wayfellow.hsds.models import Change, DeliveredFile, Delivery, LooseRow
from wayfellow.hsds.planning import KEYS, plan
from wayfellow.hsds.queries import AT_ONCE, in_parts, records_here
from wayfellow.hsds.vocabulary import ENTITY
from wayfellow.sheets.reading import BadRows

NAMED_AT_MOST = 8
Kind = Change.Kind
TAKEN_ALREADY = _("It was taken in already. Nothing was changed.")
NOT_TAKEN = _("It is not taken in. Nothing was changed.")
CHANGED_MEANWHILE = _(
    "The directory has changed since this file was compared with it. Nothing was taken in. Please compare it once more."
)
TO_PUT_RIGHT = _("The directory has changed, and now this has to be put right in the file: %(which)s")
GONE_ON_WITH = _("Changed by somebody since then: %(which)s. Nothing was undone.")


def _unless_taken(delivery):
    if delivery.taken_on:
        raise Refused(TAKEN_ALREADY)


def _is_taken(delivery):
    if delivery.taken_on is None or delivery.undone_on:
        raise Refused(NOT_TAKEN)


@act(Can.BRING_IN_DIRECTORY)
def bring(programme, *, by, id, on, source, file, planned):
    """Look at a file: what it would change is kept beside it. Nothing of the directory is changed yet."""
    delivery = Delivery.objects.create(id=id, programme=programme, source=source, brought_on=on)
    DeliveredFile.objects.create(delivery=delivery, file=file)
    _note(delivery, planned)
    return delivery


@act(Can.LOOK_AGAIN, when=_unless_taken)
def look_again(delivery, *, by, on):
    """Compare the same file with the directory as it is now."""
    _note(delivery, _planned(delivery, package_of(delivery), on))


@act(Can.TAKE_DELIVERY, when=_unless_taken)
def take(delivery, *, by, on):
    """Take it in as it was shown. Then the file is deleted; what it changed is kept for a month, to undo it."""
    package = package_of(delivery)
    hold(package)
    planned = _planned(delivery, package, on)
    changes = [*changes_of(planned)]
    if sign_of(changes) != delivery.sign:
        raise Refused(CHANGED_MEANWHILE)
    carry_out(planned)
    _keep(delivery, changes)
    DeliveredFile.objects.filter(delivery=delivery).delete()
    delivery.taken_on = on
    delivery.save(update_fields=["taken_on"])


@act(Can.UNDO_DELIVERY, when=_is_taken)
def undo(delivery, *, by, on):
    """As if it had not been taken in: all of it, and only as long as nobody has gone on with any of it."""
    changes = [*delivery.changes.exclude(kind=Kind.OTHERS).exclude(kind=Kind.SAME, after={}).order_by("pk")]
    if changed := gone_on_with(changes):
        raise Refused(GONE_ON_WITH % {"which": _first_of(changed)})
    _undo(changes)
    delivery.undone_on = on
    delivery.save(update_fields=["undone_on"])


@act(Can.LEAVE_DELIVERY, when=_unless_taken)
def leave(delivery, *, by):
    """Delete it here, file and all, as long as it was not taken in."""
    Delivery.objects.filter(pk=delivery.pk).delete()


@anonymous
def let_go_of_deliveries(*, on):
    """After a month a file that nobody took in goes; of one that was, so does what it changed."""
    Delivery.objects.filter(
        Q(taken_on=None, brought_on__lt=on - Delivery.A_MONTH) | Q(taken_on__lt=on - Delivery.A_MONTH)
    ).delete()


def _planned(delivery, package, on):
    programme = delivery.programme
    try:
        return plan(package, source=delivery.source, kept_by=programme, on=on, within=kept_by_it(programme))
    except BadRows as faults:
        raise Refused(TO_PUT_RIGHT % {"which": _first_of(map(str, faults.rows))}) from None


def _first_of(names: Iterable[str]) -> str:
    several = [*names]
    named, more = ", ".join(several[:NAMED_AT_MOST]), len(several) - NAMED_AT_MOST
    return gettext("%(names)s and %(number)s more") % {"names": named, "number": more} if more > 0 else named


def _note(delivery, planned):
    changes = [*changes_of(planned)]
    _keep(delivery, changes)
    delivery.sign = sign_of(changes)
    delivery.save(update_fields=["sign"])


def _keep(delivery, changes):
    delivery.changes.all().delete()
    for change in changes:
        change.delivery = delivery
    Change.objects.bulk_create(changes, batch_size=AT_ONCE)


def _undo(changes):
    """Put back what each record said, in an order in which nothing points to what is gone."""
    listings = [one for one in changes if one.table == ENTITY[Listing]]
    _meet_as_before(listings)
    _delete(Listing, changes)
    organisations = dict(Organisation.objects.filter(uid__in=_organisations(listings)).values_list("uid", "pk"))
    for model in (Listing, Venue, Organisation):
        _say_as_before(model, changes, {str(uid): pk for uid, pk in organisations.items()})
    _delete(Venue, changes)
    _delete(Organisation, changes)
    for one in changes:
        if one.kind == Kind.LOOSE:
            LooseRow.objects.filter(table=one.table, uid=one.uid, row=one.after).delete()
    read_by_the_search([one.uid for one in listings if one.kind != Kind.ADDED] + _touched(changes))


def _organisations(listings):
    return {one.before["organisation"] for one in listings if "organisation" in one.before}


def _meet_as_before(listings):
    for model, met in ((AtVenue, "places"), (WeeklyTime, "times")):
        came = [pk for one in listings for pk in one.after.get(met, {})]
        for some in in_parts(came):
            model.objects.filter(pk__in=some).delete()
        gone = [(pk, said) for one in listings for pk, said in one.before.get(met, {}).items()]
        model.objects.bulk_create((_made(model, pk, said) for pk, said in gone), batch_size=AT_ONCE)
    otherwise = [
        (pk, said) for one in listings for pk, several in one.before.get("otherwise", {}).items() for said in several
    ]
    TimeException.objects.bulk_create(_made(TimeException, None, said | {"time_id": pk}) for pk, said in otherwise)


def _made(model, pk, said):
    columns = {column.attname: column for column in model._meta.concrete_fields}
    told = {name: columns[name].to_python(value) for name, value in said.items()}
    return model(**told | ({"pk": columns["id"].to_python(pk)} if pk else {}))


def _delete(model, changes):
    ids = [one.uid for one in changes if one.kind == Kind.ADDED and one.table == ENTITY[model]]
    for some in in_parts(ids):
        model.objects.filter(**{f"{KEYS[model]}__in": some}).delete()


def _say_as_before(model, changes, organisations):
    mine = [one for one in changes if one.table == ENTITY[model] and one.kind != Kind.ADDED]
    there = records_here(model.objects, [one.uid for one in mine], KEYS[model])
    for one in mine:
        record, columns = there[one.uid], one.before.keys() - MET
        for name in columns:
            column, value = record._meta.get_field(name), one.before[name]
            value = organisations[value] if name == "organisation" else value
            setattr(record, column.attname, column.to_python(value))
        if model is Listing:
            record.changed_at, columns = timezone.now(), columns | {"changed_at"}
        if columns:
            record.save(update_fields=columns)


def _touched(changes):
    """Return the programmes at a place, or of an organisation, that says something else again."""
    uids = {model: [one.uid for one in changes if one.table == ENTITY[model]] for model in (Venue, Organisation)}
    there = Listing.objects.filter(Q(venues__in=uids[Venue]) | Q(organisation__uid__in=uids[Organisation]))
    return [*there.values_list("pk", flat=True)]
