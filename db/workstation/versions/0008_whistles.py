"""Whistles (吹哨): a view of its own, so that the board asks for the open ones and a new call for what was like it.

No older fact says anything of it; it fills with the facts that come.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "whistle",
        sa.Column("fact", sa.LargeBinary(16), primary_key=True),
        sa.Column("case_id", sa.LargeBinary(16), nullable=False),
        sa.Column("open", sa.Integer, nullable=False),
        sa.Column("at", sa.Integer, nullable=False),
        sa.Column("due", sa.Integer),
        sa.Column("number", sa.String, nullable=False),
        sa.Column("class_key", sa.String, nullable=False),
        sa.Column("class_name", sa.String, nullable=False),
        sa.Column("community_name", sa.String, nullable=False),
        sa.Column("lon", sa.Integer, nullable=False),
        sa.Column("lat", sa.Integer, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
    op.create_index("ix_whistle_case", "whistle", ["case_id"])
    op.create_index("ix_whistle_open", "whistle", ["due", "case_id"], sqlite_where=sa.text("open = 1"))
    op.create_index("ix_whistle_at", "whistle", ["at"])
