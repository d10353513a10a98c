"""The commands without a screen: each takes the parsed arguments, answers, and returns the exit code.

No decision about cases; what a command needs is imported when it runs.
"""

import argparse
import asyncio
import json
import re
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from commandcenter import paths
from commandcenter.app.arguments import Answer, folder, opened, password, secret, settings_of
from commandcenter.app.clock import now_ms
from commandcenter.app.words import CHINESE, say

if TYPE_CHECKING:
    from commandcenter.app.station import Station
    from commandcenter.core.mapping import Refusal


def demo(args: argparse.Namespace) -> int:
    """Build the demo city."""
    from commandcenter.app.demo import DEFAULT_CASES, build

    answer = Answer(args)
    result = build(folder(args), cases=DEFAULT_CASES if args.cases is None else args.cases, seed=args.seed,
                   day=args.day, say=answer.progress)
    answer.give(result, "demo-done")
    if not args.json:
        for station in result["workstations"]:
            print(say("demo-station", station, answer.lang))
    return 0


def platform(args: argparse.Namespace) -> int:
    """Run the city platform until SIGTERM, or (for a child) until standard input closes; or found it, or register."""
    import _thread
    import signal
    import threading

    from commandcenter.app import platform_admin
    from commandcenter.app.children import SnapshotMaker
    from commandcenter.cityplatform import serve
    from commandcenter.cityplatform.storage import attach

    data = folder(args)
    if args.new:
        Answer(args).give(platform_admin.new_platform(data, args.database), "founded")
        return 0
    if args.words:
        from commandcenter.app import platform_commands

        return platform_commands.run(args, Answer(args), data)
    if args.database:
        attach(data, args.database)
    if args.add is not None:
        registered = platform_admin.register(data, args.add, args.street, args.letter, args.city_documents)
        Answer(args).give(registered, "registered")
        return 0
    if args.city_documents:
        Answer(args).give(platform_admin.let_publish(data, args.street, args.letter), "may-publish")
        return 0
    if args.snapshot:
        from commandcenter.app import snapshots

        answer = Answer(args)
        answer.give(snapshots.make(data, args.snapshot, key_file=args.signing_key,
                                   progress=lambda n, of: answer.progress("snapshot", n, of)), "snapshot-made")
        return 0

    def watch() -> None:
        while sys.stdin.buffer.read(4096):
            pass
        _thread.interrupt_main(signal.SIGTERM)

    tls = (args.tls_cert, args.tls_key) if args.tls_cert else None
    platform_admin.look_before(data, args.port, args.host, tls)
    if args.while_stdin_open:
        threading.Thread(target=watch, daemon=True).start()
    with SnapshotMaker(data, args.signing_key) as maker:
        return serve.run(data, args.port, clock=now_ms, key_file=args.signing_key, host=args.host, tls=tls,
                         snapshot=maker.want)


def _authority(file: Path | None) -> str:
    """The certificates of a file, as text; "" without one.

    Raises:
        BadAuthority: there is none in it.
    """
    if file is None:
        return ""
    from commandcenter.sync.tls import MOST_BYTES, authority

    with file.open("rb") as opened_file:
        return authority(opened_file.read(MOST_BYTES + 1))


def join(args: argparse.Namespace) -> int:
    """Make a workstation of a token."""
    from dataclasses import asdict

    from commandcenter.app.join import join as join_platform
    from commandcenter.app.join import key_place

    answer = Answer(args)
    how = "password" if args.password_file and not args.key_file else key_place(args.key_file)
    station, done = asyncio.run(join_platform(
        folder(args), args.platform, args.token, how=how, password=lambda: password(args),
        progress=lambda n, of: answer.progress("join", n, of), ca=_authority(args.ca)))
    with station:
        from commandcenter.store import keys

        result = {"data": str(station.folder), **asdict(station.about), "key": station.key_kept, "seq": done.seq}
        if keys.recovery_state(station.folder) != "noted":
            result["recovery"] = keys.issue_recovery(station.folder, station.store.key)
            keys.note_recovery(station.folder)  # it is on the terminal, once
        answer.give(result, "joined", *(("recovery-shown",) if "recovery" in result else ()))
    return 0


def keeping(args: argparse.Namespace) -> int:
    """Back up, restore, move, change keys, write a support bundle."""
    from commandcenter.app import keeping_commands as its

    answer, data = Answer(args), folder(args)
    if args.command == "restore":
        return its.restore(args, answer, data, partial(password, args))
    act = {"backup": its.backup, "move": its.move, "key": its.key, "support": its.support}[args.command]
    return act(args, answer, data, partial(secret, args))


def sync(args: argparse.Namespace) -> int:
    """Rounds until nothing waits and the head is reached; then the photos."""
    from dataclasses import asdict

    from commandcenter.app.failures import told
    from commandcenter.app.station import StationError
    from commandcenter.sync.blobs import PhotoExchange
    from commandcenter.sync.client import PlatformDown, Rejected
    from commandcenter.sync.rounds import Round, until_quiet

    answer = Answer(args)

    done = Round()

    async def exchange(station: "Station") -> None:
        nonlocal done
        async with station.client(url=args.platform) as client:
            done = await until_quiet(station.door, client, lambda n, of: answer.progress("sync", n, of))
            photos = PhotoExchange(
                station.photo_queue, client, clock=station.clock,
                changed=lambda status: answer.progress("photos", 0, status.out + status.back))
            await photos.once()

    with opened(args) as station:
        if args.ca:
            station.remember_authority(_authority(args.ca))
        failed: dict[str, object] = {}
        try:
            asyncio.run(exchange(station))
        except (PlatformDown, Rejected, StationError) as err:
            key, facts = told(err)
            failed = {"reason": key, "message": answer.complain(key, facts)}
        if args.platform and failed.get("reason") != "bad_url":
            station.remember_platform(args.platform)
        with closing(station.queries()) as queries:
            result = {
                "pushed": done.pushed, "accepted": done.accepted, "pulled": done.pulled, "caught_up": done.caught_up,
                "pending": queries.waiting(),
                "conflicts": queries.conflicts(), "seq": station.door.cursor(station.street).seq,
                "photos": asdict(station.photo_queue.counts()), **failed,
            }
        said = ("synced", "synced-from-snapshot") if done.caught_up else ("synced",)
        answer.give(result, *(() if failed else said))
        return 1 if failed else 0


def feed(args: argparse.Namespace) -> int:
    """Import a file of cases; 0 when every row is accounted for. Or an authority's catalogue, or draft a mapping."""
    from commandcenter.app import document_commands

    answer = Answer(args)
    if args.what == "catalogue":
        return document_commands.catalogue(args, answer, folder(args))
    if args.what == "outlines":
        from commandcenter.app import outlines_command

        return outlines_command.run(args, answer, folder(args))
    if args.propose:
        return document_commands.propose(args, answer, partial(secret, args))
    from commandcenter.core.numbers import SHANGHAI
    from commandcenter.door import feeds

    mapping = feeds.find_mapping(args.mapping, paths.RESOURCES / "mappings")
    table = feeds.open_table(args.file, mapping)

    def sentence(found: "Refusal") -> str:
        return say(found.reason, found.facts, CHINESE)

    with opened(args) as station:
        stamp = datetime.fromtimestamp(now_ms() / 1000, UTC).astimezone(SHANGHAI).strftime("%Y%m%d-%H%M%S")
        refusals = feeds.Refusals(station.folder / f"refusals-{args.file.stem}-{stamp}.csv", table.columns, sentence)
        with closing(station.queries()) as queries, refusals:
            done = feeds.Feed(
                mapping, door=station.door, queries=queries, ground=station.ground, names=station.names,
            ).take(table.rows(), refusals=refusals, total=table.count,
                   progress=lambda n, of: answer.progress("import", n, of), look=args.dry_run)
    answer.give({
        "read": done.read, "taken": done.taken, "known": done.known, "refused": done.refused,
        "refused_file": None if done.refused_file is None else str(done.refused_file),
        **({"dry_run": True} if args.dry_run else {}),
    }, "import-looked" if args.dry_run else "imported", *(("refused-list",) if done.refused_file else ()))
    return 0


def documents(args: argparse.Namespace) -> int:
    """List the reference documents of a platform's folder, or compare two versions."""
    from commandcenter.app import document_commands

    return document_commands.documents(args, Answer(args), folder(args), partial(secret, args))


def verify(args: argparse.Namespace) -> int:
    """Prove that log, chain and views agree; 1 and what differs where they do not."""
    from commandcenter.app import verify_command

    return verify_command.run(args, Answer(args), folder(args), partial(secret, args))


def limits(args: argparse.Namespace) -> int:
    """Answer a file of working-time questions."""
    from commandcenter.core.limits_file import LimitsFileError
    from commandcenter.core.limits_file import answer as answers_of
    from commandcenter.door.feeds import FeedError

    answer = Answer(args)
    try:
        results = answers_of(args.file.read_bytes())
    except FileNotFoundError as err:
        raise FeedError("file-missing", where=str(args.file)) from err
    except LimitsFileError as err:
        raise FeedError("limits-unreadable", file=str(args.file), where=err.where, what=err.what) from err
    answer.give({"results": results})
    if not args.json:
        for name, value in results.items():
            print(say("limit-line", {"id": name, "answer": "-" if value is None else value}, answer.lang))
    return 0


def bench(args: argparse.Namespace) -> int:
    """Run benchmarks; the JSON object is the result of the one that is named, or all by name."""
    from commandcenter.app import bench as benches

    results = benches.run(args.names, args.cases, partial(print, file=sys.stderr if args.json else sys.stdout))
    if args.json:
        print(json.dumps(results[args.names[0]] if len(args.names) == 1 else results, ensure_ascii=False))
    return 0


def shot(args: argparse.Namespace) -> int:
    """Render the window of a data folder; needs no instance lock."""
    from commandcenter.app import station as st
    from commandcenter.app import window as wiring
    from commandcenter.app.bench import BenchError
    from commandcenter.ui.run import NoPicture

    answer = Answer(args)
    found = re.fullmatch(r"([1-9]\d{2,3})x([1-9]\d{2,3})", args.size)
    if found is None:
        raise BenchError("bad-size", size=args.size)
    width, height = int(found[1]), int(found[2])
    data = folder(args)
    if not st.exists(data):
        raise st.StationError("no-station", where=str(data))
    with st.open_to_look(data, password=secret(args, data)) as station:
        try:
            wiring.take_shot(station, settings_of(args, data), args.out, view=args.view, size=(width, height))
        except NoPicture as err:
            sentence = answer.complain(err.key, err.facts)
            answer.give({"reason": err.key, "message": sentence})
            return 1
    answer.give({"out": str(args.out), "view": args.view, "size": [width, height]}, "pictured")
    return 0


def print_sheets(args: argparse.Namespace) -> int:
    """Printed sheets of cases as PDF; needs no instance lock."""
    from commandcenter.app import print_command
    from commandcenter.app import station as st

    data = folder(args)
    with st.open_to_look(data, password=secret(args, data)) as station:
        return print_command.run(args, Answer(args), station, settings_of(args, data))


def package(args: argparse.Namespace) -> int:
    """Package files carried by hand between a workstation and the city platform."""
    from commandcenter.app import packages

    if args.what == "answer":
        return packages.of_platform(args, Answer(args), folder(args))
    if args.what == "salvage":
        from commandcenter.app import salvage_command

        return salvage_command.run(args, Answer(args), folder(args), secret(args, folder(args)))
    with opened(args) as station:
        return packages.of_station(args, Answer(args), station)


def outbox(args: argparse.Namespace) -> int:
    """What waits for the city platform; needs no instance lock."""
    from commandcenter.app import outbox_command
    from commandcenter.app import station as st

    data = folder(args)
    with st.open_to_look(data, password=secret(args, data)) as station:
        return outbox_command.run(args, Answer(args), station, settings_of(args, data))


def photos(args: argparse.Namespace) -> int:
    """Photos of a case; listing and copying need no instance lock."""
    from commandcenter.app import photo_command
    from commandcenter.app import station as st

    answer, data = Answer(args), folder(args)
    if args.what == "add":
        with opened(args) as station:
            return photo_command.add(args, answer, station, settings_of(args, data))
    with st.open_to_look(data, password=secret(args, data)) as station:
        look = photo_command.listed if args.what == "list" else photo_command.export
        return look(args, answer, station)


def reveals(args: argparse.Namespace) -> int:
    """Who looked at contact details; a look needs no instance lock, signing in does."""
    from commandcenter.app import reveal_command
    from commandcenter.app import station as st

    data = folder(args)
    with (opened(args) if args.user else st.open_to_look(data, password=secret(args, data))) as station:
        return reveal_command.run(args, Answer(args), station)


def transfer(args: argparse.Namespace) -> int:
    """A case for another street; the list of streets needs no instance lock."""
    from commandcenter.app import station as st
    from commandcenter.app import transfer_command

    answer, data = Answer(args), folder(args)
    if args.what == "case":
        with opened(args) as station:
            return transfer_command.hand(args, answer, station, settings_of(args, data))
    with st.open_to_look(data, password=secret(args, data)) as station:
        return transfer_command.streets(answer, station)


def window(args: argparse.Namespace) -> int:
    """The window of a workstation; with --demo its city platform runs beside it, and no display is needed."""
    from commandcenter.app import window_command

    return window_command.run(args)


RUN: dict[str, Callable[[argparse.Namespace], int]] = {
    "demo": demo, "platform": platform, "join": join, "sync": sync, "import": feed, "verify": verify,
    "documents": documents, "print": print_sheets,
    "backup": keeping, "restore": keeping, "move": keeping, "key": keeping, "support": keeping,
    "outbox": outbox, "package": package, "photos": photos, "reveals": reveals, "transfer": transfer,
    "limits": limits, "bench": bench, "shot": shot,
    "window": window,
}
