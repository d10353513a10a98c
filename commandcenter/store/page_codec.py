"""Pages of the encrypted store, sealed and opened one by one, as SQLCipher 4 does it: for snapshots alone.

A snapshot travels as plain pages, because only these can be compressed, and is sealed under the workstation's own key
page by page as it comes: so it never lies on its disk in the clear, and nothing is inserted row by row. SQLite's room
at the end of each page (80 bytes) is there in both forms. That SQLCipher opens what is sealed here, and the other way
round, is held by tests; a page that is wrong is refused by SQLCipher itself when it is read.
"""

import hashlib
import hmac
import secrets
from collections.abc import Callable
from typing import Final

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

PAGE: Final = 4096
UNUSED: Final = 2**30 // PAGE + 1
"""The page at 1 GiB, where SQLite locks: it writes and reads it never, and what lies there carries no seal
(sqlite.org/fileformat2.html, "The Lock-Byte Page")."""
SALT: Final = 16  # bytes at the start of the file, in place of SQLite's own words
_MAGIC: Final = b"SQLite format 3\0"
_IV, _MAC = 16, 64
_ROOM: Final = _IV + _MAC
_PLAIN: Final = PAGE - _ROOM
_MAC_SALT: Final = 0x3A
_BLANK: Final = bytes(_ROOM)


class BadPage(ValueError):
    """A page that was not sealed under this key, or is no page of such a store."""


class PageCipher:
    """Seals and opens the pages of one file: its key (32 bytes) and salt. Pages count from 1."""

    def __init__(self, key: bytes, salt: bytes) -> None:
        self._key, self._salt = AES(key), salt
        self._mac_key = hashlib.pbkdf2_hmac("sha512", key, bytes(byte ^ _MAC_SALT for byte in salt), 2, 32)

    def seal(self, first: int, plain: bytes) -> bytes:
        """Pages from number `first` on, as they lie in the file.

        They are encrypted in one go: a page's vector is the last block of the page before it, the first one's random.

        Raises:
            BadPage: they are no pages with room for the seal.
        """
        return _around(self._seal, first, plain)

    def _seal(self, first: int, plain: bytes) -> bytes:
        start = SALT if first == 1 else 0
        if start and (plain[:SALT] != _MAGIC or plain[16:18] != b"\x10\x00" or plain[20] != _ROOM):
            raise BadPage("page 1")
        room = b"".join([plain[start:_PLAIN], *(plain[at:at + _PLAIN] for at in range(PAGE, len(plain), PAGE))])
        iv = secrets.token_bytes(_IV)
        sealed = Cipher(self._key, CBC(iv)).encryptor().update(room)
        parts = [self._salt] if start else []
        at = 0
        for number in range(first, first + len(plain) // PAGE):
            end = at + _PLAIN - (start if number == 1 else 0)
            page = sealed[at:end] + iv
            parts += (page, self._mac(number, page))
            iv, at = sealed[end - _IV:end], end
        return b"".join(parts)

    def open(self, first: int, sealed: bytes) -> bytes:
        """The plain pages from number `first` on, blank where the seals were.

        Raises:
            BadPage: another key, or other bytes than were sealed.
        """
        self.check(first, sealed)
        return _around(self._open, first, sealed)

    def _open(self, first: int, sealed: bytes) -> bytes:
        start = SALT if first == 1 else 0
        stream = [sealed[PAGE - _ROOM:PAGE - _MAC], sealed[start:_PLAIN]]  # each vector, then what it belongs to
        for at in range(PAGE, len(sealed), PAGE):
            stream += (sealed[at + _PLAIN:at + _PLAIN + _IV], sealed[at:at + _PLAIN])
        plain = Cipher(self._key, CBC(bytes(_IV))).decryptor().update(b"".join(stream))
        parts = [_MAGIC] if start else []
        at = 0
        for number in range(first, first + len(sealed) // PAGE):
            end = at + _IV + _PLAIN - (start if number == 1 else 0)
            parts += (plain[at + _IV:end], _BLANK)
            at = end
        return b"".join(parts)

    def check(self, first: int, sealed: bytes) -> None:
        """See that these are the pages from number `first` on, as they were sealed.

        Raises:
            BadPage: another key, or other bytes than were sealed.
        """
        if not sealed or len(sealed) % PAGE:
            raise BadPage(f"page {first}")
        for number, at in enumerate(range(0, len(sealed), PAGE), start=first):
            if number == UNUSED:
                continue
            start = at + (SALT if number == 1 else 0)
            mac = sealed[at + PAGE - _MAC:at + PAGE]
            if not hmac.compare_digest(mac, self._mac(number, sealed[start:at + PAGE - _MAC])):
                raise BadPage(f"page {number}")

    def _mac(self, number: int, sealed: bytes) -> bytes:
        return hmac.digest(self._mac_key, sealed + number.to_bytes(4, "little"), "sha512")


def _around(act: Callable[[int, bytes], bytes], first: int, pages: bytes) -> bytes:
    """What is made of the pages before and behind the unused one, which stays blank."""
    if not pages or len(pages) % PAGE:
        raise BadPage(f"page {first}")
    at = (UNUSED - first) * PAGE
    if not 0 <= at < len(pages):
        return act(first, pages)
    before, behind = pages[:at], pages[at + PAGE:]
    return b"".join((act(first, before) if before else b"", bytes(PAGE), act(UNUSED + 1, behind) if behind else b""))
