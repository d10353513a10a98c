"""One command: decided, appended durably, folded, its views written; and the same with the window repainted.

Beside a durable commit of one row on the same engine (encrypted, WAL, synchronous=FULL), taking turns with it.
"""

import random
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any

from commandcenter.app.station import Station
from commandcenter.core import bodies as b
from commandcenter.core import rules as r
from commandcenter.core.case import Role, Stage
from commandcenter.core.documents import Books
from commandcenter.store import keys
from commandcenter.store.case_rows import CaseRow
from commandcenter.store.engine import connect
from tests.bench import _city
from tests.bench._measure import Report, Result, command_line, copy_of, median, percentile, took
from tests.bench._window import Shown, shown

BODY = 700  # bytes of the floor's row: about those of a fact
CASES = 60
SEEN = 120  # commands given with the window open
SCREENS = 40  # looked through for a case that can be taken a step on
FLOOR = "durable commit of one row"

Fields = Callable[[CaseRow, Books], dict[str, object]]


def _none(_row: CaseRow, _books: Books) -> dict[str, object]:
    return {}


def _filing(row: CaseRow, books: Books) -> dict[str, object]:
    minor = books.minor(row.class_key)
    return {"class_key": row.class_key, "condition": minor.conditions[0].id if minor and minor.conditions else ""}


STEPS: dict[Stage, tuple[type[r.Command], Role, Fields]] = {  # stage → what a dispatcher's desk does next
    Stage.PENDING_REGISTER: (r.File, Role.ACCEPTOR, _filing),
    Stage.PENDING_DISPATCH: (r.Dispatch, Role.DISPATCHER, lambda _, books: {"unit": books.units.units[0].id}),
    Stage.PENDING_HANDLE: (r.Assign, Role.DEPARTMENT, _none),
    Stage.HANDLING: (r.Handle, Role.DEPARTMENT, lambda _row, _books: {"text": "已更换"}),
    Stage.HANDLE_FINISH: (r.FeedBack, Role.DEPARTMENT, _none),
    Stage.PENDING_REVIEW: (r.Pass, Role.DISPATCHER, _none),
    Stage.PENDING_CHECK: (r.OrderCheck, Role.ACCEPTOR, _none),
    Stage.CHECKING: (r.Check, Role.COLLECTOR, lambda _row, _books: {"result": b.CheckResult.PASS}),
    Stage.CHECK_PASSED: (r.Close, Role.ACCEPTOR, _none),
}
_WAY = (Stage.HANDLING, Stage.HANDLE_FINISH, Stage.PENDING_REVIEW, Stage.PENDING_CHECK, Stage.CHECKING,
        Stage.CHECK_PASSED)


def run(cases: int = 100_000, report: Report = print) -> dict[str, Any]:
    """Measure commands on a store of so many cases."""
    result = Result("submit", cases, report)
    with copy_of(_city.station_folder(cases, report)) as folder, _city.opened(folder) as station:
        floor = _Floor(folder / "floor.db", keys.load(folder))
        ours: list[float] = []
        raw: list[float] = []
        for command in _commands(station, min(CASES, max(cases // 500, 1))):
            ours.append(took(lambda command=command: station.door.submit(command)))
            raw.append(took(floor.commit))
        _tell(result, "command on disk, views written", ours, raw)
        with shown(station) as seen:
            _with_window(seen, station, floor, result, min(SEEN, max(cases // 500, 5)))
        floor.close()
    result.notes["commands"] = len(ours)
    return result.done()


def _with_window(seen: Shown, station: Station, floor: "_Floor", result: Result, times: int) -> None:
    """Commands about cases in view: until its row is painted anew, and until the queue is, read anew and in order."""
    dice = random.Random(1)
    row_painted: list[float] = []
    queue_painted: list[float] = []
    blocked: list[float] = []
    raw: list[float] = []
    queue, model = seen.desks.queue, seen.table.model_of_cases
    for _ in range(times):
        row = _in_view(seen, dice, station.door.books.rules.verify_first)
        before, listed = model.cells(row.id), queue.view.ids
        kind, role, fields = STEPS[row.stage]
        command = kind(case_id=row.case_id, actor="u-dispatcher", role=role, on_behalf=_whose(role, row.unit),
                       **fields(row, station.door.books))

        def act(command: r.Command = command) -> None:
            blocked.append(took(lambda: station.door.submit(command)))

        row_painted.append(seen.until_painted(act, lambda: model.cells(row.id) != before))  # noqa: B023 - used at once
        queue_painted.append(row_painted[-1] + seen.until_painted(
            _nothing, lambda: queue.view.ids is not listed and seen.window.queue.is_settled()))  # noqa: B023
        seen.until_idle()
        raw.append(took(floor.commit))
    _tell(result, "command to its row repainted", row_painted, raw)
    _tell(result, "command to the whole queue read anew and repainted", queue_painted, raw)
    result.add("of it, screen thread in the door, p50", median(blocked), "ms", floor=median(raw), floor_is=FLOOR)
    result.notes["commands with the window"] = times


def _in_view(seen: Shown, dice: random.Random, verify_first: Collection[str]) -> CaseRow:
    """A case in view that can be taken a step on; of some sources it must be verified on the spot before.

    Where there is none in view, the next screenful is looked at, as a dispatcher would.
    """
    bar = seen.table.verticalScrollBar()
    for _ in range(SCREENS):
        rows, table = seen.window.queue._rows, seen.table
        first, last = max(table.rowAt(0), 0), table.rowAt(table.viewport().height() - 1)
        shown_ids = table.model_of_cases.ids()[first:last if last >= 0 else None].tolist()
        ids = [i for i in shown_ids if i in rows and rows[i].stage in STEPS
               and not (rows[i].stage is Stage.PENDING_REGISTER and rows[i].source in verify_first)]
        if ids:
            return rows[dice.choice(ids)]
        bar.setValue(bar.value() + bar.pageStep() if bar.value() < bar.maximum() else 0)
        seen.until_idle()
    raise LookupError(f"no case in {SCREENS} screens can be taken a step on")


def _nothing() -> None:
    """It is under way already."""


def _tell(result: Result, what: str, ours: list[float], raw: list[float]) -> None:
    result.add(f"{what}, p50", median(ours), "ms", floor=median(raw), floor_is=FLOOR)
    result.add(f"{what}, p99", percentile(ours, 0.99), "ms", floor=percentile(raw, 0.99), floor_is=FLOOR, most=50)


def _commands(station: Station, most: int) -> Iterator[r.Command]:
    """Cases in handling, taken step by step to their closing, a note each."""
    for case in _city.open_cases(station, [Stage.HANDLING], most):
        yield r.Note(case_id=case.id, actor="u-dispatcher", role=Role.DISPATCHER, text="已电话联系责任单位")
        for stage in _WAY:
            kind, role, fields = STEPS[stage]
            more = fields(None, station.door.books)  # type: ignore[arg-type]  # none of these looks at the row
            yield kind(
                case_id=case.id, actor="u-dispatcher", role=role, on_behalf=_whose(role, case.unit), **more)


def _whose(role: Role, unit: str) -> str | None:
    """Whose act the desk enters."""
    return {Role.DEPARTMENT: unit, Role.COLLECTOR: "u-collector"}.get(role)


class _Floor:
    """One row and a commit, on the same engine and key."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._conn = connect(path, key)
        self._conn.execute("CREATE TABLE raw (id INTEGER PRIMARY KEY, body BLOB NOT NULL)")
        self._body = bytes(range(256)) * (BODY // 256) + bytes(BODY % 256)

    def commit(self) -> None:
        self._conn.execute("BEGIN IMMEDIATE")
        self._conn.execute("INSERT INTO raw(body) VALUES (?)", (self._body,))
        self._conn.execute("COMMIT")

    def close(self) -> None:
        self._conn.close()


if __name__ == "__main__":
    command_line(run, 100_000)
