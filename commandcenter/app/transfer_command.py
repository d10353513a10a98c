"""`main.py transfer`: hand a case over to another street of the city, or list the streets that take cases."""

import argparse
from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

from commandcenter.app.on_case import row_of, seated
from commandcenter.core import rules as r
from commandcenter.core.command import Refused
from commandcenter.core.transfer_rules import Hand

if TYPE_CHECKING:
    from commandcenter.app.station import Station
    from commandcenter.settings import Settings


class Said(Protocol):
    """Where the result goes."""

    lang: str
    json: bool

    def give(self, result: Mapping[str, object], *keys: str) -> None: ...


def streets(answer: Said, station: "Station") -> int:
    """List the other streets, as the platform named them last."""
    from commandcenter.app.station import street_name

    found = [{"street": code, "name": street_name(code)} for code in station.door.streets()
             if code != station.door.street]
    answer.give({"streets": found}, *(() if found else ("streets-none",)))
    if not answer.json:
        for one in found:
            print(f"{one['street']}  {one['name']}")
    return 0


def hand(args: argparse.Namespace, answer: Said, station: "Station", settings: "Settings") -> int:
    """Ask for the transfer of a case; it waits for the next exchange.

    Raises:
        OnCaseError: no such case, nobody to act as.
        Refused, StoreError: the rules or the disk do not allow it.
    """
    from commandcenter.app.station import street_name

    operator = seated(args, station, settings)
    row = row_of(args.case, station)
    case = station.door.case(row.case_id)
    role = r.role_for(Hand, operator.roles, station.door.books, case)
    if role is None or case is None:
        raise Refused("role")
    done = station.door.submit(Hand(
        case_id=case.id, actor=operator.id, role=role, seen=case.head, to=args.to, to_name=street_name(args.to),
        from_name=station.about.street_name, reason=args.reason))
    answer.give({"case": done.shown_number, "to": args.to, "name": street_name(args.to)}, "transfer-asked")
    return 0
