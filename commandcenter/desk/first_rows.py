"""The rows of the first light, for the screen; no query of its own, and nothing heavy is imported with it."""

from commandcenter.store.first_page import FirstPage, FirstRow

__all__ = ["FirstPage", "FirstRow"]
