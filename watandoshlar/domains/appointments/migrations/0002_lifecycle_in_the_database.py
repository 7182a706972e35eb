"""The database knows the steps of visits, wishes and openings, and that the published seed is the one promised."""

from django.db import migrations

STEPS = {
    "visit": [
        ("confirm", "held", "booked"),
        ("remind", "booked", "asked"),
        ("confirm", "asked", "booked"),
        ("lapse", "held", "lapsed"),
        ("lapse", "asked", "lapsed"),
        ("cancel", "held", "cancelled"),
        ("cancel", "booked", "cancelled"),
        ("cancel", "asked", "cancelled"),
        ("move", "booked", "moved"),
        ("move", "asked", "moved"),
        ("displace", "held", "displaced"),
        ("displace", "booked", "displaced"),
        ("displace", "asked", "displaced"),
        ("attend", "booked", "attended"),
        ("attend", "asked", "attended"),
        ("miss", "booked", "missed"),
        ("miss", "asked", "missed"),
        ("attend", "missed", "attended"),
    ],
    "wish": [
        ("offer", "waiting", "offered"),
        ("pass", "offered", "waiting"),
        ("meet", "offered", "met"),
        ("meet", "waiting", "met"),
        ("leave", "waiting", "left"),
        ("leave", "offered", "left"),
        ("end", "waiting", "ended"),
        ("end", "offered", "ended"),
    ],
    "opening": [("draw", "announced", "drawn"), ("open", "drawn", "opened")],
}

TRIGGERS = """
CREATE FUNCTION appointments_check_step(kind text, key text, before text, after text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF before <> after AND NOT EXISTS (
        SELECT 1 FROM appointments_step WHERE "of" = kind AND from_state = before AND to_state = after
    ) THEN
        RAISE EXCEPTION '% %: no step leads from % to %', kind, key, before, after
            USING ERRCODE = 'check_violation', CONSTRAINT = 'appointments_step_known';
    END IF;
END $$;

CREATE FUNCTION appointments_watch_visit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'held' AND NOT (NEW.state = 'attended' AND NEW.span IS NULL) THEN
            RAISE EXCEPTION 'visit %: a visit begins as held, not as %', NEW.id, NEW.state
                USING ERRCODE = 'check_violation', CONSTRAINT = 'appointments_step_known';
        END IF;
        RETURN NEW;
    END IF;
    PERFORM appointments_check_step('visit', NEW.id::text, OLD.state, NEW.state);
    IF (NEW.post_id, NEW.service, NEW.subject, NEW.made_at) <> (OLD.post_id, OLD.service, OLD.subject, OLD.made_at)
       OR NEW.account_id IS DISTINCT FROM OLD.account_id OR NEW."window" IS DISTINCT FROM OLD."window"
       OR NEW.span IS DISTINCT FROM OLD.span OR (NEW.is_taken AND NOT OLD.is_taken) THEN
        RAISE EXCEPTION 'visit %: whose and where a visit is does not change', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'appointments_visit_fixed';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION appointments_watch_wish() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'waiting' THEN
            RAISE EXCEPTION 'wish %: a wish begins as waiting, not as %', NEW.id, NEW.state
                USING ERRCODE = 'check_violation', CONSTRAINT = 'appointments_step_known';
        END IF;
        RETURN NEW;
    END IF;
    PERFORM appointments_check_step('wish', NEW.id::text, OLD.state, NEW.state);
    IF (NEW.id, NEW.post_id, NEW.subject, NEW.joined_at) <> (OLD.id, OLD.post_id, OLD.subject, OLD.joined_at)
       OR NEW.account_id IS DISTINCT FROM OLD.account_id THEN
        RAISE EXCEPTION 'wish %: whose a wish is does not change', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'appointments_wish_fixed';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION appointments_watch_opening() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'announced' THEN
            RAISE EXCEPTION 'opening %: an opening begins as announced, not as %', NEW.id, NEW.state
                USING ERRCODE = 'check_violation', CONSTRAINT = 'appointments_step_known';
        END IF;
        RETURN NEW;
    END IF;
    PERFORM appointments_check_step('opening', NEW.id::text, OLD.state, NEW.state);
    IF (NEW.post_id, NEW.number, NEW.first_day, NEW.last_day, NEW.begins_at, NEW.ends_at, NEW.seed_hash)
       <> (OLD.post_id, OLD.number, OLD.first_day, OLD.last_day, OLD.begins_at, OLD.ends_at, OLD.seed_hash)
       OR (OLD.seed <> '' AND NEW.seed <> OLD.seed) THEN
        RAISE EXCEPTION 'opening %: what was announced does not change', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'appointments_opening_fixed';
    END IF;
    IF NEW.seed <> '' AND encode(sha256(decode(NEW.seed, 'hex')), 'hex') <> NEW.seed_hash THEN
        RAISE EXCEPTION 'opening %: this is not the seed whose hash was published', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'appointments_seed_as_promised';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER appointments_watch_visit BEFORE INSERT OR UPDATE ON appointments_visit
    FOR EACH ROW EXECUTE FUNCTION appointments_watch_visit();
CREATE TRIGGER appointments_watch_wish BEFORE INSERT OR UPDATE ON appointments_wish
    FOR EACH ROW EXECUTE FUNCTION appointments_watch_wish();
CREATE TRIGGER appointments_watch_opening BEFORE INSERT OR UPDATE ON appointments_opening
    FOR EACH ROW EXECUTE FUNCTION appointments_watch_opening();

CREATE FUNCTION appointments_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%: rows are only added', TG_TABLE_NAME
        USING ERRCODE = 'check_violation', CONSTRAINT = TG_TABLE_NAME || '_append_only';
END $$;
CREATE TRIGGER appointments_drawentry_append_only BEFORE UPDATE OR DELETE ON appointments_drawentry
    FOR EACH ROW EXECUTE FUNCTION appointments_refuse_change();
"""

NO_TRIGGERS = """
DROP TRIGGER appointments_drawentry_append_only ON appointments_drawentry;
DROP FUNCTION appointments_refuse_change();
DROP TRIGGER appointments_watch_opening ON appointments_opening;
DROP TRIGGER appointments_watch_wish ON appointments_wish;
DROP TRIGGER appointments_watch_visit ON appointments_visit;
DROP FUNCTION appointments_watch_opening();
DROP FUNCTION appointments_watch_wish();
DROP FUNCTION appointments_watch_visit();
DROP FUNCTION appointments_check_step(text, text, text, text);
"""


def fill(apps, schema_editor):
    step = apps.get_model("appointments", "Step")
    step.objects.bulk_create(
        step(of=of, name=name, from_state=source, to_state=target)
        for of, steps in STEPS.items()
        for name, source, target in steps
    )


class Migration(migrations.Migration):
    dependencies = [("appointments", "0001_first_tables")]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunSQL(TRIGGERS, NO_TRIGGERS),
    ]
