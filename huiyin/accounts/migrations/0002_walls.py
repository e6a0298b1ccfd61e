"""The county wall around accounts, and what only the database can refuse: a frozen account never moves (I-29)."""

from typing import Any, ClassVar

from django.db import migrations

from huiyin.audit.walls import scoped

FROZEN: list[Any] = [
    """
    CREATE FUNCTION accounts_frozen_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF OLD.as_of IS NOT NULL AND (
            NEW.as_of IS DISTINCT FROM OLD.as_of OR NEW.snapshot IS DISTINCT FROM OLD.snapshot
            OR NEW.first <> OLD.first OR NEW."end" <> OLD."end" OR NEW.kind <> OLD.kind OR NEW.unit_id <> OLD.unit_id
            OR NEW.official_id IS DISTINCT FROM OLD.official_id OR NEW.number <> OLD.number
            OR NEW.empty_reason <> OLD.empty_reason OR NEW.state IN ('drafted', 'confirmed')
        ) THEN
            RAISE EXCEPTION 'account % is frozen', OLD.reference USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER frozen_stays BEFORE UPDATE ON accounts_account
    FOR EACH ROW EXECUTE FUNCTION accounts_frozen_stays()
    """,
    """
    CREATE FUNCTION accounts_sentence_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF EXISTS (SELECT 1 FROM accounts_account a WHERE a.id = NEW.account_id AND a.as_of IS NOT NULL) THEN
            RAISE EXCEPTION 'account % is frozen', NEW.account_id USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER sentence_stays BEFORE INSERT OR UPDATE ON accounts_accountsentence
    FOR EACH ROW EXECUTE FUNCTION accounts_sentence_stays()
    """,
    """
    CREATE FUNCTION accounts_digest_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF OLD.cleared_at IS NOT NULL THEN
            RAISE EXCEPTION 'digest % has gone up', OLD.id USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER digest_stays BEFORE UPDATE ON accounts_digest
    FOR EACH ROW EXECUTE FUNCTION accounts_digest_stays()
    """,
]
DRAFT = "counts, step, words, written_by_id, written_at, cleared_by_id, cleared_at, version"
BACK: list[Any] = [
    "DROP TRIGGER digest_stays ON accounts_digest",
    "DROP FUNCTION accounts_digest_stays",
    "DROP TRIGGER sentence_stays ON accounts_accountsentence",
    "DROP FUNCTION accounts_sentence_stays",
    "DROP TRIGGER frozen_stays ON accounts_account",
    "DROP FUNCTION accounts_frozen_stays",
]


class Migration(migrations.Migration):
    dependencies: ClassVar = [("accounts", "0001_initial")]
    operations: ClassVar = [
        *scoped("accounts_account", "accounts_accountsentence"),
        *scoped("accounts_digest", web=f"SELECT, INSERT, UPDATE ({DRAFT})", clock="SELECT"),
        migrations.RunSQL(FROZEN, BACK),
    ]
