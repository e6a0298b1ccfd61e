"""The county wall around forums; and no point hangs except at a forum whose minutes are open."""

from typing import Any, ClassVar

from django.db import migrations

from huiyin.audit.walls import scoped

# S16: minutes cannot be closed while a point hangs, and nothing hangs anywhere else.
NO_POINT_HANGS: list[Any] = [
    """
    CREATE FUNCTION forums_point_may_hang() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NOT EXISTS (SELECT 1 FROM forums_forum f WHERE f.contact_id = NEW.contact_id AND f.state = 'held') THEN
            RAISE EXCEPTION 'point % of contact % has no disposition', NEW.number, NEW.contact_id
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER point_may_hang BEFORE INSERT OR UPDATE ON contacts_point
    FOR EACH ROW WHEN (NEW.disposition = '') EXECUTE FUNCTION forums_point_may_hang()
    """,
    """
    CREATE FUNCTION forums_minutes_are_whole() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF EXISTS (SELECT 1 FROM contacts_point p WHERE p.contact_id = NEW.contact_id AND p.disposition = '') THEN
            RAISE EXCEPTION 'a point of forum % has no disposition', NEW.reference
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER minutes_are_whole BEFORE INSERT OR UPDATE ON forums_forum
    FOR EACH ROW WHEN (NEW.state = 'closed') EXECUTE FUNCTION forums_minutes_are_whole()
    """,
]
BACK: list[Any] = [
    "DROP TRIGGER minutes_are_whole ON forums_forum",
    "DROP FUNCTION forums_minutes_are_whole",
    "DROP TRIGGER point_may_hang ON contacts_point",
    "DROP FUNCTION forums_point_may_hang",
]


class Migration(migrations.Migration):
    dependencies: ClassVar = [("forums", "0001_initial")]
    operations: ClassVar = [
        *scoped("forums_forum", "forums_forumgroup", "forums_forumofficial"),
        migrations.RunSQL(NO_POINT_HANGS, BACK),
    ]
