"""`platform keep [CODE DAY|all]`: from which day on a street's facts are handed out one by one. Deletes nothing."""

import argparse
from datetime import UTC, date, datetime, timedelta, timezone

from commandcenter.app import snapshots
from commandcenter.app.document_commands import Answer
from commandcenter.app.platform_admin import AdminError
from commandcenter.cityplatform.keeping import Kept
from commandcenter.cityplatform.platform import Platform

_SHANGHAI = timezone(timedelta(hours=8))


def keep(platform: Platform, args: argparse.Namespace, answer: Answer) -> int:
    """Say how it is; or set it for a street, once a snapshot holds all that lies before.

    Raises:
        AdminError: keep-day.
        AdminRefusal: no_street.
    """
    words: list[str] = args.words[1:]
    if not words:
        found = [_told(one) for one in platform.keeping.kept()]
        answer.give({"streets": found})
        for one in found if not answer.json else ():
            answer.give(one, "kept" if one["kept_from"] else "kept-all")
        return 0
    street, day = words[0], words[1] if len(words) == 2 else ""
    first = 0 if day == "all" else platform.keeping.first_since(street, _begins(street, day))
    if first and not platform.keeping.reached(street, first):
        snapshots.make(platform.snapshots.root.parent, street, key_file=args.signing_key,
                       progress=lambda n, of: answer.progress("snapshot", n, of))
    platform.keeping.keep_from(street, first)
    one = next(_told(kept) for kept in platform.keeping.kept() if kept.street == street)
    answer.give(one | {"since": day if first else ""}, "kept" if first else "kept-all")
    return 0


def _begins(street: str, day: str) -> int:
    """Midnight of a day in Asia/Shanghai, ms UTC."""
    try:
        found = date.fromisoformat(day)
    except ValueError as err:
        raise AdminError("keep-day", street=street) from err
    return int(datetime(found.year, found.month, found.day, tzinfo=_SHANGHAI).timestamp() * 1000)


def _told(one: Kept) -> dict[str, object]:
    since = "" if one.since is None else datetime.fromtimestamp(one.since / 1000, UTC).astimezone(_SHANGHAI)
    return {"street": one.street, "kept_from": one.kept_from, "seq": one.seq,
            "since": since and f"{since:%Y-%m-%d}"}
