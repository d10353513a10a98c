"""A bad network: a proxy in a thread of its own that stands between workstation and platform and spoils what passes.

It reads whole requests and whole answers, and does to each what `fate` says: a name of FATES, or "" for nothing.
"""

import asyncio
import random
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

FATES = (
    "refused",  # nobody answers
    "request cut",  # the platform gets the beginning of the request
    "lost",  # the platform did it, nobody hears
    "cut",  # the answer ends in the middle
    "torn",  # the answer ends in the middle, with a length that fits
    "longer",  # the length says more than comes
    "shorter",  # the length says less than comes
    "altered",  # a byte of the answer's body is another
    "twice",  # the platform gets the request twice
    "late",  # the platform gets it later, when `deliver_late` says so
    "stale",  # the answer is that to an earlier request of the same kind
    "portal",  # somebody else answers: 200 and a page of HTML
    "busy",  # 503 from something in between
)
PAGE = b"<html><title>Login</title></html>"

Fate = Callable[[str, random.Random], str]  # path of the request → what becomes of it


class Proxy:
    """Listens on `port` of the loopback and passes on to `to`."""

    def __init__(self, to: int, fate: Fate, seed: int) -> None:
        self.to, self.fate, self.dice = to, fate, random.Random(seed)
        self.port = 0
        self.done: Counter[str] = Counter()
        self.late: list[bytes] = []
        self.cut_at: int | None = None  # where "cut" cuts; None anywhere
        self._answers: dict[str, list[bytes]] = {}
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        self._thread.start()
        self.port = asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result(10)

    def stop(self) -> None:
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    def deliver_late(self) -> int:
        """Hand over what was held back, in another order; how many."""
        held, self.late = self.late, []
        self.dice.shuffle(held)
        for request in held:
            asyncio.run_coroutine_threadsafe(self._ask(request), self._loop).result(30)
        return len(held)

    async def _listen(self) -> int:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        return int(self._server.sockets[0].getsockname()[1])

    async def _close(self) -> None:
        self._server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            while True:
                request = await _message(reader)
                path = request.split(b" ", 2)[1].decode()
                fate = self.fate(path, self.dice)
                self.done[fate] += 1
                answer = await self._answer(request, path, fate)
                writer.write(answer)
                await writer.drain()
                if fate and fate not in ("twice", "altered", "stale"):
                    break
        writer.close()

    async def _answer(self, request: bytes, path: str, fate: str) -> bytes:
        if fate in ("refused", "request cut", "late"):
            if fate == "late":
                self.late.append(request)
            elif fate == "request cut":
                await self._ask(request[:self.dice.randrange(1, len(request))], whole=False)
            return b""
        if fate == "portal":
            return b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: %d\r\n\r\n%s" % (len(PAGE), PAGE)
        if fate == "busy":
            return b"HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\n\r\n"
        answer = await self._ask(request)
        if fate == "twice":
            answer = await self._ask(request)
        before = self._answers.setdefault(path, [])
        before.append(answer)
        if fate == "stale":
            return self.dice.choice(before)
        return self._spoilt(answer, fate)

    def _spoilt(self, answer: bytes, fate: str) -> bytes:
        head, _, body = answer.partition(b"\r\n\r\n")
        match fate:
            case "lost":
                return b""
            case "cut":
                return answer[:self.cut_at if self.cut_at is not None else self.dice.randrange(len(answer))]
            case "torn":
                body = body[:self.dice.randrange(len(body))] if body else body
                return _with_length(head, len(body)) + body
            case "longer":
                return _with_length(head, len(body) + self.dice.randint(1, 5000)) + body
            case "shorter":
                return _with_length(head, self.dice.randrange(len(body))) + body
            case "altered" if body:
                at = self.dice.randrange(len(body))
                return head + b"\r\n\r\n" + body[:at] + bytes([body[at] ^ 1 << self.dice.randrange(8)]) + body[at + 1:]
        return answer

    async def _ask(self, request: bytes, *, whole: bool = True) -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.to)
        try:
            writer.write(request)
            await writer.drain()
            if not whole:
                writer.write_eof()
            return await _message(reader)
        except (asyncio.IncompleteReadError, ConnectionError):
            return b""
        finally:
            writer.close()


async def _message(reader: asyncio.StreamReader) -> bytes:
    """A whole request or answer."""
    head = await reader.readuntil(b"\r\n\r\n")
    size = 0
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            size = int(value)
    return head + await reader.readexactly(size)


def _with_length(head: bytes, size: int) -> bytes:
    lines = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"content-length:")]
    return b"\r\n".join([*lines, b"content-length: %d" % size]) + b"\r\n\r\n"


@contextmanager
def between(to: int, fate: Fate, seed: int = 1) -> Iterator[Proxy]:
    """A proxy before the platform at port `to`, until the end of the block."""
    proxy = Proxy(to, fate, seed)
    proxy.start()
    try:
        yield proxy
    finally:
        proxy.stop()
