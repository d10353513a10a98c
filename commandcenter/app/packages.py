"""Package files carried by hand: the city platform's side, and both sides at the command line. See sync/package.py."""

import argparse
import logging
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol

from commandcenter.app.clock import now_ms
from commandcenter.app.platform_parcels import PlatformParcels
from commandcenter.app.station import Station, StationError
from commandcenter.cityplatform.files import PlatformError
from commandcenter.cityplatform.platform import Platform
from commandcenter.cityplatform.refusals import Refusal
from commandcenter.core.facts import CITY, decode
from commandcenter.store.photo_parcels import PhotoParcels
from commandcenter.sync.client import Rejected
from commandcenter.sync.package import (
    BACK,
    MOST_WAITING,
    OUT,
    Carried,
    Going,
    Label,
    Leaf,
    PackageError,
    inward,
    label_of,
    leaves_of,
    outward,
    photo_leaves,
    photos_of,
    secret_of,
    write,
)
from commandcenter.sync.package_photos import ALL, Allowance, PhotoTally, chosen
from commandcenter.sync.together import rejoin
from commandcenter.sync.wire import Head, Hello, Pull

if TYPE_CHECKING:
    from commandcenter.cityplatform.stations import Station as Holder

log = logging.getLogger(__name__)

MB = 1_000_000


class Said(Protocol):
    """Where result and progress go."""

    def progress(self, what: str, done: int, of: int) -> None: ...
    def give(self, result: dict[str, object], *keys: str) -> None: ...


# -- the platform's side ----------------------------------------------------------------------------------------------


def receive(
    platform: Platform, package: BinaryIO, answer: BinaryIO, *, now: int, allowance: Allowance = ALL,
    going: Going = lambda done, of: None,
) -> tuple[Carried, Carried]:
    """Take a workstation's package through `push`, and write what the workstation lacks by `pull`: in, and out. Its
    photos are taken behind its facts; of those that it lacks as many go back as `allowance` says.

    May be given again, wholly or from where it broke off: what is there is known by its id. A fact that gets no place
    holds nothing up: it goes on waiting at its workstation, where the next round over the network says why.

    Raises:
        PackageError: with the reason as a key. What was taken before is taken.
        Refusal: the platform does not serve it: token_revoked, ahead, fork …
    """
    of = package.seek(0, os.SEEK_END)
    package.seek(0)
    label = label_of(package)
    if label.way != OUT:
        raise PackageError("package-way", way=label.way)
    station, secret = platform.holder(label.street, label.letter)
    parcels = PlatformParcels(platform.photos, station.street)
    heads: dict[str, Head] | None = None
    facts = rejected = fresh = leaves = unplaced = 0
    for leaf in leaves_of(package, label, secret):
        leaves += 1
        going(package.tell(), of)
        heads = leaf.heads if heads is None else heads
        if leaf.word is not None:
            parcels.hear(leaf.word)
        if leaf.photo is not None:
            parcels.take(leaf.photo)
        if leaf.push is None:
            continue
        parcels.pushed(decode(bytes(body)) for body in leaf.push.facts if b'"att"' in bytes(body))
        before = platform.head(station.street).seq
        try:
            pushed = platform.push(station, leaf.push)
        except Refusal as err:
            if err.key != "session_taken":  # another workstation's own: it brings them itself
                raise
            facts += len(leaf.push.facts)
            unplaced += len(leaf.push.facts)
            continue
        unplaced += sum(1 for placed in pushed.results if placed.error) + len(leaf.push.facts) - len(pushed.results)
        facts += len(leaf.push.facts)
        fresh += sum(placed.seq > before for placed in pushed.results)
        rejected += sum(1 for placed in pushed.results if placed.verdict)
    came = Carried(facts=facts, fresh=fresh, rejected=rejected, leaves=leaves, unplaced=unplaced,
                   photos=parcels.photos, unread=parcels.unread)
    log.info("package of %s %s: %d fact(s), %d new, %d photo(s)", label.street, label.letter, facts, fresh, came.photos)
    return came, _answer(platform, station, secret, heads or {}, answer, label, now, parcels, allowance, going)


def _answer(platform: Platform, station: "Holder", secret: bytes, heads: dict[str, Head], answer: BinaryIO,
            asked: Label, now: int, parcels: PlatformParcels, allowance: Allowance, going: Going) -> Carried:
    label = Label(way=BACK, street=station.street, letter=station.letter, made=now, salt=os.urandom(16).hex())
    facts, tally = 0, PhotoTally()

    def leaves() -> Iterator[Leaf]:
        nonlocal facts
        welcome = platform.hello(station, Hello(app="package", sid=asked.salt[:16], now=asked.made))
        yield Leaf(heads=welcome.heads, key=welcome.key)
        for stream in (CITY, station.street):
            at = heads.get(stream) or Head(seq=0, h="", genesis="")
            after, h = at.seq, at.h
            while True:
                page = platform.pull(station, Pull(stream=stream, after=after, h=h), whole=True)
                facts += len(page.items)
                if page.items:
                    parcels.given(page.items, now)
                    yield Leaf(stream=stream, page=page)
                after, h = page.to.seq, page.to.h
                if page.to.seq >= page.head.seq:
                    break
        fits = chosen(parcels.pieces(), allowance, tally)
        yield Leaf(word=parcels.word(tally.left))
        yield from photo_leaves(fits, parcels.read, tally, going)

    count = write(answer, label, secret, leaves())
    return Carried(facts=facts, leaves=count, photos=tally.photos, left=tally.left, unread=tally.unread)


# -- files ------------------------------------------------------------------------------------------------------------


def made(path: Path, fill: Callable[[BinaryIO], Carried]) -> Carried:
    """A new file, whole or not there at all; one that is there stays as it is.

    Raises:
        OSError: it is there already, or cannot be written.
    """
    path = path.expanduser()
    with path.open("xb"):
        pass  # the name is ours now
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            done = fill(file)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        path.unlink(missing_ok=True)
        raise
    return done


class StationPackages:
    """The packages of a workstation: what waits out, the platform's answer in."""

    def __init__(self, station: Station) -> None:
        self._station = station

    def secret(self) -> bytes:
        """What opens and seals the packages of this workstation.

        Raises:
            Rejected: token_invalid, where this folder has none.
        """
        try:
            return secret_of(self._station.token())
        except StationError as err:
            raise Rejected("token_invalid") from err

    def _parcels(self) -> PhotoParcels:
        station = self._station
        return PhotoParcels(station.store, station.blobs, station.street)

    def export(self, path: str, allowance: Allowance = ALL, going: Going = lambda done, of: None) -> Carried:
        """Write what waits into a new file. `going` hears bytes of photos.

        Raises:
            OSError; Rejected: token_invalid, where this folder has none; what `going` raises.
        """
        station, secret = self._station, self.secret()
        with self._parcels() as parcels:
            parcels.scan(station.clock())
            waits = station.door.waiting(MOST_WAITING)
            rejoin(station.door, waits, waits)
            return made(Path(path), lambda file: outward(
                station.door, station.about.letter, secret, file, now=station.clock(), photos=parcels,
                allowance=allowance, going=going))

    def take(self, path: str, going: Going = lambda done, of: None) -> Carried:
        """Take the platform's answer from a file. `going` hears bytes of the file.

        Raises:
            PackageError, Rejected, StoreError, OSError.
        """
        station, secret = self._station, self.secret()
        with Path(path).expanduser().open("rb") as file, self._parcels() as parcels:
            return inward(station.door, station.about.letter, secret, file, now=station.clock(), photos=parcels,
                          going=going, came=station.photos.came)

    def take_photos(self, path: str, going: Going = lambda done, of: None) -> Carried:
        """Take the photos from the platform's answer, whose facts are in. `going` hears bytes of the file.

        Raises:
            As `take`, and what `going` raises; photos before it are whole, and stay.
        """
        station, secret = self._station, self.secret()
        with Path(path).expanduser().open("rb") as file, self._parcels() as parcels:
            return photos_of(station.street, station.about.letter, secret, file, parcels, now=station.clock(),
                             going=going, came=station.photos.came)


# -- the command line -------------------------------------------------------------------------------------------------


def of_station(args: argparse.Namespace, answer: Said, station: Station) -> int:
    """`main.py package export|import FILE`."""
    packages = StationPackages(station)
    if args.what == "export":
        done = packages.export(str(args.file), allowance_of(args), told(answer))
        answer.give({"file": str(args.file), "facts": done.facts, **of_photos(done)}, "package-written",
                    *photo_words(done))
    else:
        done = packages.take(str(args.file), told(answer))
        answer.give({"file": str(args.file), "facts": done.facts, "new": done.fresh,
                     "waiting": len(station.door.waiting(1_000_000)), **of_photos(done)}, "package-taken",
                    *photo_words(done))
    return 0


def allowance_of(args: argparse.Namespace) -> Allowance:
    """How much of the photos goes along, by the arguments."""
    return Allowance(most=None if args.photos_mb is None else args.photos_mb * MB, originals=not args.no_originals)


def told(answer: Said) -> Going:
    """Says how far a package is."""
    return lambda done, of: answer.progress("package", done, of)


def of_photos(done: Carried) -> dict[str, object]:
    """What the result says of photos."""
    return {"photos": done.photos, "photos_left": done.left, "photos_unread": done.unread}


def photo_words(done: Carried) -> tuple[str, ...]:
    """The sentences about photos that belong to it."""
    return tuple(key for key, count in (
        ("package-photos", done.photos), ("package-photos-left", done.left), ("package-photos-unread", done.unread))
        if count)


def of_platform(args: argparse.Namespace, answer: Said, data: Path) -> int:
    """`main.py package answer FILE --out FILE`, in a platform's folder, also while its process serves."""
    came: list[Carried] = []
    with _beside(data, args.signing_key) as platform, args.file.expanduser().open("rb") as package:
        def fill(file: BinaryIO) -> Carried:
            try:
                taken, given = receive(platform, package, file, now=now_ms(), allowance=allowance_of(args),
                                       going=told(answer))
            except Refusal as err:
                raise Rejected(err.key, **err.facts) from err
            came.append(taken)
            return given

        given = made(args.out, fill)
    answer.give({"file": str(args.file), "out": str(args.out), "facts": came[0].facts, "new": came[0].fresh,
                 "rejected": came[0].rejected, "unplaced": came[0].unplaced, "given": given.facts,
                 "photos": came[0].photos, "photos_refused": came[0].unread, "photos_given": given.photos,
                 "photos_left": given.left}, "package-answered",
                *(("package-unplaced",) if came[0].unplaced else ()),
                *(("package-photos-answered",) if came[0].photos or given.photos else ()),
                *(("package-photos-refused",) if came[0].unread else ()),
                *(("package-photos-left",) if given.left else ()))
    return 0


def _beside(data: Path, key_file: Path | None) -> Platform:
    """The platform for acts beside its process: each push is a transaction of its own, as between two nodes."""
    try:
        return Platform.administer(data, clock=now_ms, key_file=key_file)
    except PlatformError as err:
        if err.key != "platform_older":  # nobody has served it since the program is newer: bring it up to date
            raise
        return Platform.open(data, clock=now_ms, key_file=key_file)
