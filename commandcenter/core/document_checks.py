"""What must agree between reference documents before one of them is published: names that others name.

The form of a single document is core/documents.py's.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from commandcenter.core.case import Role
from commandcenter.core.city_rules import Rules
from commandcenter.core.documents import Body
from commandcenter.core.duties import Responsibility, Units
from commandcenter.core.people import Roles, Users
from commandcenter.core.rungs import Ladder


class Fault(NamedTuple):
    """What is wrong (a key for words), and with what. Keys: unit-unknown, unit-needed,
    administrator-needed, decider-nobody, copy-twice."""

    key: str
    what: str

    def __str__(self) -> str:
        return f"{self.key}: {self.what}"


def faults(name: str, body: Body, others: Mapping[str, Body]) -> list[Fault]:
    """What speaks against a document beside the newest others of its stream, by name."""
    check = _CHECKS.get(name)
    return [] if check is None else check(body, others)


def _responsibility(body: Body, others: Mapping[str, Body]) -> list[Fault]:
    """Every unit that is named must be one of the street's."""
    units = others.get("units")
    if not isinstance(body, Responsibility) or not isinstance(units, Units):
        return []
    missing = {duty.unit: None for duty in body.duties if units.find(duty.unit) is None}
    return [Fault("unit-unknown", unit) for unit in missing]


def _units(body: Body, others: Mapping[str, Body]) -> list[Fault]:
    """No unit may go that the responsibility list names."""
    duties = others.get("responsibility")
    if not isinstance(body, Units) or not isinstance(duties, Responsibility):
        return []
    missing = {duty.unit: None for duty in duties.duties if body.find(duty.unit) is None}
    return [Fault("unit-needed", unit) for unit in missing]


def _users(body: Body, others: Mapping[str, Body]) -> list[Fault]:
    """Somebody must be left who may publish the next version."""
    if not isinstance(body, Users):
        return []
    left = [user for user in body.users if user.role == Role.ADMINISTRATOR and not user.disabled]
    if not any(user.password or not body.enforced for user in left):
        return [Fault("administrator-needed", "users")]
    return []


def _rules(body: Body, others: Mapping[str, Body]) -> list[Fault]:
    """Whoever decides a request sits at a desk, or somebody may enter their word; else it would wait for ever."""
    roles = others.get("roles")
    if not isinstance(body, Rules) or not isinstance(roles, Roles):
        return []
    desks = {entry.id for entry in roles.roles if entry.desk}
    entered = {other for role, others_ in body.on_behalf.items() if role in desks for other in others_}
    named = {role: None for levels in body.approvals.values() for role in levels}
    return [Fault("decider-nobody", role) for role in named if role not in desks | entered]


def _ladder(body: Body, others: Mapping[str, Body]) -> list[Fault]:
    """Nobody is told of the same rung twice."""
    if not isinstance(body, Ladder):
        return []
    return [Fault("copy-twice", rung.name) for rung in (*body.rungs, *body.steps)
            if rung.to in rung.copy_to or len(set(rung.copy_to)) != len(rung.copy_to)]


_CHECKS: dict[str, Callable[[Body, Mapping[str, Body]], list[Fault]]] = {
    "responsibility": _responsibility, "units": _units, "users": _users, "rules": _rules,
    "ladder": _ladder,
}
