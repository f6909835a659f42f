"""django-allauth's pages among our own."""

from functools import wraps

UNPROCESSABLE = 422


def fit(view_class, **options):
    """Make a view of allauth's that answers as ours do: what was sent and could not be kept is a 422."""
    view = view_class.as_view(**options)

    @wraps(view)
    def fitted(request, **place):
        response = view(request, **place)
        if request.method == "POST" and response.status_code == 200:
            response.status_code = UNPROCESSABLE
        return response

    return fitted
