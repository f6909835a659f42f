"""The tables of a new database, made at once as they are today: made as they grew, they take a minute and more.

What migrations bring besides is named here. That both ways lead to the same, a test holds.
"""

from django.apps import apps
from django.db import connection, router
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import RunPython
from django.db.migrations.recorder import MigrationRecorder

BRING_MORE = [  # triggers, an index of words, and the rows that every installation begins with
    ("people", "0003_accounts"),
    ("journal", "0002_chain"),
    ("journeys", "0002_counters"),
    ("surveys", "0002_survey_engine"),
    ("directory", "0004_words"),
    ("directory", "0005_house"),
    ("understanding", "0002_help_lines"),
    ("keeping", "0002_examples"),
    ("keeping", "0006_no_copies_in_statistics"),
]


def make_tables(loader: MigrationLoader) -> None:
    """Make every table, and what belongs to it, in a database that has none of them; all of it or nothing."""
    with connection.schema_editor() as editor:
        for app in apps.get_app_configs():
            for model in router.get_migratable_models(app, connection.alias):
                if model._meta.can_migrate(connection):
                    editor.create_model(model)
        for statement in editor.deferred_sql:
            editor.execute(statement)
        editor.deferred_sql.clear()
        state = loader.project_state().apps
        for key in BRING_MORE:
            for operation in loader.graph.nodes[key].operations:
                if isinstance(operation, RunPython):
                    operation.code(state, editor)
        recorder = MigrationRecorder(connection)
        recorder.ensure_schema()
        recorder.migration_qs.bulk_create(recorder.Migration(app=app, name=name) for app, name in loader.graph.nodes)
