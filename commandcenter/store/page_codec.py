"""Pages of the encrypted store, sealed and opened one by one, as SQLCipher 4 does it: for snapshots alone.

A snapshot travels as plain pages, because only these can be compressed, and is sealed under the workstation's own key
page by page as it comes: so it never lies on its disk in the clear, and nothing is inserted row by row. SQLite's room
at the end of each page (80 bytes) is there in both forms. That SQLCipher opens what is sealed here, and the other way
round, is held by tests; a page that is wrong is refused by SQLCipher itself when it is read.
"""

import hashlib
import hmac
import secrets
from typing import Final

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

PAGE: Final = 4096
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

    def seal(self, number: int, page: bytes) -> bytes:
        """The page as it lies in the file.

        Raises:
            BadPage: it is no page with room for the seal.
        """
        start = SALT if number == 1 else 0
        if len(page) != PAGE or (start and (page[:SALT] != _MAGIC or page[16:18] != b"\x10\x00" or page[20] != _ROOM)):
            raise BadPage(f"page {number}")
        iv = secrets.token_bytes(_IV)
        sealed = Cipher(self._key, CBC(iv)).encryptor().update(page[start:_PLAIN]) + iv
        head = self._salt if start else b""
        return b"".join((head, sealed, self._mac(number, sealed)))

    def open(self, number: int, sealed: bytes) -> bytes:
        """The plain page, blank where the seal was.

        Raises:
            BadPage: another key, or other bytes than were sealed.
        """
        start = SALT if number == 1 else 0
        body, mac = sealed[start:PAGE - _MAC], sealed[PAGE - _MAC:]
        if len(sealed) != PAGE or not hmac.compare_digest(mac, self._mac(number, body)):
            raise BadPage(f"page {number}")
        plain = Cipher(self._key, CBC(body[-_IV:])).decryptor().update(body[:-_IV])
        return b"".join((_MAGIC if start else b"", plain, _BLANK))

    def _mac(self, number: int, sealed: bytes) -> bytes:
        return hmac.digest(self._mac_key, sealed + number.to_bytes(4, "little"), "sha512")
