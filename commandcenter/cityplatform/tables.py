"""The city platform's tables as they are now, on both engines. Migrations in db/platform never import this.

A count or a time is a `BIG` (64 bits on both), a condition of an index is given for both, a stream's row is its lock.
`fact`, `stream` and `workstation` are the truth; `session`, `number` and `document` are views that verify compares.
`photo` says which photos accepted facts name; their bytes lie in files (blobs.py).
"""

import sqlalchemy as sa

metadata = sa.MetaData()
BIG = sa.Integer().with_variant(sa.BigInteger(), "postgresql")  # 64 bits, as SQLite's INTEGER has them anyhow

stream = sa.Table(
    "stream", metadata,
    sa.Column("street", sa.String, primary_key=True),  # a street's code, or "city"
    sa.Column("genesis", sa.String, nullable=False),
    sa.Column("seq", BIG, nullable=False),
    sa.Column("h", sa.LargeBinary(32), nullable=False),
    sa.Column("kept_from", BIG, nullable=False, server_default="0"),  # pulls hand out the numbers from this one on
    sqlite_with_rowid=False,
)

fact = sa.Table(
    "fact", metadata,
    sa.Column("street", sa.String, primary_key=True),  # the stream it lies in
    sa.Column("seq", BIG, primary_key=True),
    sa.Column("id", sa.LargeBinary(16), nullable=False),
    sa.Column("subject", sa.LargeBinary(16), nullable=False),
    sa.Column("sid", sa.String, nullable=False),
    sa.Column("sseq", BIG, nullable=False),
    sa.Column("type", sa.String, nullable=False),
    sa.Column("h", sa.LargeBinary(32), nullable=False),  # chain after this entry
    sa.Column("rts", BIG, nullable=False),  # ms UTC, the platform's clock
    sa.Column("verdict", sa.Integer, nullable=False),  # sync.wire.Verdict
    sa.Column("body", sa.LargeBinary, nullable=False),
)
sa.Index("ux_fact_id", fact.c.id, unique=True)
sa.Index("ux_fact_session", fact.c.sid, fact.c.sseq, unique=True)
NUMBERED = sa.text("type = 'numbered' AND verdict = 0")  # one a case; what a workstation forged was refused
sa.Index(
    "ux_fact_numbered", fact.c.street, fact.c.subject, unique=True, sqlite_where=NUMBERED, postgresql_where=NUMBERED)

session = sa.Table(
    "session", metadata,
    sa.Column("sid", sa.String, primary_key=True),
    sa.Column("workstation", sa.Integer),  # NULL: the platform itself
    sa.Column("street", sa.String, nullable=False),
    sa.Column("last_sseq", BIG, nullable=False),
    sqlite_with_rowid=False,
)

workstation = sa.Table(
    "workstation", metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("street", sa.String, nullable=False),
    sa.Column("letter", sa.String, nullable=False),
    sa.Column("token_hash", sa.LargeBinary(32), nullable=False),  # SHA-256; the token itself is not kept
    sa.Column("revoked_at", BIG),  # ms UTC
    sa.Column("city_documents", sa.Integer, nullable=False, server_default="0"),  # 1: may publish the city's documents
)
sa.Index("ux_workstation_token", workstation.c.token_hash, unique=True)
sa.Index(
    "ux_workstation_letter", workstation.c.street, workstation.c.letter, unique=True,
    sqlite_where=sa.text("revoked_at IS NULL"), postgresql_where=sa.text("revoked_at IS NULL"),
)

number = sa.Table(  # the last case number given, by street and day
    "number", metadata,
    sa.Column("street", sa.String, primary_key=True),
    sa.Column("day", sa.String(8), primary_key=True),  # yyyymmdd, Asia/Shanghai
    sa.Column("last", BIG, nullable=False),
    sqlite_with_rowid=False,
)

document = sa.Table(  # which versions of a reference document exist
    "document", metadata,
    sa.Column("stream", sa.String, primary_key=True),
    sa.Column("name", sa.String, primary_key=True),
    sa.Column("version", BIG, primary_key=True),
    sa.Column("fact", sa.LargeBinary(16), nullable=False),
    sqlite_with_rowid=False,
)

photo = sa.Table(  # photos that an accepted fact of the street names: only these may be sent or fetched
    "photo", metadata,
    sa.Column("street", sa.String, primary_key=True),
    sa.Column("hash", sa.LargeBinary(32), primary_key=True),
    sa.Column("size", sa.Integer, nullable=False),  # bytes, as the fact says
    sa.Column("whole", sa.Integer, nullable=False, server_default="0"),  # 1: the platform holds all of it
    sqlite_with_rowid=False,
)

seen = sa.Table(  # when a workstation was last heard, and how far it had come in its street's stream
    "seen", metadata,
    sa.Column("workstation", sa.Integer, primary_key=True),
    sa.Column("at", BIG, nullable=False),  # ms UTC
    sa.Column("app", sa.String, nullable=False),
    sa.Column("seq", BIG, nullable=False),
    sa.Column("conflicts", BIG),  # as it last said: open conflicts, facts set aside, facts that wait
    sa.Column("aside", BIG),
    sa.Column("waiting", BIG),
)

invite = sa.Table(  # one-time codes that make a workstation
    "invite", metadata,
    sa.Column("code_hash", sa.LargeBinary(32), primary_key=True),  # SHA-256; the code itself is not kept
    sa.Column("street", sa.String, nullable=False),
    sa.Column("letter", sa.String, nullable=False),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("until", BIG, nullable=False),  # ms UTC
    sa.Column("token_hash", sa.LargeBinary(32)),  # of the token that it was taken for; NULL: not used yet
    sqlite_with_rowid=False,
)

watcher = sa.Table(  # who may look at the overview
    "watcher", metadata,
    sa.Column("token_hash", sa.LargeBinary(32), primary_key=True),
    sa.Column("at", BIG, nullable=False),
    sqlite_with_rowid=False,
)
