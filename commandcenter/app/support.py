"""What a helper needs to know of a workstation, without personal data: a zip of short texts, seen before it is written.

Figures are counted; words of people are left out. Of the log only what the program itself says stays: Chinese text,
what stands in quotes, numbers that could be a phone or an identity, long tokens, ids, and every name that this
workstation knows are replaced, so that nothing has to be recognised as a name.
"""

import json
import os
import platform
import re
import sys
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256
from importlib import metadata
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from commandcenter import settings as settings_file
from commandcenter.app.backup import BackupError
from commandcenter.app.clock import now_ms
from commandcenter.app.station import Station
from commandcenter.core.documents import Body, DocumentError, decode_body
from commandcenter.core.people import Users
from commandcenter.store import figures, keys
from commandcenter.store.engine import SCHEMA, SQLITE
from commandcenter.store.verify import verify

LOG_BYTES: Final = 200_000  # of the newest log
_PARTS: Final = ("PySide6-Essentials", "SQLAlchemy", "sqlcipher3", "httpx", "msgspec", "qasync", "keyring",
                 "cryptography", "numpy", "shapely", "Pillow")
_PRIVATE_SETTINGS: Final = frozenset({"operator", "backup_folder"})
_MASKS: Final = (  # in this order: what a pattern has taken is not looked at again
    (re.compile(r"https?://[^\s'\"]+"), "<address>"),
    (re.compile(r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}"), "<id>"),
    (re.compile(r"(?:[0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{4}"), "<recovery>"),
    (re.compile(r"(?<![\w-])[\w-]{24,}(?![\w-])"), "<long>"),
    (re.compile(r"[0-9a-fA-F]{16,}"), "<hex>"),
    (re.compile(r"(['\"])(?:(?!\1).)*\1"), "<text>"),
    (re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+"), "<mail>"),
    (re.compile(r"[^\x00-\x7f]+"), "<text>"),
    (re.compile(r"\+?\d[\d -]{5,}[\dXx]"), "<number>"),
)
_LINE: Final = re.compile(  # a line that our log begins: its time and level and module are kept as they are
    r"^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} (?:DEBUG|INFO|WARNING|ERROR|CRITICAL) [\w.]+: )(.*)$")
_FRAME: Final = re.compile(r'^  File "([^"]*)", line (\d+), in (\w+)$')
_FAULT: Final = re.compile(r"^([A-Za-z_][\w.]*)(: .*)?$")


@dataclass(frozen=True, kw_only=True)
class Part:
    """One text of the bundle."""

    name: str
    text: str


def gather(station: Station, say: Callable[[int, int], None] | None = None) -> list[Part]:
    """What a bundle would hold; nothing is written yet. It takes as long as verify does.

    Raises:
        StoreError: store-broken …
    """
    makers: tuple[Callable[[Station], Part], ...] = (_versions, _station, _settings, _counts, _verified, _log)
    parts = []
    for n, make in enumerate(makers):
        parts.append(make(station))
        if say is not None:
            say(n + 1, len(makers))
    return parts


def write(parts: Iterable[Part], to: Path, *, replace: bool = False) -> None:
    """Write the bundle: whole or not at all.

    Raises:
        BackupError: backup-exists, backup-unwritable.
    """
    if to.exists() and not replace:
        raise BackupError("backup-exists", where=str(to))
    part = to.with_name(to.name + ".part")
    try:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
            for one in parts:
                archive.writestr(one.name, one.text)
        os.replace(part, to)
    except OSError as err:
        raise BackupError("backup-unwritable", where=str(to), what=err.strerror or str(err)) from err
    finally:
        part.unlink(missing_ok=True)


def masked(line: str, known: Iterable[str] = ()) -> str:
    """A line of the log with everything taken out that a person could be in; `known` names first."""
    frame = _FRAME.match(line)
    if frame:  # a traceback's places are our own files' names
        return f'  File "{Path(frame[1]).name}", line {frame[2]}, in {frame[3]}'
    if line.startswith("    "):  # its source lines are ours, and say nothing that the file does not
        return "    …"
    begun = _LINE.match(line)
    head, rest = (begun[1], begun[2]) if begun else ("", line)
    fault = _FAULT.match(rest) if not begun else None
    if fault and fault[2]:  # ValueError: with whatever it was about
        return f"{fault[1]}: <text>"
    for name in known:
        rest = rest.replace(name, "<name>")
    for pattern, by in _MASKS:
        rest = pattern.sub(by, rest)
    return head + rest


def _versions(_station: Station) -> Part:
    found: dict[str, object] = {
        "made_at": datetime.fromtimestamp(now_ms() / 1000, UTC).isoformat(timespec="seconds"),
        "schema": SCHEMA, "python": platform.python_version(), "system": platform.system(),
        "release": platform.release(), "machine": platform.machine(), "sqlite": SQLITE,
        "frozen": bool(getattr(sys, "frozen", False)),
    }
    for name in _PARTS:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            found[name] = None
    return _json("versions.json", found)


def _station(station: Station) -> Part:
    folder = station.folder
    files = {
        path.name if re.fullmatch(r"[a-z0-9.-]+", path.name) and not path.name[0].isdigit() else "<other>":
        path.stat().st_size for path in sorted(folder.iterdir()) if path.is_file()}
    return _json("workstation.json", {
        "street": station.about.street, "letter": station.about.letter,
        "platform": _address(station.about.platform),  # a street's code and letter name no person
        "key_kept": keys.source(folder)["how"], "recovery": keys.recovery_state(folder), "files": files,
    })


def _settings(station: Station) -> Part:
    try:
        kept = asdict(settings_file.load(station.folder))
    except settings_file.SettingsError as err:
        return _json("settings.json", {"unreadable": masked(err.what)})
    return _json("settings.json", {
        name: bool(value) if name in _PRIVATE_SETTINGS else value for name, value in kept.items()})


def _counts(station: Station) -> Part:
    return _json("counts.json", figures.counted(station.store))


def _verified(station: Station) -> Part:
    found = verify(station.store, station.street)
    return _json("verify.json", {
        "facts": found.facts, "cases": found.cases, "pending": found.pending, "seq": found.seq,
        "chain_ok": found.chain_ok, "views_equal": found.views_equal, "state_digest": found.state_digest,
        "problems": [{"key": p.key, "where": _fingerprint(p.where), "what": masked(p.what)} for p in found.problems],
    })


def _log(station: Station) -> Part:
    path = station.folder / "commandcenter.log"
    try:
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - LOG_BYTES))
            lines = file.read().decode("utf-8", "replace").splitlines()
    except OSError:
        lines = []
    known = known_names(station)
    return Part(name="log.txt", text="\n".join(masked(line, known) for line in lines) + "\n")


def known_names(station: Station) -> list[str]:
    """Names that must not stand in a bundle: of users, of this desk, of the computer and who uses it; longest first."""
    names = {station.about.name, station.about.street_name, str(station.folder), str(Path.home()), Path.home().name,
             platform.node(), os.environ.get("USER", ""), os.environ.get("USERNAME", "")}
    for body in _bodies(station):
        if isinstance(body, Users):
            names |= {text for user in body.users for text in (user.id, user.name)}
    return sorted((name for name in names if len(name) > 1 and name != "root"), key=len, reverse=True)


def _bodies(station: Station) -> list[Body]:
    found: list[Body] = []
    for name, body in figures.documents(station.store):
        try:
            found.append(decode_body(name, body))
        except DocumentError:
            continue
    return found


def _address(url: str) -> str:
    """Scheme, host and port: nothing else of an address, whatever somebody wrote into it."""
    parts = urlsplit(url)
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{parts.hostname or ''}{port}" if url else ""


def _fingerprint(where: str) -> str:
    return sha256(where.encode()).hexdigest()[:8]


def _json(name: str, value: object) -> Part:
    return Part(name=name, text=json.dumps(value, ensure_ascii=False, indent=1, default=str) + "\n")

