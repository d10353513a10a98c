"""Counts of the queues kept by the transaction that writes a row, and what changed of the closed cases.

The counts are taken from indexes alone, so that a store of a million cases waits for one new index only.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0004"

_KEY = ("open", "closed", "stage", "paused", "supervised", "awaiting", "review")
_OF_ROW = (  # of a row that is not open only these two count
    "{0}open", "({0}closed_at IS NOT NULL)", "(CASE WHEN {0}open THEN {0}stage ELSE '' END)",
    "({0}open AND {0}paused)", "({0}open AND {0}level >= 1)", "({0}open AND {0}replied = 0)",
    "({0}open AND instr({0}marks, 'review') > 0)")
_COUNTED = ("open", "closed_at", "stage", "paused", "level", "replied", "marks")


def upgrade() -> None:
    op.add_column("case_row", sa.Column("words", sa.Integer))
    op.create_index("ix_case_row_urgent", "case_row", ["near", "due", "severe"],
                    sqlite_where=sa.text("open = 1 AND paused = 0"))
    op.create_index("ix_case_row_due", "case_row", ["due_sort", "id"], sqlite_where=sa.text("open = 1"))
    op.create_table(
        "tally",
        *(sa.Column(name, sa.String if name == "stage" else sa.Integer, primary_key=True) for name in _KEY),
        sa.Column("n", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "row_change",
        sa.Column("seq", sa.Integer, primary_key=True),
        sa.Column("row", sa.Integer, nullable=False),
    )
    names, of_row = ", ".join(_KEY), ", ".join(_OF_ROW).format("")
    op.execute(
        f"INSERT INTO tally({names}, n) SELECT {of_row}, count(*) FROM case_row WHERE open = 1"
        " GROUP BY 1, 2, 3, 4, 5, 6, 7")
    of_open = "coalesce((SELECT sum(n) FROM tally WHERE open = 1{}), 0)"
    op.execute(
        f"INSERT INTO tally({names}, n) SELECT 0, 1, '', 0, 0, 0, 0, count(*) - {of_open.format(' AND closed = 1')}"
        " FROM case_row WHERE closed_at IS NOT NULL")
    op.execute(
        f"INSERT INTO tally({names}, n) SELECT 0, 0, '', 0, 0, 0, 0, count(*) - (SELECT sum(n) FROM tally)"
        " FROM case_row")
    more = (f"INSERT INTO tally({names}, n) VALUES ({', '.join(_OF_ROW).format('NEW.')}, 1)"
            " ON CONFLICT DO UPDATE SET n = n + 1;")
    less = (f"UPDATE tally SET n = n - 1 WHERE ({names}) = ({', '.join(_OF_ROW).format('OLD.')});")
    differs = " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in _COUNTED)
    op.execute(f"CREATE TRIGGER case_row_tally_new AFTER INSERT ON case_row BEGIN {more} END")
    op.execute(f"CREATE TRIGGER case_row_tally_gone AFTER DELETE ON case_row BEGIN {less} END")
    op.execute(f"CREATE TRIGGER case_row_tally_changed AFTER UPDATE ON case_row WHEN {differs} BEGIN {less} {more} END")
    for name, event, row, when in (
        ("new", "INSERT", "NEW", "NEW.closed_at IS NOT NULL"),
        ("gone", "DELETE", "OLD", "OLD.closed_at IS NOT NULL"),
        ("changed", "UPDATE", "NEW", "OLD.closed_at IS NOT NULL OR NEW.closed_at IS NOT NULL"),
    ):
        op.execute(
            f"CREATE TRIGGER case_row_closed_{name} AFTER {event} ON case_row WHEN {when} BEGIN"
            f" INSERT INTO row_change(row) VALUES ({row}.id);"
            " DELETE FROM row_change WHERE seq <= (SELECT max(seq) FROM row_change) - 50000; END")
