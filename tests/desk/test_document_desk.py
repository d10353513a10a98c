"""Editing a document with a real platform: draft, undo, effect, publishing, and somebody who was quicker."""

import asyncio
import queue
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import msgspec
import pytest

from commandcenter import paths
from commandcenter.app.clock import new_id
from commandcenter.cityplatform.library import Publisher
from commandcenter.cityplatform.platform import Platform
from commandcenter.core import calendar_edit as ce
from commandcenter.core.duties import Responsibility
from commandcenter.desk.desks import Desks
from commandcenter.desk.document_desk import DocumentDesk, plain
from commandcenter.door.door import Door
from commandcenter.store import keys
from commandcenter.store.engine import Store, open_store
from commandcenter.store.queries import Queries
from commandcenter.sync.loop import SyncLoop
from commandcenter.sync.rounds import until_quiet
from tests import makes
from tests.sync import streets

ADMINISTRATOR = "dm-administrator-1"
TUESDAY = date(2026, 3, 3)


@dataclass
class Desk:
    """A workstation that exchanges with a platform, without a screen."""

    platform: Platform
    door: Door
    store: Store
    desks: Desks
    token: str
    calls: "queue.Queue[Callable[[], None]]"

    @property
    def editor(self) -> DocumentDesk:
        return self.desks.documents

    def run(self, work: Callable[["Desk"], Awaitable[None]]) -> None:
        """Work at the desk while the exchange runs beside it."""
        async def whole() -> None:
            async with streets.client(self.platform, self.token) as client:
                loop = SyncLoop(self.door, client, clock=lambda: makes.T0, every_s=60)
                self.desks.sync.follow(loop)
                task = asyncio.create_task(loop.run())
                try:
                    await self.until(lambda: loop.status.state == "idle" and loop.status.last_ok_ms is not None)
                    await work(self)
                finally:
                    task.cancel()
                    await asyncio.wait([task])

        asyncio.run(whole())

    async def until(self, done: Callable[[], bool]) -> None:
        for _ in range(1000):
            while not self.calls.empty():
                self.calls.get()()
            if done():
                return
            await asyncio.sleep(0.01)
        raise AssertionError("it never came to be")


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("city") / "platform"
    streets.founded(folder).close()
    return folder


@pytest.fixture
def desk(founded: Path, tmp_path: Path) -> Iterator[Desk]:
    with streets.copied(founded, tmp_path / "platform") as platform:
        token = platform.add_workstation("一号席", streets.EAST, "A", city_documents=True)
        key = keys.create(tmp_path / "station", how="file")
        with open_store(tmp_path / "station", key, paths.MIGRATIONS) as store:
            door = Door(store, street=streets.EAST, letter="A", clock=lambda: makes.T0, new_id=new_id)

            async def fill() -> None:
                async with streets.client(platform, token) as client:
                    await until_quiet(door, client)

            asyncio.run(fill())
            calls: queue.Queue[Callable[[], None]] = queue.Queue()
            desks = Desks(door, lambda: Queries(store.reader()), calls.put, operator=ADMINISTRATOR, ground=None,
                          place_text=lambda lon, lat: "", new_id=new_id, street_name="东门街道",
                          station_name="一号席", key_kept="file")
            yield Desk(platform, door, store, desks, token, calls)
            desks.close()


def test_a_day_off_is_published_as_the_next_version_and_comes_back_through_the_door(desk):
    makes.dispatched(desk.door)

    async def work(its: Desk) -> None:
        editor = its.editor
        assert editor.open("calendar")
        await its.until(lambda: len(editor.view.versions) == 1)
        assert (editor.view.base, editor.view.why_not) == (1, "same")
        editor.put(ce.closed(editor.view.body, TUESDAY))
        assert [one.key for one in editor.view.changes] == ["holidays"]
        assert (editor.view.why_not, editor.view.can_undo) == ("", True)
        await its.until(lambda: editor.view.effect is not None and editor.view.effect.done)
        assert editor.view.effect.of == 1
        editor.take_note("试点放假")
        assert editor.publish()
        assert editor.view.busy
        assert not editor.publish()  # a second click while it is under way
        await its.until(lambda: its.door.books.versions["calendar"] == 2 and len(editor.view.versions) == 2)
        assert TUESDAY in its.door.books.calendar.holidays
        view = editor.view
        assert (view.issued, view.base, view.newest, view.changes, view.why_not) == (2, 2, 2, (), "same")
        first = view.versions[0]
        assert (first.version, first.actor, first.station, first.note) == (2, ADMINISTRATOR, "一号席", "试点放假")
        assert its.desks.drafts.of("document:calendar") is None

    desk.run(work)
    assert desk.platform.verify().ok


def test_an_editor_closed_while_it_is_published_leaves_no_draft(desk):
    async def work(its: Desk) -> None:
        editor = its.editor
        editor.open("calendar")
        editor.put(ce.closed(editor.view.body, TUESDAY))
        assert its.desks.drafts.of("document:calendar") is not None
        assert editor.publish()
        editor.close()
        await its.until(lambda: its.door.books.versions["calendar"] == 2)
        assert its.desks.drafts.of("document:calendar") is None
        editor.open("calendar")
        assert (editor.view.base, editor.view.restored, editor.view.changes) == (2, False, ())

    desk.run(work)


def test_undo_redo_and_the_draft_that_outlives_the_process(desk):
    async def work(its: Desk) -> None:
        editor = its.editor
        editor.open("calendar")
        held = editor.view.body
        one = ce.closed(held, TUESDAY)
        two = ce.closed(one, date(2026, 3, 4))
        editor.put(one)
        editor.put(two)
        editor.undo()
        assert editor.view.body == one
        editor.redo()
        assert editor.view.body == two
        editor.undo()
        editor.put(ce.closed(one, date(2026, 3, 5)))
        assert not editor.view.can_redo
        kept = editor.view.body
        its.desks.drafts.close()
        again = Desks(its.door, lambda: Queries(its.store.reader()), its.calls.put, operator=ADMINISTRATOR,
                      ground=None, place_text=lambda lon, lat: "", new_id=new_id, street_name="", station_name="",
                      key_kept="file")
        again.start()
        await its.until(lambda: bool(again.drafts.offered))
        assert again.documents.open("calendar")
        assert (again.documents.view.body, again.documents.view.restored) == (kept, True)
        again.documents.discard()
        assert (again.documents.view.body, again.documents.view.restored) == (held, False)
        again.close()

    desk.run(work)


def test_who_was_quicker_is_shown_and_the_draft_is_kept(desk):
    async def work(its: Desk) -> None:
        editor = its.editor
        editor.open("calendar")
        mine = ce.closed(editor.view.body, TUESDAY)
        editor.put(mine)
        theirs = msgspec.structs.replace(editor.view.body, work_day_minutes=480, holidays=())
        its.platform.publish("city", "calendar", msgspec.json.encode(theirs), Publisher(note="先到"))
        editor.publish()
        await its.until(lambda: editor.view.trouble is not None)
        assert editor.view.trouble.key == "version_moved"
        await its.until(lambda: editor.view.newest == 2 and len(editor.view.versions) == 2)
        assert (editor.view.why_not, editor.view.body) == ("moved", mine)
        assert [one.key for one in editor.compare(1, 2)] == ["holidays", "work_day_minutes"]
        editor.take_over()
        assert (editor.view.why_not, editor.view.base) == ("", 2)
        assert editor.publish()
        await its.until(lambda: its.door.books.versions["calendar"] == 3)
        assert its.door.books.calendar == mine

    desk.run(work)


def test_an_older_version_is_restored_by_publishing_it_again(desk):
    held = desk.door.books.calendar
    other = msgspec.structs.replace(held, work_day_minutes=480)
    desk.platform.publish("city", "calendar", msgspec.json.encode(other))

    async def work(its: Desk) -> None:
        editor = its.editor
        await its.until(lambda: its.door.books.versions["calendar"] == 2)
        editor.open("calendar")
        await its.until(lambda: len(editor.view.versions) == 2)
        editor.restore(1)
        assert plain(editor.view.body) == plain(held)
        assert editor.compare(1, 0) == ()
        assert editor.publish()
        await its.until(lambda: its.door.books.versions["calendar"] == 3)

    desk.run(work)


def test_what_stands_against_publishing(desk):
    editor = desk.editor
    editor.open("responsibility")
    held = editor.view.body
    assert isinstance(held, Responsibility)
    changed = msgspec.structs.replace(held, duties=held.duties[1:])
    editor.put(changed)
    assert editor.view.why_not == "offline"  # nobody was reached yet
    assert not editor.publish()
    wrong = msgspec.structs.replace(held.duties[0], unit="nobody")
    editor.put(Responsibility(duties=(wrong, *held.duties[1:])))
    assert (editor.view.why_not, [one.key for one in editor.view.faults]) == ("wrong", ["unit-unknown"])
    editor.undo()
    editor.mark_bad(frozenset({"since"}))
    assert editor.view.why_not == "wrong"
    editor.mark_bad(frozenset())
    desk.desks.operator.choose("dm-dispatcher-1")
    editor.put(held)
    assert editor.view.why_not == "role"
    assert desk.desks.drafts.of("document:responsibility") is None  # back to what holds: nothing to keep


def test_a_workstation_without_the_city_s_right_is_told_before_it_asks(desk):
    desk.platform.let_publish(streets.EAST, "A", False)

    async def work(its: Desk) -> None:
        its.editor.open("calendar")
        its.editor.put(ce.closed(its.editor.view.body, TUESDAY))
        assert its.editor.view.why_not == "right"
        its.editor.open("responsibility")
        assert its.editor.view.why_not == "same"

    desk.run(work)


def test_the_effect_counts_open_cases_with_another_deadline_and_another_unit(desk):
    condition = next(c for c in desk.door.books.minor(makes.CLASS).conditions if c.limit.unit == "work_day")
    from commandcenter.core import rules as r
    from commandcenter.core.case import Role

    case = desk.door.submit(makes.report())
    desk.door.submit(r.File(case_id=case.id, actor="u", role=Role.ACCEPTOR, class_key=makes.CLASS,
                            condition=condition.id))

    async def work(its: Desk) -> None:
        editor = its.editor
        await its.until(lambda: its.door.case(case.id).number != "")
        editor.open("responsibility")
        duties = editor.view.body.duties
        moved = tuple(msgspec.structs.replace(d, unit="gas") if d.match == makes.CLASS else d for d in duties)
        editor.put(Responsibility(duties=moved))
        await its.until(lambda: editor.view.effect is not None)
        effect = editor.view.effect
        assert (effect.kind, effect.touched, effect.of) == ("unit", 1, 1)
        assert effect.named[0][1:] == ("water", "gas")
        its.door.submit(r.Dispatch(case_id=case.id, actor="u", role=Role.DISPATCHER, unit="water"))
        editor.open("calendar")
        editor.put(ce.closed(editor.view.body, TUESDAY))
        await its.until(lambda: editor.view.effect is not None and editor.view.effect.done
                        and editor.view.effect.kind == "deadline" and editor.view.effect.of == 1)
        effect = editor.view.effect
        assert (effect.touched, effect.later) == (1, 1)
        number, before, after = effect.moved[0]
        assert after - before == 24 * makes.HOUR
        editor.open("catalogue")
        from commandcenter.core.document_edits import with_limit
        from commandcenter.core.limits import parse_limit

        editor.put(with_limit(editor.view.body, condition.id, parse_limit("9工作日")))
        await its.until(lambda: editor.view.effect is not None and editor.view.effect.kind == "kept")
        assert editor.view.effect.touched == 1

    desk.run(work)
