"""Running the city platform as a process of its own: socket, first line, clean end.

Not here: what is served (web.py). No log set-up and no wall clock: both come from app.
"""

import asyncio
import logging
import signal
import socket
import ssl
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Final

import uvicorn

from commandcenter.cityplatform.files import PlatformError
from commandcenter.cityplatform.platform import Platform
from commandcenter.cityplatform.waiting import MOST_WAITING, News
from commandcenter.cityplatform.web import application

log = logging.getLogger(__name__)

HOST: Final = "127.0.0.1"  # a proxy with time limits of its own stands in front of it (docs/operations.md)
LOOPBACK: Final = frozenset({HOST, "localhost"})  # where there need be no TLS


def run(
    data: Path, port: int, *, clock: Callable[[], int], key_file: Path | None = None, host: str = HOST,
    tls: tuple[Path, Path] | None = None, snapshot: Callable[[str], None] = lambda street: None,
) -> int:
    """Serve the platform folder `data` until SIGTERM or SIGINT. Returns the exit code: 0 after a clean end.

    `key_file`: the signing key, if it does not lie in the folder. `port` 0 takes a free one. `tls`:
    files of the certificate chain and of its key. `snapshot`: has one of a street made, and returns. The first line on
    standard output is `listening on http://127.0.0.1:PORT` (https with `tls`), once ready.
    """
    if tls is not None:
        try:
            secured(*tls)
        except (OSError, ValueError) as err:
            sys.stderr.write(f"The certificate {tls[0]} or its key cannot be used: {err}\n")
            return 1
    try:
        platform = Platform.open(data, clock=clock, key_file=key_file)
    except PlatformError as err:
        sys.stderr.write(f"{sentence(err)}\n")
        return 1
    with platform:
        platform.snapshots.wanted = snapshot
        try:
            log.info("signs with %s", platform.signer.public)
        except PlatformError as err:
            sys.stderr.write(f"{sentence(err)}\n")
            return 1
        try:
            listener = _listen(host, port)
        except (OSError, OverflowError) as err:
            reason = getattr(err, "strerror", None) or err
            sys.stderr.write(f"Cannot listen on {host}:{port}: {reason}. Is another platform running there?\n")
            return 1
        with listener:
            return _serve(platform, listener, tls)


def secured(certificate: Path, key: Path) -> ssl.SSLContext:
    """A server's context: TLS 1.2 at least. Never asks for the key's password.

    Raises:
        OSError: a file cannot be read, is no certificate or key, or they do not fit.
        ValueError: the key has a password.
    """
    def never() -> str:
        raise ValueError("PASSWORD")

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_cert_chain(certificate, key, password=never)
    return context


def sentence(err: PlatformError) -> str:
    """What is wrong with the folder, in words for a terminal."""
    return _SENTENCES.get(err.key, "{key}: {where}").format(key=err.key, **{"where": "", **err.facts})


_SENTENCES = {
    "platform_missing": "There is no city platform in {where}.",
    "platform_exists": "There is a city platform in {where} already.",
    "platform_in_use": "Another process serves the city platform in {where}.",
    "platform_newer": "{where} was written by a newer version (schema {version}, this one knows {known}). Not touched.",
    "platform_older": "{where} has an older schema ({version}, this version knows {known}). Start the platform once.",
    "platform_broken": "{where} is broken or no database of the city platform. Not touched.",
    "platform_read_only": "{where} cannot be written: it is read-only.",
    "platform_unreachable": "{where} cannot be opened. Does the folder exist, and may you write there?",
    "platform_busy": "{where} is locked by another program.",
    "database_url": "That is no address of a PostgreSQL. It looks like postgresql://city@host/city.",
    "database_password": "The address of {where} holds the password. Put it into the password file (~/.pgpass).",
    "database_unreachable": "The database {where} does not answer, or is no leader.",
    "database_refused": "The database {where} does not let us in: user, password or database name.",
    "database_unfit": "The database {where} cannot be used ({what}): PostgreSQL 15, UTF8, synchronous_commit not off.",
    "platform_key_missing": "The signing key {where} is gone. Put it back from where it is kept: without it no "
                            "workstation will trust this platform.",
    "platform_key_unreadable": "The signing key {where} cannot be read or written.",
    "disk_full": "The disk of {where} is full or failing. What was accepted before is safe.",
}


class _Server(uvicorn.Server):
    """Says where it listens as soon as it does, and lets go who waits for news when it ends."""

    def __init__(self, config: uvicorn.Config, news: News) -> None:
        super().__init__(config)
        self._news = news

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._news.close()
        await super().shutdown(sockets)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started and sockets:
            scheme = "https" if self.config.is_ssl else "http"
            host, port = sockets[0].getsockname()[:2]
            sys.stdout.write(f"listening on {scheme}://{host}:{port}\n")
            sys.stdout.flush()


def _listen(host: str, port: int) -> socket.socket:
    # the protocol is named because asyncio switches Nagle's delay off (40 ms an answer) only where it sees TCP
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if sys.platform != "win32":  # there it would let two processes listen on one port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
    except BaseException:
        listener.close()
        raise
    return listener


def _serve(platform: Platform, listener: socket.socket, tls: tuple[Path, Path] | None) -> int:
    certificate, key = tls or (None, None)
    served = application(platform)
    server = _Server(uvicorn.Config(
        served, ssl_certfile=certificate, ssl_keyfile=key,
        log_config=None, access_log=False, lifespan="off", timeout_graceful_shutdown=5,
        timeout_keep_alive=75, server_header=False, limit_concurrency=MOST_WAITING + 500,
    ), served.state.news)

    def stop(_signal: int, _frame: FrameType | None) -> None:
        server.should_exit = True

    # uvicorn takes these over while it serves and raises the signal again after a clean end: then it lands here
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    asyncio.run(server.serve(sockets=[listener]))
    return 0
