"""What the whole flow adds to a case's row: extensions, requests, deferrals, exemptions, the docket; and the rulings.

No older fact says anything of it, so the defaults are what the fold gives; the engine folds anew what an older version
could not read.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("case_row", sa.Column("extensions", sa.Integer, nullable=False, server_default="0"))
    op.add_column("case_row", sa.Column("asked", sa.String, nullable=False, server_default=""))
    op.add_column("case_row", sa.Column("resume_at", sa.Integer))
    op.add_column("case_row", sa.Column("exempt", sa.Integer, nullable=False, server_default="0"))
    op.add_column("case_row", sa.Column("docket", sa.Integer, nullable=False, server_default="0"))
    op.create_index("ix_case_row_asked", "case_row", ["due_sort", "id"], sqlite_where=sa.text("asked <> ''"))
    op.create_index("ix_case_row_docket", "case_row", ["due_sort", "id"],
                    sqlite_where=sa.text("open = 1 AND docket = 1"))
    op.create_index("ix_case_row_exempt", "case_row", ["closed_at", "on_time"], sqlite_where=sa.text("exempt = 1"))
    op.create_index("ix_case_row_resume", "case_row", ["resume_at"], sqlite_where=sa.text("resume_at IS NOT NULL"))
    op.create_table(
        "ruling",
        sa.Column("fact", sa.LargeBinary(16), primary_key=True),
        sa.Column("case_id", sa.LargeBinary(16), nullable=False),
        sa.Column("class_key", sa.String, nullable=False),
        sa.Column("community", sa.String, nullable=False),
        sa.Column("unit", sa.String, nullable=False),
        sa.Column("unit_name", sa.String, nullable=False),
        sa.Column("reason", sa.String, nullable=False),
        sa.Column("number", sa.String, nullable=False),
        sa.Column("at", sa.Integer, nullable=False),
        sa.Column("seq", sa.Integer),
    )
    op.create_index("ix_ruling_case", "ruling", ["case_id"])
    op.create_index("ix_ruling_for", "ruling", ["class_key", "community"])
