"""What commands about one case share: which case a number means, and who acts."""

import argparse
from contextlib import closing
from typing import TYPE_CHECKING

from commandcenter.app.sign_in import sign_in
from commandcenter.store.case_rows import CaseRow
from commandcenter.store.queries import Queries
from commandcenter.store.queue_filter import Filter

if TYPE_CHECKING:
    from commandcenter.app.station import Station
    from commandcenter.desk.operator_desk import Operator
    from commandcenter.settings import Settings


class OnCaseError(Exception):
    """Nothing was done. Keys: no-such-case, case-unclear, no-desk-user."""

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(f"{key} {facts}")
        self.key, self.facts = key, facts


def row_by(number: str, queries: Queries, now: int) -> CaseRow:
    """The case of a number, in full or as people say it (1122-B042).

    Raises:
        OnCaseError: no-such-case, case-unclear.
    """
    row = queries.row_by_number(number)
    if row is not None:
        return row
    some = queries.rows(queries.ids("all", now, filter_=Filter(number=(number,)))[:3])
    if len(some) > 1:
        raise OnCaseError("case-unclear", number=number, count=len(some))
    if not some:
        raise OnCaseError("no-such-case", number=number)
    return next(iter(some.values()))


def row_of(number: str, station: "Station") -> CaseRow:
    """The case of a number at a workstation; raises as `row_by`."""
    with closing(station.queries()) as queries:
        return row_by(number, queries, station.clock())


def seated(args: argparse.Namespace, station: "Station", settings: "Settings") -> "Operator":
    """Who acts: `--as`, else who sits here usually; signed in where the street has accounts.

    Raises:
        OnCaseError: no-desk-user.
        Refused, StoreError: those of signing in.
    """
    from commandcenter.desk.operator_desk import OperatorDesk

    wanted = args.user or settings.operator
    desk = OperatorDesk(station.door, wanted)
    if desk.accounts:
        sign_in(station.door, wanted, args.sign_in_file)
        desk.sign(wanted)
    operator = desk.operator
    if not operator.roles or (args.user and operator.id != args.user):
        raise OnCaseError("no-desk-user", user=args.user)
    return operator
