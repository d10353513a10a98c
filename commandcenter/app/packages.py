"""Package files carried by hand: the city platform's side, and both sides at the command line. See sync/package.py."""

import argparse
import logging
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol

from commandcenter.app.clock import now_ms
from commandcenter.app.station import Station, StationError
from commandcenter.cityplatform.files import PlatformError
from commandcenter.cityplatform.platform import Platform
from commandcenter.cityplatform.refusals import Refusal
from commandcenter.core.facts import CITY
from commandcenter.sync.client import Rejected
from commandcenter.sync.package import (
    BACK,
    OUT,
    Carried,
    Label,
    Leaf,
    PackageError,
    inward,
    label_of,
    leaves_of,
    outward,
    secret_of,
    write,
)
from commandcenter.sync.wire import Head, Hello, Pull

if TYPE_CHECKING:
    from commandcenter.cityplatform.stations import Station as Holder

log = logging.getLogger(__name__)


class Said(Protocol):
    """Where result and progress go."""

    def progress(self, what: str, done: int, of: int) -> None: ...
    def give(self, result: dict[str, object], *keys: str) -> None: ...


# -- the platform's side ----------------------------------------------------------------------------------------------


def receive(platform: Platform, package: BinaryIO, answer: BinaryIO, *, now: int) -> tuple[Carried, Carried]:
    """Take a workstation's package through `push`, and write what the workstation lacks by `pull`: in, and out.

    May be given again, wholly or from where it broke off: what is there is known by its id. A fact that gets no place
    holds nothing up: it goes on waiting at its workstation, where the next round over the network says why.

    Raises:
        PackageError: with the reason as a key. What was taken before is taken.
        Refusal: the platform does not serve it: token_revoked, ahead, fork …
    """
    label = label_of(package)
    if label.way != OUT:
        raise PackageError("package-way", way=label.way)
    station, secret = platform.holder(label.street, label.letter)
    heads: dict[str, Head] | None = None
    facts = rejected = fresh = leaves = unplaced = 0
    for leaf in leaves_of(package, label, secret):
        leaves += 1
        heads = leaf.heads if heads is None else heads
        if leaf.push is None:
            continue
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
    came = Carried(facts=facts, fresh=fresh, rejected=rejected, leaves=leaves, unplaced=unplaced)
    log.info("package of %s %s: %d fact(s), %d new", label.street, label.letter, facts, fresh)
    return came, _answer(platform, station, secret, heads or {}, answer, label, now)


def _answer(platform: Platform, station: "Holder", secret: bytes, heads: dict[str, Head], answer: BinaryIO,
            asked: Label, now: int) -> Carried:
    label = Label(way=BACK, street=station.street, letter=station.letter, made=now, salt=os.urandom(16).hex())
    facts = 0

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
                    yield Leaf(stream=stream, page=page)
                after, h = page.to.seq, page.to.h
                if page.to.seq >= page.head.seq:
                    break

    count = write(answer, label, secret, leaves())
    return Carried(facts=facts, leaves=count)


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

    def export(self, path: str) -> Carried:
        """Write what waits into a new file.

        Raises:
            OSError; Rejected: token_invalid, where this folder has none.
        """
        station, secret = self._station, self.secret()
        return made(Path(path), lambda file: outward(
            station.door, station.about.letter, secret, file, now=station.clock()))

    def take(self, path: str, progress: Callable[[int], None] = lambda facts: None) -> Carried:
        """Take the platform's answer from a file.

        Raises:
            PackageError, Rejected, StoreError, OSError.
        """
        station, secret = self._station, self.secret()
        with Path(path).expanduser().open("rb") as file:
            return inward(station.door, station.about.letter, secret, file, progress)


# -- the command line -------------------------------------------------------------------------------------------------


def of_station(args: argparse.Namespace, answer: Said, station: Station) -> int:
    """`main.py package export|import FILE`."""
    packages = StationPackages(station)
    if args.what == "export":
        done = packages.export(str(args.file))
        answer.give({"file": str(args.file), "facts": done.facts}, "package-written")
    else:
        done = packages.take(str(args.file), lambda facts: answer.progress("package", facts, 0))
        answer.give({"file": str(args.file), "facts": done.facts, "new": done.fresh,
                     "waiting": len(station.door.waiting(1_000_000))}, "package-taken")
    return 0


def of_platform(args: argparse.Namespace, answer: Said, data: Path) -> int:
    """`main.py package answer FILE --out FILE`, in a platform's folder, also while its process serves."""
    came: list[Carried] = []
    with _beside(data, args.signing_key) as platform, args.file.expanduser().open("rb") as package:
        def fill(file: BinaryIO) -> Carried:
            try:
                taken, given = receive(platform, package, file, now=now_ms())
            except Refusal as err:
                raise Rejected(err.key, **err.facts) from err
            came.append(taken)
            return given

        given = made(args.out, fill)
    answer.give({"file": str(args.file), "out": str(args.out), "facts": came[0].facts, "new": came[0].fresh,
                 "rejected": came[0].rejected, "unplaced": came[0].unplaced, "given": given.facts}, "package-answered",
                *(("package-unplaced",) if came[0].unplaced else ()))
    return 0


def _beside(data: Path, key_file: Path | None) -> Platform:
    """The platform for acts beside its process: each push is a transaction of its own, as between two nodes."""
    try:
        return Platform.administer(data, clock=now_ms, key_file=key_file)
    except PlatformError as err:
        if err.key != "platform_older":  # nobody has served it since the program is newer: bring it up to date
            raise
        return Platform.open(data, clock=now_ms, key_file=key_file)
