"""Making a workstation of a token: ask the platform who it is for, then found the folder and fetch the documents."""

import logging
import re
import secrets
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from commandcenter.app import station as st
from commandcenter.app.clock import now_ms
from commandcenter.store import keys
from commandcenter.store.errors import StoreError
from commandcenter.store.snapshot import COMING, BadSnapshot
from commandcenter.sync.client import Client, PlatformDown, Rejected
from commandcenter.sync.rounds import Progress, Round, until_quiet
from commandcenter.sync.snapshot import NOTE, fetch, offered
from commandcenter.sync.tls import trusting
from commandcenter.sync.trust import Trust

if TYPE_CHECKING:
    import httpx

    from commandcenter.sync.wire import Welcome

log = logging.getLogger(__name__)
CODE = re.compile(r"([0-9A-Z]{4}-?){3}[0-9A-Z]{4}")  # a one-time code; a token is longer


async def join(
    folder: Path, url: str, token: str, *, how: str, password: Callable[[], str | None] | None = None,
    clock: Callable[[], int] = now_ms, transport: "httpx.AsyncBaseTransport | None" = None, remember: bool = True,
    progress: Progress | None = None, ca: str = "", fresh: str = "",
) -> tuple[st.Station, Round]:
    """The open workstation, once it has everything that the platform has for it. Nothing is made before it answers.

    A folder that has joined before takes the new address and token, if they are for the same street and letter.
    `fresh` is the token that a join code is taken for, so that asking again after a lost answer is no second use; the
    caller then shows a recovery key at the end, and until it was noted the folder says that it is owed one.
    `password` is asked only where a password keeps (or will keep) the key; `remember`: keep the address;
    `ca`: the city's certificate authority (PEM), trusted alone from now on; "": the one that the folder keeps, or the
    system's.

    Raises:
        PlatformDown, Rejected: the platform does not answer, or not to this token.
        StationError: joined-elsewhere.
        StoreError: no-key-store, password-needed, in-use, disk-full …
    """
    password = cache(password) if password else None  # asked once
    code = token if CODE.fullmatch(token.strip().upper()) else ""
    if code and (folder / COMING).exists():  # cut off while a snapshot came: the code has been used up
        kept = password() if keys.source(folder)["how"] == "password" and password else None
        code, token = "", st.read_token(folder, keys.load(folder, password=kept))
    elif code:
        token = fresh or secrets.token_urlsafe(32)
    verify = trusting(ca) if ca else True
    async with Client(url, token, clock=clock, transport=transport, verify=verify) as client:
        if code:
            await client.join(code, token)
        welcome = await client.hello("0" * 16)
        if st.exists(folder):
            station = _again(folder, welcome, url, token, password, clock)
        else:
            about = st.About(street=welcome.street, street_name=st.street_name(welcome.street), letter=welcome.letter,
                             name=welcome.workstation, platform=url if remember else "")
            secret = password() if how == "password" and password else None
            if await _from_snapshot(folder, client, welcome, about, token, how, secret, progress):
                station = st.open_station(folder, password=secret, clock=clock)
            else:
                station = st.found(folder, about, token, how=how, password=secret, clock=clock)
        try:
            if fresh and keys.recovery_state(folder) == "none":
                keys.issue_recovery(folder, station.store.key)
            if ca:
                station.remember_authority(ca)
            return station, await until_quiet(station.door, client, progress)
        except BaseException:
            station.close()
            raise


async def _from_snapshot(
    folder: Path, client: Client, welcome: "Welcome", about: st.About, token: str, how: str, secret: str | None,
    progress: Progress | None,
) -> bool:
    """Start from the platform's snapshot, where it has one that is worth it. False: everything is to be read.

    Cut off, it goes on when the workstation joins again: the key that was made for it stays in the folder.
    """
    try:
        snapshot = await offered(client, welcome.street)
        if snapshot is None:
            return False
        trust = Trust(welcome.key)
        for stream, head in snapshot.heads.items():
            trust.check(stream, head)
        begun = (folder / keys.SOURCE_FILE).exists() and (folder / COMING).exists()
        key = keys.load(folder, password=secret) if begun else keys.create(folder, how=how, password=secret)
        keys.write_token(folder, token, key)
        await fetch(folder, key, client, snapshot, st.fields(about), progress or (lambda done, of: None))
    except BadSnapshot as err:
        log.warning("snapshot not used: %s", err)
    except (PlatformDown, Rejected) as err:
        if err.key not in ("snapshot_gone", "not_our_platform"):  # gone meanwhile; or a platform that has none yet
            raise
        log.info("snapshot not used: %s", err)
    else:
        return True
    for left in (COMING, NOTE):
        (folder / left).unlink(missing_ok=True)
    if (folder / keys.SOURCE_FILE).exists():
        keys.forget_token(folder)  # sealed under the key that was made for the snapshot
    return False


def key_place(key_file: bool) -> str:
    """Where the key of a new workstation is kept: a file on request, else the OS key store, else a password."""
    return "file" if key_file else "os" if keys.os_store_available() else "password"


def _again(
    folder: Path, welcome: "Welcome", url: str, token: str, password: Callable[[], str | None] | None,
    clock: Callable[[], int],
) -> st.Station:
    asked = keys.source(folder)["how"] == "password"
    station = st.open_station(folder, password=password() if asked and password else None, clock=clock)
    try:
        if (station.about.street, station.about.letter) != (welcome.street, welcome.letter):
            raise st.StationError(
                "joined-elsewhere", where=str(folder), street=station.about.street, letter=station.about.letter,
                token=f"{welcome.street} {welcome.letter}")
        station.remember_token(token)
        station.remember_platform(url)
    except (st.StationError, StoreError, OSError):
        station.close()
        raise
    return station
