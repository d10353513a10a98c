import hashlib
import shutil

import pytest
from sqlcipher3 import dbapi2

from commandcenter import paths
from commandcenter.cityplatform import tables
from commandcenter.cityplatform.files import FILE, PlatformError
from commandcenter.cityplatform.platform import Platform
from commandcenter.cityplatform.refusals import Refusal
from commandcenter.cityplatform.serve import sentence
from commandcenter.core.facts import MAX_DOCUMENT
from tests.cityplatform.test_push import pushed
from tests.sync.streets import EAST, GARDEN, Author, clock

SPOILT = {
    "sqlite": "CAST(replace(CAST(body AS TEXT), '井', '丼') AS BLOB)",
    "postgresql": "convert_to(replace(convert_from(body, 'UTF8'), '井', '丼'), 'UTF8')",
}


def refused(folder, *, read_only=False):
    with pytest.raises(PlatformError) as caught:
        Platform.open(folder, clock=clock, read_only=read_only)
    words = sentence(caught.value)
    assert str(folder) in words
    assert "{" not in words
    return caught.value.key


def test_the_migrations_end_where_the_tables_are(platform):
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with platform._files.read() as conn:
        assert compare_metadata(MigrationContext.configure(conn), tables.metadata) == []


def test_there_is_one_head_and_it_is_the_schema_s_number():
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    from commandcenter.cityplatform.files import SCHEMA

    config = Config()
    config.set_main_option("script_location", str(paths.MIGRATIONS / "platform"))
    assert ScriptDirectory.from_config(config).get_heads() == [f"{SCHEMA:04d}"]


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_tokens_are_kept_as_hashes_only(platform, tmp_path):
    token = platform.add_workstation("一号台", EAST, "A")
    assert platform.authenticate(token).letter == "A"
    raw = b"".join(p.read_bytes() for p in (tmp_path / "platform").glob(FILE + "*"))
    assert token.encode() not in raw
    assert hashlib.sha256(token.encode()).digest() in raw


def test_a_withdrawn_token_is_told_from_one_that_never_was(platform):
    token = platform.add_workstation("一号台", EAST, "A")
    platform.revoke(EAST, "A")
    with pytest.raises(Refusal, match="token_revoked"):
        platform.authenticate(token)
    with pytest.raises(Refusal, match="token_invalid"):
        platform.authenticate(token + "x")
    assert not platform.revoke(EAST, "A")
    assert platform.workstations() == []


def test_a_letter_stands_for_one_workstation_of_a_street(platform):
    platform.add_workstation("一号台", EAST, "A")
    platform.add_workstation("一号台", GARDEN, "A")
    with pytest.raises(ValueError, match="taken"):
        platform.add_workstation("二号台", EAST, "A")
    with pytest.raises(ValueError, match="not a street"):
        platform.add_workstation("二号台", "city", "A")


def test_documents_are_counted_by_stream_and_name(platform):
    assert platform.publish("city", "calendar", b'{"a": 1.5}') == 2
    assert platform.publish(EAST, "calendar", b"{}") == 1
    with pytest.raises(ValueError, match="document x"):
        platform.publish("city", "x", b"{")
    with pytest.raises(ValueError, match="larger"):
        platform.publish("city", "x", b'"' + b"x" * MAX_DOCUMENT + b'"')
    assert platform.verify().ok


def test_verify_counts_what_is_there(platform, station):
    author = Author()
    platform.push(station, pushed(*author.case(), *author.case(), author.note(refs={"moon": 1})))
    found = {s.stream: s for s in platform.verify().streams}
    assert sorted(found) == platform.streams() == sorted([EAST, GARDEN, "city"])
    east = found[EAST]
    assert (east.facts, east.seq, east.cases, east.rejected) == (16, 16, 2, 1)
    assert east.h == platform.head(EAST).h
    assert [s.stream for s in platform.verify(EAST).streams] == [EAST]
    assert [d.key for d in platform.verify("999").differences] == ["stream"]


@pytest.mark.parametrize(("statement", "keys"), [
    ("UPDATE fact SET body = {spoilt} WHERE type = 'reported'", {"chain"}),
    ("UPDATE fact SET rts = rts + 1 WHERE seq = 5", {"chain"}),
    ("UPDATE fact SET verdict = 4 WHERE type = 'closed'", {"chain"}),
    ("DELETE FROM fact WHERE type = 'closed'", {"head", "session"}),
    ("DELETE FROM fact WHERE type = 'filed'", {"gap", "chain", "session"}),
    ("UPDATE fact SET type = 'x' WHERE seq = 5", {"column"}),
    ("UPDATE session SET last_sseq = 99 WHERE workstation IS NOT NULL", {"session"}),
    ("UPDATE number SET last = 99", {"number"}),
    ("DELETE FROM document WHERE name = 'calendar'", {"document"}),
    ("UPDATE stream SET seq = seq + 1", {"head"}),
    ("UPDATE stream SET genesis = 'other'", {"chain"}),
])
def test_verify_says_what_differs(platform, station, statement, keys):
    platform.push(station, pushed(*Author().case()))
    assert platform.verify().ok
    with platform._files.write() as conn:
        changed = conn.exec_driver_sql(statement.replace("{spoilt}", SPOILT[conn.dialect.name])).rowcount
    assert changed
    found = platform.verify()
    assert not found.ok
    assert {d.key for d in found.differences} == keys


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_second_process_is_refused_and_a_reader_is_not(platform, station, tmp_path):
    folder = tmp_path / "platform"
    assert refused(folder) == "platform_in_use"
    platform.push(station, pushed(*Author().case()))
    with Platform.open(folder, clock=clock, read_only=True) as looked:
        assert looked.verify() == platform.verify()
        with pytest.raises(PlatformError, match="read_only"):
            looked.publish("city", "x", b"1")


def test_folders_that_cannot_be_opened(tmp_path):
    assert refused(tmp_path / "nothing") == "platform_missing"
    assert refused(tmp_path / "nothing", read_only=True) == "platform_missing"
    assert not (tmp_path / "nothing").exists()
    (tmp_path / FILE).write_bytes("不是数据库".encode() * 1000)
    assert refused(tmp_path) == "platform_broken"
    assert refused(tmp_path, read_only=True) == "platform_broken"
    assert (tmp_path / FILE).read_bytes() == "不是数据库".encode() * 1000
    with pytest.raises(PlatformError, match="exists"):
        Platform.create(tmp_path, clock=clock)
    (tmp_path / "file").write_text("x")
    with pytest.raises(PlatformError, match="unreachable"):
        Platform.create(tmp_path / "file", clock=clock)


def test_a_file_with_broken_words_is_said_to_be_broken(founded, tmp_path):
    from tests.sync.streets import copied

    copied(founded, tmp_path / "whole").close()
    whole = (tmp_path / "whole" / FILE).read_bytes()
    said = set()
    for at in range(107, 8_192, 97):  # the first pages: the names and words of the tables
        shutil.copytree(tmp_path / "whole", tmp_path / "p", dirs_exist_ok=True)
        (tmp_path / "p" / FILE).write_bytes(whole[:at] + bytes([whole[at] ^ 0x80]) + whole[at + 1:])
        try:
            with Platform.open(tmp_path / "p", clock=clock) as opened:
                said |= {found.key for found in opened.verify().differences}
        except PlatformError as err:
            said.add(err.key)
    assert "platform_broken" in said


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@pytest.mark.parametrize("damage", ["rts = -1", "rts = 'noon'", "verdict = 1 << 62, rts = -5"])
def test_a_place_that_there_cannot_be_is_a_difference_in_the_chain(platform, station, damage):
    platform.push(station, pushed(*Author().case()))
    with platform._files.write() as conn:
        conn.exec_driver_sql(f"UPDATE fact SET {damage} WHERE type = 'filed'")
    assert "chain" in {found.key for found in platform.verify().differences}


def test_a_newer_file_is_left_alone(founded, tmp_path):
    from tests.sync.streets import copied

    copied(founded, tmp_path / "p").close()
    set_version(tmp_path / "p" / FILE, 99)
    before = (tmp_path / "p" / FILE).read_bytes()
    assert refused(tmp_path / "p") == "platform_newer"
    assert refused(tmp_path / "p", read_only=True) == "platform_newer"
    assert (tmp_path / "p" / FILE).read_bytes() == before


def test_a_file_without_schema_is_copied_and_brought_up_to_date(tmp_path):
    raw = dbapi2.connect(str(tmp_path / FILE))
    raw.execute("CREATE TABLE kept(word)")
    raw.commit()
    raw.close()
    assert refused(tmp_path, read_only=True) == "platform_older"
    with Platform.open(tmp_path, clock=clock) as platform:
        assert platform.streams() == ["city"]
    copy = dbapi2.connect(str(next(tmp_path.glob(FILE + ".before-*"))))
    assert copy.execute("SELECT name FROM sqlite_master").fetchall() == [("kept",)]
    copy.close()


def set_version(path, version):
    raw = dbapi2.connect(str(path))
    raw.execute(f"PRAGMA user_version = {version}")
    raw.commit()
    raw.close()


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_commits_are_durable_and_the_engine_has_the_fix(platform):
    assert dbapi2.sqlite_version_info >= (3, 51, 3)
    with platform._files.write() as conn:
        assert conn.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert conn.exec_driver_sql("PRAGMA synchronous").scalar() == 2  # FULL
