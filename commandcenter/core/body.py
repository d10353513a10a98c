"""What every fact says at least: the base of the bodies in core/bodies.py and the files named after a feature."""

import msgspec


class Body(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Base of all bodies. `n` is the salt that `facts.stamp` adds."""

    n: str = ""
    at: int | None = None
    stated: bool = True
