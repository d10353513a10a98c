"""What may be asked of a duplicate and of the case it is merged into (并案). Pure; core/rules.py asks here."""

from dataclasses import dataclass
from uuid import UUID

from commandcenter.core import bodies as b
from commandcenter.core.case import TRANSITIONS, Case, Stage
from commandcenter.core.command import MAX_TEXT, Command, Refused, loose, step
from commandcenter.core.documents import Books
from commandcenter.core.facts import Draft


@dataclass(frozen=True, kw_only=True)
class Merge(Command):
    """并案: the case is the duplicate of `into`, which is kept. Given together with Absorb on the kept case."""

    into: UUID
    into_number: str = ""
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Unmerge(Command):
    """撤销并案: the case goes on as though it had not been merged. Given together with Release on the kept case."""

    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Absorb(Command):
    """并入: what the duplicate said, noted on the kept case."""

    duplicate: UUID
    number: str = ""
    place: str = ""
    source: str = ""
    reported_at: int | None = None
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Release(Command):
    """撤销并入, on the kept case."""

    duplicate: UUID
    number: str = ""


MAKES: dict[type[Command], type[b.Body]] = {
    Merge: b.Merged, Unmerge: b.Unmerged, Absorb: b.Absorbed, Release: b.Released,
}
MERGERS = TRANSITIONS[b.Merged].roles
# into these nothing is merged
NEVER_KEPT = frozenset({Stage.NOT_ACCEPTED, Stage.CANCELLED, Stage.MERGED, Stage.TRANSFERRED})


def no_merging(case: Case, command: type[Command]) -> Refused | None:
    """Why a case can be neither merged away nor kept, whatever the other one is; None where it can."""
    if command is Merge and case.absorbed:
        return Refused("holds-others", number=case.shown_number)
    if command is Absorb and case.stage in NEVER_KEPT:
        return Refused("not-kept", number=case.shown_number, stage=case.stage.value)
    if command is Release and not case.absorbed:
        return Refused("not-absorbed", number=case.shown_number)
    return None


def decide(case: Case, command: "Merge | Unmerge | Absorb | Release", books: Books) -> Draft:
    """Turn a command of MAKES into the draft of its fact.

    Raises:
        Refused: with the reason as a key.
    """
    if command.role not in MERGERS:
        raise Refused("role", number=case.shown_number)
    refused = no_merging(case, type(command))
    if refused is not None:
        raise refused
    match command:
        case Merge(into=into, into_number=number, reason=reason):
            if into == case.id:
                raise Refused("same-case", number=case.shown_number)
            return step(command, b.Merged(into=into, into_number=number, reason=reason.strip()[:MAX_TEXT]), books)
        case Unmerge(reason=reason):
            return step(command, b.Unmerged(reason=reason.strip()[:MAX_TEXT]), books)
        case Absorb(duplicate=duplicate):
            if duplicate == case.id:
                raise Refused("same-case", number=case.shown_number)
            if duplicate in case.absorbed:
                raise Refused("absorbed-already", number=case.shown_number)
            return loose(command, b.Absorbed(
                duplicate=duplicate, number=command.number, place=command.place, source=command.source,
                reported_at=command.reported_at, text=command.text[:MAX_TEXT]), books)
        case Release(duplicate=duplicate, number=number):
            if duplicate not in case.absorbed:
                raise Refused("not-absorbed", number=case.shown_number)
            return loose(command, b.Released(duplicate=duplicate, number=number), books)
