"""What users think of an answer."""

import sqlalchemy as sa
from alembic import op

revision = "v2"
down_revision = "v1"


def upgrade() -> None:
    """Add the verdict, the comment and when they were given (UTC); empty for an answer that nobody rated."""
    op.add_column("answers", sa.Column("verdict", sa.String(8), nullable=False, server_default=""))
    op.add_column("answers", sa.Column("comment", sa.Text(), nullable=False, server_default=""))
    op.add_column("answers", sa.Column("rated_at", sa.DateTime(), nullable=True))
