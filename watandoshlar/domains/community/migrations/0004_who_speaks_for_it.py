"""Who speaks for an organisation changes by an invitation that was accepted, and in no other way."""

from django.db import migrations

STEPS = [
    ("accept", "sent", "accepted"),
    ("refuse", "sent", "refused"),
    ("withdraw", "sent", "withdrawn"),
    ("expire", "sent", "expired"),
]

# The newest accepted invitation names who spoke before and who speaks from now on; an older one moves nobody again.
BY_INVITATION = """NOT EXISTS (
        SELECT 1 FROM community_invitation
        WHERE id = (SELECT max(id) FROM community_invitation WHERE organisation_id = NEW.id AND state = 'accepted')
          AND invited_id = NEW.represented_by_id AND given_by_id IS NOT DISTINCT FROM OLD.represented_by_id
    )"""
WATCH_ORGANISATION = """
CREATE OR REPLACE FUNCTION community_watch_organisation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.entered_by_id <> OLD.entered_by_id
       OR NEW.represented_by_id IS DISTINCT FROM OLD.represented_by_id AND {unless} THEN
        PERFORM community_refuse('community_organisation_fixed', 'who entered an organisation and speaks for it stays');
    END IF;
    IF (NEW.names, NEW.aims, NEW.country, NEW.region, NEW.city, NEW.topics, NEW.languages, NEW.website, NEW.founded)
       IS DISTINCT FROM
       (OLD.names, OLD.aims, OLD.country, OLD.region, OLD.city, OLD.topics, OLD.languages, OLD.website, OLD.founded)
       AND (NEW.state = 'verified' OR NEW.revision <= OLD.revision) THEN
        PERFORM community_refuse('community_verified_as_read', 'what was verified does not change while it is shown');
    END IF;
    IF NEW.state = 'verified' AND (OLD.state <> 'verified' OR NEW.verified_until <> OLD.verified_until)
       AND NOT EXISTS (
        SELECT 1 FROM community_verification
        WHERE organisation_id = NEW.id AND revision = NEW.revision AND until = NEW.verified_until
    ) THEN
        PERFORM community_refuse('community_verified_by_somebody', 'nobody has verified this');
    END IF;
    RETURN NEW;
END $$;
"""
TRIGGERS = (
    WATCH_ORGANISATION.format(unless=BY_INVITATION)
    + """
CREATE FUNCTION community_watch_invitation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.organisation_id, NEW.invited_id, NEW.invited_by_id, NEW.invited_at, NEW.open_from, NEW.until)
       <> (OLD.organisation_id, OLD.invited_id, OLD.invited_by_id, OLD.invited_at, OLD.open_from, OLD.until)
       OR NEW.given_by_id IS DISTINCT FROM OLD.given_by_id THEN
        PERFORM community_refuse('community_invitation_fixed', 'who is invited, by whom and until when stays');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER community_state_invitation BEFORE INSERT OR UPDATE ON community_invitation
    FOR EACH ROW EXECUTE FUNCTION community_watch_state('invitation', 'sent');
CREATE TRIGGER community_watch_invitation BEFORE UPDATE ON community_invitation
    FOR EACH ROW EXECUTE FUNCTION community_watch_invitation();
"""
)
NO_TRIGGERS = """
DROP TRIGGER community_watch_invitation ON community_invitation;
DROP TRIGGER community_state_invitation ON community_invitation;
DROP FUNCTION community_watch_invitation();
""" + WATCH_ORGANISATION.format(unless="TRUE")


def fill(apps, schema_editor):
    step = apps.get_model("community", "Step")
    step.objects.bulk_create(
        step(of="invitation", name=name, from_state=source, to_state=target) for name, source, target in STEPS
    )


def empty(apps, schema_editor):
    apps.get_model("community", "Step").objects.filter(of="invitation").delete()


class Migration(migrations.Migration):
    dependencies = [("community", "0003_invitations")]

    operations = [
        migrations.RunPython(fill, empty),
        migrations.RunSQL(TRIGGERS, NO_TRIGGERS),
    ]
