"""Cases without a store: books from the shipped documents, authors who write facts, the shortest way to every stage."""

from collections import deque
from functools import cache
from itertools import count
from uuid import UUID, uuid5

import msgspec

from commandcenter import paths
from commandcenter.core import bodies as b
from commandcenter.core import passing_rules as p
from commandcenter.core import referral_rules as f
from commandcenter.core import rules as r
from commandcenter.core import whistle_rules as w
from commandcenter.core.case import Case, Entry, Folded, Role, Stage
from commandcenter.core.documents import Books, bind, read_document
from commandcenter.core.escalation_rules import Escalate, ReplyToSupervision
from commandcenter.core.facts import Attachment, Draft, Fact, Session, stamp
from commandcenter.core.fold import fold
from commandcenter.core.limits import DAY_MS
from commandcenter.core.merge_rules import Absorb, Merge, Release, Unmerge
from commandcenter.core.photo_rules import AddPhotos, WithdrawPhotos
from commandcenter.core.report_rules import Reopen, Report
from commandcenter.core.request_rules import Appeal, AskDeferral, AskExtension, Decide
from commandcenter.core.ruling_rules import AskRuling, GiveRuling
from commandcenter.core.transfer_rules import Hand
from tests import makes

CASE = UUID(int=0x00CA5E)
LONG = "请说明超期原因并尽快处置到位"


@cache
def books() -> Books:
    """The city's documents and the demo street's, as shipped."""
    found = {}
    for folder in ("city", makes.STREET):
        for path in sorted((paths.RESOURCES / "reference" / folder).glob("*.json")):
            document = read_document(path.read_bytes())
            found[document.name] = document
    return bind(found)


def photo(digit: str, size: int = 1000) -> Attachment:
    """A photo by name; its bytes do not matter to a fold."""
    return Attachment(sha256=digit * 64, size=size, mime="image/jpeg")


CONDITION = books().catalogue.find(makes.CLASS).conditions[0].id
UNIT, HELPER, FURTHER = (unit.id for unit in books().units.units[:3])

HANDED = {"to": "110108014", "to_name": "花园路街道", "from_name": "东湖街道", "reason": "位于花园路街道"}
# one good example of every command that acts on a case: role, fields
ACTS: tuple[tuple[type[r.Command], Role, dict[str, object]], ...] = (
    (r.OrderVerification, Role.ACCEPTOR, {"collector": "u-collector"}),
    (r.Verify, Role.COLLECTOR, {"result": b.CheckResult.PASS}),
    (r.File, Role.ACCEPTOR, {"class_key": makes.CLASS, "condition": CONDITION}),
    (r.RefuseFiling, Role.ACCEPTOR, {"reason": "不属于管理范围"}),
    (r.VoidCase, Role.SHIFT_LEADER, {"reason": "重复上报"}),
    (r.Dispatch, Role.DISPATCHER, {"unit": UNIT}),
    (r.ReturnToAcceptor, Role.DISPATCHER, {"reason": "立案类别有误"}),
    (r.Sign, Role.DEPARTMENT, {}),
    (r.Assign, Role.DEPARTMENT, {}),
    (r.RevokeAssignment, Role.DEPARTMENT, {}),
    (r.Handle, Role.DEPARTMENT, {"text": "已更换"}),
    (r.FeedBack, Role.DEPARTMENT, {}),
    (r.Pass, Role.DISPATCHER, {}),
    (r.OrderCheck, Role.ACCEPTOR, {}),
    (r.Check, Role.COLLECTOR, {"result": b.CheckResult.PASS}),
    (r.Check, Role.COLLECTOR, {"result": b.CheckResult.FAIL}),
    (r.Check, Role.COLLECTOR, {"result": b.CheckResult.UNABLE}),
    (r.OrderRework, Role.ACCEPTOR, {"reason": "现场仍有积水"}),
    (r.Close, Role.ACCEPTOR, {}),
    (Escalate, Role.SHIFT_LEADER, {"level": 2, "due": makes.T0, "text": LONG}),
    (ReplyToSupervision, Role.DEPARTMENT, {"text": "已安排人员"}),
    (r.Note, Role.ACCEPTOR, {"text": "已电话联系"}),
    (r.Reveal, Role.ACCEPTOR, {"reason": "回访来电人"}),
    (w.BlowWhistle, Role.SHIFT_LEADER, {
        "kind": b.WhistleKind.JOINT, "place": "冶金大道", "text": "需多家到场",
        "units": (w.Call(unit=UNIT, part=b.Part.HOST),)}),
    (w.CallMore, Role.SHIFT_LEADER, {"units": (w.Call(unit=FURTHER, part=b.Part.HELPER),)}),
    (w.ReleaseUnit, Role.SHIFT_LEADER, {"unit": HELPER, "text": "现场已够人手"}),
    (w.SignIn, Role.DEPARTMENT, {"unit": UNIT}),
    (w.Arrive, Role.DEPARTMENT, {"unit": UNIT}),
    (w.Finish, Role.DEPARTMENT, {"unit": UNIT, "text": "已处置"}),
    (w.RateUnit, Role.LEADER, {"unit": UNIT, "rating": b.Rating.POOR, "text": "到场迟"}),
    (w.CloseWhistle, Role.DISPATCHER, {"reason": "改由区里处置"}),
    (r.ReturnToDispatcher, Role.DEPARTMENT, {"reason": "非本单位职责"}),
    (p.JudgeReturn, Role.SHIFT_LEADER, {"misdispatched": True, "reason": "确属误派"}),
    (r.ReturnToDepartment, Role.HANDLER, {"reason": "需要大型设备"}),
    (r.SendBack, Role.DEPARTMENT, {"reason": "照片不清楚"}),
    (r.OrderRework, Role.DISPATCHER, {"reason": "未见处置后照片"}),
    (AskExtension, Role.HANDLER, {"reason": "材料未到", "now": makes.T0}),
    (AskExtension, Role.DEPARTMENT, {"reason": "材料未到", "now": makes.T0}),
    (AskDeferral, Role.DEPARTMENT, {"reason": "国庆后施工", "now": makes.T0, "until": makes.T0 + 30 * DAY_MS}),
    (Decide, Role.DEPARTMENT, {"approved": True, "now": makes.T0}),
    (Decide, Role.DISPATCHER, {"approved": True, "now": makes.T0}),
    (Decide, Role.DISPATCHER, {"approved": False, "reason": "理由不足", "now": makes.T0}),
    (Decide, Role.ACCEPTOR, {"approved": True, "now": makes.T0}),
    (Decide, Role.SHIFT_LEADER, {"approved": True, "now": makes.T0}),
    (r.Resume, Role.DISPATCHER, {"reason": "提前复工"}),
    (r.VoidCase, Role.ACCEPTOR, {"reason": "重复上报"}),
    (Appeal, Role.DEPARTMENT, {"reason": "因暴雨停工", "due": makes.T0 - 1}),
    (Reopen, Role.LEADER, {"as_case": UUID(int=11), "number": "20260302-A011", "reason": "问题反复"}),
    (AskRuling, Role.DISPATCHER, {"reason": "两家单位均称非本单位"}),
    (GiveRuling, Role.SHIFT_LEADER, {"unit": UNIT, "reason": "属地管理"}),
    (r.SettleConflict, Role.SHIFT_LEADER, {"losers": (UUID(int=7),), "reason": "以先派遣为准"}),
    (Merge, Role.ACCEPTOR, {"into": UUID(int=9), "into_number": "20260302-A009"}),
    (Unmerge, Role.ACCEPTOR, {}),
    (Absorb, Role.DISPATCHER, {"duplicate": UUID(int=6), "number": "20260302-A006", "text": "井盖丢失"}),
    (AddPhotos, Role.COLLECTOR, {"photos": ((b.PhotoKind.AFTER, photo("2")),)}),
    (WithdrawPhotos, Role.COLLECTOR, {"shows": b.PhotoKind.NEAR, "names": ("1" * 64,), "reason": "拍错了案件"}),
    (Release, Role.DISPATCHER, {"duplicate": UUID(int=8), "number": "20260302-A008"}),
    (f.Refer, Role.SHIFT_LEADER, {"to": "refer-traffic", "reason": "属交警职责"}),
    (f.Refer, Role.DISPATCHER, {"to": "refer-neighbour", "reason": "位于邻街道"}),
    (f.AnswerReferral, Role.DISPATCHER, {"result": b.ReferResult.RETURNED, "text": "仍由街道处置"}),
    (f.AnswerReferral, Role.SHIFT_LEADER, {"result": b.ReferResult.DECIDED, "text": "由该单位处置", "unit": UNIT}),
    (f.AnswerReferral, Role.LEADER, {"result": b.ReferResult.TAKEN, "text": "已接办"}),
    (Hand, Role.DISPATCHER, HANDED),
)


def command(kind: type[r.Command], role: Role, fields: dict[str, object], case_id: UUID = CASE) -> r.Command:
    if issubclass(kind, Report):
        return kind(**(vars(makes.report(case_id, role=role, number="20260302-A001")) | fields))
    fields = {"on_behalf": behalf(role)} | fields
    return kind(case_id=case_id, actor="u", role=role, **fields)


def behalf(role: Role, unit: str = UNIT) -> str | None:
    """Whose act the desk enters in a role."""
    return makes.behalf(role, unit)


class Author:
    """Somebody at a desk: a session of its own, ids that come again in every run."""

    def __init__(self, letter: str) -> None:
        numbers = count(1)
        self._session = Session(
            sid=letter.encode().hex().ljust(16, "0"), new_id=lambda: uuid5(CASE, f"{letter}{next(numbers)}"),
            salt=lambda: "salt")
        self._sseq = 0

    def write(self, drafts: list[Draft], head: UUID | None, at: int = makes.T0, case_id: UUID = CASE) -> list[Fact]:
        facts = stamp(drafts, street=makes.STREET, subject=case_id, head=head, actor="u", session=self._session,
                      sseq=self._sseq + 1, wall=at, off=0, seen=(0, ""))
        self._sseq += len(facts)
        return facts


class Life:
    """The facts of one case, and what they add up to."""

    def __init__(self, author: Author | None = None, entries: tuple[Entry, ...] = ()) -> None:
        self.author = author or Author("a")
        self.entries = list(entries)

    @property
    def folded(self) -> Folded:
        return fold(self.entries)

    @property
    def case(self) -> Case:
        case = self.folded.case
        assert case is not None
        return case

    @property
    def head(self) -> UUID | None:
        case = self.folded.case
        return case.head if case else None

    def do(self, kind: type[r.Command], role: Role, /, at: int = makes.T0, **fields: object) -> Case:
        """Carry out a command as the door does."""
        drafts = r.decide(self.folded.case, command(kind, role, fields), books())
        self.entries += [Entry(fact=f) for f in self.author.write(drafts, self.head, at)]
        return self.case

    def add(self, body: b.Body, *, role: Role = Role.ACCEPTOR, follows: bool = True, at: int = makes.T0,
            origin: str | None = None, base: UUID | None = None, **more: object) -> str:
        """Put a fact at the end that no rule was asked about; returns "kind" or "kind reason"."""
        draft = Draft(type=b.NAMES[type(body)], data=body, role=role.value, follows=follows, origin=origin)
        (fact,) = self.author.write([draft], base or self.head, at)
        self.entries.append(Entry(fact=msgspec.structs.replace(fact, **more)))
        return self.last

    @property
    def last(self) -> str:
        outcome = self.folded.outcomes[-1]
        return f"{outcome.kind} {outcome.reason}".strip()

    def forget(self, steps: int = 1) -> None:
        del self.entries[-steps:]


@cache
def _ways() -> dict[Stage, tuple[Entry, ...]]:
    """The facts that bring a case to each stage by the fewest commands."""
    start = Life()
    start.do(Report, Role.COLLECTOR)
    found = {start.case.stage: tuple(start.entries)}
    seen = {_situation(start.case)}
    ahead = deque([tuple(start.entries)])
    while ahead:
        entries = ahead.popleft()
        for n, (kind, role, fields) in enumerate(ACTS):
            life = Life(Author(f"{len(seen)}-{n}"), entries)
            try:
                case = life.do(kind, role, **fields)
            except r.Refused:
                continue
            found.setdefault(case.stage, tuple(life.entries))
            if _situation(case) not in seen:
                seen.add(_situation(case))
                ahead.append(tuple(life.entries))
    gone = Life(Author("gone"), found[Stage.PENDING_DISPATCH])
    gone.add(moved_there(gone.do(Hand, Role.DISPATCHER, **HANDED)), role=Role.PLATFORM, follows=False)
    return found | {gone.case.stage: tuple(gone.entries)}


def moved_there(case: Case) -> b.Transferred:
    """What the platform says once the other street has the case."""
    return b.Transferred(asked=case.head, to="110108014", to_name="花园路街道", as_case=UUID(int=12),
                         number="20260302-0007")


def _situation(case: Case) -> tuple[object, ...]:
    """What decides which commands are possible next: the stage, and what waits for a decision."""
    return case.stage, (case.asked.kind, case.asked.level) if case.asked else None, case.judging, case.referral is None


def life_at(stage: Stage) -> Life:
    """A case at a stage, by the shortest way there."""
    return Life(Author("later"), _ways()[stage])


def with_case(entry: Entry, **changes: object) -> Entry:
    """An entry with another envelope or place."""
    place = {k: changes.pop(k) for k in ("seq", "rts", "verdict") if k in changes}
    return msgspec.structs.replace(entry, fact=msgspec.structs.replace(entry.fact, **changes), **place)  # type: ignore[arg-type]
