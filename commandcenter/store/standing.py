"""How a workstation stands, in three numbers that it tells the platform, for whoever looks on there. Only reads."""

from dataclasses import dataclass

import sqlalchemy as sa

from commandcenter.store import sql


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Acts that wait for a person (conflicts), facts that can get no place at the platform, facts that wait for it."""

    conflicts: int = 0
    aside: int = 0
    waiting: int = 0


def standing(conn: sa.Connection) -> Standing:
    """The numbers of this moment; a partial index each."""
    row = sql.row(
        conn, "SELECT (SELECT count(*) FROM outcome WHERE settled = 0 AND kind = 'ineffective')"
        " + (SELECT count(*) FROM outcome WHERE settled = 0 AND kind = 'rejected'),"
        " (SELECT count(*) FROM aside WHERE reason <> 'anew'), (SELECT count(*) FROM fact WHERE seq IS NULL)")
    return Standing(conflicts=row[0], aside=row[1], waiting=row[2])
