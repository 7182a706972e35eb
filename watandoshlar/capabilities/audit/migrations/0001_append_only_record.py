from django.db import migrations, models

# `insufficient_privilege`, so that the refusal looks the same whether a grant or the trigger spoke first.
REFUSE_CHANGE = """
CREATE FUNCTION audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% on % is refused: rows of this table are only ever added', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER audit_seal_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_seal
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
"""
ALLOW_CHANGE = """
DROP TRIGGER audit_seal_append_only ON audit_seal;
DROP TRIGGER audit_entry_append_only ON audit_entry;
DROP FUNCTION audit_refuse_change();
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("chain", models.TextField()),
                ("position", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                ("transaction_id", models.BigIntegerField()),
                ("account_id", models.BigIntegerField(null=True)),
                ("act", models.TextField()),
                ("facts", models.JSONField(default=dict)),
                ("previous", models.BinaryField()),
                ("hash", models.BinaryField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["transaction_id"], name="audit_entry_by_transaction"),
                    models.Index(fields=["account_id", "id"], name="audit_entry_by_account"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=["chain", "position"], name="audit_entry_one_per_position"),
                    models.CheckConstraint(condition=models.Q(position__gte=1), name="audit_entry_position_from_one"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("number", models.PositiveIntegerField(primary_key=True, serialize=False)),
                ("from_transaction", models.BigIntegerField()),
                ("until_transaction", models.BigIntegerField()),
                ("entries", models.PositiveIntegerField()),
                ("heads", models.JSONField()),
                ("at", models.DateTimeField()),
                ("previous", models.BinaryField()),
                ("hash", models.BinaryField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=["from_transaction"], name="audit_seal_one_per_period"),
                    models.CheckConstraint(
                        condition=models.Q(until_transaction__gt=models.F("from_transaction")),
                        name="audit_seal_covers_something",
                    ),
                ],
            },
        ),
        migrations.RunSQL(REFUSE_CHANGE, ALLOW_CHANGE),
    ]
