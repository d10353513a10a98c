"""The log, its streams and the views of the first version."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "fact",
        sa.Column("lid", sa.Integer, primary_key=True),
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("stream", sa.String, nullable=False),
        sa.Column("seq", sa.Integer),
        sa.Column("rts", sa.Integer),
        sa.Column("verdict", sa.Integer, nullable=False, server_default="0"),
        sa.Column("subject", sa.LargeBinary(16), nullable=False),
        sa.Column("type", sa.String, nullable=False),
        sa.Column("sid", sa.String, nullable=False),
        sa.Column("sseq", sa.Integer, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
    op.create_index("ix_fact_subject", "fact", ["subject"])
    op.create_index("ix_fact_waiting", "fact", ["lid"], sqlite_where=sa.text("seq IS NULL"))
    op.create_index("ux_fact_id", "fact", ["id"], unique=True)
    op.create_index("ux_fact_session", "fact", ["sid", "sseq"], unique=True)
    op.create_index("ux_fact_stream_seq", "fact", ["stream", "seq"], unique=True)
    op.create_table(
        "stream",
        sa.Column("stream", sa.String, primary_key=True),
        sa.Column("genesis", sa.String, nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("h", sa.LargeBinary(32), nullable=False),
    )
    op.create_table(
        "station",
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("value", sa.String, nullable=False),
    )
    op.create_table(
        "case_row",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("case_id", sa.LargeBinary(16), nullable=False),
        sa.Column("stage", sa.String, nullable=False),
        sa.Column("open", sa.Integer, nullable=False),
        sa.Column("number", sa.String, nullable=False),
        sa.Column("provisional", sa.String, nullable=False),
        sa.Column("class_key", sa.String, nullable=False),
        sa.Column("class_name", sa.String, nullable=False),
        sa.Column("major_name", sa.String, nullable=False),
        sa.Column("place", sa.String, nullable=False),
        sa.Column("lon", sa.Integer, nullable=False),
        sa.Column("lat", sa.Integer, nullable=False),
        sa.Column("community", sa.String, nullable=False),
        sa.Column("community_name", sa.String, nullable=False),
        sa.Column("grid", sa.String, nullable=False),
        sa.Column("source", sa.String, nullable=False),
        sa.Column("unit", sa.String, nullable=False),
        sa.Column("unit_name", sa.String, nullable=False),
        sa.Column("marks", sa.String, nullable=False),
        sa.Column("level", sa.Integer, nullable=False),
        sa.Column("reworks", sa.Integer, nullable=False),
        sa.Column("returns", sa.Integer, nullable=False),
        sa.Column("paused", sa.Integer, nullable=False),
        sa.Column("reply_due", sa.Integer),
        sa.Column("replied", sa.Integer, nullable=False),
        sa.Column("reported_at", sa.Integer, nullable=False),
        sa.Column("entered_at", sa.Integer, nullable=False),
        sa.Column("fed_back_at", sa.Integer),
        sa.Column("closed_at", sa.Integer),
        sa.Column("handling_due", sa.Integer),
        sa.Column("on_time", sa.Integer),
        sa.Column("closing_type", sa.String, nullable=False),
        sa.Column("due", sa.Integer),
        sa.Column("near", sa.Integer),
        sa.Column("severe", sa.Integer),
        sa.Column("due_sort", sa.Integer, nullable=False),
        sa.Column("tentative", sa.Integer, nullable=False),
        sa.Column("next_rung_at", sa.Integer),
        sa.Column("pending", sa.Integer, nullable=False),
        sa.Column("conflicts", sa.Integer, nullable=False),
        sa.Column("unknown", sa.Integer, nullable=False),
        sa.Column("state", sa.LargeBinary(32), nullable=False),
    )
    op.create_index("ix_case_row_closed", "case_row", ["closed_at", "id", "on_time"])
    op.create_index("ix_case_row_closed_community", "case_row", ["community", "closed_at"],
                    sqlite_where=sa.text("closed_at IS NOT NULL"))
    op.create_index("ix_case_row_conflicts", "case_row", ["due_sort", "id"], sqlite_where=sa.text("conflicts > 0"))
    op.create_index("ix_case_row_number", "case_row", ["number"])
    op.create_index(
        "ix_case_row_open", "case_row",
        ["due_sort", "id", "stage", "paused", "due", "near", "severe", "level", "replied", "marks", "lon", "lat",
         "reported_at", "closed_at", "community", "community_name", "class_key", "class_name", "major_name", "unit",
         "unit_name", "place", "number", "provisional"], sqlite_where=sa.text("open = 1"))
    op.create_index("ix_case_row_pending", "case_row", ["id"], sqlite_where=sa.text("pending > 0"))
    op.create_index("ix_case_row_reported", "case_row", ["reported_at"])
    op.create_index("ix_case_row_rung", "case_row", ["next_rung_at"], sqlite_where=sa.text("next_rung_at IS NOT NULL"))
    op.create_index("ix_case_row_stage", "case_row", ["stage", "due_sort", "id"], sqlite_where=sa.text("open = 1"))
    op.create_index("ux_case_row_case", "case_row", ["case_id"], unique=True)
    op.create_table(
        "outcome",
        sa.Column("fact", sa.LargeBinary(16), primary_key=True),
        sa.Column("case_id", sa.LargeBinary(16), nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("reason", sa.String, nullable=False),
        sa.Column("winner", sa.LargeBinary(16)),
        sa.Column("settled", sa.Integer, nullable=False),
    )
    op.create_index("ix_outcome_case", "outcome", ["case_id"])
    op.create_index(
        "ix_outcome_open", "outcome", ["kind"], sqlite_where=sa.text("settled = 0 AND kind = 'ineffective'")
    )
    op.create_table(
        "document",
        sa.Column("stream", sa.String, primary_key=True),
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
    op.execute(
        "CREATE VIRTUAL TABLE case_text USING fts5("
        "grams, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0')"
    )
