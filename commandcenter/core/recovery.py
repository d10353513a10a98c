"""The recovery key (恢复密钥) as people write it down: 128 random bits in seven groups of four, with a check.

What it opens is store/keys.py's business. Letters that look like digits are not used, and read as these where typed.
"""

import hashlib

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U
SECRET_BYTES = 16
GROUP, GROUPS = 4, 7
_LOOKALIKE = str.maketrans({"I": "1", "L": "1", "O": "0", "U": "V"})
_BITS, _CHECK_BITS = SECRET_BYTES * 8, GROUP * GROUPS * 5 - SECRET_BYTES * 8


class BadRecoveryKey(ValueError):
    """The text is no recovery key: too short or long, or mistyped."""


def written(secret: bytes) -> str:
    """The recovery key of these 16 bytes, such as 4F2K-…; a mistyped character is found when it is read."""
    if len(secret) != SECRET_BYTES:
        raise ValueError(f"{SECRET_BYTES} bytes expected, not {len(secret)}")
    number = int.from_bytes(secret) << _CHECK_BITS | _check(secret)
    text = "".join(ALPHABET[number >> 5 * n & 31] for n in reversed(range(GROUP * GROUPS)))
    return "-".join(text[n:n + GROUP] for n in range(0, len(text), GROUP))


def read(text: str) -> bytes:
    """The 16 bytes of a recovery key as it was typed: case, blanks and dashes do not matter.

    Raises:
        BadRecoveryKey: it is none.
    """
    plain = "".join(text.upper().split()).replace("-", "").replace("—", "").translate(_LOOKALIKE)
    if len(plain) != GROUP * GROUPS or set(plain) - set(ALPHABET):
        raise BadRecoveryKey(f"{len(plain)} characters")
    number = 0
    for letter in plain:
        number = number << 5 | ALPHABET.index(letter)
    secret = (number >> _CHECK_BITS).to_bytes(SECRET_BYTES)
    if number & (1 << _CHECK_BITS) - 1 != _check(secret):
        raise BadRecoveryKey("mistyped")
    return secret


def ending(text: str) -> str:
    """The last four characters, which a person types to show that the whole was written down."""
    return text.replace("-", "")[-GROUP:]


def same_ending(text: str, typed: str) -> bool:
    """Whether what was typed is the end of this recovery key."""
    return "".join(typed.upper().split()).translate(_LOOKALIKE) == ending(text)


def _check(secret: bytes) -> int:
    return int.from_bytes(hashlib.sha256(b"recovery" + secret).digest()[:2]) >> 16 - _CHECK_BITS
