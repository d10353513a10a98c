"""The model of the table of cases: the ids of a queue in its order, and pages of ready texts.

No query, no clock, no rule: ids and texts are given; it asks for the rows that are about to be shown.
"""

from collections import OrderedDict
from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    Qt,
    QTimer,
    Signal,
)

from commandcenter.desk.rows import among
from commandcenter.ui.case_cells import (
    COLUMNS,
    CaseCells,
    Index,
    cell_text,
    tip_of,
)

Ids = NDArray[np.int64]
PAGE = 200
PAGES_KEPT = 20
_NONE = QModelIndex()
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def runs_of(rows: NDArray[np.intp]) -> list[tuple[int, int]]:
    """Sorted rows as runs (first, last)."""
    if not rows.size:
        return []
    cuts = np.flatnonzero(np.diff(rows) != 1)
    firsts = rows[np.concatenate(([0], cuts + 1))]
    lasts = rows[np.concatenate((cuts, [rows.size - 1]))]
    return list(zip(firsts.tolist(), lasts.tolist(), strict=True))


class CaseTableModel(QAbstractTableModel):
    """The ids of a queue in its order, and the texts of the rows shown lately.

    `set_ids` never resets: new ids are inserted, the order is changed, gone ids are removed, so persistent
    indexes (current case, selection) follow their case. Texts come by `set_rows`; `rows_wanted` asks for what
    is missing.
    """

    rows_wanted = Signal(object)  # list[int]: ids whose texts are about to be shown
    ids_about_to_change = Signal()
    ids_changed = Signal()
    rows_came = Signal(object)  # list[CaseCells]: texts that are new or changed

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ids: Ids = np.empty(0, np.int64)
        self._cells: OrderedDict[int, CaseCells] = OrderedDict()
        self._stale: set[int] = set()
        self._asked: set[int] = set()
        self._window = (0, -1)
        self._ask = QTimer(self)
        self._ask.setSingleShot(True)
        self._ask.setInterval(0)
        self._ask.timeout.connect(self._on_ask)
        self._sort_key, self._descending = "remaining", False
        self._titles: tuple[str, ...] = ()

    # --- what is shown ----------------------------------------------------------------------------

    def ids(self) -> Ids:
        """The ids in order. Do not change it."""
        return self._ids

    def id_at(self, row: int) -> int | None:
        """The id of a row, None outside."""
        return int(self._ids[row]) if 0 <= row < self._ids.size else None

    def row_of(self, case_id: int) -> int:
        """The row of an id, -1 where it is not shown."""
        found = np.flatnonzero(self._ids == case_id)
        return int(found[0]) if found.size else -1

    def rows_of(self, ids: Ids) -> NDArray[np.intp]:
        """The rows of those of the ids that are shown, sorted."""
        if ids.size <= 8:
            rows = [row for row in (self.row_of(int(i)) for i in ids) if row >= 0]
            return np.sort(np.asarray(rows, np.intp))
        return np.flatnonzero(among(self._ids, ids))

    def cells_at(self, row: int) -> CaseCells | None:
        """The texts of a row, None while they are not here."""
        return self._cells.get(int(self._ids[row])) if row < self._ids.size else None

    def cells(self, case_id: int) -> CaseCells | None:
        """The texts of a case, None while they are not here."""
        return self._cells.get(case_id)

    def set_ids(self, ids: NDArray[np.integer]) -> None:
        """Shows these ids in this order; each id once. Texts already here stay."""
        new = np.ascontiguousarray(ids, np.int64)
        old = self._ids
        if np.array_equal(new, old):
            return
        self.ids_about_to_change.emit()
        self._asked.clear()
        if not new.size:
            self._remove_tail(0)
        elif not old.size:
            self._insert_tail(new)
        else:
            added = new[~among(new, old)]
            gone = old[~among(old, new)]
            if added.size:
                self._insert_tail(added)
            self._reorder(np.concatenate((new, gone)) if gone.size else new)
            if gone.size:
                self._remove_tail(new.size)
        self.ids_changed.emit()

    def set_rows(self, rows: Mapping[int, CaseCells]) -> None:
        """Texts of cases; only rows of the window whose text changed are repainted."""
        changed = {i for i, cells in rows.items() if self._cells.get(i) != cells}
        self._asked.difference_update(rows)
        self._stale.difference_update(rows)
        for case_id, cells in rows.items():
            self._cells[case_id] = cells
            self._cells.move_to_end(case_id)
        first, last = self._window
        shown = set(self._ids[first : last + 1].tolist())
        over = len(self._cells) - PAGE * PAGES_KEPT
        if over > 0:
            for case_id in [i for i in list(self._cells)[: over + len(shown)] if i not in shown][:over]:
                del self._cells[case_id]
        if not changed:
            return
        here = np.flatnonzero([i in changed for i in self._ids[first : last + 1].tolist()])
        for top, bottom in runs_of(here):
            self.dataChanged.emit(self.index(first + top, 0), self.index(first + bottom, self.columnCount() - 1))
        self.rows_came.emit([cells for i, cells in rows.items() if i in changed])

    def forget(self, ids: Iterable[int] | None = None) -> None:
        """Texts of these cases (None: of all) are out of date: asked again, shown until the new ones come."""
        stale = set(self._cells) if ids is None else set(ids)
        self._stale |= stale
        self._asked -= stale
        self._ask.start()

    def want(self, first: int, last: int) -> None:
        """The rows first..last are about to be shown; what is missing is asked for, in whole pages."""
        self._window = (max(0, first), min(last, self._ids.size - 1))
        self._ask.start()

    def _on_ask(self) -> None:
        first, last = self._window
        last = min(last, self._ids.size - 1)
        if last < first:
            return
        for case_id in self._ids[first : last + 1].tolist():
            if case_id in self._cells:
                self._cells.move_to_end(case_id)
        missing = self._missing(first, last)
        if not missing:
            return
        page = self._missing(first // PAGE * PAGE, min(self._ids.size, (last // PAGE + 1) * PAGE) - 1)
        self._asked.update(page)
        self.rows_wanted.emit(page)

    def _missing(self, first: int, last: int) -> list[int]:
        return [
            i
            for i in self._ids[first : last + 1].tolist()
            if (i not in self._cells or i in self._stale) and i not in self._asked
        ]

    def _insert_tail(self, ids: Ids) -> None:
        start = self._ids.size
        self.beginInsertRows(_NONE, start, start + ids.size - 1)
        self._ids = np.concatenate((self._ids, ids))
        self.endInsertRows()

    def _remove_tail(self, start: int) -> None:
        self.beginRemoveRows(_NONE, start, self._ids.size - 1)
        self._ids = self._ids[:start].copy()
        self.endRemoveRows()

    def _reorder(self, ids: Ids) -> None:
        """The same ids in another order; persistent indexes follow their id."""
        if np.array_equal(ids, self._ids):
            return
        self.layoutAboutToBeChanged.emit()
        kept = self.persistentIndexList()
        wanted = np.asarray([self._ids[index.row()] for index in kept], np.int64)
        self._ids = ids
        rows = self._positions(wanted)
        moved = [self.index(row, index.column()) for row, index in zip(rows, kept, strict=True)]
        self.changePersistentIndexList(kept, moved)
        self.layoutChanged.emit()

    def _positions(self, wanted: Ids) -> list[int]:
        if wanted.size <= 16:
            known: dict[int, int] = {}
            return [known.setdefault(i, self.row_of(i)) for i in wanted.tolist()]
        order = np.argsort(self._ids, kind="stable")
        found: list[int] = order[np.searchsorted(self._ids, wanted, sorter=order)].tolist()
        return found

    # --- Qt's questions ---------------------------------------------------------------------------

    def rowCount(self, parent: Index = _NONE) -> int:
        return 0 if parent.isValid() else int(self._ids.size)

    def columnCount(self, parent: Index = _NONE) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        column = COLUMNS[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.right else _LEFT
        cells = self._cells.get(int(self._ids[index.row()]))
        if role == Qt.ItemDataRole.DisplayRole:
            return "…" if cells is None else cell_text(cells, column.key)
        if role == Qt.ItemDataRole.ToolTipRole:
            return None if cells is None else tip_of(cells, column.key)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.tr("Loading") if cells is None else cells.sentence or cell_text(cells, column.key)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and 0 <= section < len(COLUMNS):
            if role == Qt.ItemDataRole.DisplayRole:
                return self.titles()[section]
            if role == Qt.ItemDataRole.AccessibleTextRole and COLUMNS[section].key == self._sort_key:
                way = self.tr("descending") if self._descending else self.tr("ascending")
                return f"{self.titles()[section]}, {way}"
        return None

    def titles(self) -> tuple[str, ...]:
        """The words over the columns."""
        self._titles = self._titles or self._translated()
        return self._titles

    def _translated(self) -> tuple[str, ...]:
        return (
            self.tr("Urgency"),
            self.tr("Number"),
            self.tr("Class"),
            self.tr("Place"),
            self.tr("Community"),
            self.tr("Stage"),
            self.tr("Unit"),
            self.tr("Time left"),
            self.tr("Due"),
            self.tr("Tags"),
        )

    def sort_shown(self) -> tuple[str, bool]:
        """Key of the column that carries the arrow, and whether it points down."""
        return self._sort_key, self._descending

    def set_sort_shown(self, key: str, descending: bool) -> None:
        """Puts the arrow on a column; the order itself comes by `set_ids`."""
        self._sort_key, self._descending = key, descending
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)
