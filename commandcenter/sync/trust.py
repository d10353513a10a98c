"""Whose word is taken: heads count only when signed with the city platform's key, pinned at the first meeting.

No network, no store.
"""

from commandcenter.sync.client import Rejected
from commandcenter.sync.wire import Head, signed_bytes

_SHOWN = 16  # characters of a key in a sentence


class Trust:
    """Checks heads against a pinned key. Without one (a platform that speaks protocol 1) it checks nothing."""

    def __init__(self, key: str) -> None:
        self.key = key

    def check(self, stream: str, *heads: Head) -> None:
        """Raises Rejected bad_signature where a head of the stream was not signed with the key."""
        if not self.key:
            return
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(self.key))
        for head in dict.fromkeys(heads):
            try:
                key.verify(bytes.fromhex(head.sig), signed_bytes(stream, head))
            except InvalidSignature as err:
                raise Rejected("bad_signature", stream=stream, seq=head.seq) from err


def met(pinned: str, told: str) -> str:
    """The key to pin at a meeting: the one that is pinned, else the one that the platform tells ("" by protocol 1).

    Raises:
        Rejected: platform_key_changed, where the platform tells another than the pinned one, or none.
    """
    if pinned and told != pinned:
        raise Rejected("platform_key_changed", pinned=pinned[:_SHOWN], theirs=told[:_SHOWN] or "-")
    return told
