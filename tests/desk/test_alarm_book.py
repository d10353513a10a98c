"""The book of alarms: nothing rings twice, nothing is forgotten that waits."""

from uuid import UUID

import msgspec
import pytest

from commandcenter.core.alarms import CHATTER_MS, MOST_SNOOZES, Kind
from commandcenter.desk import alarm_book as books
from commandcenter.desk.alarm_book import Book, Found, State
from tests import makes

NOW, MINUTE, HOUR = makes.T0, makes.MINUTE, makes.HOUR
CASE, OTHER = UUID(int=1), UUID(int=2)


def found(kind: Kind = Kind.OVERDUE, case: UUID | None = CASE, about: str = "1", **more: object) -> Found:
    return Found(kind=kind, case_id=case, about=about, **more)  # type: ignore[arg-type]


def raised(*things: Found, book: Book | None = None, now: int = NOW) -> tuple[Book, int, Kind | None]:
    book, new, rings = books.raised(book or Book(), things, now, f"late:{now}")
    return book, len(new), rings


def test_the_same_alarm_does_not_ring_twice():
    book, new, rings = raised(found())
    assert (new, rings) == (1, Kind.OVERDUE)
    book, new, rings = raised(found(title="超时督办"), book=book, now=NOW + HOUR)
    assert (new, rings) == (0, None)
    assert book.alarms[0].title == "超时督办"
    book = books.seen(book, [book.alarms[0].key], NOW, "u")
    assert raised(found(), book=book, now=NOW + 2 * HOUR)[1:] == (0, None)
    assert book.rang == (NOW,)


def test_a_deadline_that_jumps_about_is_told_but_does_not_chatter():
    book, _, _ = raised(found(Kind.NEAR))
    book, new, rings = raised(found(Kind.NEAR, about="2"), book=book, now=NOW + CHATTER_MS - 1)
    assert (new, rings, book.alarms[-1].times) == (1, None, 2)
    _, new, rings = raised(found(Kind.NEAR, about="3"), book=book, now=NOW + 3 * CHATTER_MS)
    assert (new, rings) == (1, Kind.NEAR)


def test_of_several_at_once_the_most_urgent_rings_and_counts_once():
    book, new, rings = raised(found(Kind.NEAR), found(Kind.SEVERE, OTHER), found(Kind.RETURNED))
    assert (new, rings, len(book.rang)) == (3, Kind.SEVERE, 1)


def test_a_case_is_overdue_once_whichever_of_its_clocks_ran_out():
    book, new, _ = raised(found(about="1"), found(about="2", title="签收超时督办"))
    assert (new, book.alarms[0].title) == (1, "签收超时督办")
    book, new, rings = raised(found(Kind.SEVERE), book=book, now=NOW + HOUR)
    assert (new, rings) == (1, Kind.SEVERE)
    assert raised(found(about="3"), book=book, now=NOW + HOUR)[1:] == (0, None)


def test_what_came_while_nobody_watched_rings_once():
    book, new, rings = raised(*(found(case=UUID(int=n), late=True) for n in range(9)))
    assert (new, rings, len({a.batch for a in book.alarms})) == (9, Kind.OVERDUE, 1)
    book, new, rings = raised(found(case=UUID(int=77), late=True), book=book)
    assert (new, rings) == (1, None)


def test_an_alarm_waits_is_put_off_waits_again_is_seen():
    book, _, _ = raised(found())
    key = book.alarms[0].key
    assert book.alarms[0].state(NOW) is State.WAITING
    book = books.put_off(book, [key], NOW + 10 * MINUTE, "已电话联系", "u")
    assert book.alarms[0].state(NOW + 9 * MINUTE) is State.SNOOZED
    assert book.waiting(NOW) == ()
    assert books.woken(book, NOW + 9 * MINUTE) == (book, (), None)
    book, up, rings = books.woken(book, NOW + 10 * MINUTE)
    assert ([a.key for a in up], rings, len(book.rang)) == ([key], Kind.OVERDUE, 2)
    assert book.waiting(NOW + 10 * MINUTE)[0].reason == "已电话联系"
    book = books.seen(book, [key], NOW + 11 * MINUTE, "u")
    assert book.alarms[0].state(NOW + HOUR) is State.SEEN
    assert books.woken(book, NOW + HOUR)[2] is None


def test_what_has_passed_leaves_the_banner_and_stays_in_the_list():
    book, _, _ = raised(found(), found(Kind.NEAR, OTHER))
    assert book.alarms[1].state(NOW) is State.TOLD
    book = books.over(book, [a.key for a in book.alarms], NOW + MINUTE)
    assert {a.state(NOW + HOUR) for a in book.alarms} == {State.OVER}
    assert book.live() == ()


def test_muting_spares_the_severe_ones_until_somebody_says_otherwise():
    book = Book(muted_until=NOW + 10 * MINUTE)
    assert [book.silent(kind, NOW) for kind in (Kind.NEAR, Kind.OVERDUE, Kind.SEVERE, Kind.URGENT)] == [
        True, True, False, False]
    everything = msgspec.structs.replace(book, muted_all=True)
    assert everything.silent(Kind.SEVERE, NOW)
    assert not everything.silent(Kind.SEVERE, NOW + 10 * MINUTE)


def test_a_shift_is_kept_and_what_waits_however_old():
    book, _, _ = raised(found(), found(Kind.NEAR, OTHER))
    old = books.pruned(book, NOW + books.SHIFT_MS)
    assert [a.kind for a in old.alarms] == [Kind.OVERDUE]
    many, _, _ = raised(*(found(case=UUID(int=n)) for n in range(books.MOST + 5)))
    assert len(books.pruned(many, NOW).alarms) == books.MOST


def test_a_book_is_read_as_it_was_written():
    book, _, _ = raised(found(title="超时督办", number="20260302-A001"), found(Kind.SYNC, None))
    book = books.put_off(book, [book.alarms[0].key], NOW + HOUR, "原因", "u")
    assert books.read(books.written(book)) == book


@pytest.mark.parametrize("raw", ["", "{", "[]", '{"version": 99}', '{"alarms": [{"key": "x"}]}'])
def test_a_book_that_cannot_be_read_is_none(raw):
    assert books.read(raw) is None


def test_the_bound_of_putting_off_is_counted():
    book, _, _ = raised(found())
    for _n in range(MOST_SNOOZES):
        book = books.put_off(book, [book.alarms[0].key], NOW + HOUR, "x", "u")
    assert book.alarms[0].snoozes == MOST_SNOOZES
