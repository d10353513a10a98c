"""The rows that screens draw, by the names the store gives them."""

from commandcenter.store.case_rows import CaseRow, among
from commandcenter.store.figure_reads import Counts, Flow, Points
from commandcenter.store.queue_filter import Filter

__all__ = ["CaseRow", "Counts", "Filter", "Flow", "Points", "among"]
