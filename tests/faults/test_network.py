"""A network that cuts, tears, doubles, holds back and lies; and a week offline that ends over one."""

import random
from contextlib import ExitStack
from unittest import mock

import pytest

from commandcenter.sync import client as client_module
from tests.faults.album import album
from tests.faults.desks import town
from tests.faults.figures import many, note
from tests.faults.proxy import FATES, between

MESSAGES = ("hello", "push", "pull")


class Once:
    """One message of a kind is spoilt, and then as many as `left`."""

    def __init__(self, message: str, fate: str) -> None:
        self.message, self.fate, self.left = message, fate, 1

    def __call__(self, path: str, dice: random.Random) -> str:
        if self.left and path.endswith(self.message):
            self.left -= 1
            return self.fate
        return ""


@pytest.fixture(autouse=True)
def impatient():
    """Nobody waits twenty seconds for silence here; long enough for a busy machine."""
    with mock.patch.object(client_module, "STALL_S", 10.0):
        yield


@pytest.mark.timeout(600)
def test_every_fault_of_every_message_is_got_over(ground, disk):
    rounds = many(1, 8)
    with town(ground, disk) as street:
        for n in range(rounds):
            for message in MESSAGES:
                for fate in FATES:
                    one, two = street.desks
                    one.report(notes=1)
                    two.report()
                    assert two.sync(street.url) == ""
                    plan = Once(message, fate)
                    with between(street.port, plan, seed=n) as proxy:
                        said = one.sync(proxy.url)
                        assert plan.left == 0, (message, fate)
                        assert said in ALLOWED, (message, fate)
                        proxy.deliver_late()
                        proxy.deliver_late()
        facts = street.whole()
    note("bad network", faults=rounds * len(MESSAGES) * len(FATES), facts=facts, lost=0)


ALLOWED = {"", "unreachable", "timeout", "garbled", "not_our_platform", "server_error", "broken_chain", "stalled",
           "no_progress", "ahead", "fork", "bad_signature", "platform_key_changed", "another_street", "grant"}


@pytest.mark.timeout(600)
def test_an_answer_cut_after_any_byte_is_got_over(ground, disk):
    with town(ground, disk, desks=1) as street:
        (desk,) = street.desks
        cuts = 0
        for message in MESSAGES:
            for at in range(0, 600, many(60, 3)):
                desk.report()
                with between(street.port, Once(message, "cut")) as proxy:
                    proxy.cut_at = at
                    assert desk.sync(proxy.url) in ALLOWED, (message, at)
                    cuts += 1
        facts = street.whole()
    note("bad network", cuts=cuts, facts=facts)


@pytest.mark.timeout(900)
def test_a_week_offline_comes_back_through_a_bad_network_and_ends_equal(ground, disk):
    """1,400 facts and 28 photos of one workstation, while two others went on; one message in four is spoilt."""

    def bad(path: str, dice: random.Random) -> str:
        return dice.choice(FATES) if dice.random() < 0.25 else ""

    with town(ground, disk, desks=3) as street, ExitStack() as stack:
        away, *others = street.desks
        albums = [stack.enter_context(album(desk)) for desk in street.desks]
        for day in range(7):  # each with its own start of the program
            away.start()
            away.report(36, notes=4)
            for n in range(4):
                albums[0].report(f"{day}.{n}", notes=3, grainy=n == day == 3)
            away.at += 24 * 3_600_000
            for desk, its in zip(others, albums[1:], strict=True):
                desk.report(3, notes=1)
                its.report(f"{day}{desk.letter}", notes=1)
                assert desk.sync(street.url) == its.exchange(street.url) == ""
        assert len(away.door.waiting(2000)) == 1400
        rounds = 0
        with between(street.port, bad, seed=3) as proxy:
            while away.door.waiting(1) or albums[0].waiting or rounds < 10:
                assert away.sync(proxy.url) in ALLOWED
                assert albums[0].exchange(proxy.url) in ALLOWED
                rounds += 1
                assert rounds < 400
            for _ in range(3):
                others[0].sync(proxy.url)
                proxy.deliver_late()
        facts = street.whole()
        photos = set.union(*(its.taken for its in albums))
        for its in albums:
            assert its.exchange(street.url) == ""
            assert (its.waiting, its.blobs.names(), its.blobs.broken()) == (0, photos, [])
    assert len(photos) == 42
    spoilt = sum(count for fate, count in proxy.done.items() if fate)
    note("a week offline", facts=facts, waited=1400, photos=len(photos), messages=proxy.done.total(), spoilt=spoilt,
         rounds=rounds, lost=0)
