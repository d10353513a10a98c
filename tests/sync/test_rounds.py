"""Rounds between streets and a platform's application, without a network."""

import asyncio
import contextlib
import random
import shutil
from functools import partial
from uuid import uuid4

import httpx
import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commandcenter.cityplatform.platform import Platform
from commandcenter.cityplatform.web import application
from commandcenter.core.facts import CITY, BrokenChain, Cursor, encode
from commandcenter.sync import sending
from commandcenter.sync.client import Client, PlatformDown, Rejected
from commandcenter.sync.rounds import round_trip, until_quiet
from commandcenter.sync.trust import Trust
from commandcenter.sync.wire import MAX_FACTS, MAX_PAGE, Pull, Verdict
from tests.sync.streets import EAST, GARDEN, T0, URL, Author, ListStreet, client, copied, run


@pytest.fixture
def exchange(platform):
    """exchange(street, token) does one round; further keywords reach the client."""

    def exchange(street, token, work=until_quiet, **more):
        async def whole():
            async with client(platform, token, **more) as calls:
                return await work(street, calls)

        return run(whole)

    return exchange


@pytest.fixture
def tokens(platform):
    return [platform.add_workstation(name, EAST, name) for name in "AB"]


def test_a_first_round_brings_the_documents_and_the_street(platform, tokens, exchange):
    street = ListStreet()
    done = exchange(street, tokens[0])
    assert len(street.logs[CITY]) == platform.head(CITY).seq
    assert street.cursor(EAST) == platform.head(EAST)
    assert (done.pushed, done.pending, done.rounds) == (0, 0, 1)
    assert (done.pulled, done.seq) == (platform.head(CITY).seq + platform.head(EAST).seq, platform.head(EAST).seq)


def test_what_one_writes_the_other_reads(platform, tokens, exchange):
    one, two = ListStreet(), ListStreet()
    one.write(*Author(seed=1).case())
    two.write(*Author(seed=2).case())
    first, second, third = (exchange(*who) for who in ((one, tokens[0]), (two, tokens[1]), (one, tokens[0])))
    assert (first.pushed, first.accepted, first.rejected, first.pending) == (5, 5, 0, 0)
    assert second.pushed == 5
    assert third.pulled == 6
    assert one.logs == two.logs
    assert one.heads == two.heads
    assert one.outbox == two.outbox == []


def test_the_outbox_empties_through_pull_and_not_through_the_answer_to_a_push(platform, tokens, exchange):
    street = ListStreet()
    facts = Author().case()
    street.write(*facts)

    async def lost(street, calls):
        await calls.push(EAST, street.cursor(EAST), [w.body for w in street.waiting(9)])  # and its answer is lost

    exchange(street, tokens[0], lost)
    assert len(street.outbox) == 5
    done = exchange(street, tokens[0])
    assert (done.pushed, done.accepted) == (5, 5)
    assert street.outbox == []
    assert [body for body in street.bodies() if body in map(encode, facts)] == [encode(f) for f in facts]


def test_many_facts_of_several_sessions_go_in_batches_and_keep_their_order(platform, tokens, exchange):
    street = ListStreet()
    made = []
    for seed in range(3):
        author = Author(seed=seed)
        made += [author.note(f"{seed} {n}") for n in range(MAX_FACTS // 2 + 7)]
    street.write(*made)
    seen = []

    async def work(street, calls):
        return await until_quiet(street, calls, lambda done, total: seen.append((done, total)))

    done = exchange(street, tokens[0], work)
    assert done.pushed == len(made)
    assert street.bodies()[3:] == [encode(f) for f in made]
    assert platform.verify().ok
    assert seen == sorted(seen)
    assert seen[-1][0] == seen[-1][1] == done.pulled


def test_a_line_that_breaks_while_the_next_batch_is_on_its_way_loses_and_doubles_nothing(
    platform, tokens, exchange, monkeypatch,
):
    monkeypatch.setattr(sending, "MAX_FACTS", 4)
    monkeypatch.setattr(sending, "AHEAD", 1)
    author, street, order = Author(), ListStreet(), []
    made = [author.note(f"{n}") for n in range(18)]
    street.write(*made)

    async def work(street, calls, breaks):
        push, pull = calls.push, calls.pull

        async def pushing(*args):
            order.append("push")
            return await push(*args)

        async def pulling(stream, after):
            order.extend(["pull"] * (stream == EAST))
            if stream == EAST and order.count("pull") == breaks:
                await asyncio.sleep(0.05)  # the batch on its way arrives, and nobody hears the answer
                raise PlatformDown("unreachable")
            async with asyncio.timeout(20):
                while stream == EAST and order.count("push") < 2:  # the second batch does not wait for the first
                    await asyncio.sleep(0.001)
            return await pull(stream, after)

        calls.push, calls.pull = pushing, pulling
        return await until_quiet(street, calls)

    for breaks in (1, 2):
        with pytest.raises(PlatformDown):
            exchange(street, tokens[0], partial(work, breaks=breaks))
        order.clear()
    assert exchange(street, tokens[0], partial(work, breaks=0)).pending == 0
    assert street.bodies()[3:] == [encode(f) for f in made]
    assert street.cursor(EAST) == platform.head(EAST)


def test_large_facts_travel_in_pages_that_are_not_too_large(platform, tokens, exchange):
    street, other = ListStreet(), ListStreet()
    author = Author()
    street.write(*[author.note("长" * 20_000) for _ in range(2 * MAX_PAGE // 60_000 + 3)])
    assert exchange(street, tokens[0]).pending == 0
    platform.publish(CITY, "large", msgspec.json.encode("x" * (MAX_PAGE + 1)))
    exchange(other, tokens[1])
    assert other.logs[EAST] == street.logs[EAST]
    assert len(other.bodies(CITY)[-1]) > MAX_PAGE


def test_rejected_facts_come_back_with_their_verdict_and_leave_the_outbox(platform, tokens, exchange):
    street = ListStreet()
    author = Author()
    street.write(author.note(base=uuid4()), author.note())
    done = exchange(street, tokens[0])
    assert (done.pushed, done.accepted, done.rejected, done.pending) == (2, 1, 1, 0)
    assert [e.verdict for e in street.logs[EAST][-2:]] == [Verdict.UNKNOWN_BASE, 0]


def test_the_offset_of_the_clock_reaches_the_street(platform, tokens, exchange):
    street = ListStreet()
    exchange(street, tokens[0], now=lambda: T0 - 90_000)
    assert street.offset == 90_000


def test_two_streets_cannot_read_each_other(platform, tokens, exchange):
    garden_token = platform.add_workstation("G", GARDEN, "A")
    east, garden = ListStreet(EAST), ListStreet(GARDEN)
    east.write(*Author(EAST).case())
    garden.write(*Author(GARDEN, seed=9).case())
    exchange(east, tokens[0])
    exchange(garden, garden_token)

    def of(street):
        return {body for name, log in street.logs.items() if name != CITY for body in (e.body for e in log)}

    assert of(east)
    assert not of(east) & of(garden)
    assert set(east.logs) == {CITY, EAST}
    assert set(garden.logs) == {CITY, GARDEN}
    assert not [body for body in of(garden) if EAST.encode() in body.replace(b"360681003008", b"")]
    with pytest.raises(Rejected, match="another_street"):
        exchange(ListStreet(EAST), garden_token)

    async def peek(street, calls):
        welcome = await calls.hello("a")
        assert set(welcome.heads) == {CITY, GARDEN}
        for stream in (EAST, "999", ""):
            with pytest.raises(Rejected, match="grant"):
                await calls.pull(stream, Cursor(seq=0, h=b"", genesis=""))
            with pytest.raises(Rejected, match="grant"):
                await calls.push(stream, Cursor(seq=0, h=b"", genesis=""), [encode(Author(EAST, seed=5).note())])

    exchange(garden, garden_token, peek)
    assert platform.verify().ok


def test_a_fact_for_another_stream_is_refused_and_waits(platform, tokens, exchange):
    street = ListStreet()
    street.write(Author(CITY).note(), stream=CITY)
    with pytest.raises(Rejected, match="grant"):
        exchange(street, tokens[0])
    assert len(street.outbox) == 1


@pytest.mark.parametrize("newer", [0, 45])
def test_a_platform_restored_from_an_older_backup_gets_back_what_it_lost(
    platform, tokens, exchange, founded, tmp_path, newer, caplog
):
    """sync.md §3, row 9: 30 accepted after the backup and pulled, then 45 by others: all 75 are there in the end."""
    street, other, author = ListStreet(), ListStreet(), Author()
    before = [author.note(f"before {n}") for n in range(9)]
    street.write(*before)
    exchange(street, tokens[0])
    shutil.copytree(tmp_path / "platform", tmp_path / "backup", ignore=shutil.ignore_patterns("*.lock"))
    lost = [author.note(f"lost {n}") for n in range(30)]
    street.write(*lost)
    exchange(street, tokens[0])
    waiting = [author.note(f"waits {n}") for n in range(3)]
    street.write(*waiting)
    with Platform.open(tmp_path / "backup", clock=lambda: T0) as restored:
        assert restored.head(EAST).seq == street.cursor(EAST).seq - 30

        def meet(who, token):
            async def work():
                async with client(restored, token) as calls:
                    return await until_quiet(who, calls)

            return run(work)

        writer = Author(seed=5)
        since = [writer.note(f"since {n}") for n in range(newer)]
        other.write(*since)
        meet(other, tokens[1])
        done = meet(street, tokens[0])
        assert (done.lost, done.again, done.pushed, done.pending) == (30, 30, 3, 0)
        meet(other, tokens[1])
        assert street.logs == other.logs
        kept = [body for body in street.bodies() if b'"actor":"platform"' not in body]
        assert sorted(kept) == sorted(encode(fact) for fact in (*before, *lost, *waiting, *since))
        assert {entry.verdict for entry in street.logs[EAST]} == {0}
        assert restored.verify().ok
        assert (street.parts, street.aside) == ([], {})
        again = meet(street, tokens[0])
        assert (again.pushed, again.pulled, again.lost) == (0, 0, 0)


def push(*facts):
    from commandcenter.sync.wire import Push

    return Push(stream=EAST, after=0, h="", facts=[msgspec.Raw(encode(f)) for f in facts])


class Altering(httpx.AsyncBaseTransport):
    """Something in between that changes pages on their way."""

    def __init__(self, platform, change):
        self._inner = httpx.ASGITransport(application(platform))
        self._change = change

    async def handle_async_request(self, request):
        from commandcenter.sync.wire import MAX_ANSWER, Page, pack, unpack

        answer = await self._inner.handle_async_request(request)
        if request.url.path != "/sync/pull":
            return answer
        page = self._change(unpack(Page, await answer.aread(), MAX_ANSWER))
        headers = {k: v for k, v in answer.headers.items() if k != "content-length"}
        return httpx.Response(200, headers=headers, stream=httpx.ByteStream(pack(page)))


change = msgspec.structs.replace
ALTERED = {
    "a dropped fact": lambda p: change(p, items=p.items[:-1]),
    "a dropped fact and count": lambda p: change(p, items=p.items[1:], to=change(p.to, seq=p.to.seq - 1)),
    "reordered": lambda p: change(p, items=p.items[::-1]),
    "another receipt time": lambda p: change(p, items=[type(i)(i.rts + 1, i.verdict, i.body) for i in p.items]),
    "another verdict": lambda p: change(p, items=[type(i)(i.rts, 1, i.body) for i in p.items]),
    "another place": lambda p: change(p, after=p.after + 1),
    "nothing but promises": lambda p: change(p, items=[], to=change(p.to, seq=p.after)),
    "no facts at all": lambda p: change(p, items=[type(i)(i.rts, 0, msgspec.Raw(b"7")) for i in p.items]),
    "another beginning": lambda p: change(p, to=change(p.to, genesis="other")),
}


@pytest.mark.parametrize("how", ALTERED)
def test_an_altered_page_is_not_taken(platform, tokens, how):
    street = ListStreet()
    street.write(*Author().case())

    async def work():
        transport = Altering(platform, ALTERED[how])
        async with Client(URL, tokens[0], clock=lambda: T0, transport=transport) as calls:
            await until_quiet(street, calls)

    with pytest.raises(Rejected, match="broken_chain|bad_signature"):
        run(work)
    assert street.logs == {}
    assert len(street.outbox) == 5


def test_a_street_that_does_not_take_what_came_ends_the_round(platform, tokens, exchange, monkeypatch):
    street = ListStreet()
    street.write(*Author().case())
    kept = list(street.outbox)
    original = street.adopt

    def forgetful(*args):
        taken = original(*args)
        street.outbox = kept
        return taken

    monkeypatch.setattr(street, "adopt", forgetful)
    with pytest.raises(Rejected, match="no_progress"):
        exchange(street, tokens[0])


@pytest.mark.parametrize("break_", ["id", "count", "gap"])
def test_a_fact_whose_place_is_taken_holds_up_nothing(platform, tokens, exchange, caplog, break_):
    street, author = ListStreet(), Author()
    first = author.note()
    street.write(first)
    exchange(street, tokens[0])
    if break_ == "id":
        odd = msgspec.structs.replace(author.note("other"), id=first.id)
    elif break_ == "count":
        odd = msgspec.structs.replace(author.note("other"), sseq=1)
    else:
        odd = msgspec.structs.replace(author.note("other"), sseq=7)
    rest = [author.note(f"after it {n}") for n in range(3)]
    street.write(odd, *rest)
    assert exchange(street, tokens[0]).pending == 0
    assert street.outbox == []
    texts = b"".join(street.bodies())
    assert all(f"after it {n}".encode() in texts for n in range(3))
    assert (b'"other"' in texts) == (break_ != "id")
    assert street.aside == ({first.id: "id_conflict"} if break_ == "id" else {})
    assert platform.verify().ok


class Unreliable(httpx.AsyncBaseTransport):
    """Loses requests, loses answers, and delivers old requests again, late."""

    def __init__(self, platform, dice):
        self._inner = httpx.ASGITransport(application(platform))
        self._dice, self._old = dice, []

    async def handle_async_request(self, request):
        if self._old and self._dice.random() < 0.3:
            await self._send(self._dice.choice(self._old))
        fate = self._dice.random()
        if fate < 0.2:
            raise httpx.ConnectError("request lost", request=request)
        copy = (request.url, dict(request.headers), await request.aread())
        self._old.append(copy)
        answer = await self._send(copy)
        if fate < 0.4:
            raise httpx.ReadError("answer lost", request=request)
        return answer

    async def _send(self, copy):
        url, headers, body = copy
        return await self._inner.handle_async_request(httpx.Request("POST", url, headers=headers, content=body))


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 2**32))
def test_any_mess_on_the_way_ends_in_the_same_log_everywhere(founded, tmp_path_factory, seed):
    dice = random.Random(seed)
    with copied(founded, tmp_path_factory.mktemp("mess") / "p") as platform:
        names = [platform.add_workstation(name, EAST, name) for name in "ABC"]
        desks = [ListStreet() for _ in names]
        authors = [Author(seed=dice.randrange(10**9)) for _ in names]
        written = []

        async def work():
            lines = [Client(URL, token, clock=lambda: T0, transport=Unreliable(platform, dice)) for token in names]
            for _ in range(25):
                n = dice.randrange(3)
                if dice.random() < 0.2:
                    authors[n] = Author(seed=dice.randrange(10**9))  # the workstation was started again
                facts = authors[n].case(steps=dice.randrange(1, 6))
                written.extend(facts)
                desks[n].write(*facts)
                with contextlib.suppress(PlatformDown):
                    await round_trip(desks[n], lines[n])
            for _ in range(2):
                for desk, token in zip(desks, names, strict=True):
                    async with client(platform, token) as calls:
                        await until_quiet(desk, calls)
            for line in lines:
                await line.aclose()

        run(work)
        assert platform.verify().ok
        assert desks[0].logs == desks[1].logs == desks[2].logs
        assert all(desk.outbox == [] for desk in desks)
        kept = [body for body in desks[0].bodies() if b'"actor":"platform"' not in body]
        assert sorted(kept) == sorted(encode(fact) for fact in written)
        assert {entry.verdict for entry in desks[0].logs[EAST]} == {0}


def test_pages_follow_on_whatever_their_size(platform, tokens):
    station = platform.authenticate(tokens[0])
    author = Author()
    for _ in range(10):
        platform.push(station, push(*author.case()))
    street = ListStreet()
    after, h = 0, ""
    while True:
        page = platform.pull(station, Pull(stream=EAST, after=after, h=h, limit=7))
        assert len(page.items) <= 7
        from commandcenter.sync.fetching import entries_of

        street.adopt(EAST, entries_of(EAST, street.cursor(EAST), page), page.to.cursor)
        after, h = page.to.seq, page.to.h
        if after == page.head.seq:
            break
    assert street.cursor(EAST) == platform.head(EAST)
    with pytest.raises(BrokenChain):
        street.adopt(EAST, street.logs[EAST][:1], page.to.cursor)


def test_a_round_in_step_asks_once_and_looks_at_nothing_again(platform, tokens, exchange, monkeypatch):
    street, asked = ListStreet(), []
    street.write(*Author().case())

    async def work(street, calls):
        first = await until_quiet(street, calls)
        await until_quiet(street, calls)
        send, looked = calls.exchange, Trust.check

        async def sending(method, path, *args, **more):
            asked.append(path)
            return await send(method, path, *args, **more)

        def checking(trust, stream, *heads):
            asked.append("check")
            looked(trust, stream, *heads)

        calls.exchange = sending
        monkeypatch.setattr(Trust, "check", checking)
        third = await until_quiet(street, calls)
        return first, third

    first, third = exchange(street, tokens[0], work)
    assert asked == ["/sync/hello"]
    assert (third.pushed, third.pulled, third.pending, third.seq) == (0, 0, 0, first.seq)


def test_after_rounds_in_step_whatever_differs_is_seen(platform, tokens, exchange, monkeypatch):
    one, two = ListStreet(), ListStreet()

    async def work(street, calls):
        for _ in range(3):
            await until_quiet(street, calls)
        street.write(Author(seed=1).note())  # an act of one's own
        assert (await until_quiet(street, calls)).pushed == 1
        await until_quiet(street, calls)
        await asyncio.to_thread(other)  # the stream has come on
        assert (await until_quiet(street, calls)).pulled == 1
        await until_quiet(street, calls)
        (last,) = street.logs[EAST][-1:]  # this copy has gone back
        street.logs[EAST].pop()
        street.heads[EAST] = Cursor(seq=last.seq - 1, h=street.places(EAST, [last.seq - 1])[0][1],
                                    genesis=street.heads[EAST].genesis)
        assert (await until_quiet(street, calls)).pulled == 1
        for _ in range(2):
            await until_quiet(street, calls)
        hello = calls.hello

        async def forged(*who):
            return msgspec.structs.replace(await hello(*who), key="00" * 32)

        monkeypatch.setattr(calls, "hello", forged)
        with pytest.raises(Rejected, match="platform_key_changed"):
            await until_quiet(street, calls)

    def other():
        two.write(Author(seed=2).note())
        exchange(two, tokens[1])

    exchange(one, tokens[0], work)
    assert one.logs == two.logs or len(one.logs[EAST]) == len(two.logs[EAST])


def test_a_refused_batch_stops_those_behind_it(platform, tokens, exchange, monkeypatch):
    monkeypatch.setattr(sending, "MAX_FACTS", 3)
    author, street, offered = Author(), ListStreet(), []
    made = [author.note(f"{n}") for n in range(12)]
    street.write(*made)

    async def work(street, calls):
        push = calls.push

        async def pushing(stream, after, facts):
            offered.append(len(facts))
            if len(offered) == 2:
                raise Rejected("too_large", limit=1)
            return await push(stream, after, facts)

        calls.push = pushing
        return await until_quiet(street, calls)

    with pytest.raises(Rejected, match="too_large"):
        exchange(street, tokens[0], work)
    assert offered == [3, 3]
    assert platform.head(EAST).seq == 3 + 3  # the first batch is there, nothing of what follows the refused one
