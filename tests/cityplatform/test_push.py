import msgspec
import pytest

from commandcenter.cityplatform.refusals import Refusal
from commandcenter.core import bodies as b
from commandcenter.core.facts import MAX_BODY, Draft, decode, encode, genesis, link
from commandcenter.sync.wire import MAX_FACTS, Pull, Push, Verdict
from tests.sync.streets import EAST, GARDEN, T0, Author, subject


def pushed(*facts, stream=EAST, after=0, h=""):
    return Push(stream=stream, after=after, h=h,
                facts=[msgspec.Raw(fact if isinstance(fact, bytes) else encode(fact)) for fact in facts])


def everything(platform, station, stream=EAST):
    items, after, h = [], 0, ""
    while True:
        page = platform.pull(station, Pull(stream=stream, after=after, h=h))
        items += page.items
        after, h = page.to.seq, page.to.h
        if after == page.head.seq:
            return items


def types(platform, station):
    return [decode(bytes(i.body)).type for i in everything(platform, station)][3:]  # after the street's documents


def test_accepted_facts_come_back_in_their_order_and_bytes(platform, station):
    facts = Author().case()
    answer = platform.push(station, pushed(*facts))
    assert [r.verdict for r in answer.results] == [0] * 5
    assert answer.expect == 6
    got = [bytes(i.body) for i in everything(platform, station)]
    assert [body for body in got if body in {encode(f) for f in facts}] == [encode(f) for f in facts]
    assert types(platform, station) == ["reported", "numbered", "filed", "dispatched", "handled", "closed"]


def test_numbers_and_hashes_have_no_hole(platform, station):
    platform.push(station, pushed(*Author().case()))
    page = platform.pull(station, Pull(stream=EAST, after=0, h=""))
    h = genesis(EAST, page.head.genesis)
    for n, item in enumerate(page.items, start=1):
        h = link(h, n, item.rts, item.verdict, bytes(item.body))
    assert h.hex() == page.to.h == page.head.h
    assert {item.rts for item in page.items} == {T0}


def test_the_city_s_number_counts_by_street_and_shanghai_day(platform, station):
    author = Author()
    late = T0 + 15 * 3_600_000 - 1  # 23:59:59.999 in Shanghai
    for at in (late, late, late + 1):
        draft = Draft(type="reported", role="acceptor", follows=True, origin="import",
                      data=msgspec.structs.replace(msgspec.json.decode(bytes(author.case(steps=1)[0].data),
                                                                       type=b.Reported), at=at))
        author.sseq -= 1
        platform.push(station, pushed(*author.write(author.new_id(), draft)))
    numbers = [msgspec.json.decode(bytes(f.data))["number"] for f in numbered(platform, station)]
    assert numbers == ["20260302-0001", "20260302-0002", "20260303-0001"]
    assert platform.verify().ok


def numbered(platform, station):
    return [f for i in everything(platform, station) if (f := decode(bytes(i.body))).type == "numbered"]


def test_a_case_reported_without_import_is_counted_on_the_day_it_was_written(platform, station):
    author = Author()
    fact = author.case(steps=1)[0]
    fact = msgspec.structs.replace(fact, origin=None, wall=T0 - 24 * 3_600_000, off=3_600_000)
    platform.push(station, pushed(fact))
    assert b'"20260301-0001"' in bytes(numbered(platform, station)[0].data)


def test_a_day_out_of_all_calendars_is_counted_on_the_day_of_receipt(platform, station):
    fact = msgspec.structs.replace(Author().case(steps=1)[0], origin=None, wall=-(2**53))
    platform.push(station, pushed(fact))
    assert b'"20260302-0001"' in bytes(numbered(platform, station)[0].data)


def test_a_second_report_of_a_case_gets_no_second_number(platform, station):
    platform.push(station, pushed(*Author(seed=1).case(subject(1), steps=1)))
    again = Author(seed=2)
    platform.push(station, pushed(*again.case(subject(1), steps=1), *again.case(subject(1), steps=1)))
    assert types(platform, station) == ["reported", "numbered", "reported", "reported"]


def test_the_same_push_again_changes_nothing_and_answers_the_same(platform, station):
    push = pushed(*Author().case())
    first = platform.push(station, push)
    assert platform.push(station, push) == first


def test_a_batch_that_overlaps_goes_on_where_the_last_ended(platform, station):
    facts = Author().case()
    platform.push(station, pushed(*facts[:3]))
    platform.push(station, pushed(*facts[1:]))
    assert types(platform, station).count("filed") == 1
    assert len(types(platform, station)) == 6


def test_the_same_id_with_other_bytes_is_refused_and_not_stored(platform, station, caplog):
    fact = Author().note()
    platform.push(station, pushed(fact))
    answer = platform.push(station, pushed(msgspec.structs.replace(fact, actor="u-mallory")))
    assert [r.error for r in answer.results] == ["id_conflict"]
    assert len(types(platform, station)) == 1
    assert "taken" in caplog.text


def test_another_fact_under_a_used_count_is_refused(platform, station, caplog):
    author = Author()
    platform.push(station, pushed(author.note()))
    author.sseq = 0
    answer = platform.push(station, pushed(author.note("other")))
    assert [(r.error, r.seq) for r in answer.results] == [("sseq_conflict", 0)]
    assert "taken" in caplog.text


def test_a_gap_in_a_session_stops_the_batch_and_says_what_comes_next(platform, station):
    author = Author()
    facts = [author.note() for _ in range(5)]
    answer = platform.push(station, pushed(*facts[:2], *facts[3:]))
    assert len(answer.results) == 2
    assert answer.expect == 3
    assert platform.push(station, pushed(*facts[2:])).expect == 6


def variants():
    author = Author()
    note = author.note()
    data = msgspec.json.encode({"n": "x", "text": "长" * MAX_BODY})
    change = msgspec.structs.replace
    return {
        "another street": (change(note, street=GARDEN), Verdict.WRONG_STREET),
        "a base that is nowhere": (change(note, base=subject(7)), Verdict.UNKNOWN_BASE),
        "a version never published": (change(note, refs={"calendar": 99}), Verdict.UNPUBLISHED),
        "a document nobody knows": (change(note, refs={"moon": 1}), Verdict.UNPUBLISHED),
        "data of another form": (change(note, data=msgspec.Raw(b'{"text":7}')), Verdict.UNREADABLE),
        "data in no encoding": (change(note, type="newer", data=msgspec.Raw(b'{"text":"\xff"}')), Verdict.UNREADABLE),
        "too much": (change(note, data=msgspec.Raw(data)), Verdict.TOO_LARGE),
        "the platform's role": (change(note, role="platform"), Verdict.NOT_GRANTED),
        "its word": (change(note, type="numbered", data=msgspec.Raw(b'{"number":"1"}')), Verdict.NOT_GRANTED),
        "a type not known here": (change(note, type="sung", data=msgspec.Raw(b"[1]")), Verdict.ACCEPTED),
        "a newer form of a type": (change(note, v=2, data=msgspec.Raw(b'{"words":1}')), Verdict.ACCEPTED),
    }


@pytest.mark.parametrize("which", variants())
def test_what_is_not_accepted_is_kept_with_a_number_and_its_verdict(platform, station, which):
    fact, verdict = variants()[which]
    answer = platform.push(station, pushed(fact))
    assert [(r.verdict, r.error) for r in answer.results] == [(verdict, "")]
    last = everything(platform, station)[-1]
    assert (bytes(last.body), last.verdict) == (encode(fact), verdict)
    assert platform.verify().ok


def test_a_forged_number_is_refused_and_keeps_no_case_from_its_own(platform, station):
    author, forger = Author(), Author(seed=2)
    facts = author.case()
    case, unborn = facts[0].subject, subject(98)
    forged = [msgspec.structs.replace(forger.note(), subject=of, type="numbered", data=msgspec.Raw(b'{"number":"1"}'))
              for of in (case, case, unborn)]
    platform.push(station, pushed(*facts))
    answer = platform.push(station, pushed(*forged))
    assert [r.verdict for r in answer.results] == [Verdict.NOT_GRANTED] * 3
    platform.push(station, pushed(*author.case(subject=unborn)))
    assert [fact.subject for fact in numbered(platform, station) if fact.role == "platform"] == [case, unborn]
    assert platform.verify().ok


def test_a_rejected_fact_does_not_stop_those_behind_it(platform, station):
    author = Author()
    bad = author.note(base=subject(7))
    case = author.case()
    answer = platform.push(station, pushed(bad, *case, msgspec.structs.replace(author.note(), base=bad.id)))
    assert [r.verdict for r in answer.results] == [Verdict.UNKNOWN_BASE, 0, 0, 0, 0, 0, 0]


def test_a_rejected_report_gets_no_number(platform, station):
    fact = msgspec.structs.replace(Author().case(steps=1)[0], refs={"catalogue": 9})
    platform.push(station, pushed(fact))
    assert types(platform, station) == ["reported"]


def test_a_street_s_own_document_counts_as_published(platform, station):
    version = platform.publish(EAST, "users", b'{"users":[]}')
    assert version == 2
    answer = platform.push(station, pushed(msgspec.structs.replace(Author().note(), refs={"users": 2, "calendar": 1})))
    assert [r.verdict for r in answer.results] == [0]


def refusal(platform, station, push):
    with pytest.raises(Refusal) as caught:
        platform.push(station, push)
    return caught.value.key


def test_requests_that_are_refused_as_a_whole(platform, station):
    author = Author()
    note = author.note()
    head = platform.head(EAST)
    deep = msgspec.structs.replace(author.note(), type="newer", data=msgspec.Raw(b"[" * 90 + b"]" * 90))
    other = Author(seed=2).note()
    before = platform.head(EAST)
    assert refusal(platform, station, pushed(note, stream=GARDEN)) == "grant"
    assert refusal(platform, station, pushed(note, stream="city")) == "grant"
    assert refusal(platform, station, pushed(*[note] * (MAX_FACTS + 1))) == "too_large"
    assert refusal(platform, station, pushed(note, other)) == "mixed_sessions"
    assert refusal(platform, station, pushed()) == "mixed_sessions"
    assert refusal(platform, station, pushed(note, b'{"id":1}')) == "bad_fact"
    assert refusal(platform, station, pushed(deep)) == "bad_fact"
    assert refusal(platform, station, pushed(note, after=head.seq + 1, h="0" * 64)) == "ahead"
    assert refusal(platform, station, pushed(note, after=head.seq, h="0" * 64)) == "fork"
    assert refusal(platform, station, pushed(note, after=0, h="0" * 64)) == "fork"
    assert platform.head(EAST) == before


def test_nobody_goes_on_with_a_session_of_another(platform, station):
    author = Author()
    platform.push(station, pushed(author.note()))
    other = platform.authenticate(platform.add_workstation("二号台", EAST, "B"))
    assert refusal(platform, other, pushed(author.note())) == "session_taken"
    own = decode(bytes(platform.pull(station, Pull(stream=EAST, after=0, h="")).items[0].body))
    forged = msgspec.structs.replace(Author(seed=3).note(), sid=own.sid, sseq=own.sseq + 3)
    assert refusal(platform, other, pushed(forged)) == "session_taken"


def test_a_workstation_that_joins_anew_goes_on_with_what_waited(platform, station):
    author = Author()
    platform.push(station, pushed(author.note()))
    assert platform.revoke(EAST, "A")
    again = platform.authenticate(platform.add_workstation("一号台", EAST, "A"))
    assert platform.push(again, pushed(author.note())).expect == 3


def test_a_push_that_fails_leaves_nothing_behind(platform, station, monkeypatch):
    from commandcenter.cityplatform import streams

    author = Author()
    facts = author.case()

    def fail(*_: object) -> None:
        raise RuntimeError("in the middle")

    before = platform.head(EAST)
    with monkeypatch.context() as patch:
        patch.setattr(streams, "set_session", fail)
        with pytest.raises(RuntimeError):
            platform.push(station, pushed(*facts))
    assert platform.head(EAST) == before
    platform.push(station, pushed(*facts))
    assert platform.verify().ok
