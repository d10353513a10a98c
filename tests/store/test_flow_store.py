"""The second schema: an older store is brought up to date without losing or inventing anything."""

import sqlalchemy as sa

from commandcenter import paths
from commandcenter.core.case import Role
from commandcenter.core.request_rules import AskExtension
from commandcenter.core.ruling_rules import AskRuling, GiveRuling
from commandcenter.store import keys
from commandcenter.store.engine import STORE_FILE, connect, open_store
from commandcenter.store.queries import Queries
from commandcenter.store.verify import verify
from tests import makes


def _made_older(folder, unread):
    """Take a store back to the first schema; the rows of `unread` cases as a version wrote them that knew no more."""
    conn = connect(folder / STORE_FILE, keys.load(folder))
    makes.take_back(conn, 1)
    for case_id in unread:
        conn.execute("UPDATE case_row SET unknown = 1, stage = 'handling', state = x'00' WHERE case_id = ?",
                     (case_id.bytes,))
    conn.close()


def test_an_older_store_gets_the_new_columns_and_reads_what_it_could_not_read(store, door, folder):
    plain = makes.walk(door, makes.dispatched(door))
    asked = makes.dispatched(door)
    door.submit(AskExtension(case_id=asked.id, actor="u", role=Role.DEPARTMENT, on_behalf=asked.unit,
                              reason="材料未到"))
    docket = makes.filed(door)
    door.submit(AskRuling(case_id=docket.id, actor="u", role=Role.DISPATCHER, reason="职责不清"))
    door.submit(GiveRuling(
        case_id=docket.id, actor="u", role=Role.LEADER, unit=door.books.units.units[-1].id, reason="属地管理"))
    store.close()
    _made_older(folder, (asked.id, docket.id))
    with open_store(folder, keys.load(folder), paths.MIGRATIONS) as again:
        assert verify(again, makes.STREET).problems == ()
        queries = Queries(again.reader())
        assert queries.row_of(asked.id).asked == "extension:dispatcher"
        assert queries.row_of(plain.id).asked == ""
        assert queries.ruling(docket.class_key, docket.community).reason == "属地管理"
        queries.close()


def test_a_finished_case_of_an_older_store_is_read_as_this_version_reads_it(store, door, folder):
    case = makes.walk(door, makes.dispatched(door, source="hotline"))
    assert case.verified is not None
    other = makes.walk(door, makes.dispatched(door, source="superior"))
    store.close()
    conn = connect(folder / STORE_FILE, keys.load(folder))
    conn.execute("UPDATE case_row SET state = x'00' WHERE case_id = ?", (case.id.bytes,))
    makes.take_back(conn, 3)
    conn.close()
    with open_store(folder, keys.load(folder), paths.MIGRATIONS) as again:
        assert verify(again, makes.STREET).problems == ()
    assert not case.open
    assert not other.open


def test_a_ruling_that_somebody_changed_is_found(store, door):
    case = makes.filed(door)
    door.submit(AskRuling(case_id=case.id, actor="u", role=Role.DISPATCHER, reason="职责不清"))
    unit = door.books.units.units[0].id
    door.submit(GiveRuling(case_id=case.id, actor="u", role=Role.LEADER, unit=unit, reason="属地管理"))
    assert verify(store, makes.STREET).problems == ()
    with store.write() as conn:
        conn.execute(sa.text("UPDATE ruling SET unit = 'somebody'"))
    assert [p.key for p in verify(store, makes.STREET).problems] == ["rulings-differ"]
