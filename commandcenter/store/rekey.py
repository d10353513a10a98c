"""Changing the key of a store: every file under it gets the new one, and a change that was cut off is finished.

Which keys, and how they are kept: keys.py. Needs as much free space as the files take.
"""

import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from sqlcipher3 import dbapi2

from commandcenter.store import keys
from commandcenter.store.blobs import BLOB_FILE
from commandcenter.store.engine import STORE_FILE, connect, locked
from commandcenter.store.errors import StoreError, failure

FILES = (STORE_FILE, BLOB_FILE)
Say = Callable[[int, int], None]  # files done, of how many


def change(folder: Path, key: bytes, *, password: str | None = None, say: Say | None = None) -> str:
    """Give the store in this folder a new random key. Returns its new recovery key, to be shown once.

    `password` is that which shall open it, where a password does. Copies made before a change of schema go: the former
    key is forgotten. A backup keeps the key that it was made with, and is opened by the recovery key of its day.

    Raises:
        StoreError: in-use, disk-full, no-key-store, password-needed; `change-pending`, where one has to be finished
            first (opening the store does that).
    """
    with locked(folder):
        if (folder / keys.NEXT_FILE).exists():
            raise StoreError("change-pending", where=str(folder))
        _room(folder)
        other, text = keys.begin_change(folder, key, password=password)
        _finish(folder, key, other, say)
    return text


def resume(folder: Path, key: bytes) -> bytes:
    """The key that holds, after finishing a change that was cut off; `key` is what opens the folder.

    Raises:
        StoreError: in-use, disk-full …
    """
    if not (folder / keys.NEXT_FILE).exists():
        return key
    with locked(folder):
        other = keys.changing(folder, key)
        if other is None:
            return key
        _room(folder)
        _finish(folder, key, other, None)
    return other


def _finish(folder: Path, key: bytes, other: bytes, say: Say | None) -> None:
    files = [folder / name for name in FILES if (folder / name).exists()]
    for n, path in enumerate(files):
        _change_file(path, key, other)
        if say is not None:
            say(n + 1, len(files))
    keys.end_change(folder, other)
    for copy in folder.glob(f"{STORE_FILE}.before-*"):
        copy.unlink()


def _change_file(path: Path, key: bytes, other: bytes) -> None:
    """One transaction of the engine: the file has the one key or the other, whenever it is cut off."""
    try:
        with closing(connect(path, other, read_only=True)):
            return  # done before the cut
    except StoreError as err:
        if err.key != "store-broken":
            raise
    with closing(connect(path, key)) as conn:
        try:
            conn.execute(f"PRAGMA rekey = \"x'{other.hex()}'\"")
            conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except dbapi2.Error as err:
            raise failure(path, err) from err


def _room(folder: Path) -> None:
    """
    Raises:
        StoreError: disk-full, before anything is begun.
    """
    needed = sum((folder / name).stat().st_size for name in FILES if (folder / name).exists())
    if shutil.disk_usage(folder).free < needed * 1.1:
        raise StoreError("disk-full", where=str(folder))
