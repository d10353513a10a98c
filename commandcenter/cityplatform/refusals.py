"""A request that the platform does not serve, as a key for words."""


class Refusal(Exception):
    """A request that the platform does not serve. The key is for words, the facts say what and where.

    Keys: token_invalid, token_revoked, grant, ahead, fork, too_old, too_large, garbled, bad_fact, mixed_sessions,
    session_taken, bad_proof;
    of a document: publish_right, not_administrator, bad_document, version_moved.
    """

    def __init__(self, key: str, **facts: str | int) -> None:
        super().__init__(f"{key} {facts}" if facts else key)
        self.key, self.facts = key, facts
