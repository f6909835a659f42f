"""The counters of a journey are kept by the database, with the accompaniment, in the same statement."""

from django.db import migrations

COUNT = """
    UPDATE journeys_journey SET
        accompaniments_count = (SELECT count(*) FROM journeys_accompaniment a WHERE a.journey_id = {row}.journey_id AND a.state = 'held'),
        first_met_on = (SELECT min(a."on") FROM journeys_accompaniment a WHERE a.journey_id = {row}.journey_id AND a.state = 'held'),
        last_met_on = (SELECT max(a."on") FROM journeys_accompaniment a WHERE a.journey_id = {row}.journey_id AND a.state = 'held')
    WHERE id = {row}.journey_id;
"""
MOMENTS = {"insert": "NEW", "update": "NEW", "delete": "OLD"}


def keep_counters(apps, editor):
    if editor.connection.vendor == "sqlite":
        for moment, row in MOMENTS.items():
            editor.execute(
                f"CREATE TRIGGER count_on_{moment} AFTER {moment} ON journeys_accompaniment BEGIN {COUNT.format(row=row)} END"
            )
        return
    for moment, row in MOMENTS.items():
        editor.execute(
            f"CREATE FUNCTION count_on_{moment}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN {COUNT.format(row=row)} RETURN NULL; END $$"
        )
        editor.execute(
            f"CREATE TRIGGER count_on_{moment} AFTER {moment} ON journeys_accompaniment "
            f"FOR EACH ROW EXECUTE FUNCTION count_on_{moment}()"
        )


def drop_counters(apps, editor):
    for moment in MOMENTS:
        if editor.connection.vendor == "sqlite":
            editor.execute(f"DROP TRIGGER count_on_{moment}")
        else:
            editor.execute(f"DROP TRIGGER count_on_{moment} ON journeys_accompaniment")
            editor.execute(f"DROP FUNCTION count_on_{moment}()")


class Migration(migrations.Migration):
    dependencies = [("journeys", "0001_initial")]
    operations = [migrations.RunPython(keep_counters, drop_counters)]
