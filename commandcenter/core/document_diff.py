"""What differs between two versions of a reference document: keys that came, went or hold another value.

Works on the decoded JSON of any document, also of one whose form this version does not know.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

NAMED_BY = ("key", "id", "level", "match")  # by which an entry of a list is known: the first of these that it has
ADDED, REMOVED, CHANGED = "added", "removed", "changed"


@dataclass(frozen=True, kw_only=True)
class Change:
    """One key, what happened to it, and its values as JSON; None where there is none.

    A key is a path: "classes/event:0113/conditions/event:0113:3/limit". All that lies below one that came or went
    came or went with it, and is not named again.
    """

    key: str
    what: str
    before: Any = None
    after: Any = None


def differ(before: Any, after: Any) -> list[Change]:
    """The difference of two bodies, both decoded from JSON, in the order of the keys.

    Entries of a list are held against each other by their name, not by their place; a list without names, and a table
    of plain values (a limit), is one value.
    """
    return list(_differ("", before, after))


def _differ(path: str, before: Any, after: Any) -> Iterator[Change]:
    if before == after:
        return
    old, new = _table(before, path), _table(after, path)
    if old is None and before == []:
        old = {}
    if new is None and after == []:
        new = {}
    if old is None or new is None:
        yield Change(key=path, what=CHANGED, before=before, after=after)
        return
    for key in [*old, *(key for key in new if key not in old)]:
        where = f"{path}/{key}" if path else key
        if key not in new:
            yield Change(key=where, what=REMOVED, before=old[key])
        elif key not in old:
            yield Change(key=where, what=ADDED, after=new[key])
        else:
            yield from _differ(where, old[key], new[key])


def _table(value: Any, path: str) -> dict[str, Any] | None:
    """Key → value of what has named parts; None where it is one value."""
    if isinstance(value, list):
        found = {_name(entry): entry for entry in value}
        return found if found and "" not in found and len(found) == len(value) else None
    if not isinstance(value, dict):
        return None
    parts = not path or _name(value) or any(isinstance(part, dict | list) for part in value.values())
    return value if parts else None


def _name(entry: Any) -> str:
    """What an entry of a list is known by, a duty (match) by its place and first day too; "" where it has no name."""
    if not isinstance(entry, dict):
        return ""
    found = next((str(entry[name]) for name in NAMED_BY if name in entry), "")
    if "match" not in entry:
        return found
    places = [*entry.get("communities", ()), *entry.get("grids", ())]
    since = entry.get("since") or ""
    return found + (f"@{','.join(map(str, places))}" if places else "") + (f"#{since}" if since else "")
