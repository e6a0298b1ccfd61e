"""The county wall around reports, and what only the database can refuse: a frozen report never moves (I-29)."""

from typing import Any, ClassVar

from django.db import migrations

from huiyin.audit.walls import scoped

FROZEN: list[Any] = [
    """
    CREATE FUNCTION duties_frozen_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF OLD.as_of IS NOT NULL AND (
            NEW.as_of IS DISTINCT FROM OLD.as_of OR NEW.snapshot IS DISTINCT FROM OLD.snapshot
            OR NEW.first <> OLD.first OR NEW."end" <> OLD."end" OR NEW.kind <> OLD.kind OR NEW.unit_id <> OLD.unit_id
            OR NEW.official_id IS DISTINCT FROM OLD.official_id OR NEW.number <> OLD.number
            OR NEW.empty_reason <> OLD.empty_reason OR NEW.state IN ('drafted', 'confirmed')
        ) THEN
            RAISE EXCEPTION 'report % is frozen', OLD.reference USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER frozen_stays BEFORE UPDATE ON duties_report
    FOR EACH ROW EXECUTE FUNCTION duties_frozen_stays()
    """,
    """
    CREATE FUNCTION duties_sentence_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF EXISTS (SELECT 1 FROM duties_report r WHERE r.id = NEW.report_id AND r.as_of IS NOT NULL) THEN
            RAISE EXCEPTION 'report % is frozen', NEW.report_id USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER sentence_stays BEFORE INSERT OR UPDATE ON duties_reportsentence
    FOR EACH ROW EXECUTE FUNCTION duties_sentence_stays()
    """,
]
BACK: list[Any] = [
    "DROP TRIGGER sentence_stays ON duties_reportsentence",
    "DROP FUNCTION duties_sentence_stays",
    "DROP TRIGGER frozen_stays ON duties_report",
    "DROP FUNCTION duties_frozen_stays",
]


class Migration(migrations.Migration):
    dependencies: ClassVar = [("duties", "0001_reports")]
    operations: ClassVar = [
        *scoped("duties_report", "duties_reportsentence"),
        migrations.RunSQL(FROZEN, BACK),
    ]
