"""What facts say: one frozen body per type of fact, past tense, with the values that were used.

A body carries the value (limit, name) and its envelope's `refs` the version of the document it came from; the fold
never asks for the newest document. Fields `at` and `stated` are for `origin: import` only: when the source says that
the step happened (ms UTC), and whether it says so at all.
"""

from enum import StrEnum
from uuid import UUID

import msgspec

from commandcenter.core.body import Body as Body
from commandcenter.core.limits import Limit
from commandcenter.core.transfer_bodies import Received as Received
from commandcenter.core.transfer_bodies import TransferAsked as TransferAsked
from commandcenter.core.transfer_bodies import Transferred as Transferred


class CheckResult(StrEnum):
    """What a collector found on site, before filing (核实) or after handling (核查)."""

    PASS = "pass"  # 存在 / 通过
    FAIL = "fail"  # 不存在 / 不通过
    UNABLE = "unable"  # 无法核实 / 无法核查


class RequestKind(StrEnum):
    """What may be asked for and is decided by somebody else, level by level."""

    EXTENSION = "extension"  # 延期, T21
    DEFERRAL = "deferral"  # 挂账、缓办, T22
    APPEAL = "appeal"  # 申诉, T24
    VOID = "void"  # 作废, T5
    REFUSAL = "refusal"  # 不予立案, T5


class PhotoKind(StrEnum):
    """What a photo shows (domain.md §7)."""

    NEAR = "near"  # 近景
    FAR = "far"  # 远景
    REFERENCE = "reference"  # 参照物
    BEFORE = "before"  # 处置前
    AFTER = "after"  # 处置后
    CHECK = "check"  # 核实、核查


class WhistleKind(StrEnum):
    """What several units are called for (吹哨)."""

    COMPLAINT = "complaint"  # 群众反映、街道独力难解决
    JOINT = "joint"  # 综合执法
    EMERGENCY = "emergency"  # 应急处置


class Part(StrEnum):
    """A unit's part in a whistle."""

    HOST = "host"  # 主办
    HELPER = "helper"  # 协办
    INFORMED = "informed"  # 知会


class Rating(StrEnum):
    """The street's word on how a unit came and worked (评价)."""

    GOOD = "good"  # 满意
    FAIR = "fair"  # 基本满意
    POOR = "poor"  # 不满意


class ReferKind(StrEnum):
    """Which way a case is sent (转送)."""

    ACROSS = "across"  # 横向派送: to another unit or street of the same level
    UP = "up"  # 逐级上报: to the district


class ReferResult(StrEnum):
    """What the receiver of a referral answers."""

    TAKEN = "taken"  # 已接办: the receiver is responsible from now on
    RETURNED = "returned"  # 退回本街道
    DECIDED = "decided"  # 已裁定: what is to be done, and by which unit where it names one


class Reported(Body, frozen=True, kw_only=True, omit_defaults=True):  # 上报, T1
    class_key: str
    class_name: str
    major_name: str
    code_set: str = ""
    text: str
    place: str
    lon: int  # degrees × 1e7, EPSG:4490
    lat: int
    community: str = ""  # 12 digits
    community_name: str = ""
    grid: str = ""  # 15 digits
    source: str  # channel
    source_system: str = ""
    source_id: str = ""
    reopens: UUID | None = None  # the closed case that is handled anew, T25
    reopens_number: str = ""
    number: str  # provisional: day, workstation letter, count; "" of a case that another street handed over
    received: Received | None = None  # 移交: from another street, by the platform
    marks: tuple[str, ...] = ()  # demo 演示数据, synthetic 合成, review 待受理员复核
    stage_limit: Limit | None = None


class VerificationOrdered(Body, frozen=True, kw_only=True, omit_defaults=True):  # 核实, T2
    collector: str = ""
    stage_limit: Limit | None = None


class Verified(Body, frozen=True, kw_only=True, omit_defaults=True):  # T3
    result: CheckResult
    text: str = ""
    stage_limit: Limit | None = None


class Filed(Body, frozen=True, kw_only=True, omit_defaults=True):  # 立案, T4
    class_key: str
    class_name: str
    major_name: str
    code_set: str = ""
    condition: str = ""
    condition_text: str = ""
    limit: Limit | None = None  # of the handling that will follow
    stage_limit: Limit | None = None


class NotFiled(Body, frozen=True, kw_only=True, omit_defaults=True):  # 不予立案, T5
    reason: str


class Voided(Body, frozen=True, kw_only=True, omit_defaults=True):  # 作废, T5
    reason: str


class Dispatched(Body, frozen=True, kw_only=True, omit_defaults=True):  # 派遣, T6
    unit: str
    unit_name: str
    reason: str = ""
    text: str = ""
    limit: Limit | None = None
    stage_limit: Limit | None = None  # to sign


class ReturnedToAcceptor(Body, frozen=True, kw_only=True, omit_defaults=True):  # 回退, T7
    reason: str


class ReturnedToDispatcher(Body, frozen=True, kw_only=True, omit_defaults=True):  # 回退（非本单位）, T10
    reason: str
    pauses: bool = True  # whether the handling clock stands still until the next dispatch
    stage_limit: Limit | None = None  # to dispatch again
    judge: bool = False  # the shift leader says first whether it was dispatched wrongly


class ReturnJudged(Body, frozen=True, kw_only=True, omit_defaults=True):  # 误派核实, T10
    misdispatched: bool  # 确属误派; else the unit that returned it must take it
    reason: str


class Signed(Body, frozen=True, kw_only=True, omit_defaults=True):  # 签收, T8
    text: str = ""


class Assigned(Body, frozen=True, kw_only=True, omit_defaults=True):  # 指派, T9
    handler: str = ""
    text: str = ""


class AssignmentRevoked(Body, frozen=True, kw_only=True, omit_defaults=True):  # 撤销指派, T9
    reason: str = ""


class ReturnedToDepartment(Body, frozen=True, kw_only=True, omit_defaults=True):  # 处置人员退回, T11
    reason: str


class Handled(Body, frozen=True, kw_only=True, omit_defaults=True):  # 处置完成, T12
    text: str = ""


class SentBack(Body, frozen=True, kw_only=True, omit_defaults=True):  # 处置不合格, T13
    reason: str


class FedBack(Body, frozen=True, kw_only=True, omit_defaults=True):  # 反馈, T14
    text: str = ""
    stage_limit: Limit | None = None


class Passed(Body, frozen=True, kw_only=True, omit_defaults=True):  # 批转, T16
    text: str = ""
    stage_limit: Limit | None = None


class CheckOrdered(Body, frozen=True, kw_only=True, omit_defaults=True):  # 核查, T17
    collector: str = ""
    stage_limit: Limit | None = None


class Checked(Body, frozen=True, kw_only=True, omit_defaults=True):  # T18
    result: CheckResult
    text: str = ""
    stage_limit: Limit | None = None


class ReworkOrdered(Body, frozen=True, kw_only=True, omit_defaults=True):  # 返工, T15, T19
    reason: str
    limit: Limit | None = None
    continued: bool = False  # the handling clock goes on where the feedback stopped it
    stage_limit: Limit | None = None


class Closed(Body, frozen=True, kw_only=True, omit_defaults=True):  # 结案, T20
    text: str = ""
    condition_text: str = ""  # 结案条件


class ClosedOnSpot(Body, frozen=True, kw_only=True, omit_defaults=True):  # 简易案件自行处置
    text: str = ""


class Requested(Body, frozen=True, kw_only=True, omit_defaults=True):  # 申请: T5, T21, T22, T24
    kind: RequestKind
    reason: str
    level: str  # the role that decides first
    until: int | None = None  # of a deferral: its end, ms UTC


class RequestDecided(Body, frozen=True, kw_only=True, omit_defaults=True):  # 审批
    asked: UUID  # the request's fact
    kind: RequestKind
    level: str  # the role that decides
    approved: bool
    then: str = ""  # the role that decides next; "" where this was the last word
    reason: str = ""


class Deferred(Body, frozen=True, kw_only=True, omit_defaults=True):  # 挂账, T22: the last approval
    asked: UUID
    until: int  # ms UTC
    reason: str = ""
    pauses: bool = True


class Resumed(Body, frozen=True, kw_only=True, omit_defaults=True):  # 恢复, T22
    reason: str = ""


class Reopened(Body, frozen=True, kw_only=True, omit_defaults=True):  # 重办, T25: on the closed case
    as_case: UUID
    number: str
    reason: str


class RulingAsked(Body, frozen=True, kw_only=True, omit_defaults=True):  # 提请确权, T26
    reason: str


class Ruled(Body, frozen=True, kw_only=True, omit_defaults=True):  # 确权, T26
    unit: str
    unit_name: str
    class_key: str
    community: str = ""
    reason: str


class Escalated(Body, frozen=True, kw_only=True, omit_defaults=True):  # 升级督办, T23; a rung of the ladder
    level: int
    level_name: str
    clock: str  # one of documents.CLOCKS
    due: int  # ms UTC: with level and clock the key of the rung
    to: str
    reason: str = ""
    text: str = ""
    asks: tuple[str, ...] = ()
    reply_limit: Limit | None = None


class SupervisionReplied(Body, frozen=True, kw_only=True, omit_defaults=True):  # 督办回复
    level: int
    text: str


class Noted(Body, frozen=True, kw_only=True, omit_defaults=True):  # 记一笔
    text: str


class Revealed(Body, frozen=True, kw_only=True, omit_defaults=True):  # 查看联系方式: the fact's actor saw it whole
    fields: tuple[str, ...]  # core.masking.kinds
    reason: str


class Numbered(Body, frozen=True, kw_only=True, omit_defaults=True):  # the city's number, by the platform
    number: str


class ConflictSettled(Body, frozen=True, kw_only=True, omit_defaults=True):  # 冲突处理: a person has looked
    losers: tuple[UUID, ...]
    decision: str  # keep | reapply
    reason: str = ""


class Merged(Body, frozen=True, kw_only=True, omit_defaults=True):  # 并案: this case is the duplicate
    into: UUID
    into_number: str = ""
    reason: str = ""


class Unmerged(Body, frozen=True, kw_only=True, omit_defaults=True):  # 撤销并案
    reason: str = ""


class Absorbed(Body, frozen=True, kw_only=True, omit_defaults=True):  # 并入: on the kept case, what the other said
    duplicate: UUID
    number: str = ""
    place: str = ""
    source: str = ""
    reported_at: int | None = None  # ms UTC
    text: str = ""


class Released(Body, frozen=True, kw_only=True, omit_defaults=True):  # 撤销并入, on the kept case
    duplicate: UUID
    number: str = ""


class Redating(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A running clock (stage, handling, reply) by its start, and its deadlines; ms UTC, None without one."""

    clock: str
    start: int
    before: int | None = None
    after: int | None = None


class Redated(Body, frozen=True, kw_only=True, omit_defaults=True):  # 日历改期: running clocks count on another version
    calendar: int
    clocks: tuple[Redating, ...]


class Undone(Body, frozen=True, kw_only=True, omit_defaults=True):  # 撤销: the step `fact` is as though it never was
    fact: UUID
    type: str  # of that fact


class PhotosAdded(Body, frozen=True, kw_only=True, omit_defaults=True):  # 附照片: the photos are the fact's att
    kind: PhotoKind
    act: str = ""  # type of the fact that they were added with; "" by themselves


class PhotosWithdrawn(Body, frozen=True, kw_only=True, omit_defaults=True):  # 撤回照片
    kind: PhotoKind
    photos: tuple[str, ...]  # SHA-256
    reason: str


class HandoverLine(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line of a hand-over as it was then: what was counted, how many, the first of the cases, and a note."""

    key: str
    count: int
    numbers: tuple[str, ...] = ()
    cases: tuple[UUID, ...] = ()  # of these numbers
    note: str = ""


class HandedOver(Body, frozen=True, kw_only=True, omit_defaults=True):  # 交接班: a record, no case
    key: UUID  # the hand-over's own
    desk: str  # letter of the workstation
    desk_name: str = ""
    since: int  # ms UTC: what the lines count from
    until: int  # ms UTC: when they were counted
    next_hours: int = 8  # of the next shift
    outgoing: str  # user; "" where nobody had signed in here before
    incoming: str = ""  # user expected, or the one who signs alone
    alone: bool = False  # 接班人单独签字: the outgoing one was gone; the fact's actor is the incoming one
    reason: str = ""
    lines: tuple[HandoverLine, ...] = ()
    note: str = ""


class TakenOver(Body, frozen=True, kw_only=True, omit_defaults=True):  # 接班签字; the fact's actor takes over
    key: UUID  # of the hand-over
    reason: str = ""  # of a late signature
    note: str = ""


class Called(msgspec.Struct, frozen=True, kw_only=True):
    """A unit that is called, and its part."""

    unit: str
    unit_name: str
    part: Part


class Whistled(Body, frozen=True, kw_only=True, omit_defaults=True):  # 吹哨、联合派遣
    kind: WhistleKind
    place: str
    text: str
    units: tuple[Called, ...]
    sign_limit: Limit  # of each unit but the informed, all from the call on
    arrive_limit: Limit
    result_limit: Limit


class WhistleCalled(Body, frozen=True, kw_only=True, omit_defaults=True):  # 增派: further units to an open whistle
    whistle: UUID  # the fact of the call, here and below
    units: tuple[Called, ...]
    text: str = ""
    sign_limit: Limit  # of each of these units but the informed, all from this call on
    arrive_limit: Limit
    result_limit: Limit


class WhistleReleased(Body, frozen=True, kw_only=True, omit_defaults=True):  # 撤回单位: it need not come any more
    whistle: UUID
    unit: str
    reason: str


class WhistleSigned(Body, frozen=True, kw_only=True, omit_defaults=True):  # 签到
    whistle: UUID
    unit: str
    text: str = ""


class WhistleArrived(Body, frozen=True, kw_only=True, omit_defaults=True):  # 到场
    whistle: UUID
    unit: str
    text: str = ""


class WhistleFinished(Body, frozen=True, kw_only=True, omit_defaults=True):  # 处置结果
    whistle: UUID
    unit: str
    text: str


class WhistleRated(Body, frozen=True, kw_only=True, omit_defaults=True):  # 评价
    whistle: UUID
    unit: str
    rating: Rating
    text: str = ""


class WhistleClosed(Body, frozen=True, kw_only=True, omit_defaults=True):  # 收哨
    whistle: UUID
    reason: str = ""  # needed while the host has no result: 事不完、人不撤


OfWhistle = (
    Whistled | WhistleCalled | WhistleReleased | WhistleSigned | WhistleArrived | WhistleFinished | WhistleRated
    | WhistleClosed)


class Referred(Body, frozen=True, kw_only=True, omit_defaults=True):  # 横向派送、逐级上报
    kind: ReferKind
    to: str
    to_name: str
    reason: str
    text: str = ""
    answer_limit: Limit | None = None
    pauses: bool = True  # whether the step's and the handling clock stand still until the answer


class ReferralAnswered(Body, frozen=True, kw_only=True, omit_defaults=True):  # 转送回复
    result: ReferResult
    text: str
    unit: str = ""  # of a decision: who is responsible by it
    unit_name: str = ""


class Published(Body, frozen=True, kw_only=True, omit_defaults=True):  # a reference document
    name: str
    version: int
    body: msgspec.Raw
    note: str = ""  # why, in the words of who published it
    station: str = ""  # the workstation it was published from; "" by the platform itself


TYPES: dict[str, type[Body]] = {
    "reported": Reported, "verification_ordered": VerificationOrdered, "verified": Verified, "filed": Filed,
    "not_filed": NotFiled, "voided": Voided, "dispatched": Dispatched, "returned_to_acceptor": ReturnedToAcceptor,
    "signed": Signed, "assigned": Assigned, "assignment_revoked": AssignmentRevoked, "handled": Handled,
    "fed_back": FedBack, "passed": Passed, "check_ordered": CheckOrdered, "checked": Checked,
    "rework_ordered": ReworkOrdered, "closed": Closed, "closed_on_spot": ClosedOnSpot, "escalated": Escalated,
    "supervision_replied": SupervisionReplied, "noted": Noted, "revealed": Revealed, "numbered": Numbered,
    "conflict_settled": ConflictSettled, "published": Published, "returned_to_dispatcher": ReturnedToDispatcher,
    "returned_to_department": ReturnedToDepartment, "sent_back": SentBack, "requested": Requested,
    "request_decided": RequestDecided, "deferred": Deferred, "resumed": Resumed, "reopened": Reopened,
    "ruling_asked": RulingAsked, "ruled": Ruled, "return_judged": ReturnJudged,
    "whistled": Whistled, "whistle_called": WhistleCalled, "whistle_released": WhistleReleased,
    "whistle_signed": WhistleSigned, "whistle_arrived": WhistleArrived,
    "whistle_finished": WhistleFinished, "whistle_rated": WhistleRated, "whistle_closed": WhistleClosed,
    "referred": Referred, "referral_answered": ReferralAnswered,
    "redated": Redated, "merged": Merged, "unmerged": Unmerged, "absorbed": Absorbed, "released": Released,
    "undone": Undone,
    "photos_added": PhotosAdded, "photos_withdrawn": PhotosWithdrawn,
    "handed_over": HandedOver, "taken_over": TakenOver,
    "transfer_asked": TransferAsked, "transferred": Transferred,
}
RECORDS = (HandedOver, TakenOver)  # their subject is a record and no case; they always apply
NAMES: dict[type[Body], str] = {body: name for name, body in TYPES.items()}
_DECODERS = {name: msgspec.json.Decoder(body) for name, body in TYPES.items()}


class BadBody(ValueError):
    """The data of a fact does not have the form that its type asks for."""


def read(type_name: str, data: bytes) -> Body | None:
    """Decode a fact's data; None for a type that this version does not know.

    Raises:
        BadBody: a known type with data of another form.
    """
    decoder = _DECODERS.get(type_name)
    if decoder is None:
        return None
    try:
        return decoder.decode(data)
    except (msgspec.DecodeError, ValueError) as err:
        raise BadBody(f"{type_name}: {err}") from err
