"""A day in full swing for the demo city: cases that the demo's desk has worked on through the real door.

Which stage and which urgency the day must show is one table (demo_slots.py: SLOTS); when each step was done follows
from the real limits and the real calendar. Everything is invented but the rows; rules, ladder and clocks are real.
"""

import hashlib
import heapq
import itertools
import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from commandcenter.app import demo_slots as d
from commandcenter.app import demo_whistles
from commandcenter.app.demo_pictures import draw
from commandcenter.app.demo_slots import SLOTS, Slot
from commandcenter.core import bodies as b
from commandcenter.core import clocks, deadlines
from commandcenter.core import rules as r
from commandcenter.core import whistle_rules as w
from commandcenter.core.case import Case, Clock, Role, Stage
from commandcenter.core.catalogue import CaseClass, Condition
from commandcenter.core.clocks import Urgency
from commandcenter.core.escalation_rules import Escalate, ReplyToSupervision
from commandcenter.core.facts import Attachment
from commandcenter.core.ladder import next_rung
from commandcenter.core.limits import Limit
from commandcenter.core.mapping import RowPlan
from commandcenter.core.photo_rules import AddPhotos
from commandcenter.core.report_rules import SimpleCase
from commandcenter.core.responsibility import propose
from commandcenter.door.door import Door
from commandcenter.door.feeds import DEMO, Feed, Row
from commandcenter.door.watch import Watch
from commandcenter.store.case_rows import CaseRow
from commandcenter.store.engine import Store

log = logging.getLogger(__name__)

MINUTE = 60_000
PICTURED = 16  # cases with drawn photos
# how long before the demo's instant a deciding step may lie: minutes on the wall, and minutes of open time
WALL_BEFORE = (
    6, 14, 25, 33, 41, 48, 56, 68, 75, 83, 90, 97, 104, 112, 118, 130, 160, 195, 230, 270, 310, 360, 420, 480,
    560, 640, 720, 840, 960, 1080, 1200, 1320, 1440, 1840, 2160, 2880, 4320, 5760, 7200, 10080, 12960,
)
OPEN_BEFORE = (
    4, 11, 18, 29, 37, 46, 51, 54, 58, 66, 79, 94, 111, 127, 143, 171, 187, 196, 204, 213, 222, 231, 236, 247,
    269, 301, 344, 371, 388, 397, 409, 431, 502, 590, 660, 745, 870, 990, 1190, 1290, 1420, 1730, 2090,
)
_S = Stage
_WAY = (r.OrderVerification, r.Verify, r.File, r.Dispatch, r.Sign, r.Assign, r.Handle, r.FeedBack, r.Pass,
        r.OrderCheck, r.Check, r.Close)
_LAST: dict[Stage, type[r.Command] | None] = {  # the step that leads to the stage
    _S.PENDING_REGISTER: None, _S.PENDING_VERIFY: r.OrderVerification, _S.PENDING_DISPATCH: r.File,
    _S.RETURNED: r.File, _S.PENDING_HANDLE: r.Dispatch, _S.HANDLING: r.Assign, _S.HANDLE_FINISH: r.Handle,
    _S.PENDING_REVIEW: r.FeedBack, _S.PENDING_CHECK: r.Pass, _S.CHECKING: r.OrderCheck, _S.CHECK_PASSED: r.Check,
    _S.CHECK_FAILED: r.Check, _S.CLOSED: r.Close, _S.NOT_ACCEPTED: None,
}
_STAGE_LIMIT: dict[Stage, str] = {  # which step's limit runs in a stage
    _S.PENDING_REGISTER: "accept", _S.PENDING_VERIFY: "verify", _S.PENDING_DISPATCH: "dispatch",
    _S.PENDING_HANDLE: "sign", _S.PENDING_REVIEW: "review", _S.PENDING_CHECK: "close", _S.CHECKING: "check",
    _S.CHECK_PASSED: "close", _S.CHECK_FAILED: "close",
}
_ON_HANDLING_CLOCK = frozenset({_S.PENDING_HANDLE, _S.HANDLING, _S.HANDLE_FINISH})
_EARLY = frozenset({r.OrderVerification, r.Verify, r.File, r.Dispatch, r.Sign, r.Assign})  # done soon after the report

@dataclass(frozen=True, kw_only=True)
class Plan:
    """A row with what will be done about it: steps in order, instants ms UTC."""

    row: Row
    plan: RowPlan
    slot: Slot
    condition: Condition | None
    steps: tuple[tuple[int, type[r.Command]], ...]


@dataclass
class StillClock:
    """A clock that is set, ms UTC."""

    at: int

    def __call__(self) -> int:
        return self.at


class DemoDay:
    """Works rows of one street up to the demo's instant. Deterministic by seed."""

    def __init__(
        self, door: Door, store: Store, feed: Feed, clock: StillClock, *, until: int, seed: int,
        take: Callable[[bytes], Attachment] | None = None,
    ) -> None:
        """`take` keeps a photo; without it there are none."""
        self._take, self._pictured = take, set[UUID]()
        self._door, self._feed, self._clock, self._until, self._seed = door, feed, clock, until, seed
        self._watch = Watch(door, store)
        self._calendar = door.books.calendar
        self._instants = sorted({until - m * MINUTE for m in WALL_BEFORE} | self._open_before())
        self._wished: dict[tuple[Slot, Limit | None], list[int]] = {}
        self._readings: dict[tuple[int, Limit], clocks.Reading] = {}

    def run(self, rows: Sequence[Row], most: int) -> list[Row]:
        """Import and work on as many of these rows as there are slots for, `most` at most; returns those left over."""
        plans, left = self._planned(rows, most)
        turn = itertools.count()
        line: list[tuple[int, int, Plan | None, UUID, type[r.Command] | None]] = []
        for plan in plans:
            heapq.heappush(line, (self._entered(plan), next(turn), plan, self._feed.id_of(plan.plan), None))
        self._clock.at = line[0][0] if line else self._until
        while line:
            at, _, work, case_id, step = heapq.heappop(line)
            self._clock.at = max(at, self._clock.at)
            if work is None:
                self._watch.tick()
                case = self._door.case(case_id)
            elif step is None:
                case = self._enter(work, case_id)
                for then, kind in work.steps:
                    heapq.heappush(line, (then, next(turn), work, case_id, kind))
            else:
                case = self._step(work, case_id, step)
            rung = self._next_rung(case)
            if rung is not None:
                heapq.heappush(line, (rung, next(turn), None, case_id, None))
        self._clock.at = self._until
        return left

    def picture(self, rows: Iterable[CaseRow]) -> None:
        """Photos for these cases, as though their collectors had just sent them; not where there are some."""
        for row in rows:
            case = self._door.case(row.case_id)
            if case is None or case.photos or self._take is None:
                continue
            shown = (b.PhotoKind.NEAR, b.PhotoKind.FAR)
            self._door.submit(AddPhotos(
                case_id=case.id, actor=self._person(Role.DISPATCHER, case.id), role=Role.COLLECTOR,
                on_behalf=self._collector(case.community, case.id), photos=tuple(
                    (kind, self._take(draw(case.class_name, kind, f"{self._seed}|{case.id}"))) for kind in shown)))

    # -- what to do and when -----------------------------------------------------------------------------------

    def _planned(self, rows: Sequence[Row], most: int) -> tuple[list[Plan], list[Row]]:
        left = sorted(rows, key=_opened, reverse=True)
        plans: list[Plan] = []
        for slot in SLOTS[:most]:
            found = self._first_fit(left, slot)
            if found is None and slot.urgency is not None:  # at night, say, no working time runs out: show the stage
                found = self._first_fit(left, replace(slot, urgency=Urgency.NORMAL, within_hour=False))
            if found is None:
                log.info("no row fits %s %s", slot.stage, slot.urgency)
                continue
            plans.append(found)
            left.remove(found.row)
        return plans, left

    def _first_fit(self, rows: Sequence[Row], slot: Slot) -> Plan | None:
        return next((plan for row in rows if (plan := self._fit(row, slot)) is not None), None)

    def _fit(self, row: Row, slot: Slot) -> Plan | None:
        """The steps that bring a row into a slot; None where its time or its class's limits do not allow it."""
        plan = row.plan
        minor = self._door.books.minor(plan.class_key) if isinstance(plan, RowPlan) else None
        if not isinstance(plan, RowPlan) or plan.unclassified or minor is None:
            return None
        if slot.on_spot:
            return Plan(row=row, plan=plan, slot=slot, condition=None, steps=())
        start = min(plan.opened_ms + 2 * MINUTE, self._until)
        way = self._way(plan, slot)
        anchor = r.Dispatch if slot.stage in _ON_HANDLING_CLOCK else way[-1] if way else None
        before = way.index(anchor) if anchor else 0
        first, last = start + before * MINUTE, self._until - (len(way) - before) * MINUTE
        for condition in _conditions(minor, plan):
            if anchor:
                at = self._one_of([at for at in self._instants_for(slot, condition) if first <= at <= last], slot, plan)
            else:  # nothing is done about it yet: only its own time counts
                at = plan.opened_ms if self._as_wished(slot, plan.opened_ms, condition) else None
            if at is not None:
                steps = _spread(way, anchor, at, start, self._until) + self._more(slot, at, condition)
                return Plan(row=row, plan=plan, slot=slot, condition=condition, steps=tuple(sorted(steps, key=_at)))
        return None

    def _one_of(self, instants: Sequence[int], slot: Slot, plan: RowPlan) -> int | None:
        """One of the first (what is closed: of the last) instants, so that not all cases were decided at one stroke."""
        if not instants:
            return None
        near = instants[-6:] if slot.stage is Stage.CLOSED else instants[:4]
        drawn = hashlib.sha256(f"{self._seed}|{plan.source_id}|{slot.stage}".encode()).digest()
        return near[drawn[0] % len(near)]

    def _instants_for(self, slot: Slot, condition: Condition | None) -> list[int]:
        """When the deciding step may have been, for the slot to look as it must; the earliest first."""
        key = (slot, condition.limit if condition else None)
        found = self._wished.get(key)
        if found is None:
            found = self._wished[key] = [at for at in self._instants if self._as_wished(slot, at, condition)]
        return found

    def _open_before(self) -> set[int]:
        """The instants before which some minutes of open time remain until the demo's instant."""
        found = set()
        for minutes in OPEN_BEFORE:
            low, high = self._until - 21 * 24 * 60 * MINUTE, self._until
            while high - low > MINUTE:
                middle = (low + high) // 2
                if self._calendar.open_until(middle, self._until) > minutes * MINUTE:
                    low = middle
                else:
                    high = middle
            found.add(low)
        return found

    def _way(self, plan: RowPlan, slot: Slot) -> list[type[r.Command]]:
        """The steps to the slot's stage, as the city's rules have them for this row's channel."""
        verify_first = plan.channel in self._door.books.rules.verify_first
        if slot.stage is Stage.NOT_ACCEPTED:
            return [r.OrderVerification, r.Verify, r.RefuseFiling] if verify_first else [r.RefuseFiling]
        if slot.stage is Stage.PENDING_REGISTER:
            return [r.OrderVerification, r.Verify] if verify_first else []
        last = _LAST[slot.stage]
        way: list[type[r.Command]] = []
        for kind in _WAY:
            if kind not in (r.OrderVerification, r.Verify) or verify_first or kind is last:
                way.append(kind)
            if kind is last:
                break
        if slot.stage is Stage.RETURNED:
            way.append(r.ReturnToAcceptor)
        if slot.signed:
            way.append(r.Sign)
        return way

    def _as_wished(self, slot: Slot, at: int, condition: Condition | None) -> bool:
        """Whether the nearest clock, with the deciding step at `at`, stands as the slot wants it."""
        if slot.urgency is None:
            return self._until - at >= 5 * MINUTE
        running = []
        if slot.stage in _ON_HANDLING_CLOCK:
            running.append((at, condition.limit if condition else Limit()))
        if slot.stage in _STAGE_LIMIT and not (slot.stage is Stage.PENDING_HANDLE and slot.signed):
            running.append((at, self._door.books.stage(_STAGE_LIMIT[slot.stage])))
        readings = [self._reading(start, limit) for start, limit in running]
        due = min((x for x in readings if x.due is not None), key=_due, default=None)
        if due is None or due.due is None:
            return False
        if clocks.urgency(self._until, due.due, due.near, due.severe, False) is not slot.urgency:
            return False
        if slot.supervised and not self._until - due.due > 40 * MINUTE:
            return False
        return not slot.within_hour or due.due - self._until <= 60 * MINUTE

    def _reading(self, start: int, limit: Limit) -> clocks.Reading:
        """A clock read; kept, because the same instants are tried for many cases."""
        found = self._readings.get((start, limit))
        if found is None:
            clock = Clock(start=start, limit=limit)
            found = self._readings[start, limit] = clocks.read(
                "", clock, self._calendar, self._door.sight.thresholds)
        return found

    def _more(self, slot: Slot, at: int, condition: Condition | None) -> list[tuple[int, type[r.Command]]]:
        more: list[tuple[int, type[r.Command]]] = []
        due = deadlines.due(at, condition.limit, self._calendar) if condition else None
        if slot.note:
            more.append((max(at + 20 * MINUTE, self._until - 18 * MINUTE), r.Note))
        if slot.supervised and due is not None:
            more.append((max(due + 5 * MINUTE, self._until - 25 * MINUTE), Escalate))
        if slot.replied and due is not None:
            more.append((min(due + 30 * MINUTE, self._until - MINUTE), ReplyToSupervision))
        if slot.whistle is not None:
            more += demo_whistles.steps(slot.whistle, at + 25 * MINUTE, self._until)
        return [(min(then, self._until), kind) for then, kind in more]

    # -- doing it ----------------------------------------------------------------------------------------------

    def _entered(self, plan: Plan) -> int:
        soon = plan.plan.opened_ms + (0 if plan.slot.on_spot else MINUTE)
        return min(soon, self._until)

    def _enter(self, work: Plan, case_id: UUID) -> Case | None:
        if not work.slot.on_spot:
            self._feed.take([replace(work.row, reported_only=True)], actor=self._person(Role.ACCEPTOR, case_id))
            return self._door.case(case_id)
        place = self._feed.place(work.plan)
        if place is None:
            return None
        collector = self._collector(place.community, case_id)
        return self._door.submit(SimpleCase(
            case_id=case_id, actor=self._person(Role.ACCEPTOR, case_id), role=Role.COLLECTOR, on_behalf=collector,
            class_key=work.plan.class_key, text=work.plan.text, place=place.text, lon=place.lon, lat=place.lat,
            community=place.community, community_name=place.community_name, grid=place.grid, number="",
            marks=(DEMO, *work.row.marks), done=self._pick(d.ON_SPOT, case_id),
        ))

    def _step(self, work: Plan, case_id: UUID, kind: type[r.Command]) -> Case | None:
        case = self._door.case(case_id)
        if case is None:
            return None
        command = self._whistle(work, case, kind) if kind in w.MAKES else self._command(work, case, kind)
        if command is None:
            return case
        try:
            return self._door.submit(replace(command, photos=self._photos(case, kind)))
        except r.Refused as refused:  # a reply where no order came, for example: the day goes on without it
            log.info("%s of %s left out: %s", kind.__name__, case.shown_number, refused.key)
            return case

    def _command(self, work: Plan, case: Case, kind: type[r.Command]) -> r.Command:
        books = self._door.books
        roles = r.roles_of(kind)
        role = next(x for x in (Role.ACCEPTOR, Role.DISPATCHER, Role.SHIFT_LEADER, *sorted(roles)) if x in roles)
        others = {Role.DEPARTMENT: case.unit, Role.COLLECTOR: self._collector(case.community, case.id)}
        actor = self._person(Role.DISPATCHER if role in others else role, case.id)  # the desk enters their acts (代录)
        by = _By(case_id=case.id, actor=actor, role=role, on_behalf=others.get(role))
        if kind is r.OrderVerification or kind is r.OrderCheck:
            return by.give(kind, collector=self._collector(case.community, case.id))
        if kind is r.Verify:
            return by.give(kind, result=b.CheckResult.PASS, text=self._pick(d.VERIFIED, case.id))
        if kind is r.File:
            return by.give(kind, class_key=case.class_key, condition=work.condition.id if work.condition else "")
        if kind is r.Dispatch:
            proposal = propose(books.responsibility, case.class_key, case.community)
            unit = work.plan.unit or (proposal.unit if proposal else books.units.units[0].id)
            return by.give(kind, unit=unit, reason=proposal.reason.value if proposal else "",
                           text=self._pick(d.DISPATCHED, case.id))
        if kind is r.Assign:
            return by.give(kind)
        if kind is r.Check:
            failed = work.slot.stage is Stage.CHECK_FAILED
            return by.give(kind, result=b.CheckResult.FAIL if failed else b.CheckResult.PASS,
                           text=self._pick(d.FAILED if failed else d.CHECKED, case.id))
        if kind is Escalate:
            return self._order(case)
        if kind in _REASONS:
            return by.give(kind, reason=self._pick(_REASONS[kind], case.id))
        return by.give(kind, text=self._pick(_TEXTS[kind], case.id) if kind in _TEXTS else "")

    def _whistle(self, work: Plan, case: Case, kind: type[r.Command]) -> r.Command | None:
        actor = self._person(Role.SHIFT_LEADER, case.id)
        story = work.slot.whistle
        return demo_whistles.command(case, kind, story, actor, self._door.books) if story is not None else None

    def _photos(self, case: Case, kind: type[r.Command]) -> tuple[tuple[b.PhotoKind, Attachment], ...]:
        """The photos that come with a step, of the first cases that are worked on."""
        if self._take is None or kind not in _PHOTOS:
            return ()
        if case.id not in self._pictured and len(self._pictured) >= PICTURED:
            return ()
        self._pictured.add(case.id)
        return tuple((shows, self._take(draw(case.class_name, shows, f"{self._seed}|{case.id}")))
                     for shows in _PHOTOS[kind])

    def _order(self, case: Case) -> Escalate:
        """督办单 by the shift leader, unless the clock itself was quicker."""
        rung = self._door.books.rung(3)
        due = clocks.handling_due(case, self._door.sight.calendar)
        return Escalate(
            case_id=case.id, actor=self._person(Role.SHIFT_LEADER, case.id), role=Role.SHIFT_LEADER, level=3,
            due=due or 0, to=case.unit, reason="overdue", text=d.ORDER_TEXT, asks=rung.asks if rung else (),
        )

    def _next_rung(self, case: Case | None) -> int | None:
        ladder = self._door.sight.ladder
        due = next_rung(case, ladder, self._door.sight.calendar) if case is not None and ladder is not None else None
        return due.at if due is not None and due.at <= self._until else None

    def _person(self, role: Role, case_id: UUID) -> str:
        people = [user.id for user in self._door.books.users.users if user.role == role]
        return self._pick(people, case_id)

    def _collector(self, community: str, case_id: UUID) -> str:
        found = self._door.books.users.collector_of(community)
        return found.id if found else self._person(Role.COLLECTOR, case_id)

    def _pick(self, words: Sequence[str], case_id: UUID) -> str:
        drawn = hashlib.sha256(f"{self._seed}|{words[0]}".encode() + case_id.bytes).digest()
        return words[int.from_bytes(drawn[:4]) % len(words)]


_TEXTS: dict[type[r.Command], Sequence[str]] = {
    r.Handle: d.HANDLED, r.FeedBack: d.FED_BACK, r.Pass: d.PASSED, r.Close: d.CLOSED, r.Note: d.NOTES,
    ReplyToSupervision: d.REPLIES,
}
_PHOTOS: dict[type[r.Command], tuple[b.PhotoKind, ...]] = {
    r.Dispatch: (b.PhotoKind.NEAR, b.PhotoKind.FAR), r.Handle: (b.PhotoKind.AFTER,), r.Check: (b.PhotoKind.CHECK,),
}
_REASONS: dict[type[r.Command], Sequence[str]] = {r.ReturnToAcceptor: d.RETURNED, r.RefuseFiling: d.NOT_FILED}


@dataclass(frozen=True, kw_only=True)
class _By:
    case_id: UUID
    actor: str
    role: Role
    on_behalf: str | None

    def give(self, kind: type[r.Command], **more: object) -> r.Command:
        make: Callable[..., r.Command] = kind
        return make(case_id=self.case_id, actor=self.actor, role=self.role, on_behalf=self.on_behalf, **more)


def _spread(
    way: Sequence[type[r.Command]], anchor: type[r.Command] | None, at: int, start: int, until: int
) -> list[tuple[int, type[r.Command]]]:
    """When each step was done: the early ones soon after the report, the others around the deciding one."""
    if anchor is None:
        return []
    n = way.index(anchor)
    before, after = way[:n], way[n + 1:]
    early = sum(kind in _EARLY for kind in before)
    gap = min(8 * MINUTE, (at - start) // (len(before) + 1))
    steps: list[tuple[int, type[r.Command]]] = []
    for k, kind in enumerate(before):
        soon = k < early and anchor is not r.Dispatch
        steps.append((start + (k + 1) * gap if soon else at - (n - k) * gap, kind))
    steps.append((at, anchor))
    pause = min(11 * MINUTE, (until - at) // (len(after) + 1))
    steps += [(at + (k + 1) * pause, kind) for k, kind in enumerate(after)]
    return steps


def _conditions(minor: CaseClass, plan: RowPlan) -> Iterator[Condition | None]:
    """The filing conditions of the class that differ in their limit, the row's own first."""
    seen: set[tuple[object, object]] = set()
    for condition in sorted(minor.conditions, key=lambda c: c.id != plan.condition_id):
        key = condition.limit.n, condition.limit.unit
        if key not in seen:
            seen.add(key)
            yield condition
    if not minor.conditions:
        yield None


def _opened(row: Row) -> tuple[int, str]:
    return (row.plan.opened_ms, row.plan.source_id) if isinstance(row.plan, RowPlan) else (0, "")


def _at(step: tuple[int, type[r.Command]]) -> int:
    return step[0]


def _due(reading: clocks.Reading) -> int:
    return reading.due or 0
