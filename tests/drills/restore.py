"""The restore drill: a real PostgreSQL goes back to an older base backup while two workstations have gone on.

`make drill`, or `python -m tests.drills.restore [--json]`. The workstations are real doors over encrypted stores. They
notice that the platform has forgotten, give it back what it lost, and end equal; what was acknowledged is all there.
"""

import argparse
import asyncio
import json
import shutil
import signal
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from uuid import uuid4

from commandcenter import paths
from commandcenter.app.clock import now_ms
from commandcenter.cityplatform.platform import Platform
from commandcenter.core import bodies
from commandcenter.core.facts import decode
from commandcenter.door.door import Door
from commandcenter.store import keys
from commandcenter.store.engine import Store, open_store
from commandcenter.store.verify import verify
from commandcenter.sync.client import Rejected
from commandcenter.sync.rounds import until_quiet
from tests import makes, postgres
from tests.sync import streets
from tests.sync.streets import EAST

CASES = 20  # before the backup, and as many after it


class Desk:
    """A workstation with a real door."""

    def __init__(self, folder: Path, stack: ExitStack, letter: str, token: str) -> None:
        folder.mkdir()
        key = keys.create(folder, how="file")
        self.store: Store = stack.enter_context(open_store(folder, key, paths.MIGRATIONS))
        self.door = Door(self.store, street=EAST, letter=letter, clock=now_ms, new_id=uuid4)
        self.token = token

    def sync(self, platform: Platform) -> None:
        async def work() -> None:
            async with streets.client(platform, self.token, now_ms) as calls:
                await until_quiet(self.door, calls)

        asyncio.run(work())

    def work(self, cases: int) -> None:
        for _ in range(cases):
            makes.walk(self.door, makes.dispatched(self.door), 2)


def drill(place: Path) -> dict[str, object]:
    """Run it. `healed`: all end equal; `lost`: acknowledged facts that the platform does not have in the end.

    `numbers_said_anew`: case numbers are the platform's own facts, said in new ones; `other_numbers`: of these, their
    number had been given to a case that was written before the platform knew of what it had lost.
    """
    with ExitStack() as stack:
        server = stack.enter_context(postgres.running(durable=True))
        url = server.new()
        platform = stack.enter_context(streets.founded(place / "platform", now_ms, url))
        desks = [Desk(place / letter, stack, letter, platform.add_workstation(letter, EAST, letter)) for letter in "AB"]
        for desk in desks:
            desk.sync(platform)
            desk.work(CASES)
            desk.sync(platform)
        backup = server.folder / "backup"
        server.run("pg_basebackup", "-h", "127.0.0.1", "-p", str(server.port), "-U", "city", "-D", str(backup),
                   "-X", "stream", "--checkpoint=fast")
        kept = platform.head(EAST).seq
        for _ in range(2):
            for desk in desks:
                desk.work(CASES // 2)
                desk.sync(platform)
        acknowledged = _bodies(desks[1])
        before = platform.head(EAST).seq
        desks[0].work(3)  # waiting when it happens
        server.end()
        server.start(backup)
        platform.close()  # its connections led to what is no more
        restored = platform.head(EAST).seq
        noticed: list[str] = []
        for _ in range(3):
            for desk in desks:
                try:
                    desk.sync(platform)
                except Rejected as err:
                    noticed.append(err.key)
        there = {bytes(row[0]) for row in _rows(platform)}
        numbers = dict(filter(None, map(_number, there)))
        gone = [said for body in acknowledged if body not in there and (said := _number(body))]
        found = [verify(desk.store, EAST) for desk in desks]
        audit = platform.verify(EAST)
        equal = len({one.state_digest for one in found} | {audit.streams[0].state_digest}) == 1
        return {
            "facts_in_backup": kept, "facts_before": before, "facts_restored": restored,
            "brought_back": sum(1 for body in acknowledged if body in there) - kept,
            "numbers_said_anew": sum(1 for case, _ in gone if case in numbers),
            "other_numbers": sum(1 for case, number in gone if numbers.get(case, number) != number),
            "lost": sum(1 for body in acknowledged if body not in there and not _number(body))
            + sum(1 for case, _ in gone if case not in numbers),
            "facts_after": audit.streams[0].seq,
            "waiting": sum(one.pending for one in found), "refused": noticed,
            "healed": audit.ok and equal and not any(one.problems for one in found),
        }


def _number(body: bytes) -> tuple[str, str] | None:
    """Of a fact that gives a case its number: which, and to which. It is the platform's own, and said anew."""
    fact = decode(body)
    said = bodies.read(fact.type, bytes(fact.data)) if fact.type == "numbered" else None
    return (str(fact.subject), said.number) if isinstance(said, bodies.Numbered) else None


def _bodies(desk: Desk) -> list[bytes]:
    conn = desk.store.reader()
    try:
        held = conn.execute("SELECT body FROM fact WHERE seq IS NOT NULL AND stream = ?", (EAST,))
        return [bytes(body) for (body,) in held]
    finally:
        conn.close()


def _rows(platform: Platform) -> list[tuple[bytes]]:
    with platform._files.read() as conn:
        return [(row[0],) for row in conn.exec_driver_sql(f"SELECT body FROM fact WHERE street = '{EAST}'")]


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--json", action="store_true")
    args = asked.parse_args()
    if postgres.binaries() is None:
        sys.stderr.write(f"*** not run: {postgres.LOUD} ***\n")
        return 3
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # ended from outside, it still ends what it started
    place = Path(tempfile.mkdtemp())
    try:
        report = drill(place)
    finally:
        shutil.rmtree(place, ignore_errors=True)
    sys.stdout.write(json.dumps(report, ensure_ascii=False, indent=None if args.json else 1) + "\n")
    return 0 if report["healed"] and not report["lost"] and not report["waiting"] else 1


if __name__ == "__main__":
    sys.exit(main())
