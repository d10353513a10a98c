"""Makes thousands of short runs affordable, and changes nothing of what is tested: what every start of a process would
compile and read anew, though it is always the same, is kept from the run before.
"""

import asyncio
import gc
import secrets
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from types import SimpleNamespace
from typing import Any
from unittest import mock

import sqlalchemy as sa

from commandcenter.door import door as door_module
from commandcenter.store import verify as verify_module

_create_engine = sa.create_engine
_dialects: dict[str, Any] = {}
_documents: dict[tuple[Any, ...], Any] = {}


def _engine(*args: Any, **more: Any) -> sa.Engine:
    """An engine that compiles no statement that another one has compiled."""
    made = _create_engine(*args, **more)
    first = _dialects.setdefault(made.dialect.name, made)
    if first is not made:
        made.dialect = first.dialect
        made._compiled_cache = first._compiled_cache
    return made


def _once(name: str, read: Callable[..., Any]) -> Callable[..., Any]:
    """Reference documents of a street as first read: nothing is published in a run."""

    def known(conn: Any, *of: Any) -> Any:
        if (name, *of) not in _documents:
            _documents[name, *of] = read(conn, *of)
        return _documents[name, *of]

    return known


async def _inline(function: Callable[..., Any], /, *args: Any, **more: Any) -> Any:
    """In place of asyncio.to_thread: nothing happens at once, so that a seed is a run."""
    return function(*args, **more)


@contextmanager
def seeded(randbytes: Callable[[int], bytes]) -> Iterator[None]:
    """One thread, all chance from one dice, and the thrift."""
    chance = SimpleNamespace(
        token_hex=lambda n: randbytes(n).hex(), token_urlsafe=lambda n: randbytes(n).hex(),
        token_bytes=secrets.token_bytes)
    with ExitStack() as stack:
        for patch in (
            mock.patch.object(door_module, "secrets", chance), mock.patch.object(asyncio, "to_thread", _inline),
            mock.patch.object(sa, "create_engine", _engine),
            mock.patch.object(door_module, "read_sight", _once("sight", door_module.read_sight)),
            mock.patch.object(door_module, "read_books", _once("books", door_module.read_books)),
            mock.patch.object(verify_module, "read_sight", _once("sight", verify_module.read_sight)),
        ):
            stack.enter_context(patch)
        gc.disable()  # a run is short
        stack.callback(gc.enable)
        yield
