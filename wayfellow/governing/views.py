"""The page of a governing body."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from wayfellow.access.guard import signed_in
from wayfellow.governing import queries


@require_safe
@signed_in
def side_by_side(request):
    """Each programme of the reader's governing body, in numbers, by name."""
    standings = queries.side_by_side(request.user, timezone.localdate())
    return render(request, "governing/side_by_side.html", {"standings": standings})
