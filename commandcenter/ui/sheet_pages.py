"""From a form to pages: fonts, lines, page breaks, and one painter for preview, printer and PDF.

Lengths are tenths of a millimetre on A4 portrait, the same on every device: what is seen is what is printed. Greys
only; every text is plain. What a sheet says is not here.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QImage, QPainter, QPen, QTextLayout, QTextOption

from commandcenter.ui.sheet_form import GRID, Cell, Form, Look, Row, Text

translate = QCoreApplication.translate  # a name that lupdate knows

WIDE, HIGH = 2_100, 2_970
LEFT, RIGHT, TOP, BOTTOM = 220, 180, 130, 110
INNER = WIDE - LEFT - RIGHT
PAD, PAD_V = 16, 12
CODE = 190  # edge of the QR code
FOOT = 70  # height of the line at the bottom
FRAME, RULE = 4.5, 1.8  # widths of lines
SHADE, INK, PALE = QColor(238, 238, 238), QColor(0, 0, 0), QColor(110, 110, 110)
PICTURE_HIGH, CAPTION_HIGH, ACROSS = 352, 50, 3
MOST_GROWTH = 700
PT = 254 / 72

SONG = ("FangSong", "FangSong_GB2312", "STFangsong", "Noto Serif CJK SC", "Source Han Serif SC", "SimSun",
        "Songti SC", "Noto Sans CJK SC")
TITLE = ("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "STZhongsong", "Noto Serif CJK SC", "Source Han Serif SC",
         "SimSun", "Songti SC", "Noto Sans CJK SC")
HEI = ("SimHei", "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", "WenQuanYi Micro Hei")
"""Families in the order they are tried: 仿宋 for texts, 小标宋 for the title, 黑体 for labels, as offices write."""
_FONTS: dict[Look, tuple[tuple[str, ...], float, bool]] = {  # families, pt, bold
    Look.OFFICE: (SONG, 15, False), Look.TITLE: (TITLE, 22, True), Look.LABEL: (HEI, 10.5, False),
    Look.VALUE: (SONG, 11.5, False), Look.STRONG: (SONG, 13, True), Look.SMALL: (SONG, 9.5, False),
}
_BREAKS = str.maketrans({"\n": "\u2028", "\r": None, "\t": " "})
_HIDDEN = frozenset("\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff")


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of text: `n` of its layout, at x, y of the page."""

    layout: QTextLayout
    n: int
    x: float
    y: float


@dataclass(frozen=True, kw_only=True)
class Box:
    """A filled or ruled rectangle."""

    rect: QRectF
    fill: QColor | None = None
    pen: float = 0


@dataclass(frozen=True, kw_only=True)
class Image:
    """A place for a picture."""

    rect: QRectF
    sha256: str


@dataclass(frozen=True, kw_only=True)
class Page:
    """What is painted on one page, in this order."""

    items: tuple[Line | Box | Image, ...]


Pictures = Callable[[str], QImage | None]


def pages(form: Form) -> tuple[Page, ...]:
    """The pages of a sheet; rows that grow take the room that is left on the last one."""
    cells = [_cells(row) for row in form.rows]
    first = _Flow(form, cells, 0)
    first.run()
    n, room = len(first.growing), first.room
    if not n or room < 20:
        return first.finished()
    second = _Flow(form, cells, min(room / n, MOST_GROWTH), first.growing)
    second.run()
    return (second if len(second.made) == len(first.made) else first).finished()


def paint(painter: QPainter, page: Page, pictures: Pictures) -> None:
    """Paint a page; the painter's unit is a tenth of a millimetre, its origin the paper's corner."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    for item in page.items:
        if isinstance(item, Line):
            line = item.layout.lineAt(item.n)
            painter.setPen(INK)
            line.draw(painter, QPointF(item.x, item.y - line.y()))
        elif isinstance(item, Box):
            painter.setBrush(item.fill if item.fill is not None else Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(INK, item.pen) if item.pen else Qt.PenStyle.NoPen)
            painter.drawRect(item.rect)
        else:
            _paint_picture(painter, item, pictures(item.sha256))


def font_of(look: Look) -> QFont:
    """The font of a look, sized in tenths of a millimetre."""
    _, pt, bold = _FONTS[look]
    font = QFont(_families(look))
    font.setPixelSize(round(pt * PT))
    font.setBold(bold)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    # forms of another language would have no character of their own: what is copied out of a PDF would be lost
    font.setFeature(QFont.Tag("locl"), 0)
    return font


@cache
def _families(look: Look) -> list[str]:
    names, known = _FONTS[look][0], set(QFontDatabase.families())
    return [name for name in names if name in known] or list(names[-1:])


def plain(text: str) -> str:
    """Text without what a printed line cannot hold: control characters and marks that turn its direction."""
    told = text.replace("\r\n", "\n").translate(_BREAKS)
    return "".join(c if c >= " " and c != "\x7f" or c == "\u2028" else " " for c in told if c not in _HIDDEN)


def laid(text: str, look: Look, width: float, *, centred: bool = False, spread: float = 0) -> QTextLayout:
    """A text broken into lines of a width."""
    font = font_of(look)
    if spread:
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, spread)
    layout = QTextLayout(plain(text), font)
    option = QTextOption(Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag.AlignLeft)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setTextDirection(Qt.LayoutDirection.LeftToRight)
    option.setUseDesignMetrics(True)
    layout.setTextOption(option)
    layout.beginLayout()
    y = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, y))
        y += line.height()
    layout.endLayout()
    return layout


@dataclass(frozen=True)
class _Atom:
    """What is not torn apart: a line of text, or a line of pictures. `layout` None: pictures."""

    high: float
    layout: QTextLayout | None = None
    n: int = 0
    pictures: tuple[tuple[str, QTextLayout], ...] = ()


@dataclass
class _Laid:
    """A cell with its atoms: those that flow, and those at its bottom."""

    cell: Cell
    x: float
    wide: float
    atoms: list[_Atom]
    foot: list[_Atom]

    @property
    def high(self) -> float:
        return sum(a.high for a in self.atoms) + sum(a.high for a in self.foot) + 2 * PAD_V


@dataclass
class _Flow:
    """Puts the rows of a form on pages."""

    form: Form
    cells: "list[list[_Laid]]"
    growth: float
    growers: tuple[int, ...] = ()
    made: list[list[Line | Box | Image]] = field(default_factory=list)
    y: float = 0
    room: float = 0
    growing: tuple[int, ...] = ()
    _top: float = 0

    def run(self) -> None:
        self._begin()
        for n, row in enumerate(self.form.rows):
            self._place(n, row)
        self._frame()
        self.room = self._end - self.y

    def finished(self) -> tuple[Page, ...]:
        """With the line at the bottom, which names how many pages there are."""
        out = []
        for n, items in enumerate(self.made):
            y = HIGH - BOTTOM - FOOT + 20
            said = laid(self.form.foot, Look.SMALL, INNER - 360)
            pages_word = translate("Sheet", "page {n} of {of}").format(n=n + 1, of=len(self.made))
            number = laid(pages_word, Look.SMALL, 340)
            lines: list[Line | Box | Image] = [Line(layout=said, n=0, x=LEFT, y=y)]
            lines.append(Line(layout=number, n=0, x=WIDE - RIGHT - number.lineAt(0).naturalTextWidth(), y=y))
            out.append(Page(items=(*items, *lines)))
        return tuple(out)

    @property
    def _end(self) -> float:
        return HIGH - BOTTOM - FOOT

    def _begin(self) -> None:
        self.made.append([])
        self.growing = ()
        if len(self.made) == 1:
            self._headed()
        else:
            again = laid(self.form.short, Look.SMALL, INNER)
            self._text(again, LEFT, TOP)
            self.y = TOP + again.lineAt(0).height() + 15
        self._top = self.y

    def _headed(self) -> None:
        form, items = self.form, self.made[-1]
        y: float = TOP
        side = CODE + 30 if form.code else 0
        for text, look, spread in ((form.office, Look.OFFICE, 6.0), (form.title, Look.TITLE, 35.0)):
            spread = 0 if text[-1:].isascii() else spread  # only Chinese titles are spaced out
            layout = laid(text, look, INNER - 2 * side, centred=True, spread=spread)
            y = self._text(layout, LEFT + side, y) + 6
        if form.code:
            dot = CODE / len(form.code)
            x0 = WIDE - RIGHT - CODE
            for i, row in enumerate(form.code):
                at = 0
                while at < len(row):  # dark dots beside each other in one piece: no gaps between them on paper
                    to = at
                    while to < len(row) and row[to]:
                        to += 1
                    if to > at:
                        items.append(Box(rect=QRectF(x0 + at * dot, TOP + i * dot, (to - at) * dot, dot), fill=INK))
                    at = max(to, at + 1)
            y = max(y, TOP + CODE + 15)
        right = laid(form.line_right, Look.VALUE, INNER)
        aside = right.lineAt(0).naturalTextWidth() if form.line_right else 0
        left = laid(form.line, Look.VALUE, INNER - aside - (30 if aside else 0))
        below = self._text(left, LEFT, y)
        if form.line_right:
            self._text(right, WIDE - RIGHT - aside, y)
        self.y = below + 10

    def _text(self, layout: QTextLayout, x: float, y: float) -> float:
        """Put a whole text; gives where it ends."""
        for n in range(layout.lineCount()):
            line = layout.lineAt(n)
            self.made[-1].append(Line(layout=layout, n=n, x=x, y=y))
            y += line.height()
        return y

    def _frame(self) -> None:
        if self.y > self._top:
            rect = QRectF(LEFT, self._top, INNER, self.y - self._top)
            self.made[-1].append(Box(rect=rect, pen=FRAME))

    def _new_page(self, row: Row) -> None:
        self._frame()
        self._begin()
        if row.head is not None:
            cells = _cells(row.head)
            self._draw(cells, max(row.head.least * 10, max(c.high for c in cells)), top=False)

    def _place(self, n: int, row: Row) -> None:
        cells = self.cells[n]
        grow = self.growth if n in self.growers else 0
        high = max(row.least * 10 + grow, max(c.high for c in cells))
        if row.leads and n + 1 < len(self.cells):  # a heading does not stand alone at the bottom of a page
            after = max(self.form.rows[n + 1].least * 10, *(c.high for c in self.cells[n + 1]))
            if high + min(after, 300) > self._end - self.y:
                self._new_page(row)
        if high > self._end - self.y:
            fits = high <= (self._end - TOP) * 0.45
            first = min((c.atoms[0].high for c in cells if c.atoms), default=0)
            if fits or self._end - self.y < 3 * first + 2 * PAD_V:
                self._new_page(row)
        while high > self._end - self.y:
            rest = self._split(cells)
            if rest is None:
                break
            self._new_page(row)
            cells = rest
            high = max(c.high for c in cells)
        if row.grows:
            self.growing = (*self.growing, n)
        self._draw(cells, min(high, self._end - self.y), top=row.grows)

    def _split(self, cells: list[_Laid]) -> list[_Laid] | None:
        """Draw what fits on this page; gives what is left, None where nothing was put."""
        room = self._end - self.y - 2 * PAD_V
        now: list[_Laid] = []
        later: list[_Laid] = []
        for cell in cells:
            used, k = 0.0, 0
            while k < len(cell.atoms) and used + cell.atoms[k].high <= room:
                used += cell.atoms[k].high
                k += 1
            if cell.cell.shaded:  # the label stands on both pages
                now.append(cell)
                later.append(cell)
            else:
                now.append(replace(cell, atoms=cell.atoms[:k], foot=[]))
                later.append(replace(cell, atoms=cell.atoms[k:]))
        if not any(cell.atoms for cell in now if not cell.cell.shaded):
            return None
        self._draw(now, self._end - self.y, top=True)
        return later

    def _draw(self, cells: list[_Laid], high: float, *, top: bool) -> None:
        items, y0 = self.made[-1], self.y
        for cell in cells:
            rect = QRectF(cell.x, y0, cell.wide, high)
            if cell.cell.shaded:
                items.append(Box(rect=rect, fill=SHADE))
            items.append(Box(rect=rect, pen=RULE))
            flow = sum(a.high for a in cell.atoms)
            foot = sum(a.high for a in cell.foot)
            middle = not top or cell.cell.shaded
            y = y0 + (max((high - flow - foot) / 2, PAD_V) if middle else PAD_V)
            for atom in cell.atoms:
                y = self._atom(atom, cell, y)
            y = y0 + high - foot - PAD_V
            for atom in cell.foot:
                y = self._atom(atom, cell, y)
        self.y += high

    def _atom(self, atom: _Atom, cell: _Laid, y: float) -> float:
        items, x = self.made[-1], cell.x + PAD
        if atom.layout is not None:
            items.append(Line(layout=atom.layout, n=atom.n, x=x, y=y))
            return y + atom.high
        wide = (cell.wide - 2 * PAD) / ACROSS
        for n, (sha256, caption) in enumerate(atom.pictures):
            rect = QRectF(x + n * wide + 4, y + 4, wide - 8, PICTURE_HIGH - 8)
            items.append(Image(rect=rect, sha256=sha256))
            items.append(Line(layout=caption, n=0, x=x + n * wide, y=y + PICTURE_HIGH))
        return y + atom.high


def _cells(row: Row) -> list[_Laid]:
    out, at = [], 0
    for cell in row.cells:
        x, wide = LEFT + INNER * at / GRID, INNER * cell.span / GRID
        at += cell.span
        inner = wide - 2 * PAD
        atoms = [atom for part in cell.parts if part.text for atom in _lines(part, inner, cell.centred)]
        for n in range(0, len(cell.pictures), ACROSS):
            some = tuple(
                (picture.sha256, laid(picture.caption, Look.SMALL, inner / ACROSS, centred=True))
                for picture in cell.pictures[n:n + ACROSS])
            atoms.append(_Atom(PICTURE_HIGH + CAPTION_HIGH, pictures=some))
        foot = list(_lines(Text(text=cell.foot, look=Look.VALUE), inner, False)) if cell.foot else []
        out.append(_Laid(cell, x, wide, atoms, foot))
    return out


def _lines(part: Text, wide: float, centred: bool) -> list[_Atom]:
    layout = laid(part.text, part.look, wide, centred=centred)
    return [_Atom(layout.lineAt(n).height(), layout, n) for n in range(layout.lineCount())]


def _paint_picture(painter: QPainter, item: Image, picture: QImage | None) -> None:
    if picture is None or picture.isNull():
        painter.setPen(QPen(PALE, RULE, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(item.rect)
        words = laid(translate("Sheet", "the picture is not on this workstation"), Look.SMALL,
                     item.rect.width() - 20, centred=True)
        y = item.rect.center().y() - sum(words.lineAt(n).height() for n in range(words.lineCount())) / 2
        for n in range(words.lineCount()):
            line = words.lineAt(n)
            line.draw(painter, QPointF(item.rect.x() + 10, y))
        return
    scale = min(item.rect.width() / picture.width(), item.rect.height() / picture.height())
    wide, high = picture.width() * scale, picture.height() * scale
    middle = item.rect.center()
    painter.drawImage(QRectF(middle.x() - wide / 2, middle.y() - high / 2, wide, high), picture)
