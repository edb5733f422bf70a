"""Planning sessions and what is recorded in them. Drafts change as long as their session is open; nothing in the product deletes one."""

import sqlalchemy as sa
from alembic import op

revision = "r0004"
down_revision = "r0002"


def upgrade() -> None:
    """Make both tables: of a draft, one row for each field of each subject of a session."""
    op.create_table(
        "session",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("region", sa.Text, nullable=False),
        sa.Column("base", sa.Integer, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("fingerprint", "name", "begun_by", "begun_at")),
        sa.Column("closed_at", sa.Text),
        sa.Column("number", sa.Integer),
    )
    op.create_table(
        "draft",
        *(sa.Column(name, sa.Text, primary_key=True) for name in ("session", "subject", "field")),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
    )
