"""One number a case among the accepted facts: what a workstation forged under that type was refused."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    of = sa.text("type = 'numbered' AND verdict = 0")
    op.drop_index("ux_fact_numbered", "fact")
    op.create_index(
        "ux_fact_numbered", "fact", ["street", "subject"], unique=True, sqlite_where=of, postgresql_where=of)
