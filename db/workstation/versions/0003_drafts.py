"""Drafts of dialogs, and an index to look for cases round a point."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "draft",
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("saved_at", sa.Integer, nullable=False),
    )
    op.create_index("ix_case_row_place", "case_row", ["lat", "lon", "open", "closed_at"])
