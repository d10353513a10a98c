"""查重合并: the case and one that may be the same, side by side; the candidates and why they rank so beside them.

Draws a DuplicateView. Nothing is merged by looking: the primary button names which case is kept.
"""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from commandcenter.core.duplicates import Likeness, Part
from commandcenter.core.numbers import short_number
from commandcenter.desk.case_desk import CaseView
from commandcenter.desk.duplicate_desk import DuplicateDesk, DuplicateView
from commandcenter.ui import case_parts, case_words, course_words, refusal_words, time_words, timeline
from commandcenter.ui.act_dialogs import put_head
from commandcenter.ui.alarm_banner import AlarmBanner
from commandcenter.ui.controls import labelled
from commandcenter.ui.dialog_fields import Option, OptionGroup
from commandcenter.ui.dialog_frame import DialogFrame
from commandcenter.ui.near_list import NearList, distance_text
from commandcenter.ui.photo_places import SidePhotos
from commandcenter.ui.photo_strip import Pictures
from commandcenter.ui.theme import current

OTHER, THIS = "other", "this"


class CaseSide(QFrame):
    """One of two cases: what it is, its facts, photo places and course."""

    def __init__(
        self, name: str, names: dict[str, str], parent: QWidget | None = None, *, pictures: Pictures | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "plain")
        self.setAccessibleName(name)
        self._names = names
        self.head = case_parts.CaseHead()
        self.number = labelled(name, "secondary")
        self.facts = case_parts.FactsGrid()
        self.photos = case_parts.PhotoPlaces()
        self._sides = SidePhotos(self.photos, pictures)
        self.course = timeline.Timeline()
        self.course.setMinimumHeight(current().px(120))
        self._name = name
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (self.number, self.head, self.facts, self.photos):
            column.addWidget(widget)
        column.addWidget(self.course, 1)

    def render_case(self, view: CaseView | None) -> None:
        """The case, or nothing while there is none beside it."""
        case, row = (view.case, view.row) if view is not None else (None, None)
        for widget in (self.head, self.facts, self.photos, self.course):
            widget.setVisible(case is not None)
        if view is None or case is None or row is None:
            self.number.setText(self._name)
            return
        self.number.setText(f"{self._name} · {short_number(case.shown_number)}")
        self.head.set_case(case_words.title_of(case), int(case_words.urgency_of(row, view.now)),
                           case_words.urgency_word(row, view.now))
        self.facts.set_facts(case_words.facts_of(view))
        self._sides.set_case(case, view.now)
        self.course.set_rungs(course_words.rungs_of(view, self._names))


class DuplicateDialog(DialogFrame):
    """Answers {"keep": other | this} for a merge, {"undo": True} where the two are merged already."""

    def __init__(
        self, window: QWidget, view: CaseView, desk: DuplicateDesk, names: dict[str, str], *,
        banner: AlarmBanner | None = None, pictures: Pictures | None = None,
    ) -> None:
        super().__init__(
            window, QCoreApplication.translate("DuplicateDialog", "Duplicates"),
            QCoreApplication.translate("DuplicateDialog", "Merge"), preview=True, banner=banner)
        put_head(self, view)
        self._desk = desk
        self.this = CaseSide(self.tr("This case"), names, pictures=pictures)
        self.other = CaseSide(self.tr("The other case"), names, pictures=pictures)
        pair = QWidget()
        sides = QHBoxLayout(pair)
        sides.setContentsMargins(0, 0, 0, 0)
        sides.setSpacing(16)
        sides.addWidget(self.this, 1)
        sides.addWidget(self.other, 1)
        self.grid.addWidget(pair, 0, 0, 1, 2)
        self.grid.setRowStretch(0, 1)
        self.kept = OptionGroup((
            Option(key=OTHER, words=self.tr("Keep the other case")), Option(key=THIS, words=self.tr("Keep this case"))))
        self.kept.choose(OTHER)
        self.why = labelled("", "hint")
        self.why.setWordWrap(True)
        self.near = NearList(self.tr("Cases near here"), self.tr("Looking…"))
        self.score = labelled("", "hint")
        self.score.setWordWrap(True)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.near, 1)
        column.addWidget(self.score)
        self.set_preview(self.tr("Cases near here"), self.tr("most alike first"), side)
        self.add_field(self.tr("Keep"), self.kept, check=self._check)
        self.add_field("", self.why)
        self.add_hint(("↑", "↓"), self.tr("Another case"))
        self._first = self.near
        self.near.case_chosen.connect(desk.choose)
        self.kept.option_chosen.connect(self._on_kept)
        desk.listeners.append(self.render_view)
        self.closed.connect(self._on_closed)
        self._judged: tuple[object, object] = (None, None)
        self.render_view(desk.view)

    def answer(self) -> object:
        return {"undo": True} if self._desk.linked_merge() is not None else {"keep": self.kept.key()}

    def render_view(self, view: DuplicateView) -> None:
        """Everything: the list, both cases, and what the button would do."""
        empty = self.tr("No case near here, open or closed in 30 days.") if view.loaded else self.tr("Looking…")
        self.near.set_cases(view.near, view.now, view.linked, empty)
        self.this.render_case(view.this)
        self.other.render_case(view.other)
        self._propose(view)
        near = self.near.chosen()
        self.score.setText("" if near is None else score_text(near.likeness))
        self._say(view)

    def _propose(self, view: DuplicateView) -> None:
        """Of a new pair the case reported first is kept, where that is allowed."""
        one, two = (side.case if side is not None else None for side in (view.this, view.other))
        pair = (one.id if one else None), (two.id if two else None)
        if one is None or two is None or pair == self._judged:
            return
        self._judged = pair
        first, second = (OTHER, THIS) if two.reported_at <= one.reported_at else (THIS, OTHER)
        self.kept.choose(first if self._why_not(first) == "" else second)

    def _say(self, view: DuplicateView) -> None:
        linked = self._desk.linked_merge()
        for widget in (self.kept, self.why):
            widget.setEnabled(linked is None)
        if linked is not None:
            self.primary.set_words(self.tr("Undo the merge"))
            self.primary.set_why_not("")
            self.why.setText(self.tr("{0} is merged into {1}.").format(
                short_number(linked.duplicate_number), short_number(linked.kept_number)))
            return
        self.primary.set_words(self.tr("Merge"))
        why = self._why_not(self.kept.key())
        self.primary.set_why_not(why)
        duplicate, kept = self._sides()
        if why or duplicate is None or kept is None or duplicate.case is None or kept.case is None:
            self.why.setText(why)
            return
        self.why.setText(self.tr("{0} ends and refers to {1}; its text and source are noted there.").format(
            short_number(duplicate.case.shown_number), short_number(kept.case.shown_number)))

    def _sides(self) -> tuple[CaseView | None, CaseView | None]:
        view = self._desk.view
        return (view.this, view.other) if self.kept.key() == OTHER else (view.other, view.this)

    def _why_not(self, keep: str) -> str:
        view = self._desk.view
        if view.other is None:
            return self.tr("Choose a case of the list first.")
        pair = (view.this, view.other) if keep == OTHER else (view.other, view.this)
        refused = self._desk.why_not(*pair)
        return "" if refused is None else refusal_words.refusal_text(refused)

    def _check(self) -> str:
        return "" if self._desk.linked_merge() is not None else self._why_not(self.kept.key())

    def _on_kept(self, _key: str) -> None:
        self._say(self._desk.view)

    def _on_closed(self) -> None:
        if self.render_view in self._desk.listeners:
            self._desk.listeners.remove(self.render_view)

    def show_fault(self, sentence: str) -> None:
        if self.render_view not in self._desk.listeners:
            self._desk.listeners.append(self.render_view)
        super().show_fault(sentence)


def score_text(likeness: Likeness) -> str:
    """How alike two cases are, and what it is made of: 72 % = distance 0.86 (32 m) × class 1.00 × …"""
    translate = QCoreApplication.translate
    words = {
        Part.DISTANCE: translate("Near", "distance {0} ({1})").format(
            f"{dict(likeness.parts)[Part.DISTANCE]:.2f}", distance_text(likeness.distance_m)),
        Part.CLASS: translate("Near", "class {0}").format(f"{dict(likeness.parts)[Part.CLASS]:.2f}"),
        Part.TIME: translate("Near", "time {0} ({1} apart)").format(
            f"{dict(likeness.parts)[Part.TIME]:.2f}", time_words.span(likeness.apart_ms)),
        Part.TEXT: translate("Near", "text {0}").format(f"{dict(likeness.parts)[Part.TEXT]:.2f}"),
    }
    product = " × ".join(words[part] for part, _ in likeness.parts)
    return translate("Near", "Alike {0} %: {1}").format(round(likeness.score * 100), product)
