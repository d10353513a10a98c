"""Rates from counts. What is counted is store.queries' business; which rows count is stated here."""


def on_time_rate(on_time: int, closed: int) -> float | None:
    """Cases closed by their handling deadline over cases closed in the span (按期结案率), in [0, 1]; None without any.

    Source: domain.md §3.1. It leaves the period open; we count by the day of closing, so a case counts once.
    """
    return on_time / closed if closed else None
