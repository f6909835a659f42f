"""What a person does with their own list of visits."""

from wayfellow.access.guard import act
from wayfellow.access.policy import Can
from wayfellow.access.seen import unless_changed
from wayfellow.plans.models import Visit
from wayfellow.plans.queries import as_kept


@act(Can.KEEP_VISITS)
def keep_visit(person, *, by, id, visit):
    """Note an upcoming visit: with whom, when if known, and what to raise."""
    return Visit.objects.create(id=id, person=person, **visit)


@act(Can.CHANGE_VISIT)
def change_visit(kept, *, by, seen, visit):
    """Write a visit anew. What another tab kept meanwhile is not replaced unseen (I8)."""
    unless_changed(as_kept(kept), seen=seen)
    for name, value in visit.items():
        setattr(kept, name, value)
    kept.save(update_fields=list(visit))


@act(Can.CHANGE_VISIT)
def let_visit_go(visit, *, by, seen):
    """Take a visit off the list."""
    unless_changed(as_kept(visit), seen=seen)
    Visit.objects.filter(pk=visit.pk).delete()
