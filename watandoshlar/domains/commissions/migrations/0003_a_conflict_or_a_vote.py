"""A member declares a conflict or votes: whichever comes first, the database refuses the other."""

from django.db import migrations

TRIGGERS = """
CREATE OR REPLACE FUNCTION commissions_watch_vote() RETURNS trigger LANGUAGE plpgsql AS $$
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
    -- Whoever declares a conflict locks the matter too: one of both sees the other.
    SELECT * INTO matter FROM commissions_matter WHERE id = item.matter_id FOR SHARE;
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


CREATE OR REPLACE FUNCTION commissions_watch_disclosure() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM commissions_matter WHERE id = NEW.matter_id FOR NO KEY UPDATE;
    IF NEW.conflict <> '' AND EXISTS (
        SELECT 1 FROM commissions_vote given JOIN commissions_item item ON item.id = given.item_id
        WHERE item.matter_id = NEW.matter_id AND given.seat_id = NEW.seat_id AND item.state IN ('voting', 'counted')
    ) THEN
        PERFORM commissions_refuse('commissions_conflict_before_the_vote', 'the member has voted on it');
    END IF;
    IF NEW.conflict = '' AND EXISTS (
        SELECT 1 FROM commissions_disclosure
        WHERE matter_id = NEW.matter_id AND seat_id = NEW.seat_id AND conflict <> ''
    ) THEN
        PERFORM commissions_refuse('commissions_conflict_stays', 'a declared conflict is not taken back');
    END IF;
    RETURN NEW;
END $$;

"""
BEFORE = """
CREATE OR REPLACE FUNCTION commissions_watch_vote() RETURNS trigger LANGUAGE plpgsql AS $$
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


CREATE OR REPLACE FUNCTION commissions_watch_disclosure() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.conflict = '' AND EXISTS (
        SELECT 1 FROM commissions_disclosure
        WHERE matter_id = NEW.matter_id AND seat_id = NEW.seat_id AND conflict <> ''
    ) THEN
        PERFORM commissions_refuse('commissions_conflict_stays', 'a declared conflict is not taken back');
    END IF;
    RETURN NEW;
END $$;

"""


class Migration(migrations.Migration):
    dependencies = [("commissions", "0002_what_the_database_refuses")]

    operations = [migrations.RunSQL(TRIGGERS, BEFORE)]
