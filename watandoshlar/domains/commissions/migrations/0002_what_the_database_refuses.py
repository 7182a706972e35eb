"""The database knows the steps of sittings, items and matters, who may vote and when, and that what was voted, counted,
resolved and written into minutes stays so."""

from django.db import migrations

STEPS = {
    "sitting": [("open", "planned", "opened"), ("close", "opened", "closed"), ("cancel", "planned", "cancelled")],
    "item": [
        ("open_ballot", "listed", "voting"),
        ("count", "voting", "counted"),
        ("resolve", "counted", "resolved"),
        ("put_off", "listed", "put_off"),
        ("put_off", "voting", "put_off"),
        ("drop", "listed", "dropped"),
        ("drop", "voting", "dropped"),
        ("drop", "counted", "dropped"),
    ],
    "matter": [
        ("list", "waiting", "listed"),
        ("put_off", "listed", "waiting"),
        ("resolve", "listed", "resolved"),
        ("withdraw", "waiting", "withdrawn"),
        ("withdraw", "listed", "withdrawn"),
    ],
}

TRIGGERS = """
CREATE FUNCTION commissions_refuse(name text, message text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%', message USING ERRCODE = 'check_violation', CONSTRAINT = name;
END $$;

CREATE FUNCTION commissions_check_step(kind text, key text, before text, after text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF before <> after AND NOT EXISTS (
        SELECT 1 FROM commissions_step WHERE "of" = kind AND from_state = before AND to_state = after
    ) THEN
        PERFORM commissions_refuse('commissions_step_known', format('%s %s: no step leads from %s to %s',
                                                                     kind, key, before, after));
    END IF;
END $$;

CREATE FUNCTION commissions_watch_sitting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'planned' THEN
            PERFORM commissions_refuse('commissions_step_known', 'a sitting begins as planned');
        END IF;
        RETURN NEW;
    END IF;
    PERFORM commissions_check_step('sitting', OLD.id::text, OLD.state, NEW.state);
    IF (NEW.commission, NEW.number, NEW.planned_by_id) <> (OLD.commission, OLD.number, OLD.planned_by_id)
       OR (OLD.state <> 'planned' AND (NEW.rules <> OLD.rules OR NEW.planned_for <> OLD.planned_for)) THEN
        PERFORM commissions_refuse('commissions_sitting_fixed', 'by which rules a sitting votes does not change');
    END IF;
    IF NEW.state = 'closed' AND EXISTS (
        SELECT 1 FROM commissions_item WHERE sitting_id = NEW.id AND state IN ('listed', 'voting', 'counted')
    ) THEN
        PERFORM commissions_refuse('commissions_closed_when_done', 'an item is still open');
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION commissions_watch_matter() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'waiting' THEN
            PERFORM commissions_refuse('commissions_step_known', 'a matter begins as waiting');
        END IF;
        RETURN NEW;
    END IF;
    PERFORM commissions_check_step('matter', OLD.id::text, OLD.state, NEW.state);
    IF (NEW.commission, NEW.subject, NEW.kind, NEW.person_id, NEW.ground, NEW.put_at)
       <> (OLD.commission, OLD.subject, OLD.kind, OLD.person_id, OLD.ground, OLD.put_at)
       OR NOT (NEW.own @> OLD.own AND NEW.acted_for @> OLD.acted_for AND NEW.bodies @> OLD.bodies) THEN
        PERFORM commissions_refuse('commissions_matter_fixed', 'what was put before a commission does not change');
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION commissions_watch_item() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    of_sitting text;
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'listed' OR NEW.ballot <> '' THEN
            PERFORM commissions_refuse('commissions_step_known', 'an item begins as listed');
        END IF;
        RETURN NEW;
    END IF;
    PERFORM commissions_check_step('item', OLD.id::text, OLD.state, NEW.state);
    IF (NEW.sitting_id, NEW.matter_id, NEW.number) <> (OLD.sitting_id, OLD.matter_id, OLD.number)
       OR (NEW.ballot <> OLD.ballot AND NOT (OLD.state = 'listed' AND NEW.state = 'voting')) THEN
        PERFORM commissions_refuse('commissions_item_fixed', 'how an item is voted on does not change');
    END IF;
    IF OLD.state <> NEW.state AND NEW.state IN ('voting', 'counted', 'resolved') THEN
        SELECT state INTO of_sitting FROM commissions_sitting WHERE id = NEW.sitting_id FOR SHARE;
        IF of_sitting <> 'opened' THEN
            PERFORM commissions_refuse('commissions_votes_in_session', 'the sitting is not in session');
        END IF;
    END IF;
    IF NEW.state = 'counted' AND OLD.state = 'voting' AND NOT EXISTS (
        SELECT 1 FROM commissions_count WHERE item_id = NEW.id AND outcome <> ''
    ) OR NEW.state = 'resolved' AND OLD.state = 'counted' AND NOT EXISTS (
        SELECT 1 FROM commissions_resolution WHERE item_id = NEW.id
    ) THEN
        PERFORM commissions_refuse('commissions_item_counted', 'nothing was counted, or nothing resolved');
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION commissions_watch_seat() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.commission, NEW.account_id, NEW.office, NEW.name, NEW.body, NEW.seated_at)
       <> (OLD.commission, OLD.account_id, OLD.office, OLD.name, OLD.body, OLD.seated_at)
       OR NOT (NEW.days <@ OLD.days) THEN
        PERFORM commissions_refuse('commissions_seat_fixed', 'a seat may end earlier; nothing else of it changes');
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION commissions_watch_vote() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    seat commissions_seat;
    item commissions_item;
    sitting commissions_sitting;
    matter commissions_matter;
BEGIN
    -- Whoever ends the ballot waits for this vote, or this vote sees that it has ended.
    SELECT * INTO item FROM commissions_item WHERE id = NEW.item_id FOR SHARE;
    SELECT * INTO seat FROM commissions_seat WHERE id = NEW.seat_id FOR SHARE;
    SELECT * INTO sitting FROM commissions_sitting WHERE id = item.sitting_id;
    SELECT * INTO matter FROM commissions_matter WHERE id = item.matter_id;
    IF item.state <> 'voting' OR sitting.state <> 'opened' THEN
        PERFORM commissions_refuse('commissions_vote_in_time', 'the item is not being voted on');
    END IF;
    IF seat.commission <> sitting.commission OR seat.office = 'secretary'
       OR NOT (seat.days @> (NEW.at AT TIME ZONE 'Asia/Tashkent')::date) THEN
        PERFORM commissions_refuse('commissions_vote_of_a_member', 'only members vote, as long as their term runs');
    END IF;
    IF NOT EXISTS (
        SELECT 1 FROM commissions_attendance
        WHERE sitting_id = sitting.id AND seat_id = seat.id AND left_at IS NULL
    ) THEN
        PERFORM commissions_refuse('commissions_vote_of_who_is_there', 'only who is present votes');
    END IF;
    IF seat.account_id = ANY (matter.own) OR seat.account_id = ANY (matter.acted_for)
       OR (seat.body <> '' AND seat.body = ANY (matter.bodies)) OR NOT EXISTS (
        SELECT 1 FROM commissions_disclosure
        WHERE matter_id = matter.id AND seat_id = seat.id AND conflict = ''
    ) OR EXISTS (
        SELECT 1 FROM commissions_disclosure
        WHERE matter_id = matter.id AND seat_id = seat.id AND conflict <> ''
    ) THEN
        PERFORM commissions_refuse('commissions_vote_without_conflict', 'a conflict of interest, or none declared');
    END IF;
    IF (item.ballot = 'secret') <> (NEW.choice = '') THEN
        PERFORM commissions_refuse('commissions_vote_as_the_ballot_is', 'a secret vote is not kept with its member');
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION commissions_watch_urn() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    of_item text;
BEGIN
    SELECT state INTO of_item FROM commissions_item WHERE id = NEW.item_id;
    IF OLD.key = ''::bytea OR (of_item <> 'voting' AND NEW.content <> ''::bytea)
       OR (NEW.key <> OLD.key AND NEW.key <> ''::bytea) THEN
        PERFORM commissions_refuse('commissions_urn_sealed', 'an urn takes votes while they are given, and is emptied once');
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION commissions_watch_count() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    item commissions_item;
    given integer;
BEGIN
    SELECT * INTO item FROM commissions_item WHERE id = NEW.item_id FOR UPDATE;
    SELECT count(*) INTO given FROM commissions_vote WHERE item_id = NEW.item_id;
    IF item.state <> 'voting' OR NEW.in_favour + NEW.against + NEW.abstained <> given THEN
        PERFORM commissions_refuse('commissions_counted_as_voted', 'there are other votes than were counted');
    END IF;
    IF item.ballot = 'open' AND (NEW.in_favour, NEW.against) <> (
        SELECT count(*) FILTER (WHERE choice = 'in_favour'), count(*) FILTER (WHERE choice = 'against')
        FROM commissions_vote WHERE item_id = NEW.item_id
    ) OR item.ballot = 'secret' AND EXISTS (
        SELECT 1 FROM commissions_urn WHERE item_id = NEW.item_id AND key <> ''::bytea
    ) THEN
        PERFORM commissions_refuse('commissions_counted_as_voted', 'there are other votes than were counted');
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION commissions_watch_resolution() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM commissions_item item
        JOIN commissions_count counted ON counted.item_id = item.id
        JOIN commissions_matter matter ON matter.id = item.matter_id
        WHERE item.id = NEW.item_id AND item.state = 'counted' AND counted.outcome = NEW.outcome
          AND matter.subject = NEW.subject AND matter.kind = NEW.kind
    ) THEN
        PERFORM commissions_refuse('commissions_resolved_as_counted', 'the votes say something else');
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION commissions_watch_disclosure() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.conflict = '' AND EXISTS (
        SELECT 1 FROM commissions_disclosure
        WHERE matter_id = NEW.matter_id AND seat_id = NEW.seat_id AND conflict <> ''
    ) THEN
        PERFORM commissions_refuse('commissions_conflict_stays', 'a declared conflict is not taken back');
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER commissions_watch_sitting BEFORE INSERT OR UPDATE ON commissions_sitting
    FOR EACH ROW EXECUTE FUNCTION commissions_watch_sitting();
CREATE TRIGGER commissions_watch_matter BEFORE INSERT OR UPDATE ON commissions_matter
    FOR EACH ROW EXECUTE FUNCTION commissions_watch_matter();
CREATE TRIGGER commissions_watch_item BEFORE INSERT OR UPDATE ON commissions_item
    FOR EACH ROW EXECUTE FUNCTION commissions_watch_item();
CREATE TRIGGER commissions_watch_seat BEFORE UPDATE ON commissions_seat
    FOR EACH ROW EXECUTE FUNCTION commissions_watch_seat();
CREATE TRIGGER commissions_watch_vote BEFORE INSERT ON commissions_vote
    FOR EACH ROW EXECUTE FUNCTION commissions_watch_vote();
CREATE TRIGGER commissions_watch_urn BEFORE UPDATE ON commissions_urn
    FOR EACH ROW EXECUTE FUNCTION commissions_watch_urn();
CREATE TRIGGER commissions_watch_count BEFORE INSERT ON commissions_count
    FOR EACH ROW EXECUTE FUNCTION commissions_watch_count();
CREATE TRIGGER commissions_watch_resolution BEFORE INSERT ON commissions_resolution
    FOR EACH ROW EXECUTE FUNCTION commissions_watch_resolution();
CREATE TRIGGER commissions_watch_disclosure BEFORE INSERT ON commissions_disclosure
    FOR EACH ROW EXECUTE FUNCTION commissions_watch_disclosure();

CREATE FUNCTION commissions_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%: rows are only added', TG_TABLE_NAME
        USING ERRCODE = 'check_violation', CONSTRAINT = TG_TABLE_NAME || '_append_only';
END $$;
"""
APPEND_ONLY = ("disclosure", "vote", "count", "resolution", "minutes")
WATCHED = ("disclosure", "resolution", "count", "urn", "vote", "seat", "item", "matter", "sitting")
TRIGGERS += "".join(
    f"CREATE TRIGGER commissions_{table}_append_only BEFORE UPDATE OR DELETE ON commissions_{table} "
    "FOR EACH ROW EXECUTE FUNCTION commissions_refuse_change();\n"
    for table in APPEND_ONLY
)
NO_TRIGGERS = (
    "".join(f"DROP TRIGGER commissions_{table}_append_only ON commissions_{table};\n" for table in APPEND_ONLY)
    + "".join(f"DROP TRIGGER commissions_watch_{table} ON commissions_{table};\n" for table in WATCHED)
    + "".join(f"DROP FUNCTION commissions_watch_{table}();\n" for table in WATCHED)
    + "DROP FUNCTION commissions_refuse_change();\n"
    + "DROP FUNCTION commissions_check_step(text, text, text, text);\n"
    + "DROP FUNCTION commissions_refuse(text, text);\n"
)


def fill(apps, schema_editor):
    step = apps.get_model("commissions", "Step")
    step.objects.bulk_create(
        step(of=of, name=name, from_state=source, to_state=target)
        for of, steps in STEPS.items()
        for name, source, target in steps
    )


class Migration(migrations.Migration):
    dependencies = [("commissions", "0001_first_tables")]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunSQL(TRIGGERS, NO_TRIGGERS),
    ]
