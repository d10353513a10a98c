"""Backing up, restoring and moving a workstation. One file holds everything, encrypted as it lies on the disk.

A backup is a zip without compression: the two stores, settings, what key.json says (the key itself only wrapped), the
platform's token sealed under the store's key, and last a manifest with the hashes. A restored copy, however old, does
no harm: each start has a session of its own, and what the platform has already comes back from there.
"""

import json
import os
import shutil
import threading
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import IO, Final

import msgspec

from commandcenter import settings
from commandcenter.app import station as st
from commandcenter.app.clock import now_ms, stamp
from commandcenter.store import keys
from commandcenter.store.blobs import BLOB_FILE
from commandcenter.store.copying import copy_file
from commandcenter.store.engine import RETIRED_FILE, SCHEMA, STORE_FILE, connect, locked
from commandcenter.store.errors import StoreError
from commandcenter.store.figures import reached
from commandcenter.store.sealing import NotSealed, seal, unseal

ENDING: Final = ".ccbackup"
FORM: Final = "commandcenter-backup"
VERSION: Final = 1
MANIFEST, TOKEN = "manifest.json", "token.sealed"
SMALL: Final = (settings.FILE, "layout.ini")
HELD: Final = frozenset({STORE_FILE, BLOB_FILE, keys.SOURCE_FILE, TOKEN, *SMALL})
MOST_SMALL: Final = 1 << 20  # bytes of anything but the stores
_OWN: Final = HELD | {keys.KEY_FILE, keys.NEXT_FILE, keys.TOKEN_FILE, keys.CLEAR_TOKEN_FILE, RETIRED_FILE}
_CHUNK: Final = 1 << 20

Say = Callable[[int, int], None]  # bytes done, of how many


class BackupError(Exception):
    """A backup cannot be made or used as asked; whatever was there before is untouched.

    Keys: backup-exists, backup-unreadable, backup-newer, backup-damaged, backup-stopped, backup-unwritable,
    backup-full, backup-opener, restore-there, restore-password, move-no-recovery, key-legacy.
    """

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(f"{key} {facts}" if facts else key)
        self.key, self.facts = key, facts


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """One file of a backup: its size in bytes and SHA-256 in hex."""

    name: str
    size: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a backup says of itself: when it was made (ms UTC), of whom, and how far its store had come."""

    form: str
    version: int
    made_at: int
    street: str
    street_name: str
    letter: str
    name: str
    seq: int
    waiting: int
    schema: int
    moved: bool
    files: tuple[Held, ...]


@dataclass
class Watcher:
    """Progress of long work on files, and the way to stop it from another thread."""

    say: Say | None = None
    stopped: threading.Event = field(default_factory=threading.Event)
    total: int = 0
    _done: int = 0

    def at(self, bytes_done: int, where: str) -> None:
        """So many bytes of the present file are done.

        Raises:
            BackupError: backup-stopped.
        """
        if self.stopped.is_set():
            raise BackupError("backup-stopped", where=where)
        if self.say is not None:
            self.say(min(self._done + bytes_done, self.total), self.total)

    def of(self, where: str, bytes_done: int, _bytes: int) -> None:
        """As `at`, in the form that copying asks for."""
        self.at(bytes_done, where)

    def finished(self, size: int) -> None:
        self._done += size


def proposed_name(about: st.About, at: int) -> str:
    """The usual name of a backup's file."""
    return f"{about.street}-{about.letter}-{stamp(at)}{ENDING}"


def back_up(
    station: st.Station, to: Path, *, moved: bool = False, watcher: Watcher | None = None, replace: bool = False
) -> Manifest:
    """Write a backup of an open workstation, also while it works. The file is there whole, checked, or not at all.

    Raises:
        BackupError: backup-exists, backup-stopped, backup-unwritable, backup-full.
        StoreError: store-broken …
    """
    if to.exists() and not replace:
        raise BackupError("backup-exists", where=str(to))
    watcher = watcher or Watcher()
    part = to.with_name(to.name + ".part")
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        _room(station.folder, to.parent)
        made = _write(station, part, moved, watcher)
        _check(part, made, watcher)
        os.replace(part, to)
        _settle_folder(to.parent)
    except OSError as err:
        key = "backup-full" if err.errno in (28, 122) else "backup-unwritable"
        raise BackupError(key, where=str(to), what=err.strerror or str(err)) from err
    except StoreError as err:
        if err.key == "disk-full":
            raise BackupError("backup-full", where=str(to), what="") from err
        raise
    finally:
        part.unlink(missing_ok=True)
    return made


def read_manifest(file: Path) -> Manifest:
    """What a backup says of itself; its files are not looked at.

    Raises:
        BackupError: backup-unreadable, backup-newer.
    """
    with _opened(file) as archive:
        return _manifest(archive, file)


@dataclass(frozen=True, kw_only=True)
class Opener:
    """What a backup is opened with: its recovery key, its password, or a folder that still has the key."""

    recovery: str = ""
    password: str = ""
    folder: Path | None = None


def restore(
    file: Path, folder: Path, opener: Opener, *, how: str = "", password: str = "", replace: bool = False,
    watcher: Watcher | None = None,
) -> Manifest:
    """Make a workstation of a backup in `folder`. The folder is there whole, or as it was before.

    `how` says where the key is kept there (empty: as it was); with `password` as the new password, where one keeps
    it. `replace`: a workstation that lies there is set aside, beside it.

    Raises:
        BackupError: backup-unreadable, backup-newer, backup-damaged, backup-opener, backup-stopped, restore-there,
            restore-password, backup-full, backup-unwritable.
        StoreError: recovery-…, password-wrong, no-key-store, store-newer …
    """
    watcher = watcher or Watcher()
    if st.exists(folder) and not replace:
        raise BackupError("restore-there", where=str(folder))
    staging = folder.with_name(folder.name + ".restoring")
    try:
        with _opened(file) as archive:
            made = _manifest(archive, file)
            if made.schema > SCHEMA:
                raise StoreError("store-newer", where=str(file), version=made.schema, known=SCHEMA)
            about = _key_source(archive, file)
            key = _key(about, opener, file)
            shutil.rmtree(staging, ignore_errors=True)
            staging.mkdir(parents=True)
            _extract(archive, made, staging, file, watcher)
            sealed = _small(archive, TOKEN) if TOKEN in archive.namelist() else b""
        _opens(staging / STORE_FILE, key, file)
        how = how or about["how"]
        if how == "password" and not (password or opener.password):
            raise BackupError("restore-password", where=str(folder))
        (staging / keys.SOURCE_FILE).unlink(missing_ok=True)
        keys.place(staging, key, how=how, password=password or opener.password, about=about)
        if sealed:
            keys.write_token(staging, _unsealed(sealed, key, file), key)
        _swap(staging, folder)
    except OSError as err:
        full = err.errno in (28, 122)
        raise BackupError("backup-full" if full else "backup-unwritable", where=str(folder),
                          what=err.strerror or str(err)) from err
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return made


def retire(folder: Path, at: int) -> None:
    """Mark this folder as moved: it is not opened for work again, and its token goes."""
    keys.write_private(folder / RETIRED_FILE, json.dumps({"since": stamp(at)}))
    keys.forget_token(folder)


# -- writing ----------------------------------------------------------------------------------------------------------


def _write(station: st.Station, part: Path, moved: bool, watcher: Watcher) -> Manifest:
    folder, key = station.folder, station.store.key
    stores = [name for name in (STORE_FILE, BLOB_FILE) if (folder / name).exists()]  # facts first, then their photos
    sizes = {name: _size(folder / name) for name in stores}
    watcher.total = 3 * sum(sizes.values())
    held: list[Held] = []
    seq = waiting = 0
    with zipfile.ZipFile(part, "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
        for name in stores:
            copy = part.with_name(f"{part.name}.{name}")
            try:
                copy_file(folder / name, key, copy, partial(watcher.of, name))
                watcher.finished(sizes[name])
                if name == STORE_FILE:
                    seq, waiting = reached(copy, key, station.street)
                held.append(_pack(archive, name, copy, watcher))
                watcher.finished(sizes[name])
            finally:
                copy.unlink(missing_ok=True)
        for name in (keys.SOURCE_FILE, *SMALL):
            if (folder / name).is_file():
                held.append(_pack(archive, name, folder / name, watcher))
        token = keys.read_token(folder, key)
        if token:
            sealed = seal(token, key, FORM)
            archive.writestr(TOKEN, sealed)
            held.append(Held(name=TOKEN, size=len(sealed), sha256=sha256(sealed).hexdigest()))
        about = station.about
        made = Manifest(
            form=FORM, version=VERSION, made_at=now_ms(), street=about.street, street_name=about.street_name,
            letter=about.letter, name=about.name, seq=seq, waiting=waiting, schema=SCHEMA, moved=moved,
            files=tuple(held))
        archive.writestr(MANIFEST, msgspec.json.encode(made))
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    return made


def _pack(archive: zipfile.ZipFile, name: str, path: Path, watcher: Watcher) -> Held:
    digest, size = sha256(), 0
    with path.open("rb") as source, archive.open(name, "w", force_zip64=True) as target:
        while chunk := source.read(_CHUNK):
            digest.update(chunk)
            target.write(chunk)
            size += len(chunk)
            watcher.at(size, name)
    return Held(name=name, size=size, sha256=digest.hexdigest())


def _check(part: Path, made: Manifest, watcher: Watcher) -> None:
    """Read back what was written: a backup that cannot be read is found now, not when it is needed."""
    with zipfile.ZipFile(part) as archive:
        for one in made.files:
            with archive.open(one.name) as source:
                _hashed(source, one, part, watcher, None)
            watcher.finished(one.size)


def _room(folder: Path, to: Path) -> None:
    """
    Raises:
        BackupError: backup-full, before anything is begun.
    """
    sizes = [_size(folder / name) for name in (STORE_FILE, BLOB_FILE) if (folder / name).exists()]
    needed = sum(sizes) + max(sizes, default=0)
    free = shutil.disk_usage(to).free
    if free < needed + (needed >> 4):
        raise BackupError("backup-full", where=str(to), what=f"{needed >> 20} MB > {free >> 20} MB")


def _size(path: Path) -> int:
    wal = path.with_name(path.name + "-wal")
    return path.stat().st_size + (wal.stat().st_size if wal.exists() else 0)


def _settle_folder(folder: Path) -> None:
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


# -- reading ----------------------------------------------------------------------------------------------------------


def _opened(file: Path) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(file)
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError) as err:
        raise BackupError("backup-unreadable", where=str(file)) from err
    for info in archive.infolist():
        small = info.filename not in (STORE_FILE, BLOB_FILE)
        strange = info.filename not in HELD | {MANIFEST} or info.compress_type != zipfile.ZIP_STORED
        if strange or (small and info.file_size > MOST_SMALL):
            archive.close()
            raise BackupError("backup-unreadable", where=str(file))
    return archive


def _manifest(archive: zipfile.ZipFile, file: Path) -> Manifest:
    try:
        raw = _small(archive, MANIFEST)
        head = msgspec.json.decode(raw)
        if not isinstance(head, dict) or head.get("form") != FORM:
            raise BackupError("backup-unreadable", where=str(file))
        if head.get("version") != VERSION:
            raise BackupError("backup-newer", where=str(file), version=head.get("version"))
        made = msgspec.json.decode(raw, type=Manifest)
    except (KeyError, ValueError, RecursionError, zipfile.BadZipFile, OSError) as err:
        raise BackupError("backup-unreadable", where=str(file)) from err
    names = [one.name for one in made.files]
    if set(names) - HELD or len(set(names)) != len(names) or STORE_FILE not in names:
        raise BackupError("backup-unreadable", where=str(file))
    return made


def _small(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as source:
        return source.read(MOST_SMALL)


def _key_source(archive: zipfile.ZipFile, file: Path) -> dict[str, str]:
    try:
        return keys.checked(json.loads(_small(archive, keys.SOURCE_FILE)), str(file))
    except (KeyError, ValueError, zipfile.BadZipFile, OSError) as err:
        raise BackupError("backup-unreadable", where=str(file)) from err


def _key(about: dict[str, str], opener: Opener, file: Path) -> bytes:
    if opener.recovery:
        return keys.recovered(about, opener.recovery, where=str(file))
    if opener.folder is not None:
        return keys.load(opener.folder, password=opener.password or None)
    if about["how"] == "password" and opener.password:
        return keys.from_password(about, opener.password, where=str(file))
    raise BackupError("backup-opener", where=str(file))


def _extract(archive: zipfile.ZipFile, made: Manifest, staging: Path, file: Path, watcher: Watcher) -> None:
    watcher.total = sum(one.size for one in made.files)
    for one in made.files:
        if one.name == TOKEN:
            continue
        try:
            with archive.open(one.name) as source, (staging / one.name).open("xb") as target:
                _hashed(source, one, file, watcher, target)
                target.flush()
                os.fsync(target.fileno())
        except (KeyError, zipfile.BadZipFile) as err:
            raise BackupError("backup-damaged", where=str(file), what=one.name) from err
        watcher.finished(one.size)


def _hashed(source: IO[bytes], one: Held, file: Path, watcher: Watcher, target: IO[bytes] | None) -> None:
    digest, size = sha256(), 0
    try:
        while chunk := source.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
            if target is not None:
                target.write(chunk)
            watcher.at(size, one.name)
    except (zipfile.BadZipFile, EOFError) as err:
        raise BackupError("backup-damaged", where=str(file), what=one.name) from err
    if (digest.hexdigest(), size) != (one.sha256, one.size):
        raise BackupError("backup-damaged", where=str(file), what=one.name)


def _opens(path: Path, key: bytes, file: Path) -> None:
    try:
        connect(path, key, read_only=True).close()
    except StoreError as err:
        raise BackupError("backup-opener" if err.key == "store-broken" else err.key, where=str(file)) from err


def _swap(staging: Path, folder: Path) -> None:
    """Put what was restored in its place; the store comes last, so that a folder cut off in between has none."""
    if not folder.exists():
        os.replace(staging, folder)
        return
    with locked(folder):
        aside = folder / f"before-restore-{stamp(now_ms())}"
        there = [path for path in folder.iterdir() if path.name.partition("-")[0] in _OWN or path.name in _OWN]
        for path in sorted(there, key=lambda path: path.name != STORE_FILE):
            aside.mkdir(exist_ok=True)
            os.replace(path, aside / path.name)
        for path in sorted(staging.iterdir(), key=lambda path: path.name == STORE_FILE):
            os.replace(path, folder / path.name)


# -- the token --------------------------------------------------------------------------------------------------------


def _unsealed(sealed: bytes, key: bytes, file: Path) -> str:
    try:
        return unseal(sealed, key, FORM)
    except NotSealed as err:
        raise BackupError("backup-damaged", where=str(file), what=TOKEN) from err
