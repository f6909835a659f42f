"""`wayfellow web`: the web workers alone. `wayfellow serve` starts them; nobody needs to."""

from django.core.management.base import BaseCommand

from wayfellow.operations import web


class Command(BaseCommand):
    help = "The web workers alone, as `wayfellow serve` starts them."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--host", required=True)
        for number in ["--port", "--workers", "--threads"]:
            parser.add_argument(number, type=int, required=True)

    def handle(self, *, host, port, workers, threads, **options):
        web.serve(host=host, port=port, workers=workers, threads=threads)
