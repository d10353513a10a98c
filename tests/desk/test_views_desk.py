"""Saved views and columns of an operator."""

import pytest

from commandcenter.app.desk_files import DeskFiles
from commandcenter.core import saved_views as sv
from commandcenter.core.saved_views import SavedView, ViewsError
from commandcenter.desk import columns_desk, views_desk
from commandcenter.desk.columns_desk import Columns, ColumnsDesk
from commandcenter.desk.kept_files import Unkept
from commandcenter.desk.queue_desk import GROUPS
from commandcenter.desk.views_desk import ViewsDesk
from tests import makes


@pytest.fixture
def files(tmp_path):
    return DeskFiles(tmp_path)


@pytest.fixture
def views(desks, files):
    """The desk of views over files on disk, as the window's own is wired."""
    made = ViewsDesk(desks.reader, desks.queue, desks.search, files, lambda: desks.operator.operator.id, desks.now)
    desks.queue.listeners.append(made.on_queue)
    made.load()
    return made


def save(desks, views, name, line, queue="open"):
    desks.queue.choose(queue)
    desks.search.search(line)
    views.save(name)


def test_a_view_brings_back_queue_line_and_order(desks, views, door, screen):
    makes.filed(door)
    makes.dispatched(door)
    desks.start()
    desks.queue.sort_by("number", True)
    save(desks, views, " 待派遣的 ", "阶段:派遣")
    assert views.view.open == "待派遣的"
    views.leave("closed")
    assert (desks.queue.view.queue, desks.search.view.text, views.view.open) == ("closed", "", "")
    views.open("待派遣的")
    screen.pump(lambda: desks.queue.view.loaded and len(desks.queue.view.ids) == 1)
    assert (desks.queue.view.sort, desks.queue.view.descending) == ("number", True)
    assert desks.search.view.text == "阶段:派遣"
    desks.search.search("阶段:派遣 井盖")
    assert views.view.open == ""  # what is shown is no longer the view


def test_counts_live(desks, views, door, screen):
    makes.filed(door)
    desks.start()
    save(desks, views, "a", "井盖")
    save(desks, views, "b", "路灯")
    save(desks, views, "c", "", "closed")
    screen.pump(lambda: views.view.counts == {"a": 1, "b": 0, "c": 0})
    makes.walk(door, makes.dispatched(door))
    makes.filed(door)
    screen.pump(lambda: views.view.counts == {"a": 2, "b": 0, "c": 1})


def test_a_view_of_years_that_no_index_counts_is_counted_when_it_is_open(desks, views, door, screen):
    makes.walk(door, makes.dispatched(door))
    desks.start()
    save(desks, views, "a", "类:井盖", "closed")
    screen.pump(lambda: views.view.counts == {"a": 1})
    views.leave("open")
    later = ViewsDesk(desks.reader, desks.queue, desks.search, views._files, views._operator, desks.now)
    later.load()
    answered = []
    desks.reader.ask("last", lambda q: 0, answered.append)
    screen.pump(lambda: bool(answered))
    assert later.view.counts == {}


def test_order_and_names_survive_a_restart_and_are_the_operators_own(desks, views, files):
    for name in ("a", "b", "c"):
        save(desks, views, name, f"路:{name}")
    views.move("c", -1)
    views.move("a", -1)  # it is the first
    views.rename("b", "乙")
    views.delete("a")
    again = ViewsDesk(desks.reader, desks.queue, desks.search, files, lambda: desks.operator.operator.id, desks.now)
    again.load()
    assert [v.name for v in again.view.views] == ["c", "乙"]
    other = ViewsDesk(desks.reader, desks.queue, desks.search, files, lambda: "somebody-else", desks.now)
    other.load()
    assert other.view.views == ()
    other.save("theirs")
    views._all = None
    views.load()
    assert [v.name for v in views.view.views] == ["c", "乙"]


def test_saving_under_a_name_that_is_there_replaces_it(desks, views):
    save(desks, views, "a", "井盖")
    save(desks, views, "b", "路灯")
    save(desks, views, "a", "垃圾")
    assert [(v.name, v.text) for v in views.view.views] == [("a", "垃圾"), ("b", "路灯")]
    with pytest.raises(ViewsError, match="view-name-taken"):
        views.rename("a", "b")
    with pytest.raises(ViewsError, match="view-name-empty"):
        views.save(" ")


def test_views_go_from_hand_to_hand(desks, views, tmp_path):
    save(desks, views, "a", "井盖")
    path = str(tmp_path / "out" / "views.json")
    with pytest.raises(ViewsError, match="views-not-written"):
        views.hand_out(path)
    path = str(tmp_path / "views.json")
    assert views.hand_out(path) == 1
    with pytest.raises(ViewsError, match="views-file-exists"):
        views.hand_out(path)
    assert views.take_in(path) == 0
    views.delete("a")
    assert views.take_in(path) == 1
    assert views.view.views == (SavedView(name="a", queue="open", text="井盖"),)


@pytest.mark.parametrize(
    ("raw", "key"),
    [(b"\x00\x01", "views-unreadable"), (b"{}", "views-other-form"), (b"x" * 2_000_000, "views-too-large")],
)
def test_a_foreign_file_changes_nothing(desks, views, tmp_path, raw, key):
    save(desks, views, "a", "井盖")
    path = tmp_path / "foreign"
    path.write_bytes(raw)
    for where, why in ((path, key), (tmp_path / "none", "views-not-read"), (tmp_path, "views-not-read"),
                       ("a\x00b", "views-not-read")):
        with pytest.raises(ViewsError) as refused:
            views.take_in(str(where))
        assert refused.value.key == why
    assert [v.name for v in views.view.views] == ["a"]


def test_a_broken_file_of_our_own_is_left_as_it_is(desks, files, caplog):
    files.write(views_desk.FILE, b"{broken")
    views = ViewsDesk(desks.reader, desks.queue, desks.search, files, lambda: "u", desks.now)
    views.load()
    assert "not read" in caplog.text
    with pytest.raises(ViewsError, match="views-not-written"):
        views.save("a")
    assert files.read(views_desk.FILE) == b"{broken"


def test_a_view_of_a_newer_version_stays_in_its_file(files):
    raw = sv.encode_kept({}).replace(b'"version": 1', b'"version": 2')
    with pytest.raises(ViewsError, match="views-newer"):
        sv.decode_kept(raw)


def test_columns_are_kept_per_operator(tmp_path):
    files, who = DeskFiles(tmp_path), ["u1"]
    desk = ColumnsDesk(files, lambda: who[0])
    desk.load()
    desk.show("community", False)
    desk.show("tags", True)
    desk.widen("class", 5_000)
    chosen = Columns(hidden=("community",), shown=("tags",), widths={"class": columns_desk.WIDEST})
    assert desk.view == chosen
    who[0] = "u2"
    desk.load()
    assert desk.view == Columns()
    who[0] = "u1"
    again = ColumnsDesk(files, lambda: who[0])
    again.load()
    assert again.view == chosen
    again.show("community", True)
    assert again.view.hidden == ()
    again.reset()
    assert again.view == Columns()


def test_columns_that_cannot_be_read_are_the_usual_ones(caplog):
    files = Unkept()
    files.write(columns_desk.FILE, b'{"version": 1, "columns": {"u": {"hidden": 3}}}')
    desk = ColumnsDesk(files, lambda: "u")
    desk.load()
    assert desk.view == Columns()
    assert "not read" in caplog.text


def test_views_of_every_queue_are_shared_as_a_file(desks, views, tmp_path, screen):
    queues = [queue for _, queues in GROUPS for queue in queues]
    desks.start()
    for n, queue in enumerate(queues):
        save(desks, views, f"视图{n}", "", queue)
    where = str(tmp_path / "shared.json")
    assert views.hand_out(where) == len(queues)
    for n in range(len(queues)):
        views.delete(f"视图{n}")
    assert views.take_in(where) == len(queues)
    assert [view.queue for view in views.view.views] == queues
    views.open("视图0")
    screen.pump(lambda: desks.queue.view.loaded and desks.queue.view.queue == queues[0])
