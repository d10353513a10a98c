"""What was typed and not sent yet (草稿), one row a dialog, in the encrypted store: it may hold personal text.

No fact and no view: it never leaves this workstation, and is gone when sent or discarded.
"""

from dataclasses import dataclass

import sqlalchemy as sa

from commandcenter.store.tables import draft


@dataclass(frozen=True, kw_only=True)
class KeptDraft:
    """A dialog's name, its body as JSON, and when it was kept (ms UTC)."""

    name: str
    body: bytes
    saved_at: int


def keep(conn: sa.Connection, kept: KeptDraft) -> None:
    """Keep a draft in place of the one of the same name."""
    conn.execute(
        sa.text("INSERT OR REPLACE INTO draft(name, body, saved_at) VALUES (:name, :body, :at)"),
        {"name": kept.name, "body": kept.body, "at": kept.saved_at})


def kept(conn: sa.Connection) -> tuple[KeptDraft, ...]:
    """All drafts, the newest first."""
    rows = conn.execute(sa.select(draft).order_by(draft.c.saved_at.desc(), draft.c.name))
    return tuple(KeptDraft(name=r.name, body=bytes(r.body), saved_at=r.saved_at) for r in rows)


def drop(conn: sa.Connection, name: str) -> None:
    """Forget a draft; one that is not there is no error."""
    conn.execute(sa.delete(draft).where(draft.c.name == name))
