"""What this version leaves behind, for tests of versions to come: python -m tests.faults.record OUT.json.zst.

A platform with few documents and two workstations: cases walked and exchanged, facts that wait at one of them, and
every message that went over the line, asked and answered. The workstation's store is kept as plain pages, because what
is encrypted cannot be made small; keys and tokens are of no use but here. The recordings in tests/data/versions were
made by this script in checkouts of earlier commits (with that version's own code for everything but the page codec):
protocol1-schema3 on fdd957c, protocol2-schema9 on the parent of e3e8bf8.
"""

import asyncio
import base64
import json
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from uuid import uuid4

import httpx
import msgspec
import zstandard

from commandcenter import paths
from commandcenter.cityplatform.platform import Platform
from commandcenter.cityplatform.web import application
from commandcenter.core import rules as r
from commandcenter.core.case import Role
from commandcenter.core.facts import CITY
from commandcenter.door.door import Door
from commandcenter.store import keys
from commandcenter.store.engine import SCHEMA, STORE_FILE, open_store
from commandcenter.store.page_codec import PAGE, SALT, PageCipher
from commandcenter.sync.client import Client
from commandcenter.sync.rounds import until_quiet
from commandcenter.sync.wire import PROTOCOL
from tests import makes
from tests.sync.streets import EAST, T0, URL

HEADERS = ("authorization", "content-type")


class Line(httpx.AsyncBaseTransport):
    """The way to the platform's application; keeps what goes over it."""

    def __init__(self, platform: Platform, said: list[dict[str, object]]) -> None:
        self._app, self._said = httpx.ASGITransport(application(platform)), said

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        body = await request.aread()
        answer = await self._app.handle_async_request(request)
        content = await answer.aread()
        headers = {name: value for name, value in request.headers.items() if name.startswith("x-") or name in HEADERS}
        self._said.append({"path": request.url.path, "headers": headers, "asked": _text(body),
                           "status": answer.status_code, "answered": _text(content)})
        return httpx.Response(answer.status_code, headers=answer.headers, stream=httpx.ByteStream(content))


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def record(folder: Path) -> dict[str, object]:
    """Live a little in this folder; all that is left of it."""
    said: list[dict[str, object]] = []
    with ExitStack() as stack:
        platform = stack.enter_context(Platform.create(folder / "platform", clock=lambda: T0))
        for stream, source in ((CITY, "city"), (EAST, EAST)):
            for file in sorted((paths.RESOURCES / "reference" / source).glob("*.json")):
                document = msgspec.json.decode(file.read_bytes())
                body = document["body"]
                if document["name"] == "catalogue":
                    body["classes"] = body["classes"][:3]
                platform.publish(stream, document["name"], msgspec.json.encode(body))
        tokens = {letter: platform.add_workstation(letter, EAST, letter) for letter in "AB"}
        held = {letter: keys.create(folder / letter, how="file") for letter in "AB"}
        doors = {letter: Door(stack.enter_context(open_store(folder / letter, key, paths.MIGRATIONS)), street=EAST,
                              letter=letter, clock=lambda: T0, new_id=uuid4) for letter, key in held.items()}

        def sync(letter: str) -> None:
            async def work() -> None:
                async with Client(URL, tokens[letter], clock=lambda: T0, transport=Line(platform, said)) as client:
                    await until_quiet(doors[letter], client)

            asyncio.run(work())

        sync("A")
        sync("B")
        for door in doors.values():
            for steps in range(3):
                makes.walk(door, makes.dispatched(door), steps)
        for letter in "ABA":
            sync(letter)
        case = makes.walk(doors["A"], makes.dispatched(doors["A"]), 2)
        doors["A"].submit(r.Note(case_id=case.id, actor="u", role=Role.DISPATCHER, text="待发"))
        waits = len(doors["A"].waiting(100))
    files = {f"platform/{file.name}": file.read_bytes() for file in (folder / "platform").iterdir()
             if file.suffix in (".db", ".key", ".pub")}
    sealed = (folder / "A" / STORE_FILE).read_bytes()
    cipher = PageCipher(held["A"], sealed[:SALT])
    files["A/pages"] = b"".join(cipher.open(n // PAGE + 1, sealed[n:n + PAGE]) for n in range(0, len(sealed), PAGE))
    return {"protocol": PROTOCOL, "schema": SCHEMA, "waits": waits, "tokens": tokens, "messages": said,
            "files": {name: _text(body) for name, body in files.items()}}


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        left = json.dumps(record(Path(made)))
    Path(sys.argv[1]).write_bytes(zstandard.compress(left.encode(), 19))
