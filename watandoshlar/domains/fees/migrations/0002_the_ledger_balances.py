"""The database keeps the books: every posting balances, what is written stays, and nobody owes less than nothing."""

from django.db import migrations

APPEND_ONLY = [
    "fees_assessment", "fees_cashcount", "fees_charge", "fees_connectionkey", "fees_difference", "fees_line",
    "fees_payment", "fees_posting", "fees_reconciliation", "fees_waiver",
]  # fmt: skip

KEEP = """
CREATE FUNCTION fees_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% on % is refused: rows of this table are only ever added', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege', CONSTRAINT = TG_TABLE_NAME || '_append_only';
END $$;

CREATE FUNCTION fees_check_posting() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    number bigint := CASE TG_TABLE_NAME WHEN 'fees_posting' THEN (to_jsonb(NEW) ->> 'id')::bigint
                                        ELSE (to_jsonb(NEW) ->> 'posting_id')::bigint END;
    wanted integer;
    found integer;
BEGIN
    SELECT size INTO wanted FROM fees_posting WHERE id = number;
    SELECT count(*) INTO found FROM fees_line WHERE posting_id = number;
    IF wanted < 2 OR found <> wanted THEN
        RAISE EXCEPTION 'posting %: % lines are there, % belong to it', number, found, wanted
            USING ERRCODE = 'check_violation', CONSTRAINT = 'fees_posting_whole';
    END IF;
    IF EXISTS (SELECT 1 FROM fees_line WHERE posting_id = number GROUP BY currency HAVING sum(amount) <> 0) THEN
        RAISE EXCEPTION 'posting %: its lines do not sum to nothing', number
            USING ERRCODE = 'check_violation', CONSTRAINT = 'fees_posting_balances';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER fees_posting_whole AFTER INSERT ON fees_posting DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION fees_check_posting();
CREATE CONSTRAINT TRIGGER fees_line_balances AFTER INSERT ON fees_line DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION fees_check_posting();

CREATE FUNCTION fees_check_due() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.ledger_account = 'due' AND (SELECT sum(amount) FROM fees_line WHERE charge_id = NEW.charge_id
           AND ledger_account = 'due' AND currency = NEW.currency) < 0 THEN
        RAISE EXCEPTION 'charge %: more is settled than was due', NEW.charge_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'fees_paid_once';
    END IF;
    IF NEW.ledger_account = 'overpaid' AND (SELECT sum(l.amount) FROM fees_line l JOIN fees_posting p
           ON p.id = l.posting_id WHERE l.ledger_account = 'overpaid' AND l.currency = NEW.currency
           AND p.bill_id = (SELECT bill_id FROM fees_posting WHERE id = NEW.posting_id)) > 0 THEN
        RAISE EXCEPTION 'posting %: more goes back than was paid too much', NEW.posting_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'fees_refunded_once';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER fees_paid_once AFTER INSERT ON fees_line DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION fees_check_due();

CREATE FUNCTION fees_keep_bill() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'bill %: what a bill was opened with does not change', OLD.reference
        USING ERRCODE = 'check_violation', CONSTRAINT = 'fees_bill_fixed';
END $$;

CREATE TRIGGER fees_keep_bill BEFORE UPDATE OR DELETE ON fees_bill FOR EACH ROW EXECUTE FUNCTION fees_keep_bill();

CREATE FUNCTION fees_check_online_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'created' THEN
            RAISE EXCEPTION 'transaction %: it begins as created, not as %', NEW.external_id, NEW.state
                USING ERRCODE = 'check_violation', CONSTRAINT = 'fees_online_step_known';
        END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' OR
       to_jsonb(NEW) - ARRAY['state', 'performed_at', 'cancelled_at', 'reason']
       <> to_jsonb(OLD) - ARRAY['state', 'performed_at', 'cancelled_at', 'reason'] THEN
        RAISE EXCEPTION 'transaction %: what was told does not change', OLD.external_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'fees_online_fixed';
    END IF;
    IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN
       (('created', 'performed'), ('created', 'cancelled'), ('performed', 'returned')) THEN
        RAISE EXCEPTION 'transaction %: % does not become %', OLD.external_id, OLD.state, NEW.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'fees_online_step_known';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER fees_check_online_step BEFORE INSERT OR UPDATE OR DELETE ON fees_onlinetransaction
    FOR EACH ROW EXECUTE FUNCTION fees_check_online_step();

CREATE FUNCTION fees_check_refund_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'requested' THEN
            RAISE EXCEPTION 'refund: it begins as requested, not as %', NEW.state
                USING ERRCODE = 'check_violation', CONSTRAINT = 'fees_refund_step_known';
        END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' OR
       to_jsonb(NEW) - ARRAY['state', 'decided_by_id', 'decided_at', 'executed_by_id', 'executed_at', 'reference']
       <> to_jsonb(OLD) - ARRAY['state', 'decided_by_id', 'decided_at', 'executed_by_id', 'executed_at', 'reference']
       OR (OLD.decided_by_id IS NOT NULL AND NEW.decided_by_id IS DISTINCT FROM OLD.decided_by_id) THEN
        RAISE EXCEPTION 'refund %: what was asked and decided does not change', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'fees_refund_fixed';
    END IF;
    IF NEW.state = OLD.state OR (OLD.state, NEW.state) NOT IN
       (('requested', 'approved'), ('requested', 'declined'), ('approved', 'executed')) THEN
        RAISE EXCEPTION 'refund %: % does not become %', OLD.id, OLD.state, NEW.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'fees_refund_step_known';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER fees_check_refund_step BEFORE INSERT OR UPDATE OR DELETE ON fees_refund
    FOR EACH ROW EXECUTE FUNCTION fees_check_refund_step();
"""
LET_GO = """
DROP TRIGGER fees_check_refund_step ON fees_refund;
DROP FUNCTION fees_check_refund_step();
DROP TRIGGER fees_check_online_step ON fees_onlinetransaction;
DROP FUNCTION fees_check_online_step();
DROP TRIGGER fees_keep_bill ON fees_bill;
DROP FUNCTION fees_keep_bill();
DROP TRIGGER fees_paid_once ON fees_line;
DROP FUNCTION fees_check_due();
DROP TRIGGER fees_line_balances ON fees_line;
DROP TRIGGER fees_posting_whole ON fees_posting;
DROP FUNCTION fees_check_posting();
DROP FUNCTION fees_refuse_change();
"""


def append_only(table):
    return migrations.RunSQL(
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION fees_refuse_change();",
        f"DROP TRIGGER {table}_append_only ON {table};",
    )


class Migration(migrations.Migration):
    dependencies = [("fees", "0001_first_tables")]
    operations = [migrations.RunSQL(KEEP, LET_GO), *(append_only(table) for table in APPEND_ONLY)]
