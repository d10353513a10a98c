"""Sheets of many cases, read in turns without holding up anybody; and a scanned number that finds its case again."""

import pytest

from commandcenter.core import bodies as b
from commandcenter.core.facts import Draft, encode, stamp
from commandcenter.desk import print_desk
from commandcenter.desk.print_desk import MOST, PER_TURN, SheetKind
from commandcenter.store import log
from commandcenter.store.errors import StoreError
from tests import makes


def ids(desks, *cases):
    queries = desks._open_queries()
    try:
        return [queries.row_of(case.id).id for case in cases]
    finally:
        queries.close()


def test_many_cases_come_in_turns_in_the_order_chosen(desks, screen, door):
    cases = [makes.dispatched(door, place=f"{n} 号") for n in range(PER_TURN + 3)]
    seen = []
    desks.printing.listeners.append(lambda view: seen.append((view.done, view.of)))
    desks.printing.open(list(reversed(ids(desks, *cases))))
    screen.pump(lambda: desks.printing.view.loaded)
    view = desks.printing.view
    assert [sheet.case.id for sheet in view.sheets] == [case.id for case in reversed(cases)]
    assert seen == [(0, PER_TURN + 3), (PER_TURN, PER_TURN + 3), (PER_TURN + 3, PER_TURN + 3)]
    assert (view.number, view.kind) == (cases[-1].provisional, SheetKind.DISPATCH)


def test_another_kind_and_another_choice_let_the_answers_under_way_go(desks, screen, door):
    closed, open_one = makes.walk(door, makes.dispatched(door)), makes.dispatched(door)
    first, second = ids(desks, closed, open_one)
    desks.printing.open([first, second])
    desks.printing.open([second])
    desks.printing.open([first, second], SheetKind.CLOSING)
    screen.pump(lambda: desks.printing.view.loaded)
    view = desks.printing.view
    assert [sheet.case.id for sheet in view.sheets] == [closed.id]
    assert view.left_out == ((open_one.provisional, "sheet-not-closed"),)
    desks.printing.choose(SheetKind.DISPATCH)
    assert not desks.printing.view.loaded
    screen.pump(lambda: desks.printing.view.loaded)
    assert len(desks.printing.view.sheets) == 2
    desks.printing.open([second])
    desks.printing.stop()
    desks.printing.open([])
    assert not desks.printing.view.loaded


def test_no_more_than_the_most_are_read(desks, door, monkeypatch):
    monkeypatch.setattr(print_desk, "MOST", 2)
    desks.printing.open([1, 2, 3])
    assert desks.printing.view.of == 2
    assert MOST == 500


def test_a_case_that_has_no_sheet_yet_says_so(desks, screen, door):
    case = makes.filed(door)
    desks.printing.open(ids(desks, case))
    screen.pump(lambda: desks.printing.view.loaded)
    assert desks.printing.view.kind is None
    assert desks.printing.view.left_out == ((case.provisional, "sheet-none"),)


def test_pictures_that_cannot_be_read_are_not_there(desks, screen, door, caplog):
    def broken(name):
        raise StoreError("store-broken", where="photos.db")

    got = []
    desks.printing.pictures(("a" * 64,), got.append)
    screen.pump(lambda: got)
    desks.printing.copies = broken
    desks.printing.pictures(("a" * 64,), got.append)
    screen.pump(lambda: len(got) == 2)
    assert got == [{}, {}]
    assert "store-broken" in caplog.text


def numbered(door, store, case, number):
    """The platform's fact with the city's number, as it would come with a page."""
    author = makes.session()
    draft = Draft(type="numbered", data=b.Numbered(number=number), role="platform", follows=False)
    [fact] = stamp([draft], street=makes.STREET, subject=case.id, head=None, actor="platform", session=author, sseq=1,
                   wall=makes.T0, off=0, seen=(0, ""))
    with store.write() as conn:
        held = log.cursor(conn, makes.STREET)
    stream = makes.StandInStream(makes.STREET)
    stream.seq, stream.h = held.seq, held.h
    stream.accept(encode(fact))
    door.adopt(makes.STREET, stream.entries, stream.head)


@pytest.mark.parametrize("city", [False, True], ids=["provisional", "city"])
def test_a_returned_sheet_finds_its_case_when_its_code_is_scanned(city, desks, screen, door, store):
    """A scanner types the number; also that of an old sheet, which the city has given another number since."""
    case = makes.dispatched(door)
    makes.dispatched(door)
    old = case.provisional
    if city:
        numbered(door, store, case, "20260302-0037")
    for scanned in {old, door.case(case.id).shown_number}:
        version = desks.queue.view.version
        desks.search.search(scanned)
        screen.pump(lambda before=version: desks.queue.view.loaded and desks.queue.view.version > before)
        assert desks.queue.view.ids.tolist() == ids(desks, case)
