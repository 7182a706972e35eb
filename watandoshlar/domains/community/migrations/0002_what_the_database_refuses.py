"""The database knows the steps, who never decides alone, and what stays as it was published, agreed and promised."""

from django.db import migrations

STEPS = {
    "organisation": [
        ("submit", "draft", "submitted"),
        ("submit", "refused", "submitted"),
        ("submit", "lapsed", "submitted"),
        ("amend", "verified", "submitted"),
        ("verify", "submitted", "verified"),
        ("refuse", "submitted", "refused"),
        ("renew", "verified", "verified"),
        ("lapse", "verified", "lapsed"),
        ("suspend", "verified", "suspended"),
        ("reinstate", "suspended", "verified"),
        ("withdraw", "draft", "withdrawn"),
        ("withdraw", "submitted", "withdrawn"),
        ("withdraw", "verified", "withdrawn"),
        ("withdraw", "refused", "withdrawn"),
        ("withdraw", "lapsed", "withdrawn"),
        ("withdraw", "suspended", "withdrawn"),
    ],
    "event": [
        ("publish", "announced", "published"),
        ("refuse", "announced", "refused"),
        ("cancel", "announced", "cancelled"),
        ("cancel", "published", "cancelled"),
    ],
    "opportunity": [
        ("verify", "entered", "verified"),
        ("refuse", "entered", "refused"),
        ("extend", "verified", "verified"),
        ("withdraw", "entered", "withdrawn"),
        ("withdraw", "verified", "withdrawn"),
    ],
    "consultation": [
        ("publish", "prepared", "published"),
        ("drop", "prepared", "dropped"),
        ("reply", "published", "replied"),
    ],
    "answer": [
        ("change", "given", "given"),
        ("change", "set_aside", "given"),
        ("change", "withdrawn", "given"),
        ("set_aside", "given", "set_aside"),
        ("withdraw", "given", "withdrawn"),
        ("withdraw", "set_aside", "withdrawn"),
    ],
    "promise": [
        ("start", "planned", "in_work"),
        ("finish", "planned", "done"),
        ("finish", "in_work", "done"),
        ("give_up", "planned", "not_done"),
        ("give_up", "in_work", "not_done"),
    ],
}
FIRST_STATES = {
    "organisation": "draft",
    "event": "announced",
    "opportunity": "entered",
    "consultation": "prepared",
    "answer": "given",
    "promise": "planned",
}
TABLES = {
    "organisation": "organisation",
    "event": "communityevent",
    "opportunity": "opportunity",
    "consultation": "consultation",
    "answer": "consultationanswer",
    "promise": "promise",
}

TRIGGERS = """
CREATE FUNCTION community_refuse(name text, message text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%', message USING ERRCODE = 'check_violation', CONSTRAINT = name;
END $$;

CREATE FUNCTION community_watch_state() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> TG_ARGV[1] THEN
            PERFORM community_refuse('community_step_known', format('%s begins as %s, not as %s',
                                                                    TG_ARGV[0], TG_ARGV[1], NEW.state));
        END IF;
    ELSIF NEW.state <> OLD.state AND NOT EXISTS (
        SELECT 1 FROM community_step WHERE "of" = TG_ARGV[0] AND from_state = OLD.state AND to_state = NEW.state
    ) THEN
        PERFORM community_refuse('community_step_known', format('%s %s: no step leads from %s to %s',
                                                                TG_ARGV[0], OLD.id, OLD.state, NEW.state));
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION community_watch_organisation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.entered_by_id <> OLD.entered_by_id OR NEW.represented_by_id IS DISTINCT FROM OLD.represented_by_id THEN
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

CREATE FUNCTION community_watch_verification() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM community_organisation
        WHERE id = NEW.organisation_id AND NEW.verified_by_id IN (entered_by_id, represented_by_id)
    ) THEN
        PERFORM community_refuse('community_verified_by_another', 'nobody verifies what they entered');
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION community_watch_consent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.contact_id, NEW.text_version, NEW.language, NEW.how, NEW.noted_by_id, NEW.given_at)
       <> (OLD.contact_id, OLD.text_version, OLD.language, OLD.how, OLD.noted_by_id, OLD.given_at)
       OR OLD.withdrawn_at IS NOT NULL THEN
        PERFORM community_refuse('community_consent_fixed', 'a consent ends, and nothing else of it changes');
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION community_watch_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.organisation_id, NEW.titles, NEW.texts, NEW.starts_at, NEW.ends_at, NEW.zone, NEW.place, NEW.online)
       <> (OLD.organisation_id, OLD.titles, OLD.texts, OLD.starts_at, OLD.ends_at, OLD.zone, OLD.place, OLD.online) THEN
        PERFORM community_refuse('community_event_fixed', 'what the post has read is what is shown');
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION community_watch_opportunity() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.what, NEW.titles, NEW.texts, NEW.eligibility, NEW.offered_by, NEW.source_url)
       <> (OLD.what, OLD.titles, OLD.texts, OLD.eligibility, OLD.offered_by, OLD.source_url)
       OR NEW.last_day < OLD.last_day THEN
        PERFORM community_refuse('community_opportunity_fixed', 'what was verified is what is shown');
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION community_watch_consultation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.titles, NEW.texts, NEW.opens_at, NEW.closes_at, NEW.reply_by)
       <> (OLD.titles, OLD.texts, OLD.opens_at, OLD.closes_at, OLD.reply_by) THEN
        PERFORM community_refuse('community_consultation_fixed', 'a question and its days stay as they were promised');
    END IF;
    IF NEW.state = 'replied' AND NOT EXISTS (
        SELECT 1 FROM community_consultationreply WHERE consultation_id = NEW.id
    ) THEN
        PERFORM community_refuse('community_replied_with_words', 'there is no reply');
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION community_watch_answer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND (NEW.consultation_id, NEW.account_id, NEW.person_id)
       <> (OLD.consultation_id, OLD.account_id, OLD.person_id) THEN
        PERFORM community_refuse('community_answer_fixed', 'whose answer it is does not change');
    END IF;
    IF NEW.words <> '' AND (TG_OP = 'INSERT' OR NEW.words <> OLD.words) AND NOT EXISTS (
        SELECT 1 FROM community_consultation
        WHERE id = NEW.consultation_id AND state = 'published'
          AND opens_at <= NEW.changed_at AND NEW.changed_at < closes_at
    ) THEN
        PERFORM community_refuse('community_answered_in_time', 'the consultation is not open');
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION community_watch_theme() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.counted IS NOT NULL THEN
        PERFORM community_refuse('community_counts_frozen', 'what a reply has counted stays');
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION community_watch_promise() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.consultation_id, NEW.texts, NEW.due_on) <> (OLD.consultation_id, OLD.texts, OLD.due_on) THEN
        PERFORM community_refuse('community_promise_fixed', 'what was promised, and by when, stays');
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION community_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM community_refuse(TG_TABLE_NAME || '_append_only', format('%s: rows are only added', TG_TABLE_NAME));
    RETURN NULL;
END $$;
"""
WATCHED = {
    "organisation": ("organisation", "UPDATE"),
    "verification": ("verification", "INSERT"),
    "consent": ("contactconsent", "UPDATE"),
    "event": ("communityevent", "UPDATE"),
    "opportunity": ("opportunity", "UPDATE"),
    "consultation": ("consultation", "UPDATE"),
    "answer": ("consultationanswer", "INSERT OR UPDATE"),
    "theme": ("consultationtheme", "UPDATE"),
    "promise": ("promise", "UPDATE"),
}
APPEND_ONLY = ("consultationreply", "verification")
TRIGGERS += "".join(
    f"CREATE TRIGGER community_state_{of} BEFORE INSERT OR UPDATE ON community_{table} "
    f"FOR EACH ROW EXECUTE FUNCTION community_watch_state('{of}', '{FIRST_STATES[of]}');\n"
    for of, table in TABLES.items()
)
TRIGGERS += "".join(
    f"CREATE TRIGGER community_watch_{name} BEFORE {when} ON community_{table} "
    f"FOR EACH ROW EXECUTE FUNCTION community_watch_{name}();\n"
    for name, (table, when) in WATCHED.items()
)
TRIGGERS += "".join(
    f"CREATE TRIGGER community_{table}_append_only BEFORE UPDATE OR DELETE ON community_{table} "
    "FOR EACH ROW EXECUTE FUNCTION community_refuse_change();\n"
    for table in APPEND_ONLY
)
NO_TRIGGERS = (
    "".join(f"DROP TRIGGER community_{table}_append_only ON community_{table};\n" for table in APPEND_ONLY)
    + "".join(f"DROP TRIGGER community_watch_{name} ON community_{table};\n" for name, (table, _) in WATCHED.items())
    + "".join(f"DROP TRIGGER community_state_{of} ON community_{table};\n" for of, table in TABLES.items())
    + "".join(f"DROP FUNCTION community_watch_{name}();\n" for name in WATCHED)
    + "DROP FUNCTION community_refuse_change();\n"
    + "DROP FUNCTION community_watch_state();\n"
    + "DROP FUNCTION community_refuse(text, text);\n"
)


def fill(apps, schema_editor):
    step = apps.get_model("community", "Step")
    step.objects.bulk_create(
        step(of=of, name=name, from_state=source, to_state=target)
        for of, steps in STEPS.items()
        for name, source, target in steps
    )


class Migration(migrations.Migration):
    dependencies = [("community", "0001_first_tables")]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunSQL(TRIGGERS, NO_TRIGGERS),
    ]
