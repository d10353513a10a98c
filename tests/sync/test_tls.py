"""Whom a workstation talks to: the city's own authority; every wrong certificate is a sentence of its own."""

import asyncio
import contextlib
import ssl

import pytest

from commandcenter.app import station as st
from commandcenter.app import words
from commandcenter.app.join import join
from commandcenter.cityplatform.platform import Platform
from commandcenter.cityplatform.serve import secured
from commandcenter.sync.client import Client, PlatformDown, Rejected
from commandcenter.sync.tls import BadAuthority, authority, trusting
from commandcenter.ui.status_line import SYNC_REASONS
from tests.certificates import Authority, past_and_future
from tests.cityplatform.process import process
from tests.sync.streets import EAST, T0, clock, copied

OVER, COMING = past_and_future()


@pytest.fixture(scope="module")
def city():
    return Authority()


def failure(context, pem, heard):
    """Say hello to something that answers with this context (None: in the clear); what the client makes of it."""

    async def answer(reader, writer):
        with contextlib.suppress(OSError):
            heard.append(await reader.read(4096))
            writer.write(b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n")
            await writer.drain()
        writer.close()

    async def work():
        server = await asyncio.start_server(answer, "127.0.0.1", 0, ssl=context)
        port = server.sockets[0].getsockname()[1]
        try:
            async with Client(f"https://127.0.0.1:{port}", "geheim", clock=clock, verify=trusting(pem)) as client:
                await client.hello("0" * 16)
        finally:
            server.close()

    with pytest.raises((PlatformDown, Rejected)) as caught:
        asyncio.run(work())
    return caught.value


@pytest.mark.parametrize(("key", "how"), [
    ("tls_host", {"host": "elsewhere.test"}), ("tls_host", {"host": "127.0.0.2"}),
    ("tls_expired", OVER), ("tls_not_yet", COMING), ("tls_foreign", None),
])
def test_a_wrong_certificate_is_said_in_words_and_nothing_is_sent(city, tmp_path, key, how):
    issuer = Authority() if how is None else city
    pair = issuer.issue(tmp_path, **(how or {}))
    heard: list[bytes] = []
    err = failure(secured(pair.cert, pair.key), city.pem, heard)
    assert (type(err), err.key) == (PlatformDown, key)
    assert b"geheim" not in b"".join(heard)
    assert err.facts["today"] == "2026-03-02"
    for lang in ("zh_CN", "en"):
        said = words.say(key, err.facts, lang)
        assert "https://127.0.0.1" in said
        assert "{" not in said
    assert key in SYNC_REASONS


def test_an_authority_of_the_same_name_is_another(tmp_path):
    mine, theirs = Authority("市政务 CA"), Authority("市政务 CA")
    pair = theirs.issue(tmp_path)
    assert failure(secured(pair.cert, pair.key), mine.pem, []).key in ("tls_foreign", "tls")


def test_what_does_not_encrypt_never_hears_the_token(city):
    heard: list[bytes] = []
    assert failure(None, city.pem, heard).key == "tls_plain"
    assert b"geheim" not in b"".join(heard)


def test_a_pinned_workstation_takes_no_address_without_encryption(city):
    with pytest.raises(Rejected, match="tls_wanted"):
        Client("http://127.0.0.1:1", "t", clock=clock, verify=trusting(city.pem))


def test_old_versions_of_tls_are_refused(city, tmp_path):
    pair = city.issue(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pair.cert, pair.key)
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    assert failure(context, city.pem, []).key == "tls"


@pytest.mark.parametrize("raw", [b"", b"nothing", "证书".encode(), b"-----BEGIN CERTIFICATE-----\nAAAA\n",
                                 b"x" * 300_000, b"-----BEGIN PRIVATE KEY-----\n"])
def test_files_that_hold_no_authority(raw):
    with pytest.raises(BadAuthority):
        authority(raw)


def test_a_platform_serves_https_and_a_workstation_keeps_the_authority(city, founded, tmp_path):
    data = tmp_path / "platform"
    with copied(founded, data) as platform:
        token = platform.add_workstation("一号台", EAST, "A")
    pair = city.issue(tmp_path)
    with process(data, tls=pair) as running:
        assert running.first_line == f"listening on https://127.0.0.1:{running.port}\n"
        folder = tmp_path / "ws"

        async def once(pem):
            station, _ = await join(folder, running.url, token, how="file", clock=lambda: T0, ca=pem)
            station.close()

        with pytest.raises(PlatformDown, match="tls_foreign"):
            asyncio.run(once(""))  # the system's authorities do not know the city's
        with pytest.raises(PlatformDown, match="tls_foreign"):
            asyncio.run(once(Authority().pem))
        assert not st.exists(folder)
        asyncio.run(once(city.pem))

        async def hello(station):
            async with station.client() as client:
                return await client.hello("0" * 16)

        with st.open_station(folder, clock=lambda: T0) as station:
            assert asyncio.run(hello(station)).letter == "A"
            with pytest.raises(Rejected, match="tls_wanted"):
                station.client(url="http://127.0.0.1:1")
            station.remember_authority(Authority().pem)
            with pytest.raises(PlatformDown, match="tls_foreign"):
                asyncio.run(hello(station))


def test_a_key_that_cannot_be_used_is_a_sentence_and_the_terminal_is_never_asked(city, founded, tmp_path):
    data = tmp_path / "platform"
    copied(founded, data).close()
    one = city.issue(tmp_path, "one")
    wrong = {
        "a password": city.issue(tmp_path, "locked", password=b"geheim"),
        "another's key": type(one)(cert=one.cert, key=city.issue(tmp_path, "two").key),
        "no file": type(one)(cert=one.cert, key=tmp_path / "nothing"),
    }
    for pair in wrong.values():
        with process(data, tls=pair) as running:
            code, _, err = running.end()
        assert (code, running.first_line) == (1, "")
        assert "cannot be used" in err
        assert "Traceback" not in err
    with Platform.open(data, clock=clock) as platform:
        assert platform.verify().ok
