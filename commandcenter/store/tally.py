"""The kept counts of the queues, and the same counted anew: verify holds one against the other.

The counts themselves are kept by triggers of case_row, so that every way to write a row keeps them (migration 0006).
"""

import sqlalchemy as sa

from commandcenter.store.tables import tally

Tally = dict[tuple[object, ...], int]

_KEY = [column for column in tally.columns if column.name != "n"]
_RECOUNT = sa.text(
    "SELECT open, (closed_at IS NOT NULL), (CASE WHEN open THEN stage ELSE '' END), (open AND paused),"
    " (open AND level >= 1), (open AND replied = 0), (open AND instr(marks, 'review') > 0), count(*)"
    " FROM case_row GROUP BY 1, 2, 3, 4, 5, 6, 7")


def kept(conn: sa.Connection) -> Tally:
    """What is kept, without what has come down to none."""
    return {tuple(row[:-1]): row[-1] for row in conn.execute(sa.select(*_KEY, tally.c.n).where(tally.c.n != 0))}


def recounted(conn: sa.Connection) -> Tally:
    """The same from the rows."""
    return {tuple(row[:-1]): row[-1] for row in conn.execute(_RECOUNT)}
