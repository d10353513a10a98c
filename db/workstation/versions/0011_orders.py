"""Closed cases in the order of their numbers and of their places: sorted by SQLite they took 4 to 6 s of a million."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    number = sa.text("coalesce(nullif(number,''),provisional)")
    closed = sa.text("closed_at IS NOT NULL")
    for name, columns in (("number", [number, "id"]), ("place", ["place", "id"])):
        op.create_index(f"ix_case_row_closed_{name}", "case_row", columns, sqlite_where=closed)
