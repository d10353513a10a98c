"""When each workstation was last heard and how far it had come; one-time codes to join with; who may look on."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
BIG = sa.Integer().with_variant(sa.BigInteger(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "seen",
        sa.Column("workstation", sa.Integer, primary_key=True),
        sa.Column("at", BIG, nullable=False),
        sa.Column("app", sa.String, nullable=False),
        sa.Column("seq", BIG, nullable=False),
    )
    op.create_table(
        "invite",
        sa.Column("code_hash", sa.LargeBinary(32), primary_key=True),
        sa.Column("street", sa.String, nullable=False),
        sa.Column("letter", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("until", BIG, nullable=False),
        sa.Column("token_hash", sa.LargeBinary(32)),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "watcher",
        sa.Column("token_hash", sa.LargeBinary(32), primary_key=True),
        sa.Column("at", BIG, nullable=False),
        sqlite_with_rowid=False,
    )
