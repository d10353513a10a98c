import pytest
import sqlalchemy as sa

from commandcenter import paths
from commandcenter.core.case import Stage
from commandcenter.core.clocks import Urgency
from commandcenter.store import grams, keys, tables
from commandcenter.store.engine import STORE_FILE, connect, look_into, open_store
from commandcenter.store.errors import StoreError
from commandcenter.store.queue_filter import Filter
from commandcenter.store.verify import verify
from tests import makes


# an index of an expression cannot be read back: the next test compares them all as SQL
@pytest.mark.filterwarnings("ignore:Skipped unsupported reflection", "ignore:autogenerate skipping metadata-specified")
def test_the_migrations_end_where_the_tables_are(store):
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with store.write() as conn:
        context = MigrationContext.configure(conn, opts={
            "include_object": lambda o, name, kind, *_: not str(name).startswith("case_text")})
        assert compare_metadata(context, tables.metadata) == []


def test_the_indexes_of_the_migrations_are_those_of_the_tables(store):
    def indexes(conn):
        told = conn.exec_driver_sql("SELECT sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL").scalars()
        return {"".join(sql.split()).replace('"', "") for sql in told}

    plain = sa.create_engine("sqlite://")
    with store.write() as conn, plain.begin() as other:
        tables.metadata.create_all(other)
        assert indexes(conn) == indexes(other)
    plain.dispose()


def test_there_is_one_head():
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    for which in ("workstation", "platform"):
        config = Config()
        config.set_main_option("script_location", str(paths.MIGRATIONS / which))
        assert len(ScriptDirectory.from_config(config).get_heads()) == 1


def test_nothing_of_a_case_stands_in_the_files_in_the_clear(store, door, folder):
    makes.dispatched(door, text="冶金大道井盖丢失")
    raw = b"".join(p.read_bytes() for p in folder.glob(STORE_FILE + "*"))
    assert "冶金大道".encode() not in raw
    assert b"SQLite format 3" not in raw


def test_another_key_or_a_broken_file_is_said_so(folder):
    with pytest.raises(StoreError, match="store-broken"):
        connect(folder / STORE_FILE, b"\1" * 32)
    (folder / STORE_FILE).write_bytes(b"no database at all" * 1000)
    with pytest.raises(StoreError, match="store-broken"):
        open_store(folder, keys.load(folder), paths.MIGRATIONS)


def test_a_newer_store_is_left_alone(folder):
    conn = connect(folder / STORE_FILE, keys.load(folder))
    conn.execute("PRAGMA user_version = 99")
    conn.close()
    before = (folder / STORE_FILE).read_bytes()
    with pytest.raises(StoreError, match="store-newer"):
        open_store(folder, keys.load(folder), paths.MIGRATIONS)
    assert (folder / STORE_FILE).read_bytes() == before


def test_a_second_instance_is_refused_and_a_reader_is_not(store, folder, door):
    with pytest.raises(StoreError, match="in-use"):
        open_store(folder, keys.load(folder), paths.MIGRATIONS)
    makes.filed(door)
    looked = look_into(folder, keys.load(folder)).reader()
    assert looked.execute("SELECT count(*) FROM case_row").fetchone()[0] == 1
    with pytest.raises(Exception, match="readonly|read-only|not authorized|query_only"):
        looked.execute("DELETE FROM case_row")
    looked.close()


def test_an_older_store_is_copied_before_it_is_changed(folder):
    conn = connect(folder / STORE_FILE, keys.load(folder))
    for (name,) in conn.execute("SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite%'"
                                " AND name NOT LIKE 'case_text_%'").fetchall():
        conn.execute(f"DROP TABLE {name}")
    conn.execute("CREATE TABLE kept(word)")
    conn.execute("PRAGMA user_version = 0")
    conn.close()
    with open_store(folder, keys.load(folder), paths.MIGRATIONS):
        pass
    copy = connect(next(folder.glob(STORE_FILE + ".before-*")), keys.load(folder))
    assert copy.execute("SELECT count(*) FROM sqlite_master WHERE name = 'kept'").fetchone()[0] == 1
    copy.close()


def test_a_password_makes_the_same_key_again(tmp_path):
    made = keys.create(tmp_path, how="password", password="东门2026")
    assert keys.load(tmp_path, password="东门2026") == made
    with pytest.raises(StoreError, match="password-wrong"):
        keys.load(tmp_path, password="other")
    with pytest.raises(StoreError, match="password-needed"):
        keys.load(tmp_path)


def test_key_files_are_for_their_owner_only(tmp_path):
    keys.create(tmp_path, how="file")
    assert [(p.stat().st_mode & 0o077) for p in tmp_path.iterdir()] == [0, 0]


def test_queues_count_what_they_list(door, queries, clock):
    makes.filed(door)
    makes.dispatched(door)
    makes.walk(door, makes.dispatched(door))
    now = clock()
    counts = queries.counts(now)
    assert counts.stages == {Stage.PENDING_DISPATCH: 1, Stage.PENDING_HANDLE: 1}
    for stage, n in counts.stages.items():
        assert len(queries.ids(f"stage:{stage}", now)) == n
    assert len(queries.ids("open", now)) == counts.open == 2
    assert len(queries.ids("closed", now)) == 1
    assert len(queries.ids("pending", now)) == counts.by_queue["pending"] == 3


def test_urgency_grows_with_the_clock(door, queries, clock):
    case = makes.dispatched(door)
    due = queries.row_of(case.id).due
    seen = []
    for at in (clock.at, due - 1, due, due * 2):
        clock.at = at
        found = [u for u in Urgency if len(queries.ids("open", clock.at, filter_=Filter(urgency=(u,))))]
        assert [u for u, n in queries.counts(clock.at).urgency.items() if n] == found
        seen += found
    assert seen == [Urgency.NORMAL, Urgency.NEAR, Urgency.OVERDUE, Urgency.SEVERE]


@pytest.mark.parametrize("typed", ["井", "井盖", "盖丢失", "冶金 贵电", "0302-a001", "丢失"])
def test_search_finds_by_one_to_many_characters(door, queries, clock, typed):
    makes.filed(door)
    makes.filed(door, text="路灯不亮", place="雄石路", community_name="雄石社区", class_key="component:0101")
    found = queries.ids("open", clock(), filter_=Filter(text=typed))
    assert len(found) >= 1
    assert len(queries.ids("open", clock(), filter_=Filter(text="高空抛物"))) == 0


def test_a_phrase_does_not_run_over_the_end_of_a_word(door, queries, clock):
    makes.filed(door, place="冶金大道", text="")
    assert grams.query("道贵") is not None
    assert len(queries.ids("open", clock(), filter_=Filter(text="道贵"))) == 0


def test_a_text_with_a_nul_in_it_is_found_by_what_stands_before_and_behind(door, queries, clock):
    case = makes.filed(door, place="冶金\x00大道", text="\x00路灯\x00b042\x00")
    for typed in ("冶金", "大道", "路灯 b042"):
        found = queries.rows(queries.ids("all", clock(), filter_=Filter(text=typed)))
        assert [row.case_id for row in found.values()] == [case.id], typed


def test_verify_is_content_until_somebody_changes_a_row(store, door):
    makes.walk(door, makes.dispatched(door), 3)
    found = verify(store, makes.STREET)
    assert found.problems == ()
    assert (found.cases, found.pending) == (1, 6)
    with store.write() as conn:
        conn.execute(sa.update(tables.case_row).values(place="elsewhere"))
    assert [p.key for p in verify(store, makes.STREET).problems] == ["row-differs"]
