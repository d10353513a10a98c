"""A short secret sealed under a store's key, with a key of its own derived from it (AES-256-GCM)."""

import hmac
import os

_NONCE = 12


class NotSealed(ValueError):
    """This was not sealed under this key for this purpose, or is damaged."""


def seal(secret: str, key: bytes, purpose: str) -> bytes:
    """The secret as it may lie anywhere; `purpose` is asked again when it is opened."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(_derived(key)).encrypt(nonce, secret.encode(), purpose.encode())


def unseal(sealed: bytes, key: bytes, purpose: str) -> str:
    """The secret that was sealed.

    Raises:
        NotSealed.
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return AESGCM(_derived(key)).decrypt(sealed[:_NONCE], sealed[_NONCE:], purpose.encode()).decode()
    except (InvalidTag, ValueError) as err:
        raise NotSealed(purpose) from err


def _derived(key: bytes) -> bytes:
    return hmac.digest(key, b"commandcenter token 1", "sha256")
