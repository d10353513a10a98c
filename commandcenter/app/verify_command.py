"""The command verify: proves that log, chain and views agree, of a workstation or a platform's folder."""

import argparse
from collections.abc import Callable
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commandcenter.app import station as st
from commandcenter.app.clock import now_ms
from commandcenter.app.document_commands import Answer
from commandcenter.app.words import say

if TYPE_CHECKING:
    from commandcenter.cityplatform.audit import Audit

MOST_NAMED = 20  # differences named in one answer


def run(args: argparse.Namespace, answer: Answer, data: Path, secret: Callable[[Path], str | None]) -> int:
    """Prove that log, chain and views agree; 1 and what differs where they do not."""
    from commandcenter.cityplatform.platform import Platform
    from commandcenter.cityplatform.storage import is_platform

    if is_platform(data):
        with Platform.open(data, clock=now_ms, read_only=True) as platform:
            result, differences = _of_platform(platform.verify(args.street or None), answer.lang)
    else:
        result, differences = _of_station(data, secret, answer.lang)
    if differences:
        result["differences"] = differences[:MOST_NAMED]
        answer.complain("verify-failed", {"where": str(data), "count": len(differences),
                                          "what": "；".join(differences[:MOST_NAMED])})
    answer.give(result, *(() if differences else ("verified",)))
    if not answer.json and "photos" in result:
        print(say("verified-photos", result["photos"], answer.lang))
    return 1 if differences else 0


def _of_station(
    data: Path, secret: Callable[[Path], str | None], lang: str
) -> tuple[dict[str, Any], list[str]]:
    from commandcenter.store.verify import verify as verify_store

    if not st.exists(data):
        raise st.StationError("no-station", where=str(data))
    store, about = st.look(data, password=secret(data))
    with store:
        found = verify_store(store, about.street)
    result: dict[str, Any] = {
        "facts": found.facts, "cases": found.cases, "pending": found.pending, "seq": found.seq,
        "chain": "ok" if found.chain_ok else "broken", "views": "equal" if found.views_equal else "differ",
        "state_digest": found.state_digest,
        "photos": {"named": found.named_photos, "missing": found.missing_photos, "unnamed": found.unnamed_photos},
    }
    return result, [say(p.key, {"where": p.where, "what": p.what}, lang) for p in found.problems]


def _of_platform(audit: "Audit", lang: str) -> tuple[dict[str, Any], list[str]]:
    """Sums over the streets (the digest of all cases is the XOR of the streets'), and each street on its own."""
    from commandcenter.core.facts import CITY

    chain = {"gap", "chain", "head", "stream"}
    streets = {
        one.stream: {
            "facts": one.facts, "cases": one.cases, "pending": 0, "seq": one.seq,
            "chain": "broken" if any(d.stream == one.stream and d.key in chain for d in audit.differences) else "ok",
            "views": "differ" if any(d.stream == one.stream and d.key not in chain for d in audit.differences)
            else "equal",
            "state_digest": one.state_digest,
        }
        for one in audit.streams if one.stream != CITY
    }
    total = reduce(lambda so_far, one: so_far ^ int(str(one["state_digest"]), 16), streets.values(), 0)
    broken = {d.key in chain for d in audit.differences}
    result: dict[str, Any] = {
        name: sum(int(str(one[name])) for one in streets.values()) for name in ("facts", "cases", "pending", "seq")
    } | {"chain": "broken" if True in broken else "ok", "views": "differ" if False in broken else "equal",
         "state_digest": f"{total:032x}", "streams": streets}
    return result, [f"{d.stream} {d.key}: {d.where}".lstrip() for d in audit.differences]
