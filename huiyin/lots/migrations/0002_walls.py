"""The county wall around draws, and what only the database can refuse: what was published, and drawn, never changes."""

from typing import Any, ClassVar

from django.db import migrations

from huiyin.audit.walls import scoped

STAYS: list[Any] = [
    """
    CREATE FUNCTION lots_draw_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF OLD.pooled_at IS NOT NULL AND (
            NEW.pooled_at IS DISTINCT FROM OLD.pooled_at OR NEW.pool_sha256 <> OLD.pool_sha256
            OR NEW.pool_size IS DISTINCT FROM OLD.pool_size OR NEW.purpose <> OLD.purpose
            OR NEW.size <> OLD.size OR NEW.panels_count <> OLD.panels_count OR NEW.area_id <> OLD.area_id
        ) THEN
            RAISE EXCEPTION 'the pool of draw % is fixed', OLD.reference USING ERRCODE = 'check_violation';
        END IF;
        IF OLD.published_at IS NOT NULL AND (
            NEW.published_at IS DISTINCT FROM OLD.published_at OR NEW.quotas <> OLD.quotas OR NEW.seed <> OLD.seed
            OR NEW.way <> OLD.way OR NEW.way_words <> OLD.way_words
        ) THEN
            RAISE EXCEPTION 'draw % is published', OLD.reference USING ERRCODE = 'check_violation';
        END IF;
        IF OLD.number IS NOT NULL AND (
            NEW.number IS DISTINCT FROM OLD.number OR NEW.drawn_at IS DISTINCT FROM OLD.drawn_at
        ) THEN
            RAISE EXCEPTION 'draw % is drawn', OLD.reference USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER draw_stays BEFORE UPDATE ON lots_draw
    FOR EACH ROW EXECUTE FUNCTION lots_draw_stays()
    """,
    """
    CREATE FUNCTION lots_panels_stay() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF EXISTS (
            SELECT 1 FROM lots_draw d WHERE d.id = NEW.draw_id AND (d.published_at IS NOT NULL OR d.number IS NOT NULL)
        ) THEN
            RAISE EXCEPTION 'the panels of draw % are published', NEW.draw_id USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER panels_stay BEFORE INSERT OR UPDATE ON lots_drawpanels
    FOR EACH ROW EXECUTE FUNCTION lots_panels_stay()
    """,
    """
    CREATE FUNCTION lots_lot_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.lot <> OLD.lot OR NEW.household_id <> OLD.household_id OR NEW.commitment <> OLD.commitment
            OR NEW.values <> OLD.values OR (OLD.is_chosen AND NOT NEW.is_chosen)
            OR (OLD.invited_on IS NOT NULL AND NEW.invited_on IS DISTINCT FROM OLD.invited_on)
        THEN
            RAISE EXCEPTION 'lot % of draw % is fixed', OLD.lot, OLD.draw_id USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER lot_stays BEFORE UPDATE ON lots_drawentry
    FOR EACH ROW EXECUTE FUNCTION lots_lot_stays()
    """,
]
BACK: list[Any] = [
    "DROP TRIGGER lot_stays ON lots_drawentry",
    "DROP FUNCTION lots_lot_stays",
    "DROP TRIGGER panels_stay ON lots_drawpanels",
    "DROP FUNCTION lots_panels_stay",
    "DROP TRIGGER draw_stays ON lots_draw",
    "DROP FUNCTION lots_draw_stays",
]


class Migration(migrations.Migration):
    dependencies: ClassVar = [("lots", "0001_initial")]
    operations: ClassVar = [
        *scoped("lots_draw", "lots_drawentry", "lots_drawpanels"),
        migrations.RunSQL(STAYS, BACK),
    ]
