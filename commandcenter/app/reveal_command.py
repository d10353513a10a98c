"""`main.py reveals`: who looked at contact details of which case, when, which kinds, and why. Shows none of them."""

import argparse
from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol

from commandcenter.app.sign_in import sign_in
from commandcenter.core import bodies as b
from commandcenter.core.accounts import AUDITING
from commandcenter.core.fold import fold
from commandcenter.core.rules import Refused

if TYPE_CHECKING:
    from commandcenter.app.station import Station


class Said(Protocol):
    """Where the result goes."""

    lang: str
    json: bool

    def give(self, result: Mapping[str, object], *keys: str) -> None: ...


def run(args: argparse.Namespace, answer: Said, station: "Station") -> int:
    """List them, oldest first.

    Raises:
        Refused: auditors-only, and those of signing in.
    """
    from commandcenter.app.words import say

    books = station.door.books
    if books.users.enforced:
        user = books.users.find(args.user)
        if user is None or user.role not in AUDITING:
            raise Refused("auditors-only")
        sign_in(station.door, args.user, args.sign_in_file)
    found: list[dict[str, object]] = []
    with closing(station.queries()) as queries:
        for entry in queries.reveals():
            said, case = entry.read(), fold(queries.entries(entry.fact.subject)).case
            number = case.shown_number if case is not None else ""
            if isinstance(said, b.Revealed) and args.case in ("", number):
                found.append({
                    "at": datetime.fromtimestamp(entry.fact.at / 1000, UTC).isoformat(timespec="seconds"),
                    "number": number, "who": entry.fact.actor, "role": entry.fact.role,
                    "fields": list(said.fields), "reason": said.reason, "waiting": entry.seq is None})
    answer.give({"reveals": found}, *(() if found else ("reveals-none",)))
    if not answer.json:
        for one in found:
            kinds = one["fields"]
            named = ", ".join(kinds) if isinstance(kinds, list) else ""
            print(say("reveal-line", one | {"fields": named}, answer.lang))
    return 0
