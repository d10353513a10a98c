"""The commands that keep a workstation: backup, restore, move, key, support. What a command needs is imported late."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from commandcenter.app import station as st
from commandcenter.app.arguments import secret_line
from commandcenter.app.clock import now_ms
from commandcenter.app.document_commands import Answer
from commandcenter.store import keys
from commandcenter.store.engine import locked
from commandcenter.store.errors import StoreError

if TYPE_CHECKING:
    from commandcenter.app.backup import Manifest, Watcher
    from commandcenter.app.station import Station

Secret = Callable[[Path], str | None]


def backup(args: argparse.Namespace, answer: Answer, data: Path, secret: Secret) -> int:
    """Write a backup of this workstation, also while its window works."""
    from commandcenter.app import backup as its

    with st.open_to_look(data, password=secret(data)) as station:
        to = _file(args.to, station)
        made = its.back_up(station, to, watcher=_watcher(answer, "backup"), replace=args.replace)
    answer.give(_result(made, to), "backed-up", *(("backup-no-recovery",) if _unrecoverable(data) else ()))
    return 0


def move(args: argparse.Namespace, answer: Answer, data: Path, secret: Secret) -> int:
    """Write a backup to carry to another computer, and close this folder for good."""
    from commandcenter.app import backup as its

    if _unrecoverable(data):
        raise its.BackupError("move-no-recovery", where=str(data))
    with st.open_station(data, password=secret(data)) as station:
        to = _file(args.to, station)
        made = its.back_up(station, to, moved=True, watcher=_watcher(answer, "move"), replace=args.replace)
        its.retire(data, now_ms())
    answer.give(_result(made, to), "moved-out")
    return 0


def restore(args: argparse.Namespace, answer: Answer, data: Path, ask: Callable[[], str | None]) -> int:
    """Make a workstation of a backup."""
    from commandcenter.app import backup as its

    recovery = read_secret(args.recovery_file) if args.recovery_file else ""
    own = data if (data / keys.SOURCE_FILE).exists() and not recovery and not args.password_file else None
    password = (ask() or "") if args.password_file or (own and keys.source(data)["how"] == "password") else ""
    made = its.restore(
        args.source, data, its.Opener(recovery=recovery, password=password, folder=own), how=args.keep_key,
        password=read_secret(args.new_password_file) if args.new_password_file else "", replace=args.replace,
        watcher=_watcher(answer, "restore"))
    with st.open_station(data, password=_again(args, password, data)):
        pass  # its schema is brought up to date, and it is seen to open
    answer.give(_result(made, args.source) | {"data": str(data)}, "restored")
    return 0


def key(args: argparse.Namespace, answer: Answer, data: Path, secret: Secret) -> int:
    """What holds the key of the store; a new recovery key, another password or place, another key."""
    if not st.exists(data):
        raise st.StationError("no-station", where=str(data))
    if args.what == "status":
        found = {"data": str(data), "kept": keys.source(data)["how"], "recovery": keys.recovery_state(data),
                 "legacy": keys.is_legacy(data)}
        answer.give(found, f"key-{found['kept']}", f"recovery-is-{found['recovery']}",
                    *(("key-legacy",) if found["legacy"] else ()))
        return 0
    held = keys.recover(data, read_secret(args.recovery_file)) if args.recovery_file else keys.load(
        data, password=secret(data))
    with locked(data):
        _proves(data, held)
        if args.what == "recovery":
            text = keys.issue_recovery(data, held)
            keys.note_recovery(data)
            answer.give({"recovery": text}, "recovery-shown")
            return 0
        if args.what == "password" and not keys.is_legacy(data):
            how = args.keep_key or keys.source(data)["how"]
            keys.place(data, held, how=how, password=_new_password(args) if how == "password" else None)
            answer.give({"kept": how}, f"key-{how}")
            return 0
    return _change(args, answer, data, held, secret)


def _change(args: argparse.Namespace, answer: Answer, data: Path, held: bytes, secret: Secret) -> int:
    from commandcenter.store import rekey

    asked = keys.source(data)["how"] == "password"
    password = _new_password(args) if args.new_password_file else secret(data) if asked else None
    text = rekey.change(data, held, password=password, say=lambda n, of: answer.progress("key", n, of))
    keys.note_recovery(data)
    answer.give({"recovery": text}, "key-changed", "recovery-shown")
    return 0


def support(args: argparse.Namespace, answer: Answer, data: Path, secret: Secret) -> int:
    """Write what a helper needs to know of this workstation, without personal data."""
    from commandcenter.app import support as its

    with st.open_to_look(data, password=secret(data)) as station:
        parts = its.gather(station, lambda n, of: answer.progress("support", n, of))
    if args.show and not args.json:
        for part in parts:
            print(f"--- {part.name}\n{part.text.rstrip()}")
    if args.to is not None:
        its.write(parts, args.to, replace=args.replace)
    answer.give({"out": str(args.to or ""), "parts": {part.name: len(part.text) for part in parts}},
                *(("support-written",) if args.to else ()))
    return 0


def read_secret(path: Path) -> str:
    """A password or recovery key: the file's only line, or asked for where the name is "-".

    Raises:
        StoreError: password-unreadable.
    """
    import getpass

    if str(path) == "-":
        return getpass.getpass("? ") if sys.stdin.isatty() else sys.stdin.readline().strip("\r\n")
    return secret_line(path)


def _new_password(args: argparse.Namespace) -> str:
    if args.new_password_file is None:
        raise StoreError("password-needed", where="--new-password-file")
    return read_secret(args.new_password_file)


def _again(args: argparse.Namespace, password: str, data: Path) -> str | None:
    if keys.source(data)["how"] != "password":
        return None
    return read_secret(args.new_password_file) if args.new_password_file else password


def _proves(data: Path, held: bytes) -> None:
    """
    Raises:
        StoreError: store-broken, where this key does not open the store.
    """
    from commandcenter.store.engine import STORE_FILE, connect

    connect(data / STORE_FILE, held, read_only=True).close()


def _unrecoverable(data: Path) -> bool:
    """Whether nothing but this computer opens a backup of it."""
    return keys.recovery_state(data) == "none" and keys.source(data)["how"] != "password"


def _file(to: Path, station: "Station") -> Path:
    from commandcenter.app.backup import proposed_name

    return to / proposed_name(station.about, now_ms()) if to.is_dir() else to


def _watcher(answer: Answer, what: str) -> "Watcher":
    from commandcenter.app.backup import Watcher

    return Watcher(lambda done, of: answer.progress(what, done, of))


def _result(made: "Manifest", file: Path) -> dict[str, object]:
    return {
        "file": str(file), "street": made.street, "street_name": made.street_name, "letter": made.letter,
        "name": made.name, "seq": made.seq, "waiting": made.waiting,
        "size": sum(one.size for one in made.files), "files": {one.name: one.sha256 for one in made.files},
    }
