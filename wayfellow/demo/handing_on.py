"""What the example hands on to other programmes: the chapter of its handbook, for everyone to read."""

import uuid

from django.utils import timezone

from wayfellow.handing_on import actions
from wayfellow.handing_on.models import Licence
from wayfellow.office.models import Document


def tell(cast):
    [chapter] = Document.objects.filter(programme__slug="example-today").select_related("programme__organisation")
    licensed = {"language": "en", "licence": Licence.BY_SA, "is_public": True}
    told = {"kind": "handbook-document", "thing": chapter.pk, "handed_on": licensed}
    actions.hand_on(chapter.programme, by=cast.carme, id=uuid.uuid4(), on=timezone.localdate(), **told)
