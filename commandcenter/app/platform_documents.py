"""Reference documents in a platform's folder: list them, compare two versions, publish an authority's catalogue.

How a sheet is read is core/catalogue_sheet.py's, how a workbook is opened app/catalogue_file.py's.
"""

import re
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from commandcenter.app.catalogue_file import read_workbook
from commandcenter.app.clock import now_ms
from commandcenter.app.words import CHINESE, say
from commandcenter.cityplatform.library import Version
from commandcenter.cityplatform.platform import Platform
from commandcenter.core import catalogue_sheet as cs
from commandcenter.core.catalogue import UNCLASSIFIED, Catalogue
from commandcenter.core.document_diff import differ
from commandcenter.core.documents import DocumentError, decode_body
from commandcenter.core.facts import CITY, MAX_DOCUMENT
from commandcenter.core.mapping import Refusal
from commandcenter.core.numbers import SHANGHAI
from commandcenter.door.feeds import Refusals

NAME = "catalogue"
CODE_SET = re.compile(r"[a-z0-9][a-z0-9._-]{0,39}")


class DocumentsError(Exception):
    """Documents cannot be listed, compared or published as asked.

    Keys: document-missing, document-version, document-streams; document-name, document-moved, document-unread,
    document-editor, document-kept, document-who.
    """

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(f"{key} {facts}")
        self.key, self.facts = key, facts


def listed(data: Path) -> list[dict[str, object]]:
    """Every version of every document; `at` is when it was published, ISO 8601 UTC. Also while the platform runs.

    Raises:
        PlatformError: platform_missing, platform_newer, platform_broken …
    """
    with Platform.open(data, clock=now_ms, read_only=True) as platform:
        return [asdict(one) | {"at": _iso(one.at)} for one in platform.documents()]


def compared(data: Path, name: str, before: int, after: int, stream: str = "") -> dict[str, object]:
    """The keys that two versions differ in: added, removed, changed (with both values).

    Raises:
        DocumentsError: document-missing, document-version, document-streams.
        PlatformError: platform_missing, platform_newer, platform_broken …
    """
    with Platform.open(data, clock=now_ms, read_only=True) as platform:
        versions = [one for one in platform.documents() if one.name == name and stream in ("", one.stream)]
        streams = sorted({one.stream for one in versions})
        if not streams:
            known = ", ".join(sorted({one.name for one in platform.documents()}))
            raise DocumentsError("document-missing", name=name, known=known)
        if len(streams) > 1:
            raise DocumentsError("document-streams", name=name, known=", ".join(streams))
        there = [one.version for one in versions]
        for version in (before, after):
            if version not in there:
                raise DocumentsError("document-version", name=name, version=version,
                                     known=", ".join(map(str, there)))
        bodies = [msgspec.json.decode(platform.document(streams[0], name, v) or b"null") for v in (before, after)]
    found = differ(*bodies)
    return {
        "stream": streams[0], "name": name, "from": before, "to": after,
        "added": [one.key for one in found if one.what == "added"],
        "removed": [one.key for one in found if one.what == "removed"],
        "changed": [{"key": one.key, "from": one.before, "to": one.after} for one in found if one.what == "changed"],
    }


def import_catalogue(data: Path, file: Path, *, code_set: str = "", dry_run: bool = False) -> dict[str, object]:
    """Read an authority's sheet, hold it against the published catalogue, and publish it as the next version.

    `code_set` empty: that of the published catalogue, unless too many of its codes now have another name. What was
    refused is listed in a file in `data`. A dry run only reads, also while the platform runs.

    Raises:
        CatalogueError: the sheet cannot be used as a whole; nothing was published.
        FeedError: refusals-unwritable.
        PlatformError: platform_missing, platform_in_use, disk_full …; nothing was published.
    """
    if code_set and not CODE_SET.fullmatch(code_set):
        raise cs.CatalogueError("catalogue-code-set", code_set=code_set)
    with Platform.open(data, clock=now_ms, read_only=dry_run) as platform:
        book = read_workbook(file)
        versions = [one for one in platform.documents() if (one.stream, one.name) == (CITY, NAME)]
        earlier = [found for found in (_catalogue(platform, one) for one in versions) if found is not None]
        before = earlier[-1] if earlier else None
        chosen = code_set or (before.code_set if before else "")
        if not chosen:
            raise cs.CatalogueError("catalogue-code-set", code_set="")
        reading = cs.read_sheets(book.sheets, code_set=chosen, source=file.name, earlier=earlier,
                                 title=before.title if before else file.stem)
        if before is not None and not code_set:
            renamed, shared = cs.renamed(before, reading.catalogue)
            if renamed > cs.MOST_RENAMED * shared or not shared:
                raise cs.CatalogueError("catalogue-other-codes", where=str(file), code_set=chosen, renamed=renamed,
                                        shared=shared)
        body = _encoded(reading.catalogue)
        if len(body) > MAX_DOCUMENT - 4096:
            raise cs.CatalogueError("catalogue-too-large", where=str(file), what=f"{MAX_DOCUMENT >> 20} MB")
        refused_file = _list_refused(data, file, reading)
        version = versions[-1].version if versions else 0
        published = not dry_run and reading.catalogue != before
        if published:
            version = platform.publish(CITY, NAME, body)
    changes = cs.compare(before, reading.catalogue)
    classes = [entry for entry in reading.catalogue.classes if entry.key != UNCLASSIFIED]
    return {
        "read": reading.read, "taken": reading.taken, "refused": len(reading.refused),
        "refused_file": None if refused_file is None else str(refused_file),
        "classes": len(classes), "conditions": sum(len(entry.conditions) for entry in classes),
        "new": len(changes.new), "changed": len(changes.changed), "gone": len(changes.gone),
        "changes": asdict(changes), "code_set": chosen, "unread_sheets": list(book.unread),
        "published": published, "version": version,
    }


def _catalogue(platform: Platform, one: Version) -> Catalogue | None:
    """A published catalogue; None where this version of ours cannot read it."""
    try:
        body = decode_body(NAME, platform.document(one.stream, NAME, one.version) or b"")
    except DocumentError:
        return None
    return body if isinstance(body, Catalogue) else None


def _encoded(catalogue: Catalogue) -> bytes:
    return msgspec.json.encode(catalogue)


def _list_refused(data: Path, file: Path, reading: cs.Reading) -> Path | None:
    """Write down what was refused: sheet, line, reason, sentence, cells.

    Raises:
        FeedError: refusals-unwritable.
    """
    if not reading.refused:
        return None
    stamp = datetime.fromtimestamp(now_ms() / 1000, UTC).astimezone(SHANGHAI).strftime("%Y%m%d-%H%M%S")

    def sentence(found: Refusal) -> str:
        return say(found.reason, found.facts, CHINESE)

    with Refusals(data / f"refusals-{file.stem}-{stamp}.csv", ("工作表", *cs.COLUMNS), sentence) as refusals:
        for one in reading.refused:
            refusals.add(one.found, (one.sheet, *one.cells))
    return refusals.path


def _iso(at: int) -> str:
    return datetime.fromtimestamp(at / 1000, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
