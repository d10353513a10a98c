"""Who filed an open case, what its verification found, and indexes of the small queues of the work desk."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    for name in ("filed_by", "verified"):
        op.add_column("case_row", sa.Column(name, sa.String, nullable=False, server_default=""))
    for index, columns, where in (
        ("mine", ["filed_by", "due_sort", "id"], "open = 1 AND filed_by <> ''"),
        ("verified", ["due_sort", "id"], "open = 1 AND verified <> ''"),
        ("rework", ["due_sort", "id"], "open = 1 AND reworks > 0"),
        ("back", ["due_sort", "id", "stage"], "open = 1 AND returns > 0"),
        ("ended", ["stage", "reported_at", "id", "marks"], "open = 0 AND closed_at IS NULL"),
    ):
        op.create_index(f"ix_case_row_{index}", "case_row", columns, sqlite_where=sa.text(where))
    op.create_index("ix_outcome_rejected", "outcome", ["case_id"],
                    sqlite_where=sa.text("settled = 0 AND kind = 'rejected'"))
