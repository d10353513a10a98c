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

import pytest
import sqlalchemy as sa
from PySide6.QtCore import QCoreApplication, QEvent, QSettings
from PySide6.QtWidgets import QApplication

from commandcenter import paths
from commandcenter.atlas.gazetteer import Gazetteer
from commandcenter.atlas.names import Names
from commandcenter.core import bodies as b
from commandcenter.core.case import TRANSITIONS, Case, Stage
from commandcenter.core.clocks import handling_due
from commandcenter.core.mapping import RowPlan
from commandcenter.desk.bulk_desk import State
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
from commandcenter.ui import course_words, run
from commandcenter.ui.bridge import Bridge
from commandcenter.ui.bulk_dialog import BulkDialog
from commandcenter.ui.intake_dialog import IntakeDialog
from commandcenter.ui.main_window import MainWindow
from commandcenter.ui.referral_dialogs import AnswerDialog, ReferDialog
from commandcenter.ui.transfer_dialog import TransferDialog
from commandcenter.ui.whistle_board import WhistleBoard
from commandcenter.ui.whistle_dialog import WhistleDialog
from commandcenter.ui.whistle_units_dialog import MoreUnitsDialog
from tests import makes
from tests.journeys.desk_hand import KEYS, Hand, at

ROWS = Path(__file__).parents[1] / "data" / "cases" / "sf311_sample.csv"
ROADS = ("北大街", "交通路", "建设路", "文明路", "信州路", "沿河路", "站前路", "迎宾路")
ACCEPTOR, DISPATCHER, LEADER = "李静怡", "刘志远", "孙国栋"
TOLD, LISTED = 30, 70  # cases told at the telephone, and from the superior's list


# facts that are no steps of a case
ALSO = frozenset(b.NAMES[body] for body in (
    b.Reported, b.Requested, b.RequestDecided, b.Reopened, b.RulingAsked, b.Ruled, b.Escalated, b.SupervisionReplied,
    b.Noted, b.Absorbed, b.Released, b.Undone, b.HandedOver, b.TakenOver, b.Whistled, b.WhistleCalled,
    b.WhistleReleased, b.WhistleSigned, b.WhistleArrived, b.WhistleFinished, b.WhistleRated, b.WhistleClosed))
# the course of two cases as the panel tells it
LATE = [
    "上报 · 受理员01 · 噪声扰民，GENE FRIEND WAY, SAN FRANCISCO, CA, 94158",
    "下达核实 · 受理员01",
    "核实 · 信息采集员07（受理员01代录） · 问题存在",
    "立案 · 受理员01 · 施工噪音扰民 · 2 紧急工作时",
    "派遣 · 派遣员01 · 工地管理组 · 限 2 紧急工作时",
    "签收 · 工地管理组（派遣员01代录）",
    "指派 · 工地管理组（派遣员01代录）",
    "超时督办 · 自动 · 工地管理组",
    "督办单 · 值班长01 · 单位负责人 · 超期未到场 · 超期未到场，请立即处置并于两小时内书面回复。",
    "督办回复 · 工地管理组（派遣员01代录） · 已安排人员，今日完成",
    "处置完成 · 工地管理组（派遣员01代录） · 已现场处置完毕",
    "反馈 · 工地管理组（派遣员01代录）",
    "批转 · 派遣员01",
    "结案 · 受理员01 · 结案条件：制止",
    "申诉 · 工地管理组（派遣员01代录） · 施工许可延误，非本单位原因",
    "申诉同意上报 · 派遣员01 · 再由受理员审批",
    "申诉已批准 · 受理员01",
]
DEFERRED = [
    "上报 · 受理员01 · 道路指示牌破损，GENNESSEE ST, SAN FRANCISCO, CA, 94112",
    "下达核实 · 受理员01",
    "核实 · 信息采集员03（受理员01代录） · 问题存在",
    "立案 · 受理员01 · 歪倒/倾斜/变形 · 5 工作日",
    "派遣 · 派遣员01 · 市政养护所 · 限 5 工作日",
    "签收 · 市政养护所（派遣员01代录）",
    "指派 · 市政养护所（派遣员01代录）",
    "申请挂账 · 市政养护所（派遣员01代录） · 至 2026-10-09 00:00 · 国庆后统一补植",
    "挂账 · 派遣员01 · 至 2026-10-09 00:00 · 国庆后统一补植",
    "挂账到期，自动恢复 · 自动",
]


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


def register(desk: Desk, call: Call, *, source: str = "", simple: bool = False) -> Case:
    """One call at the telephone: F2, class, place, text, Ctrl+Enter; or from another source, chosen by its words.

    `simple`: a collector has settled it on the spot.
    """
    hand = desk.hand
    hand.press(KEYS["case.new"])
    hand.until(lambda: isinstance(hand.dialog, IntakeDialog))
    dialog = hand.dialog
    assert isinstance(dialog, IntakeDialog)
    hand.until(lambda: desk.desks.intake.ready)
    hand.write(call.class_key.partition(":")[2])
    offered = [suggestion.key for suggestion in dialog.classes.suggestions()]
    for _ in range(offered.index(call.class_key)):
        hand.press("Down")
    hand.press("Enter")
    hand.write(call.road)
    hand.press("Enter")
    hand.write(call.text)
    if source:
        hand.press("Tab")
        hand.choose(source)
    if simple:
        hand.press("Alt+2")
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
        self.hand.write("已核实管养范围")
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
            self.hand.write(words)
        self.hand.confirm()
        self.hand.clock.forward(minutes=3)

    def decide(self, case: Case, *, approved: bool = True, words: str = "") -> None:
        """审批: what was asked, approved or rejected with a reason."""
        self.hand.find(case)
        self.hand.ask("case.decide")
        self.hand.press("Alt+1" if approved else "Alt+2")
        self.hand.press("Tab")
        if words:
            self.hand.write(words)
        self.hand.confirm()

    def close(self, case: Case) -> None:
        self.hand.find(case)
        self.hand.act("case.close")
        self.hand.until(lambda: self.desk.door.case(case.id).stage is Stage.CLOSED)


    # -- many at once -------------------------------------------------------------------------------

    def all_of(self, queue: str, act: str, words: str = "", *, marked: int = 0) -> tuple[int, int]:
        """An act on all cases of a queue, or on every second one until so many are marked; (done, refused)."""
        hand, bulk = self.hand, self.desk.desks.bulk
        hand.open_queue(queue)
        if marked:
            for _ in range(marked):
                for key in ("Space", "J", "J"):
                    hand.press(key)
        else:
            hand.press(KEYS["case.mark_all"])
        dialog = hand.ask(act)
        assert isinstance(dialog, BulkDialog)
        hand.until(lambda: not bulk.plan.reading)
        refused = len(bulk.plan.rows) - len(bulk.plan.ready)
        if words:
            hand.write(words)
        hand.confirm()
        hand.until(lambda: bulk.view.act is not None and not bulk.view.running)
        hand.clock.forward(minutes=5)
        return bulk.view.count(State.DONE), refused

    # -- the parts of the shift ---------------------------------------------------------------------

    def refuse_and_void(self, refused: Case, void: Case) -> None:
        hand, door = self.hand, self.desk.door
        hand.find(refused)
        hand.act("case.refuse", "私人院内，不属城市管理范围")
        hand.until(lambda: door.case(refused.id).stage is Stage.NOT_ACCEPTED)
        hand.find(void)
        hand.act("case.void", "测试来电，非真实问题")
        hand.sit(LEADER)
        self.decide(void)
        hand.until(lambda: door.case(void.id).stage is Stage.CANCELLED)

    def many(self, listed: "list[Case]") -> None:
        """The superior's list: filed, some returned, dispatched, taken back, dispatched again, signed."""
        hand, door = self.hand, self.desk.door
        hand.sit(ACCEPTOR)
        done, refused = self.all_of("待立案", "case.file")  # those that need no choice of a condition
        assert done
        assert refused
        for case in listed:
            if door.case(case.id).stage is Stage.PENDING_REGISTER:
                self.file(case)
        hand.sit(DISPATCHER)
        assert self.all_of("待派遣", "case.return", "照片缺失，请补充", marked=5) == (5, 0)
        done, _ = self.all_of("待派遣", "case.dispatch")
        assert done >= len(listed) - 5
        hand.press(KEYS["edit.undo"])
        bulk = self.desk.desks.bulk
        hand.until(lambda: bulk.view.count(State.UNDONE) == done and not bulk.view.running)
        hand.sit(ACCEPTOR)
        again, refused = self.all_of("退回受理", "case.file")  # under the conditions they had
        assert again >= 5
        assert not refused
        hand.sit(DISPATCHER)
        assert self.all_of("待派遣", "case.dispatch") == (done + again, 0)
        done, refused = self.all_of("待签收", "case.sign")
        assert done >= len(listed)

    def returns(self, by_unit: Case, by_other: Case) -> None:
        """Units send it back: the shift leader judges; the same unit goes on, another one starts anew."""
        hand = self.hand
        for case in (by_unit, by_other):
            self.dispatch(case)
            hand.act("case.sign")
            hand.act("case.return_unit", "非本单位管养范围")
            hand.stands(Stage.PENDING_DISPATCH)
        hand.sit(LEADER)
        self.judge(by_unit, wrongly=False)
        self.judge(by_other, wrongly=True)
        hand.sit(DISPATCHER)
        self.dispatch(by_unit)
        self.dispatch(by_other, unit="other")

    def within_the_unit(self, revoked: Case, by_handler: Case, not_good: Case) -> None:
        hand = self.hand
        hand.find(revoked)
        hand.act("case.revoke", "换人处置")
        hand.stands(Stage.PENDING_HANDLE)
        hand.find(by_handler)
        hand.act("case.return_handler", "需要吊车，请重新安排")
        hand.stands(Stage.PENDING_HANDLE)
        self.handle(not_good, "已清理")
        hand.act("case.sent_back", "现场仍有残留")
        hand.stands(Stage.HANDLING)
        self.handle(not_good)

    def more_time(self, extended: Case, deferred: Case) -> None:
        """Extension and deferral, asked by the unit; 国庆 lies between."""
        hand, door = self.hand, self.desk.door
        hand.find(extended)
        hand.ask("case.extend")
        hand.write("配件未到货")
        hand.press("Alt+2")
        hand.confirm()
        for _ in range(2):
            self.decide(extended)
        hand.until(lambda: door.case(extended.id).extensions == 1)
        hand.find(deferred)
        hand.ask("case.defer")
        hand.write("国庆后统一补植")
        hand.press("Tab")
        hand.write("20261009")
        hand.confirm()
        for _ in range(3):
            if door.case(deferred.id).stage is not Stage.SUSPENDED:
                self.decide(deferred)
        hand.stands(Stage.SUSPENDED)

    def ruling(self, case: Case) -> None:
        """Nobody is sure who is responsible: to the docket, ruled."""
        hand = self.hand
        hand.find(case)
        hand.act("case.ruling", "路面与小区交界，两家都不认")
        hand.sit(LEADER)
        hand.find(case)
        hand.ask("case.rule")
        hand.press("Tab")
        hand.write("按属地由市政养护")
        hand.confirm()
        hand.until(lambda: self.desk.door.case(case.id).ruled_unit)

    def overdue(self, late: Case) -> None:
        """The timer urges, the shift leader sends an order, the unit replies and is done too late."""
        hand = self.hand
        hand.clock.at = self.desk.due(late) + 10 * makes.MINUTE
        self.desk.watch.tick()
        hand.sit(LEADER)
        hand.find(late)
        hand.ask("case.escalate")
        hand.press("Ctrl+A")
        hand.write("超期未到场，请立即处置并于两小时内书面回复。")
        hand.confirm()
        hand.until(lambda: self.desk.door.case(late.id).level >= 3)
        hand.sit(DISPATCHER)
        hand.find(late)
        hand.act("case.reply", "已安排人员，今日完成", minutes=30)
        self.handle(late)
        self.feed_back(late)

    def whistle(self, case: Case) -> None:
        """吹哨: the host and a helper are called; what the host tells is entered on the board, rated, and closed."""
        hand, door = self.hand, self.desk.door
        hand.find(case)
        dialog = hand.ask("case.whistle")
        assert isinstance(dialog, WhistleDialog)
        hand.press("Alt+1")
        hand.tab_to(dialog.note)
        hand.write("积水反复，需多家联合处置")
        hand.tab_to(dialog.parts)
        hand.press("Down")
        hand.press("2")
        hand.confirm()
        hand.until(lambda: door.case(case.id).whistles)
        hand.find(case)
        hand.press(KEYS["whistle.board"])
        for act, words, rating in ((1, "", ""), (2, "", ""), (3, "抽排完毕", ""), (4, "到场及时", "满意"), (5, "", "")):
            hand.until(lambda: isinstance(hand.dialog, WhistleBoard) and self.desk.desks.whistles.view.loaded
                       and hand.dialog.tree.chosen()[0] is not None)
            board, before = hand.dialog, door.case(case.id).whistles
            hand.press(f"Alt+{act}")
            if rating:
                hand.tab_to(board.rating)
                hand.choose(rating)
            if words:
                hand.tab_to(board.note)
                hand.write(words)
            hand.press("Ctrl+Enter")
            hand.until(lambda before=before: door.case(case.id).whistles != before)
            hand.until(lambda board=board: hand.dialog is not board)
            hand.clock.forward(minutes=10)
            if act == 1:
                self.one_more(case)
        hand.until(lambda: isinstance(hand.dialog, WhistleBoard))
        hand.press("Esc")
        assert not door.case(case.id).whistles[0].open

    def one_more(self, case: Case) -> None:
        """增派、撤回: a further unit is called from the board, and need not come after all."""
        hand, door = self.hand, self.desk.door
        hand.until(lambda: isinstance(hand.dialog, WhistleBoard) and hand.dialog.tree.chosen()[0] is not None)
        hand.press("Alt+6")
        hand.press("Ctrl+Enter")
        hand.until(lambda: isinstance(hand.dialog, MoreUnitsDialog))
        hand.press("2")
        hand.press("Ctrl+Enter")
        hand.until(lambda: len(door.case(case.id).whistles[0].parties) == 3)
        more = door.case(case.id).whistles[0].parties[-1].unit
        hand.until(lambda: isinstance(hand.dialog, WhistleBoard) and hand.dialog.tree.chosen()[1] == more)
        board = hand.dialog
        assert isinstance(board, WhistleBoard)
        hand.press("Alt+7")
        hand.tab_to(board.note)
        hand.write("街道自有水泵已到，无需到场")
        hand.press("Ctrl+Enter")
        hand.until(lambda: door.case(case.id).whistles[0].parties[-1].released_at is not None)
        hand.until(lambda: isinstance(hand.dialog, WhistleBoard) and hand.dialog is not board
                   and hand.dialog.tree.chosen()[1] == more)
        hand.press("Up")
        hand.press("Up")

    def refer(self, case: Case) -> None:
        """逐级上报: up to the district by the shift leader; the district gives it back with its opinion."""
        hand, door = self.hand, self.desk.door
        hand.sit(LEADER)
        hand.find(case)
        dialog = hand.ask("case.refer")
        assert isinstance(dialog, ReferDialog)
        hand.choose("逐级上报")
        hand.tab_to(dialog.note)
        hand.write("涉及跨街道管养，请区里协调")
        hand.confirm()
        hand.until(lambda: door.case(case.id).referral is not None)
        hand.wait(hours=1)
        hand.find(case)
        back = hand.ask("case.refer_answer")
        assert isinstance(back, AnswerDialog)
        hand.press("Alt+2")
        hand.tab_to(back.note)
        hand.write("仍由街道牵头处置")
        hand.confirm()
        hand.until(lambda: door.case(case.id).referral is None)
        hand.sit(DISPATCHER)

    def hand_over(self, case: Case) -> None:
        """移交: asked for, and taken back before the city platform has it."""
        hand, door = self.hand, self.desk.door
        door.keep_streets([door.street, "110108014"])
        hand.sit(DISPATCHER)
        hand.find(case)
        dialog = hand.ask("case.transfer")
        assert isinstance(dialog, TransferDialog)
        hand.tab_to(dialog.note)
        hand.write("来电人说在另一街道")
        hand.confirm()
        hand.until(lambda: door.case(case.id).transfer is not None)
        hand.press(KEYS["edit.undo"])
        hand.until(lambda: door.case(case.id).transfer is None)

    def told_twice(self, first: Call) -> None:
        """The same hole told twice: merged, undone, merged again."""
        hand, door = self.hand, self.desk.door
        hand.sit(ACCEPTOR)
        twice = register(self.desk, Call(first.class_key, first.text + "，又有人来电", first.road))
        hand.find(twice)
        for again in (False, True):
            hand.ask("case.duplicate")
            hand.confirm()
            hand.until(lambda: door.case(twice.id).stage is Stage.MERGED)
            if not again:
                hand.press(KEYS["edit.undo"])
                hand.until(lambda: door.case(twice.id).stage is Stage.PENDING_REGISTER)
                hand.find(twice)

    def checks(self, passed: Case, failed: Case, unable: Case, late: Case) -> None:
        """Passed, failed and done again, not to be checked; then closed."""
        hand = self.hand
        hand.sit(ACCEPTOR)
        self.check(passed, 1)
        self.check(failed, 2, "仍有垃圾")
        hand.act("case.rework", "核查未通过，请重新处置")
        hand.stands(Stage.PENDING_HANDLE)
        self.check(unable, 3, "围挡封闭，无法进入")
        hand.stands(Stage.PENDING_CHECK)
        for case in (passed, late):
            self.close(case)

    def appeal(self, late: Case) -> None:
        """Appealed by the unit, granted: the overdue fact stays, the figure is exempted."""
        hand, door = self.hand, self.desk.door
        hand.sit(DISPATCHER)
        hand.find(late)
        hand.act("case.appeal", "施工许可延误，非本单位原因")
        for who in (DISPATCHER, ACCEPTOR):
            hand.sit(who)
            if door.case(late.id).asked is not None:
                self.decide(late)
        assert door.case(late.id).exempt

    def reopen(self, case: Case) -> None:
        self.hand.sit(LEADER)
        self.hand.find(case)
        self.hand.ask("case.reopen")
        self.hand.write("回头看：又反复")
        self.hand.confirm()
        self.hand.until(lambda: self.desk.newest().reopens_number)

    def course(self, case: Case) -> list[str]:
        """The course of a case as the panel tells it, without the times."""
        self.hand.find(case)
        names = self.hand.window.case.names()
        view = self.desk.desks.case.view
        return [" · ".join(filter(None, (course_words.title_of_line(line), course_words.who_text(line, names),
                                         course_words.said_text(line, names)))) for line in view.lines]


def killed_while_typing(folder: Path) -> None:
    """A window of its own in which a report is being typed; killed after thirty letters."""
    child = subprocess.Popen([sys.executable, "-m", "tests.ui.typist", str(folder)], stdout=subprocess.PIPE, text=True,
                             cwd=paths.ROOT)
    assert child.stdout is not None
    try:
        for line in child.stdout:
            if int(line) >= 30:
                break
    finally:
        os.kill(child.pid, signal.SIGKILL)
        child.wait(20)
        child.stdout.close()


@pytest.mark.timeout(1200)
def test_a_shift(folder, clock, qapp, qtbot):
    clock.at = at(2026, 9, 29, 8, 10)
    told = calls(TOLD + LISTED)
    with opened(folder, clock, qtbot) as desk:
        shift, hand = Shift(desk), desk.hand
        hand.sit(ACCEPTOR)
        cases = [register(desk, call) for call in told[:TOLD]]
        whole, refused, void, sent_back = cases[:4]
        by_unit, by_other, revoked, by_handler, not_good, rework = cases[4:10]
        failed, unable, extended, deferred, late, ruled = cases[10:16]

        on_the_spot = register(desk, told[0], simple=True)
        assert desk.door.case(on_the_spot.id).stage is Stage.CLOSED
        shift.refuse_and_void(refused, void)
        hand.sit(ACCEPTOR)
        for case in (whole, *cases[3:20]):
            shift.file(case)
        hand.sit(DISPATCHER)
        hand.find(sent_back)
        hand.act("case.return", "位置不清，请补充门牌")
        hand.stands(Stage.RETURNED)
        hand.act("case.note", "已电话联系来电人")
        shift.to_review(whole)
        shift.pass_on(whole)
        shift.returns(by_unit, by_other)
        for case in (revoked, by_handler, not_good, extended, deferred, late):
            shift.dispatch(case)
            shift.take(case)
        shift.within_the_unit(revoked, by_handler, not_good)
        shift.to_review(rework)
        hand.act("case.rework", "照片看不出已处置")
        hand.stands(Stage.PENDING_HANDLE)
        shift.more_time(extended, deferred)
        shift.ruling(ruled)
        shift.overdue(late)
        shift.whistle(by_other)
        shift.refer(revoked)
        shift.hand_over(revoked)
        shift.told_twice(told[20])
        hand.sit(DISPATCHER)
        for case in (failed, unable):
            shift.to_review(case)
        for case in (failed, unable, late):
            shift.pass_on(case)
        shift.checks(whole, failed, unable, late)
        shift.appeal(late)
        shift.reopen(whole)

        hand.sit(ACCEPTOR)
        shift.many([register(desk, call, source="上级交办") for call in told[TOLD:]])

    killed_while_typing(folder)  # and the holiday goes by
    clock.at = at(2026, 10, 9, 8, 5)
    with opened(folder, clock, qtbot) as desk:
        shift, hand = Shift(desk), desk.hand
        desk.watch.tick()
        hand.until(lambda: "F2" in hand.window.notice.text())
        hand.sit(ACCEPTOR)
        hand.press(KEYS["case.new"])
        hand.until(lambda: hand.dialog is not None)
        hand.find_place(ROADS[0])
        hand.confirm()
        assert desk.newest().text.startswith("abcdefghij")
        assert desk.door.case(deferred.id).stage is Stage.HANDLING
        hand.open_queue("全部未结")
        hand.hand_over(DISPATCHER)

        assert shift.course(late) == LATE
        assert shift.course(deferred) == DEFERRED
        with desk.store.write() as conn:
            done = set(conn.execute(sa.text(
                "SELECT DISTINCT type FROM fact WHERE id NOT IN (SELECT fact FROM outcome WHERE kind <> 'effective')"
            )).scalars())
        assert {b.NAMES[body] for body in TRANSITIONS} | ALSO <= done
        assert verify(desk.store, makes.STREET).problems == ()
