"""The alarms of a shift and what became of each: raised, seen, put off, over. Values only; who reads and keeps them
is desk/alarm_desk.py.

All of it is this workstation's own: an alarm is a view of facts and the clock at one desk. Two desks have different
duties, and a fact that silences an alarm elsewhere would silence what its receiver never saw. Only the reason of
putting one off concerns colleagues: that becomes a note on the case.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

import msgspec

from commandcenter.core import alarms
from commandcenter.core.alarms import PROFILES, Kind
from commandcenter.core.limits import DAY_MS, HOUR_MS

VERSION = 1
MOST = 300  # entries kept
SHIFT_MS = 12 * HOUR_MS  # so long one that is done with stays in the list
SESSIONS = 40  # of this workstation: what they wrote is no news here


class State(StrEnum):
    """What became of an alarm."""

    WAITING = "waiting"  # on the banner until somebody has seen it
    SNOOZED = "snoozed"
    SEEN = "seen"
    OVER = "over"  # what it was about has passed
    TOLD = "told"  # of a kind that nobody needs to acknowledge


class Alarm(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One alarm. Times ms UTC; `title` the level's name where a rung raised it; `key` the same wherever it is found."""

    key: str
    kind: Kind
    at: int
    case_id: UUID | None = None
    number: str = ""
    class_name: str = ""
    place: str = ""
    unit_name: str = ""
    title: str = ""
    due: int | None = None
    batch: str = ""  # of those that came while nobody watched
    times: int = 1
    seen_at: int | None = None
    seen_by: str = ""
    until: int | None = None  # put off until
    reason: str = ""
    put_off_by: str = ""
    snoozes: int = 0
    over_at: int | None = None

    def state(self, now: int) -> State:
        """What became of it by `now`."""
        if self.seen_at is not None:
            return State.SEEN
        if self.over_at is not None:
            return State.OVER
        if not PROFILES[self.kind].sticks:
            return State.TOLD
        return State.SNOOZED if self.until is not None and self.until > now else State.WAITING


@dataclass(frozen=True, kw_only=True)
class Found:
    """Something that asks for an alarm, as a source finds it; `about` with kind and case is its key."""

    kind: Kind
    about: str
    case_id: UUID | None = None
    number: str = ""
    class_name: str = ""
    place: str = ""
    unit_name: str = ""
    title: str = ""
    due: int | None = None
    late: bool = False  # it happened while nobody watched

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.case_id or ''}:{self.about}"


class Book(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """All that is remembered: alarms (oldest first), instants at which it rang, how far news were read, the mute.

    `seq` is None until the first look; then nothing before it is news.
    """

    version: int = VERSION
    alarms: tuple[Alarm, ...] = ()
    rang: tuple[int, ...] = ()
    polled_at: int | None = None
    seq: int | None = None
    sessions: tuple[str, ...] = ()
    muted_until: int = 0
    muted_all: bool = False  # the high kinds too

    def find(self, key: str) -> Alarm | None:
        """The alarm of a key, or None."""
        return next((alarm for alarm in self.alarms if alarm.key == key), None)

    def waiting(self, now: int) -> tuple[Alarm, ...]:
        """Those that are to be seen now."""
        return tuple(alarm for alarm in self.alarms if alarm.state(now) is State.WAITING)

    def live(self) -> tuple[Alarm, ...]:
        """Those that may still pass by themselves: neither seen nor over."""
        return tuple(alarm for alarm in self.alarms if alarm.seen_at is None and alarm.over_at is None)

    def silent(self, kind: Kind, now: int) -> bool:
        """Whether a kind makes no sound at `now`: the high ones only where somebody said so."""
        return now < self.muted_until and (self.muted_all or PROFILES[kind].priority < alarms.HIGH)


def raised(book: Book, found: Iterable[Found], now: int, batch: str) -> tuple[Book, tuple[Alarm, ...], Kind | None]:
    """The book with what was found; the alarms that are new, and the kind that rings (None: nothing new rings).

    Nothing rings twice: not the same key, not the same kind about the same case within CHATTER_MS, not a second one
    of a batch that came while nobody watched (`batch` names it).
    """
    held = {alarm.key: alarm for alarm in book.alarms}
    new: list[Alarm] = []
    loud: list[Kind] = []
    batches = {alarm.batch for alarm in book.alarms}
    for one in sorted(found, key=_severest):
        known = held.get(one.key) or _same_case(held.values(), one)
        if known is not None:
            held[known.key] = msgspec.structs.replace(known, title=one.title or known.title)
            continue
        alarm = Alarm(
            key=one.key, kind=one.kind, at=now, case_id=one.case_id, number=one.number, class_name=one.class_name,
            place=one.place, unit_name=one.unit_name, title=one.title, due=one.due, batch=batch if one.late else "")
        before = _chatter(held.values(), one, now)
        if before is not None:
            alarm = msgspec.structs.replace(alarm, times=before.times + 1)
        elif not alarm.batch or alarm.batch not in batches:
            loud.append(one.kind)
        held[one.key] = alarm
        new.append(alarm)
    rings = max(loud, key=_priority, default=None)
    rang = (*book.rang, now) if rings is not None else book.rang
    return msgspec.structs.replace(book, alarms=tuple(held.values()), rang=rang), tuple(new), rings


def seen(book: Book, keys: Sequence[str], now: int, by: str) -> Book:
    """These were seen by somebody."""
    return _changed(book, keys, seen_at=now, seen_by=by, until=None)


def put_off(book: Book, keys: Sequence[str], until: int, reason: str, by: str) -> Book:
    """These come again at `until`."""
    done = tuple(
        msgspec.structs.replace(a, until=until, reason=reason, put_off_by=by, snoozes=a.snoozes + 1)
        if a.key in keys else a for a in book.alarms)
    return msgspec.structs.replace(book, alarms=done)


def over(book: Book, keys: Sequence[str], now: int) -> Book:
    """What these were about has passed."""
    return _changed(book, keys, over_at=now)


def woken(book: Book, now: int) -> tuple[Book, tuple[Alarm, ...], Kind | None]:
    """Those whose time of being put off is up wait again; which, and the kind that rings for them."""
    up = tuple(a for a in book.live() if a.until is not None and a.until <= now)
    if not up:
        return book, (), None
    book = _changed(book, [a.key for a in up], until=None)
    return msgspec.structs.replace(book, rang=(*book.rang, now)), up, max((a.kind for a in up), key=_priority)


def pruned(book: Book, now: int) -> Book:
    """Without what is long done with; what waits stays however old."""
    kept = [a for a in book.alarms if a.at > now - SHIFT_MS or a.state(now) in (State.WAITING, State.SNOOZED)]
    return msgspec.structs.replace(
        book, alarms=tuple(kept[-MOST:]), rang=tuple(at for at in book.rang if at > now - DAY_MS)[-1000:])


def read(raw: str) -> Book | None:
    """A book as it was kept; None where it cannot be read or a newer version kept it."""
    try:
        book = msgspec.json.decode(raw, type=Book)
    except (msgspec.DecodeError, UnicodeError):
        return None
    return book if book.version <= VERSION else None


def written(book: Book) -> str:
    """The book as it is kept."""
    return msgspec.json.encode(book).decode()


def _changed(book: Book, keys: Sequence[str], **changes: object) -> Book:
    wanted = set(keys)
    return msgspec.structs.replace(book, alarms=tuple(
        msgspec.structs.replace(a, **changes) if a.key in wanted else a for a in book.alarms))


def _same_case(held: Iterable[Alarm], one: Found) -> Alarm | None:
    """What still tells that this case is overdue; a severe one says it of an overdue one too."""
    if one.case_id is None or one.kind not in alarms.OVER:
        return None
    same = [a for a in held if a.case_id == one.case_id and a.seen_at is None and a.over_at is None
            and (a.kind is Kind.SEVERE or a.kind is one.kind)]
    return next((a for a in same if a.kind in alarms.OVER), None)


def _severest(one: Found) -> int:
    return -PROFILES[one.kind].priority


def _chatter(held: Iterable[Alarm], one: Found, now: int) -> Alarm | None:
    """The latest of this kind about the same case, where it was a short while ago."""
    if one.case_id is None:
        return None
    before = [a for a in held if (a.kind, a.case_id) == (one.kind, one.case_id) and a.at > now - alarms.CHATTER_MS]
    return before[-1] if before else None


def _priority(kind: Kind) -> int:
    return PROFILES[kind].priority
