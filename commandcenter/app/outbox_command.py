"""`main.py outbox`: what waits for the city platform, and what it did not accept; into files by hand. Only reads."""

import argparse
from contextlib import closing
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from commandcenter.app.station import Station
    from commandcenter.settings import Settings

FACTS, TEXT = "outbox.jsonl", "outbox.txt"


class Said(Protocol):
    """Where the result goes."""

    def give(self, result: dict[str, object], *keys: str) -> None: ...


def run(args: argparse.Namespace, answer: Said, station: "Station", settings: "Settings") -> int:
    """List what waits; with `--out` write it into a folder too: facts in full for programs, a masked page for people.

    Raises:
        OSError: it cannot be written, or is there already.
    """
    from commandcenter.desk.outbox_desk import as_view, look, machine
    from commandcenter.desk.sync_desk import SyncView

    now = station.clock()
    with closing(station.queries()) as queries:
        view = as_view(look(queries), SyncView(), now)
        files: list[str] = []
        if args.out is not None:
            from commandcenter.ui import outbox_words, run

            run.application(settings)
            args.out.mkdir(parents=True, exist_ok=True)
            books = station.door.books
            text = outbox_words.as_text(view, station.about.street_name, station.about.name, books.shown_names)
            with (args.out / FACTS).open("xb") as file:
                file.writelines(machine(queries, station.street, station.about.letter, now))
            with (args.out / TEXT).open("xb") as file:
                file.write(text.encode())
            files = [str(args.out / FACTS), str(args.out / TEXT)]
    answer.give({
        "waiting": view.total, "oldest": view.oldest, "rejected": len(view.rejected), "files": files,
        "out": str(args.out or ""),
        "facts": [{"case": one.number, "type": one.line.type, "at": one.line.at, "id": str(one.line.fact)}
                  for one in view.lines],
        "not_accepted": [{"case": one.number, "type": one.line.type, "at": one.line.at, "verdict": one.verdict,
                          "set_aside": one.aside} for one in view.rejected],
    }, "outbox", *(("outbox-written",) if files else ()))
    return 0
