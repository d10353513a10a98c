"""Which cases the demo's day shows, where each stands and how urgent it is, and the words its people use. Invented."""

from dataclasses import dataclass

from commandcenter.core import bodies as b
from commandcenter.core.case import Stage
from commandcenter.core.clocks import Urgency


@dataclass(frozen=True, kw_only=True)
class Slot:
    """One case that the day shows: where it stands, how urgent it is, and what else has happened to it."""

    stage: Stage
    urgency: Urgency | None = Urgency.NORMAL  # None: any
    within_hour: bool = False  # due within the hour
    signed: bool = False
    supervised: bool = False  # a person has issued 督办单
    replied: bool = False  # the unit has answered the timer's 超时督办
    on_spot: bool = False  # 简易案件
    note: bool = False
    whistle: b.WhistleKind | None = None  # several units have been called


_S, _U = Stage, Urgency
SLOTS: tuple[Slot, ...] = (  # the first ones matter most: a small demo shows only these
    Slot(stage=_S.HANDLING, urgency=_U.NEAR, within_hour=True, note=True),
    Slot(stage=_S.PENDING_DISPATCH),
    Slot(stage=_S.HANDLING, urgency=_U.OVERDUE, supervised=True, note=True),
    Slot(stage=_S.PENDING_REGISTER),
    Slot(stage=_S.PENDING_HANDLE),
    Slot(stage=_S.PENDING_REVIEW),
    Slot(stage=_S.HANDLING, urgency=_U.SEVERE),
    Slot(stage=_S.CHECKING),
    Slot(stage=_S.HANDLING, whistle=b.WhistleKind.EMERGENCY),
    Slot(stage=_S.PENDING_VERIFY),
    Slot(stage=_S.CHECK_PASSED),
    Slot(stage=_S.CLOSED, urgency=None, on_spot=True),
    Slot(stage=_S.HANDLING, urgency=_U.OVERDUE, replied=True),
    Slot(stage=_S.PENDING_CHECK),
    Slot(stage=_S.HANDLE_FINISH, urgency=_U.NEAR),
    Slot(stage=_S.RETURNED, urgency=None),
    Slot(stage=_S.PENDING_DISPATCH, urgency=_U.NEAR),
    Slot(stage=_S.CLOSED, urgency=None),
    Slot(stage=_S.HANDLING, urgency=_U.NEAR, within_hour=True),
    Slot(stage=_S.PENDING_HANDLE, signed=True),
    Slot(stage=_S.CHECK_FAILED),
    Slot(stage=_S.PENDING_REGISTER, urgency=_U.NEAR),
    Slot(stage=_S.HANDLING, note=True),
    Slot(stage=_S.HANDLING, urgency=_U.OVERDUE),
    Slot(stage=_S.PENDING_REVIEW, urgency=_U.NEAR, within_hour=True),
    Slot(stage=_S.PENDING_DISPATCH, urgency=_U.OVERDUE),
    Slot(stage=_S.HANDLING, urgency=_U.NEAR),
    Slot(stage=_S.CLOSED, urgency=None, on_spot=True),
    Slot(stage=_S.PENDING_HANDLE, urgency=_U.NEAR),
    Slot(stage=_S.HANDLING, whistle=b.WhistleKind.JOINT),
    Slot(stage=_S.CHECKING, urgency=_U.NEAR),
    Slot(stage=_S.NOT_ACCEPTED, urgency=None),
    Slot(stage=_S.HANDLING, urgency=_U.SEVERE),
    Slot(stage=_S.PENDING_DISPATCH),
    Slot(stage=_S.CLOSED, urgency=None),
    Slot(stage=_S.HANDLING, urgency=_U.NEAR, within_hour=True),
    Slot(stage=_S.PENDING_REGISTER),
    Slot(stage=_S.HANDLE_FINISH),
    Slot(stage=_S.HANDLING),
    Slot(stage=_S.PENDING_HANDLE, signed=True),
    Slot(stage=_S.PENDING_VERIFY, urgency=_U.NEAR),
    Slot(stage=_S.CHECK_PASSED, urgency=_U.NEAR),
    Slot(stage=_S.HANDLING, urgency=_U.NEAR),
    Slot(stage=_S.PENDING_CHECK, urgency=_U.NEAR, within_hour=True),
    Slot(stage=_S.CLOSED, urgency=None, on_spot=True),
    Slot(stage=_S.HANDLING, note=True),
    Slot(stage=_S.PENDING_DISPATCH, urgency=_U.NEAR, within_hour=True),
    Slot(stage=_S.CLOSED, urgency=None),
    Slot(stage=_S.PENDING_REVIEW),
    Slot(stage=_S.HANDLING, urgency=_U.OVERDUE),
    Slot(stage=_S.PENDING_HANDLE),
    Slot(stage=_S.CLOSED, urgency=None, on_spot=True),
    Slot(stage=_S.CLOSED, urgency=None),
)

VERIFIED = ("现场核实，情况属实。", "采集员到场查看，问题存在。", "核实属实，已拍照。")
DISPATCHED = ("请尽快到场处置。", "请按时限处置并反馈。", "市民关注，请优先安排。")
HANDLED = ("已安排人员到场，处置完毕。", "已修复并清理现场。", "现场已恢复，围挡已撤除。", "已清运干净，周边一并整理。")
FED_BACK = ("处置完成，现场已恢复。", "已处置，照片随后补送。", "处置完毕，请核查。")
PASSED = ("反馈完整，同意批转。", "情况清楚，转核查。")
CHECKED = ("现场核查，问题已解决。", "到场核查，恢复良好。")
FAILED = ("现场核查，仍有遗留未清。", "到场查看，未完全修复。")
CLOSED = ("核查通过，结案。", "办结。")
RETURNED = ("问题位置描述不清，请补充后再派遣。", "类别与现场不符，请重新立案。")
NOT_FILED = ("与已受理的案件重复，不予立案。", "不属于城市管理受理范围。")
NOTES = (
    "已电话联系责任单位，预计一小时内到场。", "市民再次来电询问进展，已答复。", "现场照片已由微信发来。",
    "已与社区联系，协助疏导。",
)
ON_SPOT = ("当场劝导，已自行整改。", "采集员现场清理完毕。", "随手清理，已恢复整洁。")
ORDER_TEXT = ("该案已超过处置时限仍未办结，请责任单位负责人到场督促，今日内办结并回复。")
REPLIES = ("人员已到场，因材料调配延误，今日内完成。", "上一处作业刚结束，队伍正在赶往现场。")
