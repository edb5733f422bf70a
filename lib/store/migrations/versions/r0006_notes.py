"""What somebody wrote to a file that they handed in, for whoever publishes it."""

import sqlalchemy as sa
from alembic import op

revision = "r0006"
down_revision = "r0005"


def upgrade() -> None:
    """Make the column: empty where nothing was written."""
    op.add_column("hand_in", sa.Column("note", sa.Text))
