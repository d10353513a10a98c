"""Plain figures of a store for a backup's manifest and a helper: counts and heads, no word of a case."""

from contextlib import closing
from pathlib import Path
from typing import Any

from commandcenter.store.engine import Store, connect

_TABLES = ("fact", "case_row", "outcome", "document")


def reached(path: Path, key: bytes, stream: str) -> tuple[int, int]:
    """How far the store in this file has come in a stream, and how many facts wait."""
    with closing(connect(path, key, read_only=True)) as conn:
        row = conn.execute("SELECT seq FROM stream WHERE stream = ?", (stream,)).fetchone()
        return (int(row[0]) if row else 0), _waiting(conn)


def counted(store: Store) -> dict[str, object]:
    """Rows by table, cases by stage, facts by type, and how the exchange stands."""
    with closing(store.reader()) as conn:
        return {
            "rows": {name: conn.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in _TABLES},
            "stages": dict(conn.execute("SELECT stage, count(*) FROM case_row GROUP BY stage")),
            "facts": dict(conn.execute("SELECT type, count(*) FROM fact GROUP BY type ORDER BY 2 DESC")),
            "sync": {
                "waiting": _waiting(conn),
                "rejected": conn.execute("SELECT count(*) FROM fact WHERE verdict > 0").fetchone()[0],
                "streams": [{"stream": name, "seq": seq, "head": h.hex()[:8]}
                            for name, seq, h in conn.execute("SELECT stream, seq, h FROM stream")],
            },
        }


def documents(store: Store) -> list[tuple[str, bytes]]:
    """Name and body of every version of every reference document here."""
    with closing(store.reader()) as conn:
        return [(name, bytes(body)) for name, body in conn.execute("SELECT name, body FROM document")]


def _waiting(conn: Any) -> int:
    return int(conn.execute("SELECT count(*) FROM fact WHERE seq IS NULL").fetchone()[0])
