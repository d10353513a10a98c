"""A workstation's folder: key, store, door, token, and what it remembers of itself. Opening, founding, closing.

No rule and no word for people: what is wrong is raised as a key (StoreError, StationError).
"""

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from commandcenter import paths
from commandcenter.app.clock import new_id, now_ms
from commandcenter.door.door import Door
from commandcenter.door.photos import Photos
from commandcenter.settings import VERSION
from commandcenter.store import keys
from commandcenter.store import log as facts_log
from commandcenter.store.blobs import Blobs
from commandcenter.store.engine import RETIRED_FILE, SCHEMA, STORE_FILE, Store, look_into, open_store
from commandcenter.store.errors import StoreError
from commandcenter.store.photo_queue import PhotoQueue
from commandcenter.store.queries import Queries

if TYPE_CHECKING:
    import httpx

    from commandcenter.atlas.ground import Ground
    from commandcenter.atlas.names import Names
    from commandcenter.sync.client import Client

log = logging.getLogger(__name__)


class StationError(Exception):
    """This folder is not what was asked for.

    Keys: no-station, joined-elsewhere, no-token, no-platform, no-ground, retired.
    """

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(f"{key} {facts}" if facts else key)
        self.key, self.facts = key, facts


@dataclass(frozen=True, kw_only=True)
class About:
    """What a workstation remembers of itself: street's code and name, letter in case numbers, own name, platform."""

    street: str
    street_name: str
    letter: str
    name: str
    platform: str


class Station:
    """An open workstation: its store and door, until closed. Use it in a `with`."""

    def __init__(self, folder: Path, store: Store, about: About, clock: Callable[[], int]) -> None:
        self.folder, self.store, self.about, self.clock = folder, store, about, clock
        self.key_kept = keys.source(folder)["how"]  # file | os | password
        self.blobs = Blobs.beside(store)
        self.photo_queue = PhotoQueue(store, self.blobs, about.street)
        self.photos = Photos(self.blobs, self.photo_queue.why)
        self.door = Door(store, street=about.street, letter=about.letter, clock=clock, new_id=new_id)

    @property
    def street(self) -> str:
        return self.about.street

    @cached_property
    def ground(self) -> "Ground":
        """The street's ground: its own outlines where they were published, else what ships for it.

        Raises:
            StationError: no-ground, where there is neither.
            GroundError: its files are broken.
        """
        return ground_in(self.store, self.street)

    @cached_property
    def names(self) -> "Names":
        """The street's gazetteer; without names of roads where none ships for it."""
        return names_on(self.ground)

    def queries(self) -> Queries:
        """Reads for the thread that asks; close them."""
        return Queries(self.store.reader())

    def client(self, *, url: str = "", transport: "httpx.AsyncBaseTransport | None" = None) -> "Client":
        """A connection to the platform, for one event loop.

        Raises:
            StationError: no-platform, no-token.
        """
        from commandcenter.sync.client import Client
        from commandcenter.sync.tls import trusting

        url = url or self.about.platform
        if not url:
            raise StationError("no-platform", where=str(self.folder))
        with self.store.read() as conn:
            ca = facts_log.recall(conn, "ca")
        return Client(url, self.token(), clock=self.clock, transport=transport,
                      app=f"commandcenter {VERSION} ({SCHEMA})", verify=trusting(ca) if ca else True)

    def remember_authority(self, pem: str) -> None:
        """Trust this certificate authority (PEM) alone from now on."""
        with self.store.write() as conn:
            facts_log.remember(conn, "ca", pem)

    def remember_platform(self, url: str) -> None:
        """Keep another address of the platform."""
        with self.store.write() as conn:
            facts_log.remember(conn, "platform", url)
        self.about = About(**{**fields(self.about), "platform": url})

    def token(self) -> str:
        """The platform's token.

        Raises:
            StationError: no-token.
            StoreError: no-key-store, key-unreadable.
        """
        return read_token(self.folder, self.store.key)

    def remember_token(self, token: str) -> None:
        """Keep another token."""
        keys.write_token(self.folder, token, self.store.key)

    def close(self) -> None:
        self.photo_queue.close()
        self.blobs.close()
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, err: BaseException | None, tb: TracebackType | None) -> None:
        self.close()


def exists(folder: Path) -> bool:
    """Whether a workstation's store lies in this folder."""
    return (folder / STORE_FILE).exists()


def found(
    folder: Path, about: About, token: str, *, how: str, password: str | None = None,
    clock: Callable[[], int] = now_ms,
) -> Station:
    """Make a new workstation: key (`how`: file, os, password), store, token.

    Raises:
        StoreError: no-key-store, password-needed, disk-full …
    """
    key = keys.create(folder, how=how, password=password)
    store = open_store(folder, key, paths.MIGRATIONS)
    try:
        with store.write() as conn:
            for name, value in fields(about).items():
                facts_log.remember(conn, name, value)
        keys.write_token(folder, token, key)
        return Station(folder, store, about, clock)
    except BaseException:
        store.close()
        raise


def open_station(
    folder: Path, *, password: str | None = None, key: bytes | None = None, clock: Callable[[], int] = now_ms,
) -> Station:
    """Open a workstation for writing; one process at a time. `key`: where it is known already.

    Raises:
        StationError: no-station.
        StoreError: in-use, password-needed, store-newer, store-broken …
    """
    if not exists(folder):
        raise StationError("no-station", where=str(folder))
    refuse_retired(folder)
    key = _key(folder, password, key)
    store = open_store(folder, key, paths.MIGRATIONS)
    try:
        _seal_token(folder, key)
        return Station(folder, store, read_about(store), clock)
    except BaseException:
        store.close()
        raise


def _seal_token(folder: Path, key: bytes) -> None:
    try:
        keys.seal_clear_token(folder, key)
    except OSError as err:  # a full disk: it is tried again at the next opening
        log.warning("the token of the platform is still in the clear: %s", err)


def open_to_look(
    folder: Path, *, password: str | None = None, clock: Callable[[], int] = now_ms
) -> Station:
    """Open a workstation for a look, also while another process has it. Nothing may be written through it.

    Raises:
        StationError, StoreError: as `look`.
    """
    store, about = look(folder, password=password)
    try:
        return Station(folder, store, about, clock)
    except BaseException:
        store.close()
        raise


def look(folder: Path, *, password: str | None = None) -> tuple[Store, About]:
    """Open a workstation for reading, also while another process has it. Close the store.

    Raises:
        StationError: no-station.
        StoreError: store-newer, store-older, store-broken, password-needed …
    """
    if not exists(folder):
        raise StationError("no-station", where=str(folder))
    if (folder / keys.NEXT_FILE).exists():
        raise StoreError("change-pending", where=str(folder))
    store = look_into(folder, keys.load(folder, password=password))
    return store, read_about(store)


def refuse_retired(folder: Path) -> None:
    """
    Raises:
        StationError: retired, where this workstation was moved to another place.
    """
    path = folder / RETIRED_FILE
    if path.exists():
        try:
            since = str(json.loads(path.read_text("utf-8"))["since"])
        except (OSError, ValueError, LookupError, TypeError):
            since = ""
        raise StationError("retired", where=str(folder), since=since)


def _key(folder: Path, password: str | None, known: bytes | None) -> bytes:
    """The key of the store, after finishing a change of it that was cut off."""
    key = known or keys.load(folder, password=password)
    if (folder / keys.NEXT_FILE).exists():
        from commandcenter.store import rekey

        key = rekey.resume(folder, key)
    return key


def read_about(store: Store) -> About:
    """What a workstation remembers of itself.

    Raises:
        StationError: no-station, where it never was made one.
    """
    queries = Queries(store.reader())
    try:
        held = queries.station()
    finally:
        queries.close()
    try:
        return About(**{name: held[name] for name in About.__dataclass_fields__})
    except KeyError as err:
        raise StationError("no-station", where=str(store.folder)) from err


def ground_in(store: Store, street: str) -> "Ground":
    """A street's ground: its own outlines where this store has them, else what ships for it.

    Raises:
        StationError: no-ground, where there is neither.
        GroundError: its files are broken.
    """
    from commandcenter.atlas.ground import Ground
    from commandcenter.atlas.outlines import ground_of
    from commandcenter.store.documents import read_outlines

    with store.read() as conn:
        own = read_outlines(conn, street)
    return ground_of(own) if own is not None else Ground.load(ground_folder(street))


def names_on(ground: "Ground") -> "Names":
    """The gazetteer of a street; without names of roads where none ships for it."""
    from commandcenter.atlas.names import Names

    folder = shipped_ground(ground.street_code)
    return Names.of(ground) if folder is None else Names.load(folder, ground)


def shipped_ground(street: str) -> Path | None:
    """The folder with what ships for a street; None where nothing does."""
    folder = paths.RESOURCES / "atlas" / street
    return folder if (folder / "street.geojson").exists() else None


def ground_folder(street: str) -> Path:
    """Where the street's outlines, tiles and names lie.

    Raises:
        StationError: no-ground.
    """
    folder = shipped_ground(street)
    if folder is None:
        raise StationError("no-ground", street=street)
    return folder


def street_name(street: str) -> str:
    """The street's name as its ground has it; its code where no ground ships."""
    from commandcenter.atlas.ground import read_json

    try:
        document = read_json(ground_folder(street) / "street.geojson")
    except StationError:
        return street
    return str(document["features"][0]["properties"]["name"])


def read_token(folder: Path, key: bytes) -> str:
    """The platform's token; `key` is the store's.

    Raises:
        StationError: no-token.
        StoreError: no-key-store, key-unreadable.
    """
    token = keys.read_token(folder, key)
    if not token:
        raise StationError("no-token", where=str(folder))
    return token


def fields(about: About) -> dict[str, str]:
    """What a workstation remembers of itself, as it is kept."""
    return {name: str(getattr(about, name)) for name in About.__dataclass_fields__}
