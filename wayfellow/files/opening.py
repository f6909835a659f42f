"""A file that was handed in, given back."""

from django.http import Http404, HttpResponse

from wayfellow.vault.files import PDF, PICTURE, File

CONTENT_TYPES = {PICTURE: "image/jpeg", PDF: "application/pdf"}


def to_save(file: File | None, name: str) -> HttpResponse:
    """Return the answer with which somebody saves a file: the browser neither shows it as a page nor runs it.

    `name` stays on a device: it tells of nobody. Of somebody whose key was destroyed there is none.
    """
    if file is None:
        raise Http404
    return download(file.content, f"{name}.{file.kind}", CONTENT_TYPES[file.kind])


def download(content: str | bytes, name: str, content_type: str) -> HttpResponse:
    """Return the answer with which somebody saves what others wrote: the browser neither shows it nor runs it."""
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(content, content_type=content_type, headers=headers)
