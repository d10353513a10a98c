"""Cases whose running deadline a newer calendar moves, until a fact re-dates them; the engine counts them next."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("case_row", sa.Column("redate", sa.Integer, nullable=False, server_default="0"))
    op.create_index("ix_case_row_redate", "case_row", ["id"], sqlite_where=sa.text("redate = 1"))
