"""Importing a file: the Boston rows through the feed into a new encrypted store, beside csv.DictReader alone."""

import csv
from typing import Any

from commandcenter import paths
from commandcenter.door import feeds
from tests.bench import _city
from tests.bench._measure import Report, Result, command_line, empty_folder, median, took

TIMES = 3


def run(cases: int = 8_179, report: Report = print) -> dict[str, Any]:
    """Import the first rows of the file, so many at most."""
    ours: list[float] = []
    again: list[float] = []
    raw: list[float] = []
    read = 0
    mapping = feeds.find_mapping("boston311", paths.RESOURCES / "mappings")
    table = feeds.open_table(_city.DATA, mapping)
    rows = [row for _, row in zip(range(cases), table.rows(), strict=False)]
    result = Result("import", len(rows), report)
    for _ in range(TIMES if len(rows) > 1000 else 1):
        with empty_folder() as place, _city.founded(place) as station:
            queries = station.queries()
            feed = feeds.Feed(mapping, door=station.door, queries=queries, ground=station.ground, names=station.names)
            station.names.place_text(*_middle(station.ground.bounds_e7))  # gazetteer and ground are read before
            taken = []

            def once(feed: feeds.Feed = feed, taken: list[feeds.Taken] = taken) -> None:
                source = (row for _, row in zip(range(cases), table.rows(), strict=False))
                taken.append(feed.take(source))

            ours.append(took(once))
            again.append(took(once))
            queries.close()
            read = taken[0].read
            result.notes |= {"read": read, "taken": taken[0].taken, "known again": taken[1].known,
                             "refused": taken[0].refused}
        raw.append(took(lambda: _read_only(cases)))
    rate, floor = read / median(ours) * 1000, read / median(raw) * 1000
    result.add("rows taken, each a case with its history", rate, "rows/s", floor=floor, floor_is="csv.DictReader")
    result.add("the same file again, all rows known", read / median(again) * 1000, "rows/s", floor=floor,
               floor_is="csv.DictReader")
    return result.done()


def _read_only(most: int) -> None:
    with _city.DATA.open(encoding="utf-8-sig", newline="") as file:
        for _ in zip(range(most), csv.DictReader(file), strict=False):
            pass


def _middle(bounds: tuple[int, int, int, int]) -> tuple[int, int]:
    west, south, east, north = bounds
    return (west + east) // 2, (south + north) // 2


if __name__ == "__main__":
    command_line(run, 8_179)
