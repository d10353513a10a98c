"""The tables as they are now. Migrations in db/ never import this; they spell their own columns.

`fact`, `stream`, `station`, and what proves lost pasts (`signed_head`, `past`, `lost`, `aside`) are the truth; every
other table is a view that verify compares and rebuild makes anew.
Times are integer ms UTC, positions integer degrees × 1e7.
"""

import sqlalchemy as sa

metadata = sa.MetaData()

SHOWN_NUMBER = "coalesce(nullif(number,''),provisional)"  # of a case; an index is found by exactly these characters

fact = sa.Table(
    "fact", metadata,
    sa.Column("lid", sa.Integer, primary_key=True),
    sa.Column("id", sa.LargeBinary(16), nullable=False),
    sa.Column("stream", sa.String, nullable=False),
    sa.Column("seq", sa.Integer),  # NULL: waits in the outbox
    sa.Column("rts", sa.Integer),
    sa.Column("verdict", sa.Integer, nullable=False, server_default="0"),
    sa.Column("subject", sa.LargeBinary(16), nullable=False),
    sa.Column("type", sa.String, nullable=False),
    sa.Column("sid", sa.String, nullable=False),
    sa.Column("sseq", sa.Integer, nullable=False),
    sa.Column("body", sa.LargeBinary, nullable=False),
)
sa.Index("ux_fact_id", fact.c.id, unique=True)
sa.Index("ux_fact_stream_seq", fact.c.stream, fact.c.seq, unique=True)
sa.Index("ux_fact_session", fact.c.sid, fact.c.sseq, unique=True)
sa.Index("ix_fact_subject", fact.c.subject)
sa.Index("ix_fact_waiting", fact.c.lid, sqlite_where=sa.text("seq IS NULL"))

stream = sa.Table(
    "stream", metadata,
    sa.Column("stream", sa.String, primary_key=True),
    sa.Column("genesis", sa.String, nullable=False),
    sa.Column("seq", sa.Integer, nullable=False),
    sa.Column("h", sa.LargeBinary(32), nullable=False),
)

station = sa.Table(  # who this workstation is, and what it remembers between starts
    "station", metadata,
    sa.Column("name", sa.String, primary_key=True),
    sa.Column("value", sa.String, nullable=False),
)

case_row = sa.Table(
    "case_row", metadata,
    sa.Column("id", sa.Integer, primary_key=True),  # of this workstation only
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
    sa.Column("marks", sa.String, nullable=False),  # words with a comma between
    sa.Column("level", sa.Integer, nullable=False),
    sa.Column("reworks", sa.Integer, nullable=False),
    sa.Column("returns", sa.Integer, nullable=False),
    sa.Column("paused", sa.Integer, nullable=False),
    sa.Column("reply_due", sa.Integer),  # of an unanswered supervision order
    sa.Column("replied", sa.Integer, nullable=False),  # 1 unless an order waits for its reply
    sa.Column("reported_at", sa.Integer, nullable=False),
    sa.Column("entered_at", sa.Integer, nullable=False),
    sa.Column("fed_back_at", sa.Integer),
    sa.Column("closed_at", sa.Integer),
    sa.Column("handling_due", sa.Integer),
    sa.Column("on_time", sa.Integer),  # closed cases: 1 closed by the handling deadline or without one
    sa.Column("closing_type", sa.String, nullable=False),
    sa.Column("due", sa.Integer),  # the nearest live deadline
    sa.Column("near", sa.Integer),
    sa.Column("severe", sa.Integer),
    sa.Column("due_sort", sa.Integer, nullable=False),  # due; without one behind all, paused last
    sa.Column("tentative", sa.Integer, nullable=False),  # the deadline counts past the published holidays
    sa.Column("next_rung_at", sa.Integer),  # when the ladder next has something to do
    sa.Column("pending", sa.Integer, nullable=False),  # own facts of this case that wait
    sa.Column("conflicts", sa.Integer, nullable=False),
    sa.Column("unknown", sa.Integer, nullable=False),
    sa.Column("state", sa.LargeBinary(32), nullable=False),  # SHA-256 of the folded state
    sa.Column("extensions", sa.Integer, nullable=False, server_default="0"),
    sa.Column("asked", sa.String, nullable=False, server_default=""),  # what waits for whose decision: kind:role
    sa.Column("resume_at", sa.Integer),  # when a deferral ends by itself
    sa.Column("exempt", sa.Integer, nullable=False, server_default="0"),  # an appeal was granted; on_time stays
    sa.Column("docket", sa.Integer, nullable=False, server_default="0"),  # waits for a ruling
    sa.Column("redate", sa.Integer, nullable=False, server_default="0"),  # a newer calendar moves a running deadline
    sa.Column("filed_by", sa.String, nullable=False, server_default=""),  # of an open case: who filed it
    sa.Column("verified", sa.String, nullable=False, server_default=""),  # of one that waits for filing: what was found
    sa.Column("words", sa.Integer),  # hash of the search text as it was last written; NULL: not known, write it
)
sa.Index("ux_case_row_case", case_row.c.case_id, unique=True)
sa.Index(  # holds all that a queue of open cases is filtered, sorted, counted and put on the map by: 250 B a case
    "ix_case_row_open", case_row.c.due_sort, case_row.c.id, case_row.c.stage, case_row.c.paused, case_row.c.due,
    case_row.c.near, case_row.c.severe, case_row.c.level, case_row.c.replied, case_row.c.marks, case_row.c.lon,
    case_row.c.lat, case_row.c.reported_at, case_row.c.closed_at, case_row.c.community, case_row.c.community_name,
    case_row.c.class_key, case_row.c.class_name, case_row.c.major_name, case_row.c.unit, case_row.c.unit_name,
    case_row.c.place, case_row.c.number, case_row.c.provisional, sqlite_where=sa.text("open = 1"))
sa.Index("ix_case_row_due", case_row.c.due_sort, case_row.c.id, sqlite_where=sa.text("open = 1"))
sa.Index("ix_case_row_urgent", case_row.c.near, case_row.c.due, case_row.c.severe,
         sqlite_where=sa.text("open = 1 AND paused = 0"))
sa.Index("ix_case_row_stage", case_row.c.stage, case_row.c.due_sort, case_row.c.id, sqlite_where=sa.text("open = 1"))
sa.Index("ix_case_row_rung", case_row.c.next_rung_at, sqlite_where=sa.text("next_rung_at IS NOT NULL"))
sa.Index("ix_case_row_reported", case_row.c.reported_at)
sa.Index("ix_case_row_closed", case_row.c.closed_at, case_row.c.id, case_row.c.on_time)
sa.Index("ix_case_row_closed_number", sa.text(SHOWN_NUMBER), case_row.c.id,
         sqlite_where=sa.text("closed_at IS NOT NULL"))  # these two: what nearly every case bears another of
sa.Index("ix_case_row_closed_place", case_row.c.place, case_row.c.id, sqlite_where=sa.text("closed_at IS NOT NULL"))
sa.Index("ix_case_row_closed_community", case_row.c.community, case_row.c.closed_at,
         sqlite_where=sa.text("closed_at IS NOT NULL"))
sa.Index("ix_case_row_conflicts", case_row.c.due_sort, case_row.c.id, sqlite_where=sa.text("conflicts > 0"))
sa.Index("ix_case_row_number", case_row.c.number)
sa.Index("ix_case_row_place", case_row.c.lat, case_row.c.lon, case_row.c.open, case_row.c.closed_at)  # what is near
sa.Index("ix_case_row_pending", case_row.c.id, sqlite_where=sa.text("pending > 0"))

sa.Index("ix_case_row_asked", case_row.c.due_sort, case_row.c.id, sqlite_where=sa.text("asked <> ''"))
sa.Index("ix_case_row_docket", case_row.c.due_sort, case_row.c.id, sqlite_where=sa.text("open = 1 AND docket = 1"))
sa.Index("ix_case_row_exempt", case_row.c.closed_at, case_row.c.on_time, sqlite_where=sa.text("exempt = 1"))
sa.Index("ix_case_row_mine", case_row.c.filed_by, case_row.c.due_sort, case_row.c.id,
         sqlite_where=sa.text("open = 1 AND filed_by <> ''"))
sa.Index("ix_case_row_verified", case_row.c.due_sort, case_row.c.id,
         sqlite_where=sa.text("open = 1 AND verified <> ''"))
sa.Index("ix_case_row_rework", case_row.c.due_sort, case_row.c.id, sqlite_where=sa.text("open = 1 AND reworks > 0"))
sa.Index("ix_case_row_back", case_row.c.due_sort, case_row.c.id, case_row.c.stage,
         sqlite_where=sa.text("open = 1 AND returns > 0"))
sa.Index("ix_case_row_ended", case_row.c.stage, case_row.c.reported_at, case_row.c.id, case_row.c.marks,
         sqlite_where=sa.text("open = 0 AND closed_at IS NULL"))
sa.Index("ix_case_row_redate", case_row.c.id, sqlite_where=sa.text("redate = 1"))
sa.Index("ix_case_row_resume", case_row.c.resume_at, sqlite_where=sa.text("resume_at IS NOT NULL"))

tally = sa.Table(  # how many rows are alike in what queues are counted by; kept by triggers of case_row
    "tally", metadata,
    *(sa.Column(name, sa.String if name == "stage" else sa.Integer, primary_key=True)
      for name in ("open", "closed", "stage", "paused", "supervised", "awaiting", "review")),
    sa.Column("n", sa.Integer, nullable=False),
    sqlite_with_rowid=False,
)

row_change = sa.Table(  # rows that changed, in order, the last 50,000; kept by triggers too
    "row_change", metadata,
    sa.Column("seq", sa.Integer, primary_key=True),
    sa.Column("row", sa.Integer, nullable=False),
)

open_text = sa.Table(  # what the open cases are found by, as memory is searched; ends with them, by triggers
    "open_text", metadata,
    sa.Column("row", sa.Integer, primary_key=True),
    sa.Column("words", sa.String, nullable=False),
)

pair = sa.Table(  # pairs of Chinese characters that occur, or occurred once, in what cases are found by
    "pair", metadata,
    sa.Column("pair", sa.String, primary_key=True),
    sqlite_with_rowid=False,
)

ruling = sa.Table(  # who was ruled responsible (确权), for the next case of this class in this community
    "ruling", metadata,
    sa.Column("fact", sa.LargeBinary(16), primary_key=True),
    sa.Column("case_id", sa.LargeBinary(16), nullable=False),
    sa.Column("class_key", sa.String, nullable=False),
    sa.Column("community", sa.String, nullable=False),
    sa.Column("unit", sa.String, nullable=False),
    sa.Column("unit_name", sa.String, nullable=False),
    sa.Column("reason", sa.String, nullable=False),
    sa.Column("number", sa.String, nullable=False),  # of the case
    sa.Column("at", sa.Integer, nullable=False),
    sa.Column("seq", sa.Integer),  # NULL while it waits
)
sa.Index("ix_ruling_case", ruling.c.case_id)
sa.Index("ix_ruling_for", ruling.c.class_key, ruling.c.community)

whistle = sa.Table(  # whistles (吹哨): the open ones for the board, all of them for "what was it like before"
    "whistle", metadata,
    sa.Column("fact", sa.LargeBinary(16), primary_key=True),
    sa.Column("case_id", sa.LargeBinary(16), nullable=False),
    sa.Column("open", sa.Integer, nullable=False),
    sa.Column("at", sa.Integer, nullable=False),
    sa.Column("due", sa.Integer),  # the next deadline of any of its units
    sa.Column("number", sa.String, nullable=False),  # of the case
    sa.Column("class_key", sa.String, nullable=False),
    sa.Column("class_name", sa.String, nullable=False),
    sa.Column("community_name", sa.String, nullable=False),
    sa.Column("lon", sa.Integer, nullable=False),
    sa.Column("lat", sa.Integer, nullable=False),
    sa.Column("body", sa.LargeBinary, nullable=False),  # core.whistle.Whistle as JSON
)
sa.Index("ix_whistle_case", whistle.c.case_id)
sa.Index("ix_whistle_open", whistle.c.due, whistle.c.case_id, sqlite_where=sa.text("open = 1"))
sa.Index("ix_whistle_at", whistle.c.at)

signed_head = sa.Table(  # places of a stream that the platform signed, at most a page apart: what proves a past
    "signed_head", metadata,
    sa.Column("stream", sa.String, primary_key=True),
    sa.Column("past", sa.Integer, primary_key=True),  # 0: the present; else past.id
    sa.Column("seq", sa.Integer, primary_key=True),
    sa.Column("h", sa.LargeBinary(32), nullable=False),
    sa.Column("genesis", sa.String, nullable=False),
    sa.Column("sig", sa.String, nullable=False),
    sa.Column("size", sa.Integer, nullable=False),  # bytes of the bodies since the place before
    sqlite_with_rowid=False,
)

past = sa.Table(  # pasts that the platform lost (a backup restored): where each parted from what it shows now
    "past", metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("stream", sa.String, nullable=False),
    sa.Column("genesis", sa.String, nullable=False),
    sa.Column("seq", sa.Integer, nullable=False),
    sa.Column("h", sa.LargeBinary(32), nullable=False),
    sa.Column("found_at", sa.Integer, nullable=False),
)

lost = sa.Table(  # the entries of a lost past, until each has a number again or was set aside
    "lost", metadata,
    sa.Column("past", sa.Integer, primary_key=True),
    sa.Column("seq", sa.Integer, primary_key=True),  # in that past
    sa.Column("fact", sa.LargeBinary(16), nullable=False),
    sa.Column("rts", sa.Integer, nullable=False),
    sa.Column("verdict", sa.Integer, nullable=False),
    sa.Column("done", sa.Integer, nullable=False, server_default="0"),
    sqlite_with_rowid=False,
)
sa.Index("ix_lost_fact", lost.c.fact, sqlite_where=sa.text("done = 0"))

aside = sa.Table(  # facts that can get no place at the platform: out of the fold, kept for a person
    "aside", metadata,
    sa.Column("fact", sa.LargeBinary(16), primary_key=True),
    sa.Column("stream", sa.String, nullable=False),
    sa.Column("subject", sa.LargeBinary(16), nullable=False),
    sa.Column("reason", sa.String, nullable=False),
    sa.Column("at", sa.Integer, nullable=False),
    sa.Column("body", sa.LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

draft = sa.Table(  # what was typed in a dialog and not sent yet; never leaves this workstation
    "draft", metadata,
    sa.Column("name", sa.String, primary_key=True),
    sa.Column("body", sa.LargeBinary, nullable=False),
    sa.Column("saved_at", sa.Integer, nullable=False),
)

outcome = sa.Table(  # facts that are not simply effective
    "outcome", metadata,
    sa.Column("fact", sa.LargeBinary(16), primary_key=True),
    sa.Column("case_id", sa.LargeBinary(16), nullable=False),
    sa.Column("kind", sa.String, nullable=False),  # ineffective | repetition | rejected
    sa.Column("reason", sa.String, nullable=False),
    sa.Column("winner", sa.LargeBinary(16)),
    sa.Column("settled", sa.Integer, nullable=False),
)
sa.Index("ix_outcome_case", outcome.c.case_id)
sa.Index("ix_outcome_rejected", outcome.c.case_id, sqlite_where=sa.text("settled = 0 AND kind = 'rejected'"))
sa.Index("ix_outcome_open", outcome.c.kind, sqlite_where=sa.text("settled = 0 AND kind = 'ineffective'"))

document = sa.Table(
    "document", metadata,
    sa.Column("stream", sa.String, primary_key=True),
    sa.Column("name", sa.String, primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True),
    sa.Column("body", sa.LargeBinary, nullable=False),
)
