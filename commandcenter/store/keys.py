"""Where the key of the encrypted store comes from: an owner-only file, the OS key store, or a password.

Which of them holds is written beside the store (key.json) when it is made and never changes silently. The store's key
is random; a password and the recovery key each wrap a copy of it (AES key wrap, RFC 3394). In stores of earlier
versions the password gives the key itself: they open as before, and a new password or a new key ends that. The
platform's token lies in the OS key store where the key does, else sealed under the key: it is as safe as the key is.
"""

import hmac
import json
import logging
import os
from pathlib import Path

from commandcenter.core import recovery
from commandcenter.store import os_keys
from commandcenter.store.errors import StoreError
from commandcenter.store.sealing import NotSealed, seal, unseal

log = logging.getLogger(__name__)

KEY_FILE = "store.key"
SOURCE_FILE = "key.json"
NEXT_FILE = "key.next.json"  # while the store's key is being changed
TOKEN_FILE = "platform.sealed"
CLEAR_TOKEN_FILE = "platform.token"  # of earlier versions: sealed when the store is opened next
SERVICE = "commandcenter"
PLACES = ("file", "os", "password")
_ARGON = {"time_cost": 3, "memory_cost": 64 * 1024, "parallelism": 2, "hash_len": 32}
_RECOVERY = ("recovery_salt", "recovery", "noted")
_TOKEN = "token"  # under this name, beside the store's key, in the OS key store


def create(data: Path, *, how: str, password: str | None = None) -> bytes:
    """Make the key of a new store; `how` is file, os or password.

    Raises:
        StoreError: `no-key-store` where the system has none, `password-needed`.
    """
    import secrets

    data.mkdir(parents=True, exist_ok=True)
    key = secrets.token_bytes(32)
    place(data, key, how=how, password=password)
    return key


def place(
    data: Path, key: bytes, *, how: str, password: str | None = None, about: dict[str, str] | None = None
) -> None:
    """Keep this key (anew): under another password, or elsewhere. `about` holds what is known of a recovery key.

    Raises:
        StoreError: `no-key-store`, `password-needed`; then nothing has changed.
    """
    before = _read(data / SOURCE_FILE) if (data / SOURCE_FILE).exists() else {}
    made = _placed(data, key, how, password) | {k: v for k, v in (about or before).items() if k in _RECOVERY}
    _settle(data, key, before, made, _token_to_keep(data, before, key) if before else None)


def load(data: Path, *, password: str | None = None) -> bytes:
    """The key of the store in this folder.

    Raises:
        StoreError: `no-store`, `no-key`, `no-key-store`, `key-store-locked`, `key-store-silent`, `password-needed`,
            `password-wrong`, `key-unreadable`.
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
    return from_password(about, password, where=str(data))


def from_password(about: dict[str, str], password: str, *, where: str) -> bytes:
    """The store's key by its password; `about` is a folder's or a backup's key.json.

    Raises:
        StoreError: `password-wrong` (a store of an earlier version cannot tell), `key-unreadable`.
    """
    try:
        secret = _from_password(password, bytes.fromhex(about["salt"]))
        if "wrapped" not in about:  # a store of an earlier version
            return secret
        return unwrap(secret, about["wrapped"])
    except WrongKey as err:
        raise StoreError("password-wrong", where=where) from err
    except (KeyError, ValueError) as err:
        raise StoreError("key-unreadable", where=where) from err


def source(data: Path) -> dict[str, str]:
    """How the key of this folder is kept: {"how": file|os|password, …}."""
    return _read(data / SOURCE_FILE)


def is_legacy(data: Path) -> bool:
    """Whether the password itself gives the key, as in stores of earlier versions."""
    about = source(data)
    return about["how"] == "password" and "wrapped" not in about


# -- the recovery key -------------------------------------------------------------------------------------------------


def issue_recovery(data: Path, key: bytes) -> str:
    """A new recovery key for this store, to be shown once; an earlier one opens it no more.

    Raises:
        StoreError: `no-store`, `key-unreadable`.
    """
    text, about = new_recovery(key)
    write_private(data / SOURCE_FILE, json.dumps(source(data) | about))
    return text


def new_recovery(key: bytes) -> tuple[str, dict[str, str]]:
    """A recovery key, and what is kept of it: the store's key wrapped by it."""
    import secrets

    secret, salt = secrets.token_bytes(recovery.SECRET_BYTES), secrets.token_bytes(16)
    return recovery.written(secret), {
        "recovery_salt": salt.hex(), "recovery": wrap(_from_recovery(secret, salt), key), "noted": ""}


def note_recovery(data: Path) -> None:
    """Remember that a person has written the recovery key down."""
    write_private(data / SOURCE_FILE, json.dumps(source(data) | {"noted": "1"}))


def recovery_state(data: Path) -> str:
    """none (a store of an earlier version), issued (nobody has said that it was written down), or noted."""
    about = source(data)
    return "none" if "recovery" not in about else "noted" if about.get("noted") else "issued"


def recovery_settled(data: Path) -> bool:
    """Whether nobody has to be asked for a recovery key: it was written down, or this store never had one."""
    return not (data / SOURCE_FILE).exists() or recovery_state(data) != "issued"


def recover(data: Path, text: str) -> bytes:
    """The store's key by its recovery key.

    Raises:
        StoreError: `recovery-none`, `recovery-mistyped`, `recovery-wrong`, `no-store`, `key-unreadable`.
    """
    return recovered(source(data), text, where=str(data))


def recovered(about: dict[str, str], text: str, *, where: str) -> bytes:
    """The store's key by its recovery key; `about` is what was kept of it (a folder's or a backup's key.json).

    Raises:
        StoreError: `recovery-none`, `recovery-mistyped`, `recovery-wrong`, `key-unreadable`.
    """
    if "recovery" not in about:
        raise StoreError("recovery-none", where=where)
    try:
        secret = recovery.read(text)
    except recovery.BadRecoveryKey as err:
        raise StoreError("recovery-mistyped") from err
    try:
        return unwrap(_from_recovery(secret, bytes.fromhex(about["recovery_salt"])), about["recovery"])
    except WrongKey as err:
        raise StoreError("recovery-wrong", where=where) from err
    except (KeyError, ValueError) as err:
        raise StoreError("key-unreadable", where=where) from err


# -- changing the store's key: what holds meanwhile lies beside what will hold ----------------------------------------


def begin_change(data: Path, key: bytes, *, password: str | None = None) -> tuple[bytes, str]:
    """Prepare another key for this store, kept where the present one is. Returns it and its recovery key.

    Until `end_change` the present key opens the folder, and leads to the other one (`changing`).

    Raises:
        StoreError: `no-key-store`, `password-needed`.
    """
    import secrets

    other = secrets.token_bytes(32)
    text, about = new_recovery(other)
    made = _placed(data, other, source(data)["how"], password) | about
    token = _held_token(data, source(data), key)
    kept = {"token": seal(token, other, _TOKEN).hex()} if token and made["how"] != "os" else {}
    write_private(data / NEXT_FILE, json.dumps(made | {"bridge": wrap(key, other)} | kept))
    return other, text


def changing(data: Path, key: bytes) -> bytes | None:
    """The key that a change under way leads to, by the one that opens the folder; None where there is no change.

    Raises:
        StoreError: `key-unreadable`.
    """
    path = data / NEXT_FILE
    if not path.exists():
        return None
    try:
        return unwrap(key, _read(path)["bridge"])
    except WrongKey:  # `key` is the other one already: only the last step was left
        return key
    except (KeyError, ValueError) as err:
        raise StoreError("key-unreadable", where=str(path)) from err


def end_change(data: Path, other: bytes) -> None:
    """From here on the other key opens the folder, and the former one is forgotten."""
    held = _read(data / NEXT_FILE)
    made = {k: v for k, v in held.items() if k not in ("bridge", "token")}
    before = source(data)
    token = _opened(bytes.fromhex(held["token"]), other, data) if "token" in held else _held_token(data, before, other)
    _settle(data, other, before, made, token)
    (data / NEXT_FILE).unlink()


# -- the platform's token, which lies where the key does ---------------------------------------------------------------


def write_token(data: Path, token: str, key: bytes) -> None:
    """Keep the platform's token: in the OS key store where the key is, else sealed under the store's key."""
    _write_token(data, source(data), token, key)


def read_token(data: Path, key: bytes) -> str | None:
    """The platform's token; None where there is none.

    Raises:
        StoreError: no-key-store, key-unreadable.
    """
    return _held_token(data, source(data), key)


def seal_clear_token(data: Path, key: bytes) -> None:
    """Seal a token that an earlier version left in the clear; `key` has been seen to open the store."""
    if not (data / CLEAR_TOKEN_FILE).exists():
        return
    about = source(data)
    token = _held_token(data, about, key)
    if token is not None:
        _write_token(data, about, token, key)


def forget_token(data: Path) -> None:
    """Take the platform's token away from here."""
    about = source(data)
    for name in (TOKEN_FILE, CLEAR_TOKEN_FILE):
        (data / name).unlink(missing_ok=True)
    if about["how"] == "os":
        _os_store().delete_password(SERVICE, f"{about['name']}-{_TOKEN}")


def _write_token(data: Path, about: dict[str, str], token: str, key: bytes) -> None:
    if about["how"] == "os":
        _os_store().set_password(SERVICE, f"{about['name']}-{_TOKEN}", token)
    else:
        write_private(data / TOKEN_FILE, seal(token, key, _TOKEN).hex())
    (data / CLEAR_TOKEN_FILE).unlink(missing_ok=True)


def _held_token(data: Path, about: dict[str, str], key: bytes) -> str | None:
    try:
        return (data / CLEAR_TOKEN_FILE).read_text("utf-8").strip() or None
    except FileNotFoundError:
        pass  # sealed, or with the key
    except (OSError, ValueError) as err:
        raise StoreError("key-unreadable", where=str(data / CLEAR_TOKEN_FILE)) from err
    if about.get("how") == "os":
        return _os_store().get_password(SERVICE, f"{about['name']}-{_TOKEN}") or None
    try:
        return _opened(bytes.fromhex((data / TOKEN_FILE).read_text("ascii")), key, data)
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as err:
        raise StoreError("key-unreadable", where=str(data / TOKEN_FILE)) from err


def _token_to_keep(data: Path, about: dict[str, str], key: bytes) -> str | None:
    """The token, to be put beside the key where that is kept now; None also where the OS key store does not give it
    up: who came by the recovery key goes on with a new password, and is given a new token."""
    try:
        return _held_token(data, about, key)
    except StoreError as err:
        if err.key not in os_keys.FAILED:
            raise
        log.warning("the platform's token stays in the key store of the system: %s", err.key)
        return None


def _os_store() -> os_keys.OsStore:
    """The OS key store that holds a key of ours already: where there is none, it does not answer."""
    try:
        return os_keys.find()
    except StoreError as err:
        raise StoreError("key-store-silent") from err


def _forget_in_os(name: str) -> None:
    """Take a key and its token out of the OS key store; where it does not answer they stay, which is logged."""
    try:
        held = _os_store()
        for each in (name, f"{name}-{_TOKEN}"):
            if held.get_password(SERVICE, each) is not None:
                held.delete_password(SERVICE, each)
    except StoreError as err:
        log.warning("a former key stays in the key store of the system: %s", err.key)


def _opened(sealed: bytes, key: bytes, data: Path) -> str:
    try:
        return unseal(sealed, key, _TOKEN)
    except NotSealed as err:
        raise StoreError("key-unreadable", where=str(data / TOKEN_FILE)) from err


# -- wrapping ---------------------------------------------------------------------------------------------------------


class WrongKey(ValueError):
    """What is wrapped cannot be opened with this key."""


def wrap(by: bytes, key: bytes) -> str:
    """A key under another one (RFC 3394), as hex digits."""
    from cryptography.hazmat.primitives.keywrap import aes_key_wrap

    return aes_key_wrap(by, key).hex()


def unwrap(by: bytes, wrapped: str) -> bytes:
    """The key that was wrapped.

    Raises:
        WrongKey: not by this one.
        ValueError: this is nothing wrapped.
    """
    from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap

    try:
        return aes_key_unwrap(by, bytes.fromhex(wrapped))
    except InvalidUnwrap as err:
        raise WrongKey("wrong key") from err


def os_store_available() -> bool:
    """Whether this system has a key store that works without asking."""
    try:
        os_keys.find()
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


def _settle(data: Path, key: bytes, before: dict[str, str], made: dict[str, str], token: str | None) -> None:
    """From here on the key is kept as `made` says, and the token with it; every step may be the last one."""
    if made["how"] == "file":
        write_private(data / KEY_FILE, key.hex())
    if token is not None:
        _write_token(data, made, token, key)
    write_private(data / SOURCE_FILE, json.dumps(made))
    if made["how"] != "file":
        (data / KEY_FILE).unlink(missing_ok=True)
    if made["how"] == "os":
        (data / TOKEN_FILE).unlink(missing_ok=True)
    if before.get("how") == "os" and before.get("name") != made.get("name"):
        _forget_in_os(before["name"])


def _placed(data: Path, key: bytes, how: str, password: str | None) -> dict[str, str]:
    """What key.json says of a key kept so; puts it into the OS key store where it goes there."""
    import secrets

    if how == "file":
        return {"how": how}
    if how == "os":
        name = secrets.token_hex(8)
        os_keys.find().set_password(SERVICE, name, key.hex())
        return {"how": how, "name": name}
    if not password:
        raise StoreError("password-needed", where=str(data))
    salt = secrets.token_bytes(16)
    return {"how": how, "salt": salt.hex(), "wrapped": wrap(_from_password(password, salt), key)}


def _read(path: Path) -> dict[str, str]:
    try:
        about = json.loads(path.read_text("utf-8"))
    except FileNotFoundError as err:
        raise StoreError("no-store", where=str(path.parent)) from err
    except (OSError, ValueError) as err:
        raise StoreError("key-unreadable", where=str(path)) from err
    return checked(about, str(path))


def checked(about: object, where: str) -> dict[str, str]:
    """What a key.json holds.

    Raises:
        StoreError: `key-unreadable`, where it is none.
    """
    if not isinstance(about, dict) or about.get("how") not in PLACES:
        raise StoreError("key-unreadable", where=where)
    return {str(k): str(v) for k, v in about.items()}


def _from_password(password: str, salt: bytes) -> bytes:
    from argon2.low_level import Type, hash_secret_raw

    return hash_secret_raw(password.encode(), salt, type=Type.ID, **_ARGON)


def _from_recovery(secret: bytes, salt: bytes) -> bytes:
    """128 random bits need no stretching."""
    return hmac.digest(secret, b"commandcenter recovery key 1" + salt, "sha256")

