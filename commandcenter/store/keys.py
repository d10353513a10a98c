"""Where the key of the encrypted store comes from: an owner-only file, the OS key store, or a password.

Which of them holds is written beside the store (key.json) when it is made and never changes silently.
"""

import json
import os
import sys
from pathlib import Path

from commandcenter.store.errors import StoreError

KEY_FILE = "store.key"
SOURCE_FILE = "key.json"
SERVICE = "commandcenter"
_ARGON = {"time_cost": 3, "memory_cost": 64 * 1024, "parallelism": 2, "hash_len": 32}


def create(data: Path, *, how: str, password: str | None = None) -> bytes:
    """Make the key of a new store; `how` is file, os or password.

    Raises:
        StoreError: `no-key-store` where the system has none, `password-needed`.
    """
    import secrets

    data.mkdir(parents=True, exist_ok=True)
    about: dict[str, str] = {"how": how}
    if how == "file":
        key = secrets.token_bytes(32)
        write_private(data / KEY_FILE, key.hex())
    elif how == "os":
        key = secrets.token_bytes(32)
        about["name"] = secrets.token_hex(8)
        _os_store().set_password(SERVICE, about["name"], key.hex())
    else:
        if not password:
            raise StoreError("password-needed", where=str(data))
        about["salt"] = secrets.token_hex(16)
        key = _from_password(password, bytes.fromhex(about["salt"]))
    write_private(data / SOURCE_FILE, json.dumps(about))
    return key


def load(data: Path, *, password: str | None = None) -> bytes:
    """The key of the store in this folder.

    Raises:
        StoreError: `no-store`, `no-key`, `no-key-store`, `password-needed`, `key-unreadable`.
    """
    about = source(data)
    if about["how"] == "file":
        try:
            return bytes.fromhex((data / KEY_FILE).read_text("ascii").strip())
        except FileNotFoundError as err:
            raise StoreError("no-key", where=str(data / KEY_FILE)) from err
        except (OSError, ValueError) as err:
            raise StoreError("key-unreadable", where=str(data / KEY_FILE)) from err
    if about["how"] == "os":
        held = _os_store().get_password(SERVICE, about["name"])
        if held is None:
            raise StoreError("no-key", where=SERVICE)
        return bytes.fromhex(held)
    if not password:
        raise StoreError("password-needed", where=str(data))
    return _from_password(password, bytes.fromhex(about["salt"]))


def source(data: Path) -> dict[str, str]:
    """How the key of this folder is kept: {"how": file|os|password, …}."""
    try:
        about = json.loads((data / SOURCE_FILE).read_text("utf-8"))
    except FileNotFoundError as err:
        raise StoreError("no-store", where=str(data)) from err
    except (OSError, ValueError) as err:
        raise StoreError("key-unreadable", where=str(data / SOURCE_FILE)) from err
    if not isinstance(about, dict) or about.get("how") not in ("file", "os", "password"):
        raise StoreError("key-unreadable", where=str(data / SOURCE_FILE))
    return {str(k): str(v) for k, v in about.items()}


def os_store_available() -> bool:
    """Whether this system has a key store that works without asking."""
    try:
        _os_store()
    except StoreError:
        return False
    return True


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner can read, whole or not at all."""
    temporary = path.with_name(path.name + ".new")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, path)


def _from_password(password: str, salt: bytes) -> bytes:
    from argon2.low_level import Type, hash_secret_raw

    return hash_secret_raw(password.encode(), salt, type=Type.ID, **_ARGON)


class _OsStore:
    """The one backend that fits this system, named directly: keyring's own search costs 0.2 s of start."""

    def __init__(self, backend: object) -> None:
        self._backend = backend

    def set_password(self, service: str, name: str, value: str) -> None:
        self._backend.set_password(service, name, value)  # type: ignore[attr-defined]

    def get_password(self, service: str, name: str) -> str | None:
        found = self._backend.get_password(service, name)  # type: ignore[attr-defined]
        return None if found is None else str(found)


def _os_store() -> _OsStore:
    from keyring.errors import KeyringError

    try:
        if sys.platform == "win32":
            from keyring.backends.Windows import WinVaultKeyring as Backend
        elif sys.platform == "darwin":
            from keyring.backends.macOS import Keyring as Backend
        else:
            from keyring.backends.SecretService import Keyring as Backend
        if Backend.priority <= 0:
            raise StoreError("no-key-store")
        return _OsStore(Backend())  # type: ignore[no-untyped-call,unused-ignore]
    except (KeyringError, RuntimeError, ImportError) as err:
        raise StoreError("no-key-store") from err
