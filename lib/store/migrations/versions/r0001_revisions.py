"""Published revisions: one table that only grows.

The database itself refuses to change or delete a row, and a number that does not follow the one before; with the primary key that makes two writers of
one number impossible, whatever program writes.
"""

import sqlalchemy as sa
from alembic import op

revision = "r0001"
down_revision = None

_SQLITE = """
CREATE TRIGGER revision_{event} BEFORE {event} ON revision BEGIN
    SELECT RAISE(ABORT, 'published revisions are never changed or deleted');
END
"""
_SQLITE_NEXT = """
CREATE TRIGGER revision_next BEFORE INSERT ON revision
WHEN NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM revision WHERE region = NEW.region) BEGIN
    SELECT RAISE(ABORT, 'the number does not follow');
END
"""

_POSTGRESQL = """
CREATE FUNCTION revision_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    RAISE EXCEPTION 'published revisions are never changed or deleted' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER revision_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON revision FOR EACH STATEMENT EXECUTE FUNCTION revision_kept();
CREATE FUNCTION revision_next() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM revision WHERE region = NEW.region) THEN
        RAISE EXCEPTION 'the number does not follow' USING ERRCODE = 'unique_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER revision_next BEFORE INSERT ON revision FOR EACH ROW EXECUTE FUNCTION revision_next();
"""


def upgrade() -> None:
    """Make the table, and the triggers that keep it."""
    short = ("fingerprint", "receipt", "base", "actor", "at", "note", "kind", "judged", "seal", "matrix")
    op.create_table(
        "revision",
        sa.Column("region", sa.Text, primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in short),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )
    if op.get_bind().dialect.name == "sqlite":
        for statement in (_SQLITE.format(event="UPDATE"), _SQLITE.format(event="DELETE"), _SQLITE_NEXT):
            op.execute(statement)
    else:
        op.execute(_POSTGRESQL)
