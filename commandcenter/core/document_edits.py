"""Editing the catalogue and the responsibility list: one value changed gives another document. Pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import msgspec

from commandcenter.core.catalogue import UNCLASSIFIED, CaseClass, Catalogue, Condition
from commandcenter.core.duties import Duty, Responsibility
from commandcenter.core.limits import Limit, Unit
from commandcenter.core.responsibility import propose

replace = msgspec.structs.replace
MOST_GAPS = 500


def with_condition(catalogue: Catalogue, condition_id: str, change: Callable[[Condition], Condition]) -> Catalogue:
    """The catalogue with one filing condition changed; an unknown id changes nothing."""
    def changed(entry: CaseClass) -> CaseClass:
        if all(condition.id != condition_id for condition in entry.conditions):
            return entry
        return replace(entry, conditions=tuple(
            change(one) if one.id == condition_id else one for one in entry.conditions))

    return replace(catalogue, classes=tuple(changed(entry) for entry in catalogue.classes))


def with_limit(catalogue: Catalogue, condition_id: str, limit: Limit) -> Catalogue:
    """The catalogue with another handling limit of a filing condition."""
    return with_condition(catalogue, condition_id, lambda one: replace(one, limit=limit))


def with_close(catalogue: Catalogue, condition_id: str, close: str) -> Catalogue:
    """The catalogue with another closing condition of a filing condition."""
    return with_condition(catalogue, condition_id, lambda one: replace(one, close=close))


UNIT_WORDS = {
    Unit.URGENT_HOUR: "紧急工作时", Unit.WORK_HOUR: "工作时", Unit.WORK_DAY: "工作日", Unit.NATURAL_DAY: "自然日",
    Unit.URGENT_DAY: "紧急工作日",
}


def typed_limit(limit: Limit) -> str:
    """A limit as it is typed and read again (limits.parse_limit): 2紧急工作时, 无时限; an instant as it is."""
    if limit.until is not None:
        return str(limit.until)
    return "无时限" if limit.n is None or limit.unit is None else f"{limit.n:g}{UNIT_WORDS[limit.unit]}"


def with_duties(duties: Sequence[Duty]) -> Responsibility:
    """The list of these duties.

    Raises:
        ValueError: two units answer for the same class, area and time.
    """
    return Responsibility(duties=tuple(duties))


def overlaps(duties: Sequence[Duty]) -> tuple[tuple[int, int], ...]:
    """Places of duties that answer for the same class and area at the same time, two by two."""
    found = []
    by_area: dict[tuple[str, str], list[int]] = {}
    for n, duty in enumerate(duties):
        for area in duty.areas:
            for other in by_area.get((duty.match, area), ()):
                if duty.meets(duties[other]) and (other, n) not in found:
                    found.append((other, n))
            by_area.setdefault((duty.match, area), []).append(n)
    return tuple(found)


@dataclass(frozen=True, kw_only=True)
class Gap:
    """A class for which nobody answers from a day on: in these communities, or (none named) anywhere."""

    class_key: str
    since: date
    communities: tuple[str, ...] = ()


def gaps(
    responsibility: Responsibility, class_keys: Iterable[str], communities: Sequence[str], today: date,
) -> tuple[Gap, ...]:
    """The classes that nobody answers for, today or from a day on when a duty ends; at most MOST_GAPS."""
    days = sorted({today, *(day for duty in responsibility.duties for day in _turns(duty) if day > today)})
    places = tuple(communities) or ("",)
    found: list[Gap] = []
    known: set[tuple[str, tuple[str, ...]]] = set()
    for day in days:
        for key in class_keys:
            if key == UNCLASSIFIED or propose(responsibility, key, day=day) is not None:  # somebody is there for all
                continue
            bare = tuple(place for place in places if propose(responsibility, key, place, day=day) is None)
            if bare and (key, bare) not in known:
                known.add((key, bare))
                found.append(Gap(class_key=key, since=day, communities=() if len(bare) == len(places) else bare))
                if len(found) == MOST_GAPS:
                    return tuple(found)
    return tuple(found)


def _turns(duty: Duty) -> list[date]:
    """The days on which what holds changes because of a duty."""
    turns = [duty.since] if duty.since is not None else []
    return [*turns, duty.until + timedelta(days=1)] if duty.until is not None else turns
