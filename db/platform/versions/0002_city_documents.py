"""Which workstations may publish the city's reference documents."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("workstation", sa.Column("city_documents", sa.Integer, nullable=False, server_default="0"))
