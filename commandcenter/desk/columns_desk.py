"""Which columns of the table the operator at the desk wants, and how wide; kept per operator in a file.

What columns there are and how a narrow window squeezes them: ui/case_cells.py.
"""

import logging
from collections.abc import Callable

import msgspec

from commandcenter.desk.kept_files import KeptFiles

log = logging.getLogger(__name__)

FILE = "columns.json"
VERSION = 1
WIDEST = 1_000


class Columns(msgspec.Struct, frozen=True, kw_only=True):
    """Columns by key: those never shown, those shown also in a narrow window, and widths in px at medium text."""

    hidden: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    widths: dict[str, int] = {}


class _Kept(msgspec.Struct, frozen=True, kw_only=True):
    version: int
    columns: dict[str, Columns]


class ColumnsDesk:
    """Holds the operator's columns. `listeners` hear of a change."""

    def __init__(self, files: KeptFiles, operator: Callable[[], str]) -> None:
        """`operator` gives the id of who sits here."""
        self._files, self._operator = files, operator
        self._all: dict[str, Columns] | None = None
        self.view = Columns()
        self.listeners: list[Callable[[Columns], None]] = []

    def load(self) -> None:
        """Show the columns of the operator, after another one sat down too."""
        self._show(self._kept().get(self._operator(), Columns()))

    def show(self, key: str, shown: bool) -> None:
        """Show or hide a column."""
        view = self.view
        others = tuple(k for k in view.shown if k != key), tuple(k for k in view.hidden if k != key)
        self._keep(Columns(shown=(*others[0], key) if shown else others[0],
                           hidden=others[1] if shown else (*others[1], key), widths=view.widths))

    def widen(self, key: str, px: int) -> None:
        """Give a column a width, in px at medium text."""
        self._keep(msgspec.structs.replace(self.view, widths=self.view.widths | {key: min(max(px, 1), WIDEST)}))

    def choose(self, hidden: tuple[str, ...], shown: tuple[str, ...], widths: dict[str, int]) -> None:
        """Everything at once."""
        self._keep(Columns(hidden=hidden, shown=shown, widths=dict(widths)))

    def reset(self) -> None:
        """As it was before anybody chose."""
        self._keep(Columns())

    def _kept(self) -> dict[str, Columns]:
        if self._all is None:
            self._all = {}
            try:
                raw = self._files.read(FILE)
                kept = msgspec.json.decode(raw, type=_Kept) if raw is not None else None
                self._all = kept.columns if kept is not None and kept.version <= VERSION else {}
            except (OSError, msgspec.DecodeError, UnicodeDecodeError) as err:  # only a preference: chosen anew
                log.warning("columns not read: %s", err)
        return self._all

    def _keep(self, columns: Columns) -> None:
        kept = self._kept()
        kept[self._operator()] = columns
        try:
            self._files.write(FILE, msgspec.json.encode(_Kept(version=VERSION, columns=kept)))
        except OSError as err:  # only a preference: it holds until the window is closed
            log.warning("columns not kept: %s", err)
        self._show(columns)

    def _show(self, columns: Columns) -> None:
        if columns != self.view:
            self.view = columns
            for listener in tuple(self.listeners):
                listener(columns)
