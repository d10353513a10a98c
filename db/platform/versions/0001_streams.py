"""The streams, who may write to them, and what the platform counts."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

BIG = sa.Integer().with_variant(sa.BigInteger(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "stream",
        sa.Column("street", sa.String, primary_key=True),
        sa.Column("genesis", sa.String, nullable=False),
        sa.Column("seq", BIG, nullable=False),
        sa.Column("h", sa.LargeBinary(32), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "fact",
        sa.Column("street", sa.String, nullable=False),
        sa.Column("seq", BIG, nullable=False),
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("subject", sa.LargeBinary(16), nullable=False),
        sa.Column("sid", sa.String, nullable=False),
        sa.Column("sseq", BIG, nullable=False),
        sa.Column("type", sa.String, nullable=False),
        sa.Column("h", sa.LargeBinary(32), nullable=False),
        sa.Column("rts", BIG, nullable=False),
        sa.Column("verdict", sa.Integer, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("street", "seq"),
    )
    op.create_index("ux_fact_id", "fact", ["id"], unique=True)
    op.create_index("ux_fact_session", "fact", ["sid", "sseq"], unique=True)
    op.create_index(
        "ux_fact_numbered", "fact", ["street", "subject"], unique=True, sqlite_where=sa.text("type = 'numbered'"),
        postgresql_where=sa.text("type = 'numbered'"),
    )
    op.create_table(
        "session",
        sa.Column("sid", sa.String, primary_key=True),
        sa.Column("workstation", sa.Integer),
        sa.Column("street", sa.String, nullable=False),
        sa.Column("last_sseq", BIG, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "workstation",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("street", sa.String, nullable=False),
        sa.Column("letter", sa.String, nullable=False),
        sa.Column("token_hash", sa.LargeBinary(32), nullable=False),
        sa.Column("revoked_at", BIG),
    )
    op.create_index("ux_workstation_token", "workstation", ["token_hash"], unique=True)
    op.create_index(
        "ux_workstation_letter", "workstation", ["street", "letter"], unique=True,
        sqlite_where=sa.text("revoked_at IS NULL"), postgresql_where=sa.text("revoked_at IS NULL"),
    )
    op.create_table(
        "number",
        sa.Column("street", sa.String, nullable=False),
        sa.Column("day", sa.String(8), nullable=False),
        sa.Column("last", BIG, nullable=False),
        sa.PrimaryKeyConstraint("street", "day"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "document",
        sa.Column("stream", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("version", BIG, nullable=False),
        sa.Column("fact", sa.LargeBinary(16), nullable=False),
        sa.PrimaryKeyConstraint("stream", "name", "version"),
        sqlite_with_rowid=False,
    )
