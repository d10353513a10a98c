"""What every command is made of: who asks, on whose behalf, the refusal, and the drafts of facts. Pure.

Which command is allowed where is in core/rules.py and the files named after a feature beside it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from commandcenter.core import bodies as b
from commandcenter.core.case import Role
from commandcenter.core.documents import Books
from commandcenter.core.facts import Attachment, Draft

MAX_TEXT = 1000
# roles without a client of their own: the desk enters their acts (代录)
BEHALF = frozenset({Role.DEPARTMENT, Role.HANDLER, Role.COLLECTOR})
OF_UNITS = frozenset({Role.DEPARTMENT, Role.HANDLER})


class Refused(Exception):
    """The rules do not allow it. The key is for the screen's words, never shown as it is; nothing was written."""

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(f"{key} {facts}" if facts else key)
        self.key, self.facts = key, facts

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Refused) and (self.key, self.facts) == (other.key, other.facts)

    def __hash__(self) -> int:
        return hash(self.key)


@dataclass(frozen=True, kw_only=True)
class Command:
    """Something a person, a timer or a file asks for.

    `actor` sits at the desk, `role` is the role of the act, `on_behalf` the unit or collector whose act the desk
    enters. `seen` is the head of the case that the actor looked at; None where nobody looked. `photos` come with the
    act, by kind, and are on disk already.
    """

    case_id: UUID
    actor: str
    role: Role
    on_behalf: str | None = None
    seen: UUID | None = None
    photos: tuple[tuple[b.PhotoKind, Attachment], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Timed(Command):
    """A command whose rule looks at the clock: `now`, and the handling deadline (ms UTC). The door fills both in."""

    now: int = 0
    due: int | None = None


def said(text: str) -> str:
    """A text that must be given, cut to MAX_TEXT.

    Raises:
        Refused: reason-needed.
    """
    if not text.strip():
        raise Refused("reason-needed")
    return text.strip()[:MAX_TEXT]


def reason_of(text: str, books: Books) -> str:
    """A reason that must be given, as long as the city wants it at least.

    Raises:
        Refused: reason-needed, text-too-short.
    """
    given, least = said(text), books.rules.least_reason
    if len(given) < least:
        raise Refused("text-too-short", least=least, now=len(given))
    return given


def check_behalf(command: Command, books: Books, unit: str) -> None:
    """Whether an act of a unit or a collector says whose it is, and whoever sits at the desk may enter it.

    `unit`: whose acts these are now; "" where any will do.

    Raises:
        Refused: on-behalf-needed, role, other-unit.
    """
    if command.role not in BEHALF:
        return
    user = books.users.find(command.actor)
    if user is not None and user.role == command.role:
        return  # does it themselves
    if not command.on_behalf:
        raise Refused("on-behalf-needed")
    if user is not None and not books.rules.may_enter_for(user.role, command.role):
        raise Refused("role")
    if command.role in OF_UNITS and unit and command.on_behalf != unit:
        found = books.unit(command.on_behalf)
        raise Refused("other-unit", unit=found.name if found else command.on_behalf)


def step(command: Command, body: b.Body, books: Books) -> Draft:
    """The draft of a transition: it builds on the head of the case."""
    return _draft(command, body, books, follows=True)


def loose(command: Command, body: b.Body, books: Books) -> Draft:
    """The draft of a fact without a base: it stands beside whatever the case does meanwhile."""
    return _draft(command, body, books, follows=False)


def _draft(command: Command, body: b.Body, books: Books, *, follows: bool) -> Draft:
    return Draft(
        type=b.NAMES[type(body)], data=body, role=command.role.value, follows=follows, on_behalf=command.on_behalf,
        refs=_refs(body, books.versions),
    )


def _refs(body: b.Body, versions: Mapping[str, int]) -> dict[str, int]:
    """The documents whose values a body carries."""
    names = {
        b.Reported: ("catalogue", "rules", "calendar"), b.Filed: ("catalogue", "rules", "calendar"),
        b.Dispatched: ("rules", "calendar", "units"), b.Escalated: ("ladder", "calendar"), b.Ruled: ("units",),
        b.Requested: ("rules",), b.RequestDecided: ("rules",), b.Deferred: ("rules",),
        b.Whistled: ("rules", "calendar", "units"), b.WhistleCalled: ("rules", "calendar", "units"),
        b.Referred: ("rules", "calendar"), b.ReferralAnswered: ("rules", "calendar", "units"),
        b.TransferAsked: ("catalogue", "rules", "calendar"),
    }.get(type(body))
    if names is None:
        names = ("rules", "calendar") if getattr(body, "stage_limit", None) is not None else ()
    return {name: versions[name] for name in names if name in versions}
