"""Passwords of people: the Argon2id verifier that stands in `users`, and whether a password is the one it was made of.

The key of the store is keys.py's. Both calls take a while on purpose (about 0.1 s): never in the screen's thread.
"""

MOST_MEMORY_KB = 1024 * 1024
MOST_TIME = 64


def verifier(password: str, *, time_cost: int = 3, memory_kb: int = 64 * 1024) -> str:
    """The Argon2id verifier of a password, with a salt of its own."""
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=time_cost, memory_cost=memory_kb, parallelism=2).hash(password)


def matches(verifier: str, password: str) -> bool:
    """Whether a verifier was made of this password. One that would cost more than 1 GiB is none of ours."""
    from argon2 import PasswordHasher, extract_parameters
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        asked = extract_parameters(verifier)
        if asked.memory_cost > MOST_MEMORY_KB or asked.time_cost > MOST_TIME:
            return False
        return PasswordHasher().verify(verifier, password)
    except (InvalidHashError, VerificationError):
        return False
