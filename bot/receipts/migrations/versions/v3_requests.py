"""Which request an answer was given to, for clients that send one again."""

import sqlalchemy as sa
from alembic import op

revision = "v3"
down_revision = "v2"


def upgrade() -> None:
    """Make the table; it holds digests alone, and times are UTC."""
    op.create_table(
        "requests",
        sa.Column("key_digest", sa.String(64), primary_key=True),
        sa.Column("body_digest", sa.String(64), nullable=False),
        sa.Column("answer_id", sa.String(64), nullable=False),
        sa.Column("given_at", sa.DateTime(), nullable=False, index=True),
    )
