"""Who may do what, what happened, and who handed a file in, began a session or recorded in it. The trail of what happened only grows, as revisions do."""

import sqlalchemy as sa
from alembic import op

revision = "r0005"
down_revision = "r0004"

_SQLITE = """
CREATE TRIGGER audit_{event} BEFORE {event} ON audit BEGIN
    SELECT RAISE(ABORT, 'what happened is never changed or deleted');
END
"""
_SQLITE_NEW = """
CREATE TRIGGER audit_new BEFORE INSERT ON audit WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id) BEGIN
    SELECT RAISE(ABORT, 'what happened is never changed or deleted');
END
"""  # INSERT OR REPLACE deletes without asking the trigger on deletion
_POSTGRESQL = """
CREATE FUNCTION audit_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    RAISE EXCEPTION 'what happened is never changed or deleted' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER audit_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION audit_kept();
"""


def upgrade() -> None:
    """Make both tables, and the columns for who did it: empty for what was kept before anybody signed in."""
    op.create_table(
        "granted",
        sa.Column("identity", sa.Text, primary_key=True),
        sa.Column("region", sa.Text, primary_key=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("right", "granted_by", "at")),
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer, primary_key=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("at", "actor", "identity", "action", "region", "subject", "outcome")),
    )
    op.create_index("ix_audit_at", "audit", ["at"])
    for table, column in (("hand_in", "actor"), ("hand_in", "identity"), ("session", "begun_identity"), ("draft", "identity")):
        op.add_column(table, sa.Column(column, sa.Text))
    if op.get_bind().dialect.name == "sqlite":
        for statement in (_SQLITE.format(event="UPDATE"), _SQLITE.format(event="DELETE"), _SQLITE_NEW):
            op.execute(statement)
    else:
        op.execute(_POSTGRESQL)
