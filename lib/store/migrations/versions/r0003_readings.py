"""How files in a layout of their own are read: what was said of a file that waits, and what is remembered of its shape."""

import sqlalchemy as sa
from alembic import op

revision = "r0003"
down_revision = "r0002"


def upgrade() -> None:
    """Make the table, and two columns for a file that waits: empty where nothing was said of it, and while its errors are not counted."""
    op.create_table(
        "reading",
        sa.Column("shape", sa.Text, primary_key=True),
        sa.Column("corrections", sa.Text, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
    )
    op.add_column("hand_in", sa.Column("corrections", sa.Text))
    op.add_column("hand_in", sa.Column("errors", sa.Integer))
