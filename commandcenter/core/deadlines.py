"""The instants and spans that follow from a limit, a calendar and pauses.

No ladder, no case, no words. Instants are integer ms UTC, spans integer ms.
"""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from commandcenter.core.limits import CONTINUOUS_MS, HOUR_MS, Limit, Unit
from commandcenter.core.work_calendar import Calendar

Pause: TypeAlias = tuple[int, int | None]
"""From, to in ms UTC; `to` None: still paused. Half open: the instant `to` counts again."""

Pauses: TypeAlias = Sequence[Pause]


def due(start: int, limit: Limit, calendar: Calendar, pauses: Pauses = ()) -> int | None:
    """The deadline of a clock, ms UTC; None without one: no limit, zero, or a pause still open before it.

    Working units run in open time, continuous ones and `until` on the wall clock; each is moved by what its
    pauses take of that time. A span that ends at closing time is due at closing time.
    """
    if limit.until is not None and limit.until <= start:
        return limit.until
    return _reach(start, span_ms(limit, calendar, start), limit.continuous, calendar, pauses)


def due_after(start: int, open_ms: int, calendar: Calendar, pauses: Pauses = ()) -> int | None:
    """The instant at which `open_ms` of open time have passed; None for zero or a pause still open."""
    return _reach(start, open_ms, False, calendar, pauses)


def share_at(start: int, limit: Limit, calendar: Calendar, pauses: Pauses, share: float) -> int | None:
    """The instant at which `share` of the limit is used up: 0.75 = three quarters, 2.0 = 100 % over.

    `until` is shared by the wall time from start to it. None without a deadline or while paused.
    """
    span = span_ms(limit, calendar, start)
    if span is None or span == 0:
        return None
    if span < 0:
        return limit.until
    return _reach(start, round(span * share), limit.continuous, calendar, pauses) if share > 0 else start


def instants(
    start: int, limit: Limit, calendar: Calendar, pauses: Pauses, near: float, severe: float,
) -> tuple[int | None, int | None, int | None]:
    """`due`, and `share_at` for two shares, asked at once: what every clock of a queue needs."""
    if not pauses and limit.n:
        span = span_ms(limit, calendar, start) or 0
        spans = span, round(span * near), round(span * severe)
        if min(spans) > 0:
            first, second, third = (
                [start + s for s in spans] if limit.continuous else calendar.forward_each(start, spans))
            return first, second, third
    return (due(start, limit, calendar, pauses), share_at(start, limit, calendar, pauses, near),
            share_at(start, limit, calendar, pauses, severe))


def elapsed(start: int, end: int, calendar: Calendar, pauses: Pauses = ()) -> int:
    """Open time between two instants without the pauses, ms; 0 where end is before start."""
    total = calendar.open_until(start, end)
    for since, to in _merged(pauses, start, end):
        total -= calendar.open_until(since, to)
    return total


def elapsed_wall(start: int, end: int, pauses: Pauses = ()) -> int:
    """Wall time between two instants without the pauses, ms; 0 where end is before start."""
    return max(end - start, 0) - sum(to - since for since, to in _merged(pauses, start, end))


def used(start: int, end: int, limit: Limit, calendar: Calendar, pauses: Pauses = ()) -> int:
    """Time that counts against the limit between two instants, ms: open or wall time as its unit runs."""
    return elapsed_wall(start, end, pauses) if limit.continuous else elapsed(start, end, calendar, pauses)


def share_used(start: int, now: int, limit: Limit, calendar: Calendar, pauses: Pauses = ()) -> float | None:
    """How much of the limit is used up at `now` (1.0 = due); None without a limit."""
    span = span_ms(limit, calendar, start)
    return used(start, now, limit, calendar, pauses) / span if span is not None and span > 0 else None


def span_ms(limit: Limit, calendar: Calendar, start: int) -> int | None:
    """Length of a limit in the time that it counts (open or wall), ms; None without one."""
    if limit.until is not None:
        return limit.until - start
    if limit.n is None or limit.unit is None:
        return None
    if limit.unit in CONTINUOUS_MS:
        return round(limit.n * CONTINUOUS_MS[limit.unit])
    return round(limit.n * (HOUR_MS if limit.unit is Unit.WORK_HOUR else calendar.work_day_ms))


def provisional(start: int, due: int | None, calendar: Calendar, limit: Limit | None = None) -> bool:
    """Whether a working-time span reaches past the last published holiday (there the plain week counts).

    Where `limit` is given, one that needs no calendar is never provisional.
    """
    until = calendar.published_until
    if until is None or due is None or (limit is not None and limit.continuous):
        return False
    return max(start, due) > until


class SpanKind(StrEnum):
    """What a stretch of a clock is."""

    OPEN = "open"
    CLOSED = "closed"
    PAUSE = "pause"
    OVER = "over"


class Span(NamedTuple):
    """A stretch of a clock, ms UTC; `counted` ms of it used up (after due: overran) the limit."""

    since: int
    to: int
    kind: SpanKind
    counted: int


def explain(start: int, limit: Limit, calendar: Calendar, pauses: Pauses, now: int) -> tuple[Span, ...]:
    """How a deadline came about: its open, closed, paused stretches up to due, then what is over.

    While a pause is open, up to `now`. Empty without a limit.
    """
    if span_ms(limit, calendar, start) in (None, 0):
        return ()
    deadline = due(start, limit, calendar, pauses)
    end = max(now, start) if deadline is None else deadline
    spans: list[Span] = []
    at = start
    for since, to in _merged(pauses, start, end):
        spans += _stretches(at, since, limit, calendar)
        spans.append(Span(since, to, SpanKind.PAUSE, 0))
        at = to
    spans += _stretches(at, end, limit, calendar)
    if deadline is not None and now > deadline:
        since = max(start, deadline)
        spans.append(Span(since, now, SpanKind.OVER, used(since, now, limit, calendar, pauses)))
    return tuple(spans)


def _stretches(since: int, to: int, limit: Limit, calendar: Calendar) -> Iterator[Span]:
    if to <= since:
        return
    if limit.continuous:
        yield Span(since, to, SpanKind.OPEN, to - since)
        return
    at = since
    for start, end in calendar.periods(since, to):
        if start > at:
            yield Span(at, start, SpanKind.CLOSED, 0)
        yield Span(start, end, SpanKind.OPEN, end - start)
        at = end
    if to > at:
        yield Span(at, to, SpanKind.CLOSED, 0)


def _reach(start: int, span: int | None, continuous: bool, calendar: Calendar, pauses: Pauses) -> int | None:
    """The instant at which `span` of counted time has passed; None for none, zero, or while paused."""
    if span is None or span <= 0:
        return None
    at = start + span if continuous else calendar.forward(start, span)
    for since, to in _sorted(pauses, start):
        if since >= at:
            break
        if to is None:
            return None
        span += to - since if continuous else calendar.open_until(since, to)
        at = start + span if continuous else calendar.forward(start, span)
    return at


def _sorted(pauses: Pauses, start: int) -> Iterable[Pause]:
    """Pauses after start, in order, overlapping and touching ones merged, empty ones dropped."""
    if not pauses:
        return ()
    merged: list[Pause] = []
    for since, to in sorted(pauses, key=_pause_start):
        since = max(since, start)
        if to is not None and to <= since:
            continue
        if merged and (merged[-1][1] is None or since <= merged[-1][1]):
            before, until = merged[-1]
            merged[-1] = (before, None if until is None or to is None else max(until, to))
        else:
            merged.append((since, to))
    return merged


def _merged(pauses: Pauses, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Pauses within [start, end], in order and merged; an open one ends at `end`."""
    for since, to in _sorted(pauses, start):
        until = end if to is None else min(to, end)
        if until > since:
            yield since, until


def _pause_start(pause: Pause) -> int:
    return pause[0]
