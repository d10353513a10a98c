"""What the arguments of a command give: folder, password, the open workstation, settings, and where answers go."""

import argparse
import getpass
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from commandcenter import paths
from commandcenter.app.words import say

if TYPE_CHECKING:
    from commandcenter.app.station import Station
    from commandcenter.settings import Settings


class Answer:
    """Where results and progress go: one JSON object, or sentences."""

    def __init__(self, args: argparse.Namespace) -> None:
        self.lang: str = args.lang
        self.json: bool = args.json
        self._progress = sys.stderr.isatty() or not args.json
        self._shown = ""

    def give(self, result: Mapping[str, object], *keys: str) -> None:
        """The result: as JSON, or in the sentences of these keys."""
        self._end_progress()
        if self.json:
            print(json.dumps(result, ensure_ascii=False), flush=True)
        else:
            for key in keys:
                print(say(key, result, self.lang), flush=True)

    def complain(self, key: str, facts: Mapping[str, object]) -> str:
        """One sentence on standard error; returns it."""
        self._end_progress()
        sentence = say(key, facts, self.lang)
        print(sentence, file=sys.stderr)
        return sentence

    def progress(self, what: str, done: int, of: int) -> None:
        """Long work goes on; shown to people only, in steps of a percent."""
        if not self._progress:
            return
        text = f"{what} {done * 100 // of if of else 0} %"
        if text != self._shown:
            ahead = "\r" if sys.stderr.isatty() else ""
            print(f"{ahead}{text:<60}", end="" if ahead else "\n", file=sys.stderr, flush=True)
            self._shown = text

    def _end_progress(self) -> None:
        if self._shown and sys.stderr.isatty():
            print(file=sys.stderr)
        self._shown = ""


def folder(args: argparse.Namespace) -> Path:
    """The data folder: as named, else this user's."""
    data: Path | None = args.data
    return data if data is not None else paths.default_data()


def password(args: argparse.Namespace) -> str | None:
    """The password of the store: from the file that is named, else asked for at a terminal, else None.

    Raises:
        StoreError: password-unreadable.
    """
    named: Path | None = args.password_file
    if named is None:
        if not sys.stdin.isatty():
            return None
        return getpass.getpass("密码 Password: ")
    return secret_line(named)


def secret_line(path: Path) -> str:
    """The only line of a file: a password or a recovery key.

    Raises:
        StoreError: password-unreadable.
    """
    from commandcenter.store.errors import StoreError

    try:
        text = path.read_text("utf-8").strip("\r\n")
    except (OSError, UnicodeDecodeError) as err:
        raise StoreError("password-unreadable", where=str(path)) from err
    if not text:
        raise StoreError("password-unreadable", where=str(path))
    return text


def secret(args: argparse.Namespace, data: Path) -> str | None:
    """The password, where this folder's key needs one."""
    from commandcenter.store import keys

    return password(args) if keys.source(data)["how"] == "password" else None


def opened(args: argparse.Namespace, known: str | None = None, key: bytes | None = None) -> "Station":
    """The workstation of the data folder, for writing; `known` is its password, `key` its key, where just given.

    Raises:
        StationError, StoreError.
    """
    from commandcenter.app import station as st

    data = folder(args)
    if not st.exists(data):
        raise st.StationError("no-station", where=str(data))
    return st.open_station(data, password=known or (None if key else secret(args, data)), key=key)


def settings_of(args: argparse.Namespace, data: Path) -> "Settings":
    """The settings of the folder, with what the arguments say for this time."""
    from dataclasses import replace

    from commandcenter import settings as kept

    settings = kept.load(data)
    return replace(settings, language=args.chosen_lang or settings.language, theme=args.theme or settings.theme)
