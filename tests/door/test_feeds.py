"""Files of cases: each row taken, known or refused; closed rows arrive as their history; files that cannot be read."""

import csv
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import pytest

from commandcenter import paths
from commandcenter.app.station import ground_folder
from commandcenter.atlas.ground import Ground
from commandcenter.atlas.names import Names
from commandcenter.core.bodies import Closed, Dispatched, Filed, Handled, Reported
from commandcenter.core.case import Case, Stage
from commandcenter.core.limits import Limit
from commandcenter.door import feeds
from commandcenter.door.door import Door
from commandcenter.store import keys
from commandcenter.store.engine import open_store
from commandcenter.store.queries import Queries
from commandcenter.store.verify import verify
from tests import makes

SAMPLES = Path(__file__).parent.parent / "data/cases"
MAPPINGS = paths.RESOURCES / "mappings"
PLAIN = {
    "编号": "A-1", "上报时间": "2026-03-01 09:00:00", "结案时间": "", "截止时间": "", "处置时限": "",
    "立案条件": "2", "类别代码": "部件0101", "问题描述": "井盖破损", "地点": "雄石路", "经度": "117.217",
    "纬度": "28.293", "来源": "热线", "责任单位": "供水公司", "结案说明": "",
}


@pytest.fixture(scope="module")
def ground() -> Ground:
    return Ground.load(ground_folder(makes.STREET))


@pytest.fixture(scope="module")
def names(ground: Ground) -> Names:
    return Names.load(ground_folder(makes.STREET), ground)


@pytest.fixture
def plain_point(ground: Ground) -> dict[str, str]:
    """A point inside the street, in the columns of the plain mapping."""
    point = ground.communities[0].polygon.representative_point()
    return {"经度": f"{point.x:.7f}", "纬度": f"{point.y:.7f}"}


@pytest.fixture
def take(door: Door, queries: Queries, ground: Ground, names: Names, tmp_path: Path):
    """Import a file; refusals are said as their reasons."""

    def run(path: Path, mapping: str, **more) -> feeds.Taken:
        its = feeds.find_mapping(mapping, MAPPINGS)
        table = feeds.open_table(path, its)
        feed = feeds.Feed(its, door=door, queries=queries, ground=ground, names=names)
        with feeds.Refusals(tmp_path / "refusals.csv", table.columns, lambda found: f"因为 {found.reason}") as refusals:
            return feed.take(table.rows(), refusals=refusals, total=table.count, **more)

    return run


def plain_file(path: Path, *rows: dict[str, str], encoding: str = "utf-8-sig") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(PLAIN))
        writer.writeheader()
        writer.writerows([PLAIN | row for row in rows])
    return path


def case_of(door: Door, mapping: str, source_id: str) -> Case:
    case = door.case(feeds.case_id(makes.STREET, mapping, source_id))
    assert case is not None
    return case


def refused_rows(path: Path) -> list[dict[str, str]]:
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("name", ["boston311", "sf311"])
def test_real_rows_are_all_accounted_for_and_a_second_import_adds_nothing(take, store, name):
    path = SAMPLES / f"{name}_sample.csv"
    with path.open(encoding="utf-8", newline="") as file:
        there = sum(1 for _ in csv.DictReader(file))
    first = take(path, name)
    assert first.read == there == first.taken + first.known + first.refused
    assert first.taken > 0.9 * there
    again = take(path, name)
    assert (again.taken, again.known, again.refused) == (0, first.taken, first.refused)
    checked = verify(store, makes.STREET)
    assert checked.views_equal
    assert checked.cases == first.taken


def test_a_closed_row_arrives_as_its_history(take, door, queries):
    take(SAMPLES / "boston311_sample.csv", "boston311")
    case = case_of(door, "boston311", "101001248662")  # 2015-01-16 13:20:32, target 01-28, closed one second later
    entries = [e for e in queries.entries(case.id) if e.fact.origin == "import"]
    bodies = [e.read() for e in entries]
    assert [type(body) for body in bodies] == [Reported, Filed, Dispatched, Handled, Closed]
    assert [body.stated for body in bodies] == [True, False, False, False, True]
    reported, filed, dispatched, handled, closed = bodies
    assert filed.at == dispatched.at == handled.at == reported.at == 1_421_385_632_000
    assert closed.at == reported.at + 1000
    assert filed.limit == dispatched.limit == Limit(until=1_422_422_432_000)
    assert closed.text == "已处置完成"
    assert case.stage is Stage.CLOSED
    assert case.unstated == {"filed", "dispatched", "handled"}
    assert case.marks == ("demo",)
    assert entries[0].fact.refs == {"catalogue": 1, "rules": 1, "calendar": 1}


def test_an_open_row_of_a_source_with_a_department_goes_as_far_as_dispatched(take, door, ground):
    take(SAMPLES / "boston311_sample.csv", "boston311")
    case = case_of(door, "boston311", "101001251332")  # Trash on Vacant Lot, open, due 2015-02-20 15:11:32
    assert case.stage is Stage.PENDING_HANDLE
    assert case.unit
    assert case.handling is not None
    assert case.handling.limit == Limit(until=1_424_416_292_000)
    assert case.stage_clock is None
    place = ground.locate(case.lon, case.lat)
    assert place is not None
    assert (place.community_code, place.grid_code) == (case.community, case.grid)
    assert "Boston" not in case.place


def test_an_open_row_without_a_counterpart_waits_for_an_acceptor(take, door, tmp_path):
    row = {"CASE_ENQUIRY_ID": "r1", "OPEN_DT": "01/05/2015 10:00:00 AM", "TYPE": "Rodent Activity",
           "TARGET_DT": "02/05/2015 10:00:00 AM", "QUEUE": "ISD_Environmental Services (INTERNAL)"}
    header = SAMPLES.joinpath("boston311_sample.csv").read_text("utf-8").splitlines()[0].split(",")
    path = tmp_path / "rodents.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=header)
        writer.writeheader()
        writer.writerow(row)
    assert take(path, "boston311").taken == 1
    case = case_of(door, "boston311", "r1")
    assert case.stage is Stage.PENDING_REGISTER
    assert case.marks == ("demo", "review")
    assert case.class_name == "未分类"
    assert case.stage_clock is None
    assert case.handling is None


def test_own_form_keeps_positions_and_takes_the_conditions_limit(take, door, tmp_path, plain_point):
    take(plain_file(tmp_path / "a.csv", plain_point, plain_point | {"编号": "A-2", "处置时限": "3工作日"}), "plain")
    case = case_of(door, "plain", "A-1")
    assert case.place == "雄石路"
    assert case.lon == round(float(plain_point["经度"]) * 1e7)
    assert case.unit == "water"
    assert case.marks == ()
    assert case.condition == "component:0101:2"
    assert str(case.limit.unit) == "work_hour"
    assert str(case_of(door, "plain", "A-2").limit.unit) == "work_day"


@pytest.mark.parametrize(("row", "reason"), [
    ({"编号": ""}, "id-missing"),
    ({"编号": "x" * 201}, "id-too-long"),
    ({"上报时间": ""}, "time-missing"),
    ({"上报时间": "昨天"}, "time-unreadable"),
    ({"上报时间": "0026-03-01 09:00:00"}, "time-out-of-range"),
    ({"截止时间": "9999-12-31 00:00:00"}, "time-out-of-range"),
    ({"结案时间": "2026-02-01 09:00:00"}, "closed-before-opened"),
    ({"类别代码": "部件9999"}, "class-unknown"),
    ({"立案条件": "77"}, "condition-unknown"),
    ({"处置时限": "尽快"}, "limit-unreadable"),
    ({"经度": ""}, "position-missing"),
    ({"经度": "东经117度"}, "position-unreadable"),
    ({"经度": "116.3", "纬度": "40.0"}, "outside-street"),
])  # fmt: skip
def test_a_row_that_cannot_be_taken_is_refused_with_line_and_reason(take, tmp_path, plain_point, row, reason):
    done = take(plain_file(tmp_path / "bad.csv", plain_point, plain_point | {"编号": "A-2"} | row), "plain")
    assert (done.read, done.taken, done.known, done.refused) == (2, 1, 0, 1)
    assert done.refused_file == tmp_path / "refusals.csv"
    [line] = refused_rows(done.refused_file)
    assert (line["line"], line["reason"], line["sentence"]) == ("3", reason, f"因为 {reason}")
    assert line["问题描述"] == "井盖破损"


def test_a_row_with_a_cell_too_many_is_refused_not_shifted(take, tmp_path, plain_point):
    path = plain_file(tmp_path / "a.csv", plain_point)
    path.write_text(path.read_text("utf-8-sig") + "\n,多出来的,一行\n", "utf-8-sig")
    done = take(path, "plain")
    assert (done.taken, done.refused) == (1, 1)
    assert refused_rows(done.refused_file)[0]["reason"] == "cells-differ"


def test_an_id_that_comes_twice_in_a_file_is_known_the_second_time(take, tmp_path, plain_point):
    done = take(plain_file(tmp_path / "a.csv", plain_point, plain_point), "plain")
    assert (done.read, done.taken, done.known, done.refused, done.refused_file) == (2, 1, 1, 0, None)
    assert not (tmp_path / "refusals.csv").exists()


def test_a_line_is_where_the_row_begins_in_the_file(take, tmp_path, plain_point):
    rows = [plain_point | {"编号": "A-1", "问题描述": "两\n行"}, {"编号": ""}]
    done = take(plain_file(tmp_path / "a.csv", *rows), "plain")
    assert refused_rows(done.refused_file)[0]["line"] == "4"


def test_the_same_file_on_two_workstations_is_folded_to_one(take, door, ground, names, tmp_path):
    taken = take(SAMPLES / "boston311_sample.csv", "boston311").taken
    folder, street = tmp_path / "other", makes.street_documents()
    with open_store(folder, keys.create(folder, how="file"), paths.MIGRATIONS) as store:
        other = Door(store, street=makes.STREET, letter="B", clock=lambda: makes.T0, new_id=uuid4)
        for stream in (makes.city(), street):
            other.adopt(stream.stream, stream.entries, stream.head)
        its = feeds.find_mapping("boston311", MAPPINGS)
        table = feeds.open_table(SAMPLES / "boston311_sample.csv", its)
        with closing(Queries(store.reader())) as reads:
            feeds.Feed(its, door=other, queries=reads, ground=ground, names=names).take(table.rows())
            before = street.seq
            for author in (door, other):
                for waiting in author.waiting(10_000):
                    street.accept(waiting.body)
            other.adopt(makes.STREET, street.since(before), street.head)
            assert reads.total() == taken
            assert (reads.conflicts(), reads.waiting()) == (0, 0)
        assert verify(store, makes.STREET).views_equal


def test_a_long_import_tells_how_far_it_is_and_can_be_stopped(take, monkeypatch):
    monkeypatch.setattr(feeds, "BATCH", 10)
    seen: list[tuple[int, int]] = []
    done = take(SAMPLES / "boston311_sample.csv", "boston311", progress=lambda n, of: seen.append((n, of)),
                cancelled=lambda: len(seen) >= 2)
    assert done.cancelled
    assert done.taken == 20
    assert done.read == done.taken + done.known + done.refused
    assert {of for _, of in seen} == {52}
    assert take(SAMPLES / "boston311_sample.csv", "boston311").known >= 20


# -- files that cannot be read at all: nothing is taken ---------------------------------------------------------------


def whole(path: Path, mapping: str = "plain") -> feeds.FeedError:
    with pytest.raises(feeds.FeedError) as caught:
        feeds.open_table(path, feeds.find_mapping(mapping, MAPPINGS))
    return caught.value


def test_a_file_in_another_encoding_is_found_out_before_the_first_row(tmp_path):
    path = plain_file(tmp_path / "gbk.csv", {"编号": "A-1"}, encoding="gbk")
    error = whole(path)
    assert error.key == "file-encoding"
    assert error.facts["encoding"] == "utf-8-sig"
    late = plain_file(tmp_path / "late.csv", *({"编号": str(n)} for n in range(3000)))
    late.write_bytes(late.read_bytes() + b"\xc4\xe3\xba\xc3\n")
    assert whole(late).facts["line"] > 2000


def test_a_workbook_is_no_csv(tmp_path):
    path = tmp_path / "cases.xlsx"
    path.write_bytes(b"PK\x03\x04rest")
    assert (whole(path).key, whole(path).facts["found"]) == ("file-not-csv", "xlsx")


@pytest.mark.parametrize(("content", "key"), [
    (b"", "file-empty"), (b"\xef\xbb\xbf", "file-empty"), (b"\r\n\r\n", "file-empty"),
    (b"a,b\n1,2\n", "columns-missing"),
])
def test_an_empty_file_or_one_without_the_columns(tmp_path, content, key):
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    assert whole(path).key == key


def test_a_quote_that_is_never_closed_swallows_no_rows(tmp_path):
    path = plain_file(tmp_path / "a.csv", {"编号": "1"}, {"编号": "2"})
    path.write_text(path.read_text("utf-8-sig").replace("\n2,", '\n"2,'), "utf-8-sig")
    assert (whole(path).key, whole(path).facts["line"]) == ("file-broken", 3)


def test_a_cell_of_absurd_size_is_found_out_before_the_first_row(tmp_path):
    path = plain_file(tmp_path / "a.csv", {"编号": "1"}, {"编号": "2", "问题描述": "长" * (feeds.MAX_CELL + 1)})
    assert (whole(path).key, whole(path).facts["line"]) == ("file-broken", 3)


def test_a_missing_file_and_a_folder(tmp_path):
    assert whole(tmp_path / "none.csv").key == "file-missing"
    assert whole(tmp_path).key == "file-unreadable"


def test_mappings_by_name_by_path_and_not_at_all(tmp_path):
    assert feeds.find_mapping(str(MAPPINGS / "sf311.toml"), MAPPINGS).name == "sf311"
    with pytest.raises(feeds.FeedError) as caught:
        feeds.find_mapping("nyc", MAPPINGS)
    assert (caught.value.key, caught.value.facts["known"]) == ("mapping-missing", "boston311, plain, sf311")
    broken = tmp_path / "own.toml"
    broken.write_text("name = \n", "utf-8")
    with pytest.raises(feeds.FeedError) as caught:
        feeds.find_mapping(str(broken), MAPPINGS)
    assert caught.value.key == "mapping-unusable"


@pytest.mark.parametrize("name", ["boston311", "sf311"])
def test_the_mapping_that_fits_is_found_by_the_columns(name):
    file = paths.ROOT / "tests" / "data" / "cases" / f"{name}_sample.csv"
    assert feeds.fitting(file, paths.RESOURCES / "mappings").name == name


def test_a_file_that_no_mapping_fits_is_refused(tmp_path):
    strange, empty = tmp_path / "strange.csv", tmp_path / "empty.csv"
    strange.write_text("a,b\n1,2\n")
    empty.write_text("")
    for path, key in ((strange, "mapping-unfit"), (empty, "file-empty"), (tmp_path / "none.csv", "file-missing")):
        with pytest.raises(feeds.FeedError) as refused:
            feeds.fitting(path, paths.RESOURCES / "mappings")
        assert refused.value.key == key
