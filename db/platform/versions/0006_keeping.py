"""From which number on pulls hand out a stream's facts, and what workstations say of what waits at them."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

BIG = sa.Integer().with_variant(sa.BigInteger(), "postgresql")


def upgrade() -> None:
    op.add_column("stream", sa.Column("kept_from", BIG, nullable=False, server_default="0"))
    for name in ("conflicts", "aside", "waiting"):
        op.add_column("seen", sa.Column(name, BIG))
