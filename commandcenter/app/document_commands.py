"""The commands around reference documents and mappings: import catalogue, import cases --propose, documents.

What a command needs is imported when it runs; the other commands are in commands.py.
"""

import argparse
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from commandcenter import paths
from commandcenter.app.words import say

if TYPE_CHECKING:
    from commandcenter.core.catalogue import Catalogue

MOST_SHOWN = 50  # keys of a difference shown to a person; the JSON object has them all


class Answer(Protocol):
    """Where results and progress go; see arguments.py."""

    lang: str
    json: bool

    def give(self, result: Mapping[str, object], *keys: str) -> None: ...

    def complain(self, key: str, facts: Mapping[str, object]) -> str: ...

    def progress(self, what: str, done: int, of: int) -> None: ...


def catalogue(args: argparse.Namespace, answer: Answer, data: Path) -> int:
    """Read an authority's sheet into the platform's folder; with --dry-run only say what it would change."""
    from commandcenter.app.platform_documents import import_catalogue

    result = import_catalogue(data, args.file, code_set=args.code_set, dry_run=args.dry_run)
    unread = result["unread_sheets"]
    assert isinstance(unread, list)
    keys = ["catalogue-read", "catalogue-published" if result["published"] else
            "catalogue-dry-run" if args.dry_run else "catalogue-same"]
    keys += ["refused-list"] if result["refused_file"] else []
    keys += ["catalogue-unread"] if unread else []
    answer.give(result if args.json else {**result, "sheets": "、".join(unread)}, *keys)
    return 0


def propose(args: argparse.Namespace, answer: Answer, secret: Callable[[Path], str | None]) -> int:
    """Write a draft mapping for an unknown file of cases."""
    from commandcenter.app import mapping_file
    from commandcenter.core.catalogue import UNCLASSIFIED

    out = args.out or args.file.with_suffix(".toml")
    if out.exists():
        raise mapping_file.DraftError("draft-exists", where=str(out))
    found = mapping_file.draft(args.file, _catalogue(args.data, secret), lambda n, of: answer.progress("import", n, of))
    mapping_file.write(found, out, answer.lang, str(args.file))
    columns = found.mapping.columns
    classified = sum(one.target != UNCLASSIFIED for one in found.guesses)
    answer.give({
        "out": str(out), "rows": found.rows,
        "columns": {name: getattr(columns, name) for name in columns.__struct_fields__ if getattr(columns, name)},
        "status": found.status, "time_format": found.mapping.time_format, "tz": found.mapping.tz,
        "positions": found.mapping.positions.value, "bounds": found.mapping.bounds,
        "categories": len(found.guesses), "classified": classified, "unclassified": len(found.guesses) - classified,
        "check": [say(key, facts, answer.lang) for key, facts in found.checks],
    }, "drafted")
    return 0


def documents(
    args: argparse.Namespace, answer: Answer, data: Path, secret: Callable[[Path], str | None]
) -> int:
    """List a platform's reference documents, say what two versions differ in; show, publish or edit one."""
    from commandcenter.app import platform_documents as its

    if args.what in ("show", "publish", "edit"):
        return _one_document(args, answer, data, secret)

    if args.what == "list":
        found = its.listed(data)
        answer.give({"documents": found})
        if not args.json:
            for one in found:
                print(say("document-line", one, answer.lang))
        return 0
    result = its.compared(data, args.name, int(args.before), args.after, args.stream)
    answer.give(result)
    if not args.json:
        _show(result, answer.lang)
    return 0


def _one_document(
    args: argparse.Namespace, answer: Answer, data: Path, secret: Callable[[Path], str | None]
) -> int:
    from commandcenter.app import document_publishing as its

    with its.shelf_in(data, secret, write=args.what != "show", sign_in_file=args.sign_in_file) as shelf:
        if args.what == "show":
            shown = its.show(shelf, args.name, int(args.before or 0), args.stream)
            if args.json:
                answer.give(shown)
            else:
                print(its.written(shown).decode().rstrip())
            return 0
        if args.what == "edit":
            result = its.edit(shelf, args.name, stream=args.stream, user=args.user, note=args.note)
        else:
            result = its.publish(shelf, args.name, Path(args.before), stream=args.stream, user=args.user,
                                 note=args.note, dry_run=args.dry_run)
    same = not (result["added"] or result["removed"] or result["changed"])
    answer.give(result, "catalogue-published" if result["published"] else
                "catalogue-same" if same else "catalogue-dry-run")
    return 0


def _show(result: dict[str, object], lang: str) -> None:
    added, removed, changed = result["added"], result["removed"], result["changed"]
    assert isinstance(added, list)
    assert isinstance(removed, list)
    assert isinstance(changed, list)
    counts = {"added": len(added), "removed": len(removed), "changed": len(changed)}
    print(say("document-diff", result | counts, lang))
    lines = [f"+ {key}" for key in added] + [f"- {key}" for key in removed] + [
        f"~ {one['key']}: {_short(one['from'])} → {_short(one['to'])}" for one in changed]
    for line in lines[:MOST_SHOWN]:
        print(f"  {line}")
    if len(lines) > MOST_SHOWN:
        print(say("document-more", {"more": len(lines) - MOST_SHOWN}, lang))


def _short(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 80 else f"{text[:79]}…"


def _catalogue(data: Path | None, secret: Callable[[Path], str | None]) -> "Catalogue":
    """The catalogue that holds at a workstation; the shipped one where no folder is named."""
    from commandcenter.core.catalogue import Catalogue
    from commandcenter.core.documents import decode_body, read_document

    if data is not None:
        from commandcenter.app import station as st

        if not st.exists(data):
            raise st.StationError("no-station", where=str(data))
        with st.open_to_look(data, password=secret(data)) as station:
            return station.door.books.catalogue
    shipped = read_document((paths.RESOURCES / "reference" / "city" / "catalogue.json").read_bytes())
    body = decode_body(shipped.name, bytes(shipped.body))
    assert isinstance(body, Catalogue)
    return body
