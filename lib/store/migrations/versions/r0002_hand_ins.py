"""Files that were handed in and wait to be published: they come and go, so nothing guards their table as the revisions are guarded."""

import sqlalchemy as sa
from alembic import op

revision = "r0002"
down_revision = "r0001"


def upgrade() -> None:
    """Make the table: a file waits once for each region that it was handed in for."""
    op.create_table(
        "hand_in",
        sa.Column("region", sa.Text, primary_key=True),
        sa.Column("receipt", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )
