"""What a platform that lost a part of its past is offered again: signed places, lost entries, facts set aside.

Heads are signed from now on; of what came before there is no proof but the next signed head.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "signed_head",
        sa.Column("stream", sa.String, primary_key=True),
        sa.Column("past", sa.Integer, primary_key=True),
        sa.Column("seq", sa.Integer, primary_key=True),
        sa.Column("h", sa.LargeBinary(32), nullable=False),
        sa.Column("genesis", sa.String, nullable=False),
        sa.Column("sig", sa.String, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "past",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("stream", sa.String, nullable=False),
        sa.Column("genesis", sa.String, nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("h", sa.LargeBinary(32), nullable=False),
        sa.Column("found_at", sa.Integer, nullable=False),
    )
    op.create_table(
        "lost",
        sa.Column("past", sa.Integer, primary_key=True),
        sa.Column("seq", sa.Integer, primary_key=True),
        sa.Column("fact", sa.LargeBinary(16), nullable=False),
        sa.Column("rts", sa.Integer, nullable=False),
        sa.Column("verdict", sa.Integer, nullable=False),
        sa.Column("done", sa.Integer, nullable=False, server_default="0"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_lost_fact", "lost", ["fact"], sqlite_where=sa.text("done = 0"))
    op.create_table(
        "aside",
        sa.Column("fact", sa.LargeBinary(16), primary_key=True),
        sa.Column("stream", sa.String, nullable=False),
        sa.Column("subject", sa.LargeBinary(16), nullable=False),
        sa.Column("reason", sa.String, nullable=False),
        sa.Column("at", sa.Integer, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )
