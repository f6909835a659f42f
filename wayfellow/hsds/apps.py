from django.apps import AppConfig


class HsdsConfig(AppConfig):
    name = "wayfellow.hsds"
    label = "exchange"  # as it was called first, in the tables and migrations of every installation
