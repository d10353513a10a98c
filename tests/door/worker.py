"""A workstation in a process of its own, to be killed or to run out of disk: python -m tests.door.worker MODE FOLDER.

Each case that was acknowledged is a line with its id; `full KEY` says that the store refused.
"""

import resource
import sys
from pathlib import Path
from uuid import uuid4

from commandcenter import paths
from commandcenter.door.door import Door
from commandcenter.store import keys
from commandcenter.store.engine import STORE_FILE, Store, open_store
from commandcenter.store.errors import StoreError
from tests import makes

MANY = 100_000


def _say(*words: object) -> None:
    sys.stdout.write(" ".join(str(word) for word in words) + "\n")
    sys.stdout.flush()


def _submit(door: Door, count: int) -> None:
    for _ in range(count):
        case = makes.report()
        door.submit(case)
        _say(case.case_id)


def _limited(store: Store, door: Door) -> None:
    """Files may not grow far beyond what they are: writes fail in the middle of a transaction."""
    size = max(p.stat().st_size for p in store.folder.glob(STORE_FILE + "*"))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + 256 * 1024, hard))
    for _ in range(3):  # refused once, it is refused again, and nothing is worse for it
        try:
            _submit(door, MANY)
        except StoreError as err:
            _say("full", err.key)
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    _submit(door, 5)


def _small_disk(store: Store, door: Door) -> None:
    """The disk is full, then somebody makes room."""
    ballast = store.folder / "ballast"
    room = 200 * 1024
    with ballast.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"x" * 65536)
                file.flush()
        except OSError:
            pass
    with ballast.open("r+b") as file:
        file.truncate(max(0, ballast.stat().st_size - room))
    try:
        _submit(door, MANY)
    except StoreError as err:
        _say("full", err.key)
    ballast.unlink()
    _submit(door, 5)


def main(mode: str, folder: Path) -> None:
    with open_store(folder, keys.load(folder), paths.MIGRATIONS) as store:
        door = Door(store, street=makes.STREET, letter="A", clock=lambda: makes.T0, new_id=uuid4)
        _say("ready")
        match mode:
            case "submit":
                _submit(door, MANY)
            case "limited":
                _limited(store, door)
            case "small-disk":
                _small_disk(store, door)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
