"""Heads count only with the signature of the platform that was met first."""

import httpx
import msgspec
import pytest

from commandcenter.cityplatform.files import FILE, PlatformError
from commandcenter.cityplatform.platform import Platform
from commandcenter.cityplatform.signer import KEY_FILE, open_signer
from commandcenter.cityplatform.web import application
from commandcenter.core.facts import CITY, link
from commandcenter.sync.client import Client, Rejected
from commandcenter.sync.rounds import until_quiet
from commandcenter.sync.wire import MAX_ANSWER, Item, Page, Welcome, pack, unpack
from tests.sync.streets import EAST, URL, Author, ListStreet, client, clock, run

change = msgspec.structs.replace


def exchange(street, platform, token, transport=None):
    async def work():
        calls = Client(URL, token, clock=clock, transport=transport) if transport else client(platform, token)
        async with calls:
            return await until_quiet(street, calls)

    return run(work)


class Between(httpx.AsyncBaseTransport):
    """Somebody on the way who rewrites answers, hashes and all, and has no key of the platform."""

    def __init__(self, platform, **by):
        self._inner, self._by = httpx.ASGITransport(application(platform)), by

    async def handle_async_request(self, request):
        answer = await self._inner.handle_async_request(request)
        name = request.url.path.rpartition("/")[2]
        if name not in self._by:
            return answer
        kind = {"hello": Welcome, "pull": Page}[name]
        packed = pack(self._by[name](unpack(kind, await answer.aread(), MAX_ANSWER)))
        headers = {k: v for k, v in answer.headers.items() if k != "content-length"}
        return httpx.Response(200, headers=headers, stream=httpx.ByteStream(packed))


def rewritten(page):
    """Another text in the first fact, and every hash made to fit."""
    if not page.items:
        return page
    from commandcenter.core.facts import genesis

    name = CITY if b'"street":"city"' in bytes(page.items[0].body) else EAST
    h, items = genesis(name, page.to.genesis), []
    for n, item in enumerate(page.items, start=1):
        body = bytes(item.body).replace(b'"role":"platform"', b'"role":"plattform"')
        h = link(h, n, item.rts, item.verdict, body)
        items.append(Item(item.rts, item.verdict, msgspec.Raw(body)))
    to = change(page.to, h=h.hex())
    return change(page, items=items, to=to, head=to if page.head.seq == to.seq else page.head)


@pytest.fixture
def token(platform):
    return platform.add_workstation("A", EAST, "A")


def test_the_key_is_pinned_at_the_first_meeting_and_every_page_is_signed_with_it(platform, token):
    street = ListStreet()
    exchange(street, platform, token)
    assert street.key == platform.signer.public
    assert len(street.key) == 64


@pytest.mark.parametrize("by", [
    {"pull": rewritten},
    {"pull": lambda p: change(p, to=change(p.to, sig=""), head=change(p.head, sig=""))},
    {"pull": lambda p: change(p, head=change(p.head, seq=p.head.seq + 1))},
    {"hello": lambda w: change(w, heads={name: change(head, sig="0" * 128) for name, head in w.heads.items()})},
    {"hello": lambda w: change(w, heads={CITY: w.heads[EAST], EAST: w.heads[CITY]})},
])
def test_what_the_platform_did_not_sign_is_not_taken(platform, token, by):
    street = ListStreet()
    street.write(*Author().case())
    with pytest.raises(Rejected, match="bad_signature"):
        exchange(street, platform, token, Between(platform, **by))
    assert street.logs == {}
    assert len(street.outbox) == 5


def test_another_key_is_never_taken_silently(platform, token, tmp_path, founded):
    street = ListStreet()
    exchange(street, platform, token)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / FILE).write_bytes((founded / FILE).read_bytes())
    with Platform.open(tmp_path / "other", clock=clock) as other:  # the same database, a key of its own
        street.write(Author(seed=3).note())
        with pytest.raises(Rejected, match="platform_key_changed"):
            exchange(street, other, other.add_workstation("A", EAST, "A"))
        assert other.head(EAST).seq == platform.head(EAST).seq
    assert street.key == platform.signer.public


def test_a_platform_that_signs_no_more_is_refused_once_it_was_pinned(platform, token):
    street = ListStreet()
    exchange(street, platform, token)

    def unsigned(welcome):
        heads = {name: change(head, sig="") for name, head in welcome.heads.items()}
        return change(welcome, key="", heads=heads, protocols=(1, 1))

    with pytest.raises(Rejected, match="platform_key_changed"):
        exchange(street, platform, token, Between(platform, hello=unsigned))


def test_a_platform_of_before_is_read_without_signatures(platform, token):
    street = ListStreet()
    strip = Between(
        platform,
        hello=lambda w: change(w, key="", protocols=(1, 1), heads={n: change(h, sig="") for n, h in w.heads.items()}),
        pull=lambda p: change(p, to=change(p.to, sig=""), head=change(p.head, sig="")))
    exchange(street, platform, token, strip)
    assert street.key == ""
    exchange(street, platform, token)  # it was brought up to date
    assert street.key == platform.signer.public


def test_a_folder_gets_its_key_at_the_first_start_and_keeps_it(founded, tmp_path):
    folder = tmp_path / "old"
    folder.mkdir()
    (folder / FILE).write_bytes((founded / FILE).read_bytes())
    with Platform.open(folder, clock=clock) as platform:
        public = platform.signer.public
    with Platform.open(folder, clock=clock) as platform:
        assert platform.signer.public == public
    assert (folder / KEY_FILE).stat().st_mode & 0o077 == 0
    assert public.encode() not in (folder / FILE).read_bytes()
    with Platform.open(folder, clock=clock, key_file=tmp_path / "safe" / "key") as platform:
        assert platform.signer.public != public  # where the operator says


@pytest.mark.parametrize(("spoil", "key"), [
    (lambda path: path.unlink(), "platform_key_missing"),
    (lambda path: path.write_bytes(b"-----BEGIN"), "platform_key_unreadable"),
    (lambda path: path.write_bytes(b""), "platform_key_unreadable"),
])
def test_a_lost_or_broken_key_is_said_and_never_replaced(tmp_path, spoil, key):
    path = tmp_path / KEY_FILE
    open_signer(path)
    spoil(path)
    with pytest.raises(PlatformError, match=key):
        open_signer(path)


def test_the_signature_covers_stream_number_hash_and_beginning(platform):
    signer = platform.signer
    head = signer.head(EAST, platform.head(EAST))
    assert signer.signed(EAST, head)
    for other in (change(head, seq=head.seq + 1), change(head, h="1" * 64), change(head, genesis="x"),
                  change(head, sig=""), change(head, sig="0" * 128)):
        assert not signer.signed(EAST, other)
    assert not signer.signed(CITY, head)
