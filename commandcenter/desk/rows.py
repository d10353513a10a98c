"""The rows that screens draw, by the names the store gives them."""

from commandcenter.store.queries import CaseRow, Counts, Filter, Flow, Points

__all__ = ["CaseRow", "Counts", "Filter", "Flow", "Points"]
