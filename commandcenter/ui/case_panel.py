"""The case panel: head, facts, six steps, clock, photo places, course, and the acts that are open now.

Draws a CaseView; a click triggers an action of the window's one table.
"""

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from commandcenter.core.case import STEP, Stage
from commandcenter.core.numbers import short_number
from commandcenter.desk.case_desk import CaseDesk, CaseView
from commandcenter.ui import actions, case_parts, case_words, clock_bar, clock_words, course_words, texts, timeline
from commandcenter.ui.controls import PanelHead, labelled, rule
from commandcenter.ui.keycap import OUTLINED, PRIMARY, ActionButton
from commandcenter.ui.photo_places import SidePhotos
from commandcenter.ui.photo_strip import Pictures
from commandcenter.ui.theme import current

SHOWN = 6  # acts in the panel
EDGES_PX = 26  # left and right of the acts
TWO_PX = 400  # room of two acts beside each other
LOW_PX = 760  # below this height of the panel there is no room for the photo places
TALL_PX = 900  # below this height empty places are left to the course


class CasePanel(QFrame):
    """Everything about the selected case."""

    def __init__(
        self, desk: CaseDesk, acts: dict[str, QAction], parent: QWidget | None = None, *,
        pictures: Pictures | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self._desk, self._acts = desk, acts
        self._lit: tuple[str, ...] = ()
        self._columns, self._wide_px = 3, 424
        self._whole: UUID | None = None  # the case whose contact details are seen now
        self.bar = PanelHead(self.tr("Case"))
        self.position = labelled("", "hint")
        self.bar.add_right(self.position)
        self.head = case_parts.CaseHead()
        self.watchers = labelled("", "secondary")
        self.watchers.setWordWrap(True)
        self.watchers.hide()
        self.newer = labelled(self.tr(
            "This case holds entries of a newer version. It is kept whole and shown as far as it can be read; it cannot"
            " be changed here until this workstation is updated."), "error")
        self.newer.setWordWrap(True)
        self.newer.hide()
        self.facts = case_parts.FactsGrid()
        self.steps = case_parts.StepsBar()
        self.steps.set_words(texts.step_words())
        self.clock = clock_bar.ClockBar()
        self.explain = ActionButton(acts["case.explain"], "flat")
        self.photos = case_parts.PhotoPlaces()
        self._sides = SidePhotos(self.photos, pictures)
        self.add_photos = ActionButton(acts["case.add_photos"], "flat")
        self.course = timeline.Timeline()
        self.course_head = labelled("", "secondary")
        self.buttons = QWidget()
        self._grid = QGridLayout(self.buttons)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(8)

        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        for widget in (self.head, self.newer, self.watchers, self.facts, rule(), self.steps, rule(), self.clock,
                       self.explain, self.photos, self.add_photos, self.course_head):
            column.addWidget(widget)
        for widget in (self.head, self.newer, self.watchers, self.facts, self.steps, self.clock, self.explain,
                       self.course_head):
            policy = widget.sizePolicy()
            policy.setVerticalPolicy(QSizePolicy.Policy.Minimum)  # rather scrolled than cut
            widget.setSizePolicy(policy)
        column.addWidget(self.course, 1)
        body.setProperty("role", "plain")
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(body)
        scroll.setMinimumWidth(body.minimumSizeHint().width())
        below = QVBoxLayout()
        below.setContentsMargins(12, 0, 12, 10)
        below.setSpacing(8)
        below.addWidget(rule())
        below.addWidget(self.buttons)
        page = QWidget()
        both = QVBoxLayout(page)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(0)
        both.addWidget(scroll, 1)
        both.addLayout(below)
        self.empty = labelled(self.tr("Choose a case in the table."), "secondary")
        self.empty.setContentsMargins(16, 16, 16, 16)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.empty)
        self._pages.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.setSpacing(0)
        whole.addWidget(self.bar)
        whole.addWidget(self._pages, 1)
        desk.listeners.append(self.render_view)
        self.render_view(desk.view)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Low windows give the photo places to the course and the acts."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        case, theme = self._desk.view.case, current()
        room = self.height() >= theme.px(LOW_PX)
        self.photos.setVisible(room and (self.height() >= theme.px(TALL_PX) or case is not None and bool(case.photos)))
        self.add_photos.setVisible(room)

    def set_columns(self, columns: int, px: int) -> None:
        """In how many columns the acts stand at most, in a panel that is to be `px` wide at medium text."""
        if (columns, px) != (self._columns, self._wide_px):
            self._columns, self._wide_px, self._lit = columns, px, ()
            self.render_view(self._desk.view)

    def set_position(self, text: str) -> None:
        """Where the case stands in its queue: 5 / 18."""
        self.position.setText(text)

    def render_view(self, view: CaseView) -> None:
        """Make the widgets look like the view. The only method that sets their contents."""
        case, row = view.case, view.row
        self._pages.setCurrentIndex(0 if case is None or row is None else 1)
        if case is None or row is None:
            self.bar.set_title(self.tr("Case"))
            return
        self.bar.set_title(self.tr("Case {0}").format(short_number(case.shown_number)))
        self.bar.setToolTip(case.shown_number)
        self.head.set_case(case_words.title_of(case), int(case_words.urgency_of(row, view.now)),
                           case_words.urgency_word(row, view.now))
        self.newer.setVisible(case.unknown)
        whole = case.id == self._whole
        self.facts.set_facts(case_words.facts_of(view, whole=whole))
        self.steps.set_step(6 if case.stage == Stage.CLOSED else STEP[case.stage])
        clock = clock_words.clock_of(view)
        self.clock.set_clock(clock)
        self.clock.setVisible(clock is not None)
        self.explain.setVisible(clock is not None)
        books = self._desk.books
        self._sides.set_case(case, view.now, after_wanted=bool(
            books is not None and case.open and books.rules.wants_after_photo(case.class_key)))
        self._make_room()
        lines = course_words.rungs_of(view, self.names(), whole=whole, audits=self._desk.audits)
        self.course_head.setText(self.tr("Course · %Ln step(s)", "", len(lines)))
        self.course.set_rungs(lines)
        self._show_acts(view)

    @property
    def lit(self) -> tuple[str, ...]:
        """Ids of the acts that stand in the panel, the likeliest first."""
        return self._lit

    def reveal(self, case_id: UUID | None) -> None:
        """Show one case's contact details whole; None masks them again."""
        self._whole = case_id
        self.render_view(self._desk.view)

    def set_watchers(self, words: str) -> None:
        """Who else looks at this case now; "" for nobody."""
        self.watchers.setText(words)
        self.watchers.setVisible(bool(words))

    def names(self) -> dict[str, str]:
        """Ids of users and units to the names that may be shown: posts, not persons."""
        books = self._desk.books
        return {} if books is None else books.shown_names

    def _show_acts(self, view: CaseView) -> None:
        """The first acts that are open now, the first of them primary where it brings the case further."""
        commands = {s.id: s.command for s in actions.SPECS if s.command is not None}
        lit = [a for a in actions.PANEL if view.why_not(commands[a]) is None][:SHOWN]
        if tuple(lit) == self._lit:
            return
        self._lit = tuple(lit)
        while self._grid.count():
            item = self._grid.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        before: QWidget = self.course
        made = [ActionButton(self._acts[act], PRIMARY if n == 0 and act in actions.ONWARD else OUTLINED)
                for n, act in enumerate(lit)]
        columns = self._columns_for([button.sizeHint().width() for button in made])
        for n, button in enumerate(made):
            self._grid.addWidget(button, n // columns, n % columns)
            QWidget.setTabOrder(before, button)  # Tab meets them where they stand, not after the whole window
            before = button
        for n in range(3):
            self._grid.setColumnStretch(n, int(n < columns))

    def _columns_for(self, widths: list[int]) -> int:
        """As many columns as the words leave room for: a third one must not make the panel wider, at the table's cost.

        Two may, a little: one below the other they would hide the course.
        """
        for columns in range(self._columns, 1, -1):
            widest = [max(widths[n::columns], default=0) for n in range(columns)]
            room = current().px(TWO_PX if columns == 2 else self._wide_px - EDGES_PX)
            if sum(widest) + self._grid.spacing() * (columns - 1) <= room:
                return columns
        return 1
