"""Rates from counts. What is counted is store.queries' business; which rows count is stated here."""


def on_time_rate(on_time: int, closed: int) -> float | None:
    """Cases closed by their handling deadline over cases closed in the span (按期结案率), in [0, 1]; None without any.

    Source: domain.md §3.1. It leaves the period open; we count by the day of closing, so a case counts once.
    """
    return on_time / closed if closed else None


def should_close(reported: int, ended: int, deferred: int) -> int:
    """Cases that count in the closing rate (应结案数): what was reported, without what is deferred now and without what
    ended otherwise (`ended`: void, not filed, merged).

    Source: domain.md §1.5, Jinhua: 应结案数 − 缓办数; T5: void and not filed leave every denominator.
    """
    return max(reported - ended - deferred, 0)


def closing_rate(closed: int, should: int) -> float | None:
    """Closed cases over those that count (结案率), in [0, 1]; None where none counts. Source: domain.md §3.1."""
    return closed / should if should else None
