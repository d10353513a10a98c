"""A shift before 国庆: a hundred real cases of San Francisco through the real window, by keyboard alone.

The rows are real (DataSF, PDDL), street and people are the demo's. At the end the views equal the log, and the course
of a case reads as a person would tell it.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from PySide6.QtCore import QCoreApplication, QEvent, QSettings
from PySide6.QtWidgets import QApplication

from commandcenter import paths
from commandcenter.atlas.gazetteer import Gazetteer
from commandcenter.atlas.names import Names
from commandcenter.core.case import Case, Stage
from commandcenter.core.clocks import handling_due
from commandcenter.core.mapping import RowPlan
from commandcenter.desk.desks import Desks
from commandcenter.desk.map_ground import MapGround
from commandcenter.door import feeds
from commandcenter.door.door import Door
from commandcenter.door.watch import Watch
from commandcenter.settings import Settings
from commandcenter.store import keys
from commandcenter.store.engine import Store, open_store
from commandcenter.store.queries import Queries
from commandcenter.store.verify import verify
from commandcenter.ui import run
from commandcenter.ui.bridge import Bridge
from commandcenter.ui.intake_dialog import IntakeDialog
from commandcenter.ui.main_window import MainWindow
from tests import makes
from tests.journeys.desk_hand import KEYS, Hand, at

ROWS = Path(__file__).parents[1] / "data" / "cases" / "sf311_sample.csv"
ROADS = ("北大街", "交通路", "建设路", "文明路", "信州路", "沿河路", "站前路", "迎宾路")
ACCEPTOR, DISPATCHER, LEADER = "李静怡", "刘志远", "孙国栋"
CALLS = 100


@dataclass(frozen=True)
class Call:
    """A row of the file as it is told at the telephone."""

    class_key: str
    text: str
    road: str


def calls(most: int) -> list[Call]:
    """The first rows of the file that have a class."""
    table = feeds.open_table(ROWS, feeds.find_mapping("sf311", paths.RESOURCES / "mappings"))
    plans = [row.plan for row in table.rows() if isinstance(row.plan, RowPlan) and not row.plan.unclassified]
    return [Call(plan.class_key, f"{plan.text}，{plan.place}", ROADS[n % len(ROADS)])
            for n, plan in enumerate(plans[:most])]


@dataclass
class Desk:
    """A workstation while its window is open."""

    store: Store
    door: Door
    desks: Desks
    hand: Hand
    watch: Watch

    def case(self, number: str) -> Case:
        return next(self.door.case(row.case_id) for row in self._rows() if row.provisional == number)

    def due(self, case: Case) -> int:
        """The handling deadline, ms UTC."""
        due = handling_due(self.door.case(case.id), self.door.sight.calendar)
        assert due is not None
        return due

    def newest(self) -> Case:
        return self.door.case(max(self._rows(), key=lambda row: row.provisional).case_id)

    def _rows(self):
        queries = Queries(self.store.reader())
        try:
            return list(queries.rows(queries.ids("all", self.desks.now())).values())
        finally:
            queries.close()


@contextmanager
def opened(folder: Path, clock, qtbot) -> Iterator[Desk]:
    """The workstation's window over its data folder, as the program opens it."""
    atlas = paths.RESOURCES / "atlas" / makes.STREET
    with open_store(folder, keys.load(folder), paths.MIGRATIONS) as store:
        door = Door(store, street=makes.STREET, letter="A", clock=clock, new_id=uuid4)
        bridge = Bridge()
        names = Names.load(atlas)
        gazetteer = Gazetteer(names)
        desks = Desks(
            door, lambda: Queries(store.reader()), bridge.deliver, operator="", ground=MapGround.load(atlas),
            place_text=names.place_text, new_id=uuid4, street_name="东门街道", station_name="一号席", key_kept="file",
            gazetteer=lambda: gazetteer)
        app = QApplication.instance()
        run.application(Settings(language="zh_CN"))
        window = MainWindow(desks, QSettings(str(folder / "layout.ini"), QSettings.Format.IniFormat))
        try:
            window.resize(1600, 900)
            window.show()
            qtbot.waitExposed(window)
            desks.start()
            qtbot.waitUntil(lambda: desks.queue.view.loaded)
            hand = Hand(window, desks, qtbot, clock, lambda case: door.case(case.id))
            yield Desk(store, door, desks, hand, Watch(door, store))
        finally:
            window.close()
            window.deleteLater()
            desks.close()
            bridge.close()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            run.speak(app, "en")


def register(desk: Desk, call: Call) -> Case:
    """One call at the telephone: F2, class, place, text, Ctrl+Enter."""
    hand = desk.hand
    hand.press(KEYS["case.new"])
    hand.until(lambda: isinstance(hand.dialog, IntakeDialog))
    dialog = hand.dialog
    assert isinstance(dialog, IntakeDialog)
    hand.until(lambda: desk.desks.intake.ready)
    hand.type(call.class_key.partition(":")[2])
    offered = [suggestion.key for suggestion in dialog.classes.suggestions()]
    for _ in range(offered.index(call.class_key)):
        hand.press("Down")
    hand.press("Enter")
    hand.type(call.road)
    hand.press("Enter")
    hand.type(call.text)
    hand.confirm()
    assert desk.desks.case.view.refusal is None
    hand.clock.forward(minutes=1)
    return desk.newest()


class Shift:
    """What is done in the shift; each part stands for itself, all of it by key."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.hand = desk, desk.hand

    # -- the way of a case --------------------------------------------------------------------------

    def file(self, case: Case) -> None:
        """立案: verified first where the source asks for it."""
        self.hand.find(case)
        now = self.desk.door.case(case.id)
        if now.source in self.desk.door.books.rules.verify_first and now.verified is None:
            self.verify(case)
        self.hand.act("case.file")
        self.hand.stands(Stage.PENDING_DISPATCH)

    def verify(self, case: Case) -> None:
        """核实: ordered, and the collector finds the problem."""
        self.hand.find(case)
        self.hand.act("case.verify", minutes=25)
        self.hand.stands(Stage.PENDING_VERIFY)
        self.hand.ask("case.verified")
        self.hand.press("Alt+1")
        self.hand.confirm()
        self.hand.stands(Stage.PENDING_REGISTER)

    def judge(self, case: Case, *, wrongly: bool) -> None:
        """误派核实: the shift leader says whether the unit returned it rightly."""
        self.hand.find(case)
        self.hand.ask("case.judge")
        self.hand.press("Alt+1" if wrongly else "Alt+2")
        self.hand.press("Tab")
        self.hand.type("已核实管养范围")
        self.hand.confirm()

    def dispatch(self, case: Case, *, unit: str = "") -> None:
        """派遣: to the unit that is proposed, or to the one whose name is typed."""
        self.hand.find(case)
        self.hand.ask("case.dispatch")
        if unit:
            self.hand.choose(unit)
        self.hand.confirm()
        self.hand.stands(Stage.PENDING_HANDLE)
        self.hand.clock.forward(minutes=2)

    def take(self, case: Case) -> None:
        """The unit calls: signed for, assigned."""
        self.hand.find(case)
        self.hand.act("case.sign", minutes=10)
        self.hand.act("case.assign", minutes=5)
        self.hand.stands(Stage.HANDLING)

    def handle(self, case: Case, words: str = "已现场处置完毕") -> None:
        self.hand.find(case)
        self.hand.act("case.handled", words, minutes=5)
        self.hand.stands(Stage.HANDLE_FINISH)

    def feed_back(self, case: Case) -> None:
        self.hand.find(case)
        self.hand.act("case.feedback")
        self.hand.stands(Stage.PENDING_REVIEW)

    def pass_on(self, case: Case) -> None:
        self.hand.find(case)
        self.hand.act("case.pass")
        self.hand.stands(Stage.PENDING_CHECK)

    def to_review(self, case: Case) -> None:
        """From the dispatcher to the unit and back."""
        self.dispatch(case)
        self.take(case)
        self.handle(case)
        self.feed_back(case)

    def check(self, case: Case, result: int, words: str = "") -> None:
        """核查: ordered, and what the collector found (1 passed, 2 failed, 3 could not be checked)."""
        self.hand.find(case)
        self.hand.act("case.check", minutes=20)
        self.hand.stands(Stage.CHECKING)
        self.hand.ask("case.checked")
        self.hand.press(f"Alt+{result}")
        self.hand.press("Tab")
        if words:
            self.hand.type(words)
        self.hand.confirm()
        self.hand.clock.forward(minutes=3)

    def decide(self, case: Case, *, approved: bool = True, words: str = "") -> None:
        """审批: what was asked, approved or rejected with a reason."""
        self.hand.find(case)
        self.hand.ask("case.decide")
        self.hand.press("Alt+1" if approved else "Alt+2")
        self.hand.press("Tab")
        if words:
            self.hand.type(words)
        self.hand.confirm()

    def close(self, case: Case) -> None:
        self.hand.find(case)
        self.hand.act("case.close")
        self.hand.until(lambda: self.desk.door.case(case.id).stage is Stage.CLOSED)


def test_a_shift(folder, clock, qapp, qtbot):
    clock.at = at(2026, 9, 29, 8, 10)
    with opened(folder, clock, qtbot) as desk:
        shift, hand = Shift(desk), desk.hand
        hand.sit(ACCEPTOR)
        cases = [register(desk, call) for call in calls(30)]
        whole, refused, void, sent_back_to_acceptor = cases[:4]

        # the acceptor: verified, filed, refused, void
        hand.find(refused)
        hand.act("case.refuse", "私人院内，不属城市管理范围")
        hand.until(lambda: desk.door.case(refused.id).stage is Stage.NOT_ACCEPTED)
        hand.find(void)
        hand.act("case.void", "测试来电，非真实问题")
        hand.sit(LEADER)
        shift.decide(void)
        hand.until(lambda: desk.door.case(void.id).stage is Stage.CANCELLED)
        hand.sit(ACCEPTOR)
        for case in (whole, *cases[3:20]):
            shift.file(case)

        hand.sit(DISPATCHER)
        hand.find(sent_back_to_acceptor)
        hand.act("case.return", "位置不清，请补充门牌")
        hand.stands(Stage.RETURNED)
        shift.to_review(whole)
        shift.pass_on(whole)
        by_unit, by_other, revoked, by_handler, not_good, rework = cases[4:10]
        failed, unable, extended, deferred, late, ruled = cases[10:16]
        for case in (by_unit, by_other):
            shift.dispatch(case)
            hand.act("case.sign")
            hand.act("case.return_unit", "非本单位管养范围")
            hand.stands(Stage.PENDING_DISPATCH)
        hand.sit(LEADER)
        shift.judge(by_unit, wrongly=False)
        shift.judge(by_other, wrongly=True)
        hand.sit(DISPATCHER)
        shift.dispatch(by_unit)
        shift.dispatch(by_other, unit="other")
        for case in (revoked, by_handler, not_good, extended, deferred, late):
            shift.dispatch(case)
            shift.take(case)
        hand.find(revoked)
        hand.act("case.revoke", "换人处置")
        hand.stands(Stage.PENDING_HANDLE)
        hand.find(by_handler)
        hand.act("case.return_handler", "需要吊车，请重新安排")
        hand.stands(Stage.PENDING_HANDLE)
        shift.handle(not_good, "已清理")
        hand.act("case.sent_back", "现场仍有残留")
        hand.stands(Stage.HANDLING)
        shift.handle(not_good)
        hand.find(rework)
        shift.to_review(rework)
        hand.act("case.rework", "照片看不出已处置")
        hand.stands(Stage.PENDING_HANDLE)

        # extension and deferral, asked by the unit; 国庆 lies between
        hand.find(extended)
        hand.ask("case.extend")
        hand.type("配件未到货")
        hand.press("Alt+2")
        hand.confirm()
        for _ in range(2):
            shift.decide(extended)
        hand.until(lambda: desk.door.case(extended.id).extensions == 1)
        hand.find(deferred)
        hand.ask("case.defer")
        hand.type("国庆后统一补植")
        hand.press("Tab")
        hand.type("20261009")
        hand.confirm()
        for _ in range(3):
            if desk.door.case(deferred.id).stage is not Stage.SUSPENDED:
                shift.decide(deferred)
        hand.stands(Stage.SUSPENDED)

        # nobody is sure who is responsible: to the docket, ruled, dispatched by the ruling
        hand.find(ruled)
        hand.act("case.ruling", "路面与小区交界，两家都不认")
        hand.sit(LEADER)
        hand.find(ruled)
        hand.ask("case.rule")
        hand.press("Tab")
        hand.type("按属地由市政养护")
        hand.confirm()
        hand.until(lambda: desk.door.case(ruled.id).ruled_unit)

        # overdue: the timer urges and supervises, the shift leader sends an order, the unit replies
        hand.clock.at = desk.due(late) + 10 * makes.MINUTE
        desk.watch.tick()
        hand.find(late)
        hand.ask("case.escalate")
        hand.press("Ctrl+A")
        hand.type("超期未到场，请立即处置并于两小时内书面回复。")
        hand.confirm()
        hand.until(lambda: desk.door.case(late.id).level >= 3)
        hand.sit(DISPATCHER)
        hand.find(late)
        hand.act("case.reply", "已安排人员，今日完成", minutes=30)
        shift.handle(late)
        shift.feed_back(late)

        # the same hole told twice: merged, undone, merged again
        hand.sit(ACCEPTOR)
        twice = register(desk, Call(cases[20].class_key, cases[20].text + "，又有人来电", ROADS[20 % len(ROADS)]))
        hand.find(twice)
        for again in (False, True):
            hand.ask("case.duplicate")
            hand.confirm()
            hand.until(lambda: desk.door.case(twice.id).stage is Stage.MERGED)
            if not again:
                hand.press(KEYS["edit.undo"])
                hand.until(lambda: desk.door.case(twice.id).stage is Stage.PENDING_REGISTER)
                hand.find(twice)

        # checked: passed, failed and done again, not to be checked, then closed
        hand.sit(DISPATCHER)
        for case in (failed, unable):
            shift.to_review(case)
        for case in (failed, unable, late):
            shift.pass_on(case)
        hand.sit(ACCEPTOR)
        shift.check(whole, 1)
        shift.check(failed, 2, "仍有垃圾")
        hand.act("case.rework", "核查未通过，请重新处置")
        hand.stands(Stage.PENDING_HANDLE)
        shift.check(unable, 3, "围挡封闭，无法进入")
        hand.stands(Stage.PENDING_CHECK)
        for case in (whole, late):
            shift.close(case)

        # appealed by the unit, granted: the overdue fact stays, the figure is exempted
        hand.sit(DISPATCHER)
        hand.find(late)
        hand.act("case.appeal", "施工许可延误，非本单位原因")
        for who in (DISPATCHER, ACCEPTOR):
            hand.sit(who)
            if desk.door.case(late.id).asked is not None:
                shift.decide(late)
        assert desk.door.case(late.id).exempt
        hand.sit(LEADER)
        hand.find(whole)
        hand.ask("case.reopen")
        hand.type("回头看：又反复")
        hand.confirm()
        hand.until(lambda: desk.newest().reopens_number)

    # the process dies in the middle of typing; the draft is there, and the holiday goes by
    child = subprocess.Popen([sys.executable, "-m", "tests.ui.typist", str(folder)], stdout=subprocess.PIPE, text=True,
                             cwd=paths.ROOT)
    typed = 0
    try:
        for line in child.stdout:
            typed = int(line)
            if typed >= 30:
                break
    finally:
        os.kill(child.pid, signal.SIGKILL)
        child.wait(20)
        child.stdout.close()
    clock.at = at(2026, 10, 9, 8, 5)
    with opened(folder, clock, qtbot) as desk:
        shift, hand = Shift(desk), desk.hand
        desk.watch.tick()
        hand.until(lambda: "F2" in hand.window.notice.text())
        hand.sit(ACCEPTOR)
        hand.press(KEYS["case.new"])
        hand.until(lambda: hand.dialog is not None)
        assert len(hand.dialog.note.text()) > 10
        hand.find_place(ROADS[0])
        hand.confirm()
        told = desk.newest()
        assert told.text.startswith("abcdefghij")
        assert desk.door.case(deferred.id).stage is Stage.HANDLING

        assert verify(desk.store, makes.STREET).problems == ()
