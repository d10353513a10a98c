"""Files of elsewhere that the administration reads in: an unknown file of cases, a street's boundaries. Done by app."""

from dataclasses import dataclass
from typing import Protocol

from commandcenter.core.outlines import Outlines
from commandcenter.desk.errand_desk import Say, Stopped


@dataclass(frozen=True, kw_only=True)
class MappingDraft:
    """A draft mapping as it would be written, of `rows` rows; or in `fault` why there is none.

    `checks`: what a person must look at, in words.
    """

    text: str = ""
    rows: int = 0
    checks: tuple[str, ...] = ()
    fault: str = ""


@dataclass(frozen=True, kw_only=True)
class BoundaryFile:
    """What a file of boundaries holds: `outlines` None where a feature was refused, or where `fault` says why.

    `refused`: the first refused features in words, all of them in `refused_file`; `read` and `refusals` are counts.
    """

    outlines: Outlines | None = None
    read: int = 0
    refusals: int = 0
    refused: tuple[str, ...] = ()
    refused_file: str = ""
    fault: str = ""


class ForeignFiles(Protocol):
    """Reads such files, in a process beside the window's. All but `write_mapping` take a while.

    Raises (each): Failed.
    """

    def draft_mapping(self, path: str, say: Say, stopped: Stopped) -> MappingDraft:
        """Look through an unknown file of cases and draft its mapping; nothing is written."""
        ...

    def write_mapping(self, text: str, to: str) -> str:
        """Write a draft, never over a file that is there. Returns where it lies."""
        ...

    def read_outlines(self, path: str, say: Say, stopped: Stopped) -> BoundaryFile:
        """Read a GeoJSON file of the street's boundaries; nothing is published."""
        ...
