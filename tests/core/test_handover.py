"""Duty hand-over: who may sign, and what the book says of several desks."""

from uuid import UUID, uuid4

import msgspec
import pytest

from commandcenter.core import bodies as b
from commandcenter.core import handover as ho
from commandcenter.core.case import Entry
from commandcenter.core.facts import stamp
from commandcenter.core.fold import evolve
from commandcenter.core.handover import Handover
from commandcenter.core.rules import Refused
from tests import makes

DESKS = ("liu", "chen", "sun")
BOOK = ho.book_of(makes.STREET, makes.T0)


def body(**more: object) -> b.HandedOver:
    fields: dict[str, object] = {
        "key": uuid4(), "desk": "A", "since": makes.T0 - 8 * makes.HOUR, "until": makes.T0, "outgoing": "liu",
        "lines": (b.HandoverLine(key="new", count=3, numbers=("20260302-A001",)),)}
    return b.HandedOver(**(fields | more))  # type: ignore[arg-type]


class Book:
    """Facts of a book, as a desk would write them."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self._session = makes.session()

    def add(self, draft, actor, at=makes.T0, seq=None, **envelope):
        fact = stamp([draft], street=makes.STREET, subject=BOOK, head=None, actor=actor, session=self._session,
                     sseq=len(self.entries) + 1, wall=at, off=0, seen=(0, ""))[0]
        self.entries.append(Entry(fact=msgspec.structs.replace(fact, **envelope), seq=seq))

    def out(self, actor="liu", at=makes.T0, before=None, **more) -> Handover:
        draft = ho.hand_over(actor=actor, role="dispatcher", desks=DESKS, body=body(until=at, **more), before=before)
        self.add(draft, actor, at)
        return self.last

    def taken(self, handover, actor="chen", at=makes.T0 + makes.MINUTE, **more) -> Handover:
        self.add(ho.take_over(actor=actor, role="dispatcher", desks=DESKS, handover=handover, names={"chen": "陈"},
                              at=at, **more), actor, at)
        return self.last

    @property
    def last(self) -> Handover:
        return ho.read_book(self.entries)[-1]


def refused(call) -> str:
    with pytest.raises(Refused) as err:
        call()
    return err.value.key


def test_both_sign_and_the_figures_stay_as_they_were():
    book = Book()
    done = book.taken(book.out(incoming="chen", note=" 注意冶金大道 "))
    assert (done.out.actor, done.taken[0].actor, done.open) == ("liu", "chen", False)
    assert (done.body.note, done.body.lines[0].count) == ("注意冶金大道", 3)
    assert done.waiting


def test_nobody_signs_for_both_and_only_those_of_the_desk_sign():
    book = Book()
    given = book.out()
    assert refused(lambda: book.taken(given, "liu")) == "same-operator"
    assert refused(lambda: book.taken(given, "stranger")) == "no-such-operator"
    assert refused(lambda: book.out(incoming="liu")) == "same-operator"
    assert refused(lambda: book.out("stranger")) == "no-such-operator"
    assert refused(lambda: ho.take_alone(actor="chen", role="", desks=(), body=body())) == "nobody-here"


def test_it_is_taken_once_and_there_must_be_something_to_take():
    book = Book()
    done = book.taken(book.out())
    with pytest.raises(Refused) as err:
        book.taken(done, "sun")
    assert (err.value.key, err.value.facts) == ("taken-already", {"who": "陈"})
    assert refused(lambda: book.taken(None)) == "not-signed-out"


def test_a_late_signature_needs_a_reason():
    book = Book()
    given, late = book.out(), makes.T0 + ho.LATE_MS + 1
    assert refused(lambda: book.taken(given, at=late)) == "late-reason"
    done = book.taken(given, at=late, reason="路上堵车")
    assert done.taken[0].reason == "路上堵车"


def test_the_incoming_one_alone_needs_a_reason_and_is_both_dates_of_the_record():
    book = Book()
    assert refused(lambda: ho.take_alone(actor="chen", role="", desks=DESKS, body=body())) == "late-reason"
    both = body(reason="走了")
    assert refused(lambda: ho.take_alone(actor="liu", role="", desks=DESKS, body=both)) == "same-operator"
    book.add(ho.take_alone(actor="chen", role="dispatcher", desks=DESKS, body=body(reason="交班人已离岗")), "chen")
    done = book.last
    assert (done.out, done.body.outgoing, done.taken[0].actor, done.taken[0].reason) == (
        None, "liu", "chen", "交班人已离岗")
    assert refused(lambda: book.taken(done, "sun")) == "not-signed-out"


def test_a_second_click_is_no_second_hand_over_but_a_later_one_is():
    book = Book()
    given = book.out()
    assert refused(lambda: book.out(before=given)) == "handed-over-already"
    again = book.out(at=makes.T0 + ho.LATE_MS + 1, before=given)
    assert again.key != given.key


def test_texts_have_an_end():
    assert refused(lambda: Book().out(note="长" * (ho.MOST_NOTE + 1))) == "text-too-long"
    many = tuple(b.HandoverLine(key=str(n), count=999, numbers=("20260302-A001",) * 999, note="注" * 200)
                 for n in range(99))
    book = Book()
    kept = book.out(lines=many, note="长" * ho.MOST_NOTE)
    assert len(kept.body.lines) == ho.MOST_LINES
    assert len(msgspec.json.encode(book.entries[0].fact)) < 60_000


def test_two_desks_and_two_signatures_at_once_are_all_kept():
    book = Book()
    one, other = book.out(desk="A"), book.out("sun", desk="B")
    book.taken(one, "chen")
    book.add(ho.take_over(actor="sun", role="", desks=DESKS, handover=one, names={}, at=makes.T0), "sun")
    first, second = ho.read_book(book.entries)
    assert ([s.actor for s in first.taken], second.open, second.key) == (["chen", "sun"], True, other.key)


def test_what_is_odd_is_left_out_of_the_book():
    book = Book()
    given = book.out()
    for change in ({"v": 2}, {"data": msgspec.Raw(b"{}")}, {"wall": 2**52}):
        book.add(ho.hand_over(actor="liu", role="", desks=DESKS, body=body(), before=None), "liu", **change)
    book.add(ho.hand_over(actor="liu", role="", desks=DESKS, body=body(since=2**60), before=None), "liu")
    book.entries.append(Entry(fact=book.entries[0].fact, verdict=3))
    assert [one.key for one in ho.read_book(book.entries)] == [given.key]


def test_a_record_is_no_case_and_no_conflict():
    book = Book()
    book.taken(book.out())
    assert [evolve(None, e)[1].kind for e in book.entries] == ["effective", "effective"]
    later = msgspec.structs.replace(book.entries[0].fact, type="record_of_a_later_version")
    assert (evolve(None, Entry(fact=later))[0], evolve(None, Entry(fact=later))[1].kind) == (None, "effective")


def test_the_books_of_a_year_leave_no_month_out():
    found = ho.books_before(makes.STREET, makes.T0, 13)
    assert len(set(found)) == 13
    assert found[0] == BOOK
    for day in range(395):
        at = makes.T0 - day * 24 * makes.HOUR
        if makes.T0 - at < 360 * 24 * makes.HOUR:
            assert ho.book_of(makes.STREET, at) in found
    assert isinstance(BOOK, UUID)
    assert ho.book_of("110108014", makes.T0) != BOOK
