"""A consistent copy of a store's file while it is in use, encrypted as it is.

The copy is of one moment: what is written meanwhile is not in it. What a backup holds besides is app/backup.py's.
"""

import os
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from commandcenter.store.engine import connect
from commandcenter.store.errors import failure

PAGES = 512  # a step: 2 MB
Say = Callable[[int, int], None]  # bytes done, of how many; what it raises ends the copying


def copy_file(path: Path, key: bytes, to: Path, say: Say | None = None) -> None:
    """Copy a store's file to a new one, durably when it returns.

    Raises:
        StoreError: disk-full, store-broken …; and whatever `say` raises. No copy is left then.
    """
    def stepped(_status: int, left: int, total: int) -> None:
        if say is not None:
            say((total - left) * size, total * size)

    try:
        with closing(connect(path, key, read_only=True)) as source, closing(_plain(to, key)) as target:
            size = int(source.execute("PRAGMA page_size").fetchone()[0])
            source.execute("BEGIN")
            source.execute("SELECT count(*) FROM sqlite_master").fetchone()  # from here on it sees this moment
            source.backup(target, pages=PAGES, progress=stepped)
            source.execute("ROLLBACK")
            target.execute("PRAGMA journal_mode = DELETE")  # the copy is one file
        with to.open("rb+") as file:
            os.fsync(file.fileno())
    except dbapi2.Error as err:
        _drop(to)
        raise failure(to, err) from err
    except BaseException:
        _drop(to)
        raise


def _drop(path: Path) -> None:
    for end in ("", "-journal", "-wal", "-shm"):
        path.with_name(path.name + end).unlink(missing_ok=True)


def _plain(path: Path, key: bytes) -> Any:
    """A connection that writes quickly: the file is made durable as a whole."""
    path.unlink(missing_ok=True)
    conn = dbapi2.connect(str(path), isolation_level=None, check_same_thread=False)
    conn.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    conn.execute("PRAGMA cipher_log_level = NONE")
    conn.execute("PRAGMA journal_mode = OFF")
    conn.execute("PRAGMA synchronous = OFF")
    return conn
