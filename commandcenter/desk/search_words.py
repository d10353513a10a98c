"""The fixed words of the search box, Chinese and English, whatever the language of the window: stages, states, marks.

What they are compared with: core/search.py. Names of units, classes and communities come from documents and ground.
"""

from collections.abc import Callable, Iterable

from commandcenter.core import search as s
from commandcenter.core.case import STEP, Stage
from commandcenter.core.city_rules import Channel
from commandcenter.core.clocks import Urgency
from commandcenter.core.search import Field, Name

Row = tuple[str, str, str, tuple[str, ...]]  # value, Chinese, English, other words

STATES: tuple[Row, ...] = (
    (Urgency.NORMAL.name.lower(), "正常", "normal", ()),
    (Urgency.NEAR.name.lower(), "临期", "near", ("due soon",)),
    (Urgency.OVERDUE.name.lower(), "超期", "overdue", ()),
    (Urgency.SEVERE.name.lower(), "严重超期", "severe", ("severely overdue",)),
    (Urgency.PAUSED.name.lower(), "挂账暂停", "paused", ("挂账", "暂停")),
)
STEP_PREFIX = "step-"
STEPS: tuple[Row, ...] = (
    (f"{STEP_PREFIX}1", "立案", "filing", ()),
    (f"{STEP_PREFIX}2", "派遣", "dispatch", ()),
    (f"{STEP_PREFIX}3", "处置", "handling step", ()),
    (f"{STEP_PREFIX}4", "反馈", "feedback", ()),
    (f"{STEP_PREFIX}5", "结案", "closing", ()),
)
_STAGES: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "pending_register": ("待立案", "awaiting filing", ()),
    "pending_verify": ("待核实", "awaiting verification", ()),
    "returned": ("退回受理", "returned", ()),
    "pending_dispatch": ("待派遣", "awaiting dispatch", ()),
    "pending_handle": ("待签收", "awaiting sign-for", ()),
    "handling": ("处置中", "handling", ()),
    "suspended": ("挂账", "deferred", ("挂账中", "已挂账", "suspended")),
    "handle_finish": ("待反馈", "awaiting feedback", ()),
    "pending_review": ("待审核", "awaiting review", ()),
    "pending_check": ("待核查", "awaiting check", ()),
    "checking": ("核查中", "checking", ()),
    "check_passed": ("核查通过", "check passed", ()),
    "check_failed": ("核查未过", "check failed", ("核查未通过",)),
    "closed": ("已结案", "closed", ()),
    "not_accepted": ("不予立案", "not filed", ()),
    "cancelled": ("已作废", "voided", ()),
    "merged": ("已并案", "merged", ("并案", "已合并")),
    "transferred": ("已移交", "transferred", ("移交",)),
}
SOURCES: tuple[Row, ...] = (
    (Channel.COLLECTOR, "采集员巡查", "collector on patrol", ()),
    (Channel.PUBLIC, "公众上报", "public app", ("微信", "随手拍")),
    (Channel.HOTLINE, "热线电话", "hotline", ("热线", "12345", "12319")),
    (Channel.WEB, "网站、邮件", "web, mail", ()),
    (Channel.MEDIA, "媒体", "media", ()),
    (Channel.SUPERIOR, "上级交办", "superior order", ()),
    (Channel.VIDEO, "视频智能", "video", ()),
    (Channel.STAFF, "工作人员", "own staff", ("自查",)),
    (Channel.SYSTEM, "其他系统", "other system", ()),
)
MARKS: tuple[Row, ...] = (
    ("supervised", "督办", "supervised", ("督办中",)),
    ("awaiting_reply", "待督办回复", "reply awaited", ("待回复",)),
    ("returned", "退回", "returned", ("退",)),
    ("reworked", "返工", "reworked", ("返",)),
    ("pending", "待同步", "to sync", ("待同步变更",)),
    ("conflict", "冲突", "conflict", ()),
    ("review", "待分类", "to be classified", ()),
    ("demo", "演示数据", "demo data", ("演示",)),
    ("synthetic", "合成", "synthetic", ()),
)
SPANS: tuple[Row, ...] = (
    (s.TODAY, "今天", "today", ("今日",)),
    (s.YESTERDAY, "昨天", "yesterday", ("昨日",)),
    (s.WEEK, "本周", "this week", ()),
    (s.MONTH, "本月", "this month", ()),
)


def stages() -> tuple[Row, ...]:
    """The fine stages; one without words is found by its own name."""
    return tuple((stage.value, *_STAGES.get(stage.value, (stage.value, stage.value, ()))) for stage in Stage)


def step_stages(value: str) -> tuple[Stage, ...]:
    """The fine stages of a value of 阶段: of a step all that stand there."""
    if not value.startswith(STEP_PREFIX):
        return (Stage(value),)
    step = int(value.removeprefix(STEP_PREFIX))
    return tuple(stage for stage in Stage if STEP[stage] == step)


def names(of: Field, word: Callable[[str], str], *, chinese: bool) -> tuple[Name, ...]:
    """The names of a field with fixed words; `word` gives the initials of a Chinese one."""
    rows = _ROWS[of]() if of in _ROWS else ()
    return tuple(
        Name(value=value, label=zh if chinese else en, words=tuple(filter(None, (zh, en, *more, word(zh)))))
        for value, zh, en, more in rows)


def spoken() -> Iterable[str]:
    """All Chinese words here, for their initials."""
    return (row[1] for make in _ROWS.values() for row in make())


_ROWS: dict[Field, Callable[[], tuple[Row, ...]]] = {
    Field.STATE: lambda: STATES,
    Field.STAGE: lambda: (*STEPS, *stages()),
    Field.SOURCE: lambda: SOURCES,
    Field.MARK: lambda: MARKS,
    Field.REPORTED: lambda: SPANS,
}
