"""A bulk run in a process of its own, to be killed in the middle: python -m tests.desk.bulk_worker FOLDER run|look.

`run` says how many are on disk and then holds still before the next slice; `look` starts anew and says what it finds:
done, left, how many are dispatched, how many the undo took back.
"""

import sys
import time
from pathlib import Path
from uuid import uuid4

from commandcenter import paths
from commandcenter.core.case import Stage
from commandcenter.desk import bulk_desk
from commandcenter.desk.bulk_acts import BY_KEY
from commandcenter.desk.bulk_desk import State
from commandcenter.desk.desks import Desks
from commandcenter.door.door import Changed, Door
from commandcenter.store import keys
from commandcenter.store.engine import open_store
from commandcenter.store.queries import Queries
from tests import makes
from tests.desk.conftest import Screen


def main(folder: Path, what: str) -> None:
    bulk_desk.WRITTEN_AT_ONCE = 1
    with open_store(folder, keys.load(folder), paths.MIGRATIONS) as store:
        door = Door(store, street=makes.STREET, letter="A", clock=lambda: makes.T0, new_id=uuid4)
        screen = Screen()
        desks = Desks(
            door, lambda: Queries(store.reader()), screen.deliver, operator="", ground=None,
            place_text=lambda lon, lat: "", new_id=uuid4, street_name="东门街道", station_name="一号席",
            key_kept="file")
        if what == "run":
            _run(desks, door, screen)
        else:
            _look(desks, door, screen)
        desks.close()


def _run(desks: Desks, door: Door, screen: Screen) -> None:
    cases = [makes.filed(door) for _ in range(12)]
    queries = desks._open_queries()
    rows = [queries.row_of(case.id) for case in cases]
    desks.bulk.prepare(BY_KEY["dispatch"], [row.id for row in rows if row is not None])
    screen.pump(lambda: desks.bulk.plan.act is not None and not desks.bulk.plan.reading)
    done = 0

    def hold(news: Changed) -> None:
        nonlocal done
        done += 1
        if done == 3:
            sys.stdout.write("3\n")
            sys.stdout.flush()
            time.sleep(60)

    door.subscribe(hold)
    desks.bulk.go()
    screen.pump(lambda: not desks.bulk.view.running)


def _look(desks: Desks, door: Door, screen: Screen) -> None:
    desks.start()
    screen.pump(lambda: desks.bulk.view.broken_off)
    view = desks.bulk.view
    dispatched = sum(case.stage is Stage.PENDING_HANDLE for row in view.rows
                     if (case := door.case(row.case_id)) is not None)
    said = [view.count(State.DONE), view.count(State.LEFT), dispatched]
    desks.undo.undo()
    screen.pump(lambda: not desks.bulk.view.running)
    sys.stdout.write(" ".join(map(str, [*said, desks.bulk.view.count(State.UNDONE)])) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
