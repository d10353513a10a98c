"""Reference documents from the command line: show one, publish a file as its next version, edit it in an editor.

In a platform's folder it is done at once (while the platform does not run); from a workstation's folder the platform is
asked, in the name of an administrator of the street.
"""

import asyncio
import os
import shlex
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import msgspec

from commandcenter.app import station as st
from commandcenter.app.clock import now_ms
from commandcenter.app.platform_documents import DocumentsError
from commandcenter.app.sign_in import sign_in
from commandcenter.cityplatform.library import Publisher
from commandcenter.cityplatform.platform import Platform
from commandcenter.cityplatform.publishing import newest
from commandcenter.cityplatform.refusals import Refusal
from commandcenter.core.case import Role
from commandcenter.core.document_checks import faults
from commandcenter.core.document_diff import Change, differ
from commandcenter.core.documents import CITY_DOCUMENTS, DOCUMENTS, Body, DocumentError, decode_body
from commandcenter.core.facts import CITY

if TYPE_CHECKING:
    from collections.abc import Iterator

EDITORS = ("VISUAL", "EDITOR")  # variables of the environment


class Shelf(Protocol):
    """Where documents lie: a platform's folder, or a workstation's."""

    def stream(self, name: str, asked: str) -> str:
        """The stream of a document; `asked` where somebody named one."""
        ...

    def newest(self, stream: str, name: str) -> int:
        """The newest version; 0 where there is none."""
        ...

    def body(self, stream: str, name: str, version: int) -> bytes | None:
        """A version's body."""
        ...

    def publish(self, stream: str, name: str, body: bytes, *, after: int, user: str, note: str) -> int:
        """Publish the next version; its number."""
        ...


def show(shelf: Shelf, name: str, version: int = 0, stream: str = "") -> dict[str, Any]:
    """A version of a document (the newest without one): stream, name, version, body as decoded JSON.

    Raises:
        DocumentsError: document-missing, document-version, document-streams.
    """
    where = shelf.stream(name, stream)
    found = version or shelf.newest(where, name)
    raw = shelf.body(where, name, found) if found else None
    if raw is None:
        key, known = ("document-version", str(shelf.newest(where, name))) if version else (
            "document-missing", ", ".join(DOCUMENTS))
        raise DocumentsError(key, name=name, version=version, known=known)
    return {"stream": where, "name": name, "version": found, "body": msgspec.json.decode(raw)}


def publish(
    shelf: Shelf, name: str, file: Path, *, stream: str = "", user: str = "", note: str = "", dry_run: bool = False,
) -> dict[str, object]:
    """Publish a file as the next version: the body alone, or with name and version as `show` gives it.

    With a version, that must still be the newest. What the file changes is in the answer.

    Raises:
        DocumentsError: document-name, document-moved, document-unread and those of `show`.
        DocumentError: the file is no such document.
        Refusal, Rejected, PlatformDown: the platform does not take it; nothing was published.
    """
    try:
        raw = file.read_bytes().removeprefix(b"\xef\xbb\xbf")
    except OSError as err:
        raise DocumentsError("document-unread", where=str(file), what=err.strerror or str(err)) from err
    body, version = _opened(name, raw)
    decode_body(name, body)
    where = shelf.stream(name, stream)
    after = shelf.newest(where, name)
    if version not in (None, after):
        raise DocumentsError("document-moved", name=name, version=version, newest=after)
    before = shelf.body(where, name, after) if after else None
    changes = differ(None if before is None else msgspec.json.decode(before), msgspec.json.decode(body))
    published = bool(changes) and not dry_run
    if published:
        after = shelf.publish(where, name, body, after=after, user=user, note=note)
    return {"stream": where, "name": name, "version": after, "published": published, **_counted(changes)}


def edit(shelf: Shelf, name: str, *, stream: str = "", user: str = "", note: str = "") -> dict[str, object]:
    """Open the newest version in the editor of the environment and publish what comes of it.

    Raises:
        DocumentsError: document-editor, document-kept (what was written cannot be published: where it lies), `publish`.
    """
    command = next((shlex.split(os.environ[name]) for name in EDITORS if os.environ.get(name)), [])
    if not command:
        raise DocumentsError("document-editor", known=", ".join(EDITORS))
    shown = show(shelf, name, stream=stream)
    folder = Path(tempfile.mkdtemp(prefix="commandcenter-"))
    file = folder / f"{name}.json"
    file.write_bytes(written(shown))
    try:
        subprocess.run([*command, str(file)], check=True)
        done = publish(shelf, name, file, stream=stream, user=user, note=note)
    except (subprocess.CalledProcessError, OSError) as err:
        raise DocumentsError("document-editor", known=str(err)) from err
    except (DocumentError, msgspec.DecodeError) as err:
        raise DocumentsError("document-kept", where=str(file), what=str(err)) from err
    file.unlink()
    folder.rmdir()
    return done


def written(shown: Mapping[str, Any]) -> bytes:
    """A document as a file that can be edited and published again."""
    kept = {key: shown[key] for key in ("name", "version", "body")}
    return msgspec.json.format(msgspec.json.encode(kept), indent=1) + b"\n"


@contextmanager
def shelf_in(
    data: Path, secret: Callable[[Path], str | None], *, write: bool, sign_in_file: Path | None = None,
) -> "Iterator[Shelf]":
    """The shelf of a folder, a platform's or a workstation's.

    Raises:
        PlatformError, StationError, StoreError: it cannot be opened.
    """
    if st.exists(data):
        with (st.open_station if write else st.open_to_look)(data, password=secret(data)) as station:
            yield _StationShelf(station, sign_in_file)
        return
    with Platform.open(data, clock=now_ms, read_only=not write) as platform:
        yield _PlatformShelf(platform)


class _PlatformShelf:
    def __init__(self, platform: Platform) -> None:
        self._platform = platform

    def stream(self, name: str, asked: str) -> str:
        known = sorted({one.stream for one in self._platform.documents() if one.name == name and
                        asked in ("", one.stream)})
        if len(known) != 1:
            key = "document-streams" if known else "document-missing"
            raise DocumentsError(key, name=name, known=", ".join(known or DOCUMENTS))
        return known[0]

    def newest(self, stream: str, name: str) -> int:
        return max((one.version for one in self._platform.documents() if (one.stream, one.name) == (stream, name)),
                   default=0)

    def body(self, stream: str, name: str, version: int) -> bytes | None:
        return self._platform.document(stream, name, version)

    def publish(self, stream: str, name: str, body: bytes, *, after: int, user: str, note: str) -> int:
        others: dict[str, Body] = {}
        for one in DOCUMENTS:
            found = newest(self._platform, stream, one)
            if found is not None:
                others[one] = found
        wrong = faults(name, decode_body(name, body), others)
        if wrong:
            raise DocumentError(name, "; ".join(map(str, wrong)))
        by = Publisher(note=note, after=after)
        if user:
            by = Publisher(note=note, after=after, actor=user, role=Role.ADMINISTRATOR)
        try:
            return self._platform.publish(stream, name, body, by)
        except Refusal as err:
            raise DocumentsError("document-moved", name=name, version=after, newest=err.facts["version"]) from err


class _StationShelf:
    def __init__(self, station: st.Station, sign_in_file: Path | None) -> None:
        self._station, self._sign_in_file = station, sign_in_file

    def stream(self, name: str, asked: str) -> str:
        if name not in DOCUMENTS:
            raise DocumentsError("document-missing", name=name, known=", ".join(DOCUMENTS))
        return CITY if name in CITY_DOCUMENTS else self._station.street

    def newest(self, stream: str, name: str) -> int:
        return max(self._versions(stream, name), default=0)

    def body(self, stream: str, name: str, version: int) -> bytes | None:
        return self._versions(stream, name).get(version)

    def _versions(self, stream: str, name: str) -> dict[int, bytes]:
        queries = self._station.queries()
        try:
            return queries.documents(stream, name)
        finally:
            queries.close()

    def publish(self, stream: str, name: str, body: bytes, *, after: int, user: str, note: str) -> int:
        from commandcenter.sync.rounds import until_quiet
        from commandcenter.sync.wire import Publish

        author = self._author(user)
        sign_in(self._station.door, author, self._sign_in_file)
        message = Publish(stream=stream, name=name, after=after, body=msgspec.Raw(body), actor=author, note=note)

        async def exchange() -> int:
            async with self._station.client() as client:
                issued = await client.publish(message)
                await until_quiet(self._station.door, client)
                return issued.version

        return asyncio.run(exchange())

    def _author(self, user: str) -> str:
        administrators = [one.id for one in self._station.door.books.users.users if one.role == Role.ADMINISTRATOR]
        if user or len(administrators) == 1:
            return user or administrators[0]
        raise DocumentsError("document-who", known=", ".join(administrators))


def _opened(name: str, raw: bytes) -> tuple[bytes, int | None]:
    """The body of a file, and the version it was made of, where it says so."""
    try:
        found = msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as err:
        raise DocumentError(name, str(err)) from err
    if not isinstance(found, dict) or found.keys() - {"stream"} != {"name", "version", "body"}:
        return raw, None
    if found["name"] != name:
        raise DocumentsError("document-name", name=name, other=found["name"])
    return msgspec.json.encode(found["body"]), int(found["version"])


def _counted(changes: list[Change]) -> dict[str, object]:
    return {
        "added": [one.key for one in changes if one.what == "added"],
        "removed": [one.key for one in changes if one.what == "removed"],
        "changed": [{"key": one.key, "from": one.before, "to": one.after} for one in changes if one.what == "changed"],
    }
