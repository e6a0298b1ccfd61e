"""The county wall around matters; steps and ratings are added, never changed; and what only the database can refuse."""

from typing import Any, ClassVar

from django.db import migrations

from huiyin.audit.walls import grants, scoped

# I-04: at the end of every transaction a matter is in the state its trail says.
STATE_MATCHES_TRAIL = [
    """
    CREATE FUNCTION matters_state_matches_trail() RETURNS trigger LANGUAGE plpgsql
    SET plan_cache_mode = force_custom_plan AS $$  -- a plan made while the tables were small would scan them
    DECLARE now_state text; trail text;
    BEGIN
        SELECT state INTO now_state FROM matters_matter WHERE id = NEW.id;
        -- "+ 0" keeps the planner off the primary key, which would read every step
        SELECT state_after INTO trail FROM matters_step WHERE matter_id = NEW.id
        ORDER BY id + 0 DESC LIMIT 1;
        IF now_state IS DISTINCT FROM trail THEN
            RAISE EXCEPTION 'matter % is % but its trail says %', NEW.id, now_state, trail
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NULL;
    END $$
    """,
    """
    CREATE CONSTRAINT TRIGGER state_matches_trail AFTER INSERT OR UPDATE OF state ON matters_matter
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION matters_state_matches_trail()
    """,
]
# I-16, I-18: whoever handles a matter never approves its reply, and "solved" needs an action on record.
APPROVAL_IS_SOMEBODY_ELSES = [
    """
    CREATE FUNCTION matters_approval_is_somebody_elses() RETURNS trigger LANGUAGE plpgsql
    SET plan_cache_mode = force_custom_plan AS $$
    BEGIN
        IF NEW.approved_by_id IS NOT NULL AND EXISTS (
            SELECT 1 FROM matters_matter m WHERE m.id = NEW.matter_id AND m.handler_id = NEW.approved_by_id
        ) THEN
            RAISE EXCEPTION 'the handler cannot approve reply %', NEW.id USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.approved_by_id IS NOT NULL AND NEW.outcome = 'resolved' AND NOT EXISTS (
            SELECT 1 FROM matters_step s WHERE s.matter_id = NEW.matter_id AND s.deed IN ('start', 'note') AND s.note <> ''
            AND s.id > COALESCE((SELECT max(r.id) FROM matters_step r
                                 WHERE r.matter_id = NEW.matter_id AND r.deed IN ('reopen', 'take_up')), 0)
        ) THEN
            RAISE EXCEPTION 'reply % says solved but no action is on record', NEW.id USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER approval_is_somebody_elses BEFORE INSERT OR UPDATE ON matters_reply
    FOR EACH ROW EXECUTE FUNCTION matters_approval_is_somebody_elses()
    """,
]
# I-02: nothing is shown another way without the notice that says so to the person.
WHO_LEFT_WAS_TOLD = [
    """
    CREATE FUNCTION matters_who_left_was_told() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NOT EXISTS (SELECT 1 FROM matters_referral r WHERE r.matter_id = NEW.id) THEN
            RAISE EXCEPTION 'matter % left without a notice', NEW.id USING ERRCODE = 'check_violation';
        END IF;
        RETURN NULL;
    END $$
    """,
    """
    CREATE CONSTRAINT TRIGGER who_left_was_told AFTER INSERT OR UPDATE OF state ON matters_matter
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.state IN ('redirected', 'transferred_out'))
    EXECUTE FUNCTION matters_who_left_was_told()
    """,
]
# T07: what others are merged into is not merged itself, so that every answer is one step away.
MERGED_ONCE = [
    """
    CREATE FUNCTION matters_merged_once() RETURNS trigger LANGUAGE plpgsql
    SET plan_cache_mode = force_custom_plan AS $$
    BEGIN
        IF EXISTS (SELECT 1 FROM matters_matter m JOIN matters_matter p ON p.id = m.primary_id
                   WHERE (m.id = NEW.id OR m.primary_id = NEW.id) AND p.primary_id IS NOT NULL) THEN
            RAISE EXCEPTION 'matter % is merged in a chain', NEW.id USING ERRCODE = 'check_violation';
        END IF;
        RETURN NULL;
    END $$
    """,
    """
    CREATE CONSTRAINT TRIGGER merged_once AFTER INSERT OR UPDATE OF primary_id ON matters_matter
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.primary_id IS NOT NULL)
    EXECUTE FUNCTION matters_merged_once()
    """,
]
# I-23: a rating by telephone is of the answer that was called back about, and somebody reached the person.
RATING_BY_CALL_WAS_ONE = [
    """
    CREATE FUNCTION matters_rating_by_call_was_one() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NOT EXISTS (
            SELECT 1 FROM matters_callback c JOIN matters_calltry t ON t.call_id = c.id AND t.reached
            WHERE c.id = NEW.call_id AND c.matter_id = NEW.matter_id AND c.reply_id = NEW.reply_id
            AND c.result = 'reached'
        ) THEN
            RAISE EXCEPTION 'rating % names a call that was none', NEW.id USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER rating_by_call_was_one BEFORE INSERT ON matters_rating
    FOR EACH ROW WHEN (NEW.call_id IS NOT NULL) EXECUTE FUNCTION matters_rating_by_call_was_one()
    """,
]
# Figures follow the deed: what a matter adds to them and takes away is written with it, for the clock to add up. What was
# sealed stands in none, at whatever moment; its deed takes back what it had added (actions.sealing).
FIGURES_FOLLOW = [
    """
    CREATE FUNCTION matters_month(came timestamptz, county bigint) RETURNS date LANGUAGE sql STABLE AS $$
        SELECT date_trunc('month', came AT TIME ZONE c.timezone)::date FROM orgs_county c WHERE c.id = county
    $$
    """,
    """
    CREATE FUNCTION matters_stands(origin text, state text, level text, charter bigint, outcome text) RETURNS text
    LANGUAGE sql IMMUTABLE AS $$
        -- whose a merged matter is, the answer to another one may say without a step; no figure asks it
        SELECT concat_ws('|', origin, state, CASE WHEN state = 'merged' THEN '' ELSE level END, charter, outcome)
    $$
    """,
    """
    CREATE FUNCTION matters_figures_begin() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        INSERT INTO matters_figurechange
            (county_id, unit_id, month, at, stands, is_counted, topic, source_org, help, n)
        SELECT county_id, intake_unit_id, matters_month(received_at, county_id), registered_at,
            matters_stands(origin, state, level, charter_id, outcome), state NOT IN ('withdrawn', 'merged'),
            topic, source_org, '', 1
        FROM added WHERE received_at IS NOT NULL AND origin <> 'sealed';
        RETURN NULL;
    END $$
    """,
    """
    CREATE TRIGGER figures_begin AFTER INSERT ON matters_matter REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION matters_figures_begin()
    """,
    """
    CREATE FUNCTION matters_figures_follow() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        INSERT INTO matters_figurechange
            (county_id, unit_id, month, at, stands, is_counted, topic, source_org, help, n)
        SELECT NEW.county_id, m.unit_id, matters_month(m.came, NEW.county_id), NEW.stepped_at,
            matters_stands(m.origin, m.state, m.level, m.charter, m.outcome),
            m.state NOT IN ('withdrawn', 'merged'), m.topic, m.source_org, '', m.n
        FROM (VALUES
            (OLD.intake_unit_id, OLD.received_at, OLD.origin, OLD.state, OLD.level, OLD.charter_id, OLD.outcome,
                OLD.topic, OLD.source_org, -1),
            (NEW.intake_unit_id, NEW.received_at, NEW.origin, NEW.state, NEW.level, NEW.charter_id, NEW.outcome,
                NEW.topic, NEW.source_org, 1)
        ) AS m (unit_id, came, origin, state, level, charter, outcome, topic, source_org, n)
        WHERE m.came IS NOT NULL AND m.origin <> 'sealed' AND NEW.origin <> 'sealed';
        RETURN NULL;
    END $$
    """,
    """
    CREATE TRIGGER figures_follow AFTER UPDATE ON matters_matter FOR EACH ROW WHEN (
        (OLD.intake_unit_id, OLD.received_at, OLD.origin, OLD.state, OLD.level, OLD.charter_id, OLD.outcome, OLD.topic,
            OLD.source_org)
        IS DISTINCT FROM (NEW.intake_unit_id, NEW.received_at, NEW.origin, NEW.state, NEW.level, NEW.charter_id,
            NEW.outcome, NEW.topic, NEW.source_org)
    ) EXECUTE FUNCTION matters_figures_follow()
    """,
    """
    CREATE FUNCTION matters_help(facts jsonb) RETURNS text LANGUAGE sql IMMUTABLE AS $$
        SELECT concat_ws(';', (SELECT coalesce(string_agg(m, ','), '') FROM jsonb_array_elements_text(facts -> 'means') m),
            (SELECT coalesce(string_agg(f, ','), '') FROM jsonb_array_elements_text(facts -> 'help_fields') f))
    $$
    """,
    """
    CREATE FUNCTION matters_figures_help() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        INSERT INTO matters_figurechange
            (county_id, unit_id, month, at, stands, is_counted, topic, source_org, help, n)
        SELECT NEW.county_id, intake_unit_id, matters_month(NEW.at, NEW.county_id), NEW.at, '', false, '', '',
            matters_help(NEW.facts), 1
        FROM matters_matter WHERE id = NEW.matter_id AND origin = 'live';
        RETURN NULL;
    END $$
    """,
    """
    CREATE TRIGGER figures_help AFTER INSERT ON matters_step FOR EACH ROW
    WHEN (NEW.deed IN ('start', 'note') AND NEW.facts ?| ARRAY['means', 'help_fields'])
    EXECUTE FUNCTION matters_figures_help()
    """,
]
BACK: list[Any] = [
    "DROP TRIGGER figures_help ON matters_step",
    "DROP FUNCTION matters_figures_help",
    "DROP FUNCTION matters_help",
    "DROP TRIGGER figures_follow ON matters_matter",
    "DROP FUNCTION matters_figures_follow",
    "DROP TRIGGER figures_begin ON matters_matter",
    "DROP FUNCTION matters_figures_begin",
    "DROP FUNCTION matters_stands",
    "DROP FUNCTION matters_month",
    "DROP TRIGGER rating_by_call_was_one ON matters_rating",
    "DROP FUNCTION matters_rating_by_call_was_one",
    "DROP TRIGGER merged_once ON matters_matter",
    "DROP FUNCTION matters_merged_once",
    "DROP TRIGGER who_left_was_told ON matters_matter",
    "DROP FUNCTION matters_who_left_was_told",
    "DROP TRIGGER approval_is_somebody_elses ON matters_reply",
    "DROP FUNCTION matters_approval_is_somebody_elses",
    "DROP TRIGGER state_matches_trail ON matters_matter",
    "DROP FUNCTION matters_state_matches_trail",
]


class Migration(migrations.Migration):
    dependencies: ClassVar = [("matters", "0001_initial")]
    operations: ClassVar = [
        *scoped(
            "matters_callback",
            "matters_deadline",
            "matters_delivery",
            "matters_extension",
            "matters_figurefolding",
            "matters_handback",
            "matters_keptlist",
            "matters_matter",
            "matters_merge",
            "matters_recordcorrection",
            "matters_referral",
            "matters_reply",
            "matters_replytemplate",
            "matters_review",
            "matters_subtask",
            "matters_supplement",
            "matters_urgency",
        ),
        *scoped(
            "matters_calltry",
            "matters_deliverytry",
            "matters_effectdraw",
            "matters_rating",
            "matters_recusal",
            "matters_replychange",
            "matters_step",
            web="SELECT, INSERT",
        ),
        *scoped("matters_figurechange", web="SELECT, INSERT", clock="SELECT, INSERT, DELETE"),
        *scoped("matters_figuresum", web="SELECT", clock="SELECT, INSERT, UPDATE, DELETE"),
        # How many texts hold a piece is read from the statistics: huiyin.matters.alike.
        migrations.RunSQL(
            "ALTER TABLE matters_words ALTER COLUMN grams SET STATISTICS 500", migrations.RunSQL.noop
        ),
        grants(
            "matters_words", web="SELECT, INSERT, UPDATE, DELETE", sequence=False
        ),  # why no wall: huiyin.matters.models.Words
        migrations.RunSQL(
            [
                *STATE_MATCHES_TRAIL,
                *APPROVAL_IS_SOMEBODY_ELSES,
                *WHO_LEFT_WAS_TOLD,
                *MERGED_ONCE,
                *RATING_BY_CALL_WAS_ONE,
                *FIGURES_FOLLOW,
            ],
            BACK,
        ),
    ]
