"""Which photos the accepted facts of a street name."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
MAX_PHOTO = 32 * 1024 * 1024


def upgrade() -> None:
    photo = op.create_table(
        "photo",
        sa.Column("street", sa.String, primary_key=True),
        sa.Column("hash", sa.LargeBinary(32), primary_key=True),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("whole", sa.Integer, nullable=False, server_default="0"),
        sqlite_with_rowid=False,
    )
    named: dict[tuple[str, bytes], int] = {}
    for street, body in op.get_bind().execute(sa.text(
            "SELECT street, body FROM fact WHERE type = 'photos_added' AND verdict = 0 ORDER BY street, seq")):
        for part in json.loads(bytes(body)).get("att", ()):
            name = part["sha256"]
            if len(name) == 64 and not set(name) - set("0123456789abcdef") and 0 < part["size"] <= MAX_PHOTO:
                named.setdefault((street, bytes.fromhex(name)), part["size"])
    if named:
        op.bulk_insert(photo, [{"street": s, "hash": h, "size": size} for (s, h), size in named.items()])
