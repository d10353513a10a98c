"""Why the store could not do what was asked. The key is for the screen's words; the facts say what and where."""

from pathlib import Path


class StoreError(Exception):
    """The store cannot be used, or could not write. Nothing that was saved is lost."""

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(f"{key} {facts}" if facts else key)
        self.key, self.facts = key, facts


def failure(path: Path, err: Exception) -> Exception:
    """The StoreError for an engine error, or the error itself where it is a bug of ours."""
    text = str(getattr(err, "orig", err)).lower()
    for words, key in (
        ("full", "disk-full"), ("disk i/o", "disk-full"), ("locked", "store-busy"), ("malformed", "store-broken"),
        ("not a database", "store-broken"), ("readonly", "store-read-only"), ("unable to open", "store-unreachable"),
    ):
        if words in text:
            return StoreError(key, where=str(path))
    return err
