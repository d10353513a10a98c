"""The platform's signing key (Ed25519): a file of its own, outside the database and outside its backups.

A platform restored from an older database signs with the same key, so workstations know whom they talk to. No SQL.
"""

import os
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from commandcenter.cityplatform.files import PlatformError
from commandcenter.core.facts import Cursor
from commandcenter.sync.wire import Head, signed_bytes

KEY_FILE = "platform.key"  # PEM, for the owner only
PUBLIC_SUFFIX = ".pub"  # hex, beside it: says that there was a key, should the key itself be lost


class Signer:
    """Signs heads. `public` is the key that workstations pin, as hex."""

    def __init__(self, key: Ed25519PrivateKey) -> None:
        self._key = key
        self.public = key.public_key().public_bytes(
            serialization.Encoding.Raw, serialization.PublicFormat.Raw).hex()
        self._last: dict[str, tuple[bytes, str]] = {}  # by stream

    def head(self, stream: str, cursor: Cursor) -> Head:
        """The signed head of a stream, or a signed place in it."""
        head = Head(seq=cursor.seq, h=cursor.h.hex(), genesis=cursor.genesis)
        said = signed_bytes(stream, head)
        known, sig = self._last.get(stream, (b"", ""))  # most answers tell the same end as the one before
        if known != said:
            sig = self._key.sign(said).hex()
            self._last[stream] = (said, sig)
        return Head(seq=head.seq, h=head.h, genesis=head.genesis, sig=sig)

    def signed(self, stream: str, head: Head) -> bool:
        """Whether this key signed the head."""
        from cryptography.exceptions import InvalidSignature

        try:
            self._key.public_key().verify(bytes.fromhex(head.sig), signed_bytes(stream, head))
        except InvalidSignature:
            return False
        return True


def open_signer(path: Path) -> Signer:
    """The key in this file; a folder that never had one gets it now.

    Raises:
        PlatformError: platform_key_missing (there was one), platform_key_unreadable, disk_full.
    """
    try:
        pem = path.read_bytes()
    except FileNotFoundError:
        return _made(path)
    except OSError as err:
        raise PlatformError("platform_key_unreadable", where=str(path)) from err
    try:
        key = serialization.load_pem_private_key(pem, password=None)
    except (ValueError, TypeError) as err:
        raise PlatformError("platform_key_unreadable", where=str(path)) from err
    if not isinstance(key, Ed25519PrivateKey):
        raise PlatformError("platform_key_unreadable", where=str(path))
    return Signer(key)


def _made(path: Path) -> Signer:
    """A new key, whole on disk before anything is signed with it; of two processes that make one, one wins."""
    public = path.with_name(path.name + PUBLIC_SUFFIX)
    if public.exists():
        raise PlatformError("platform_key_missing", where=str(path))
    key = Ed25519PrivateKey.generate()
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    signer = Signer(key)
    part = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(part, pem, 0o600)
        try:
            os.link(part, path)
        except FileExistsError:
            return open_signer(path)
        finally:
            part.unlink(missing_ok=True)
        _write(public, signer.public.encode() + b"\n", 0o644)
    except OSError as err:
        raise PlatformError("platform_key_unreadable", where=str(path)) from err
    return signer


def _write(path: Path, data: bytes, mode: int) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
