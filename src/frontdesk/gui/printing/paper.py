"""A sheet laid out on pages: words go in as words, never as markup, and heads of tables come again on every page."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPen,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
    QTextTableCellFormat,
    QTextTableFormat,
)

from frontdesk.gui.ground import wording
from frontdesk.gui.ground.look import fonts
from frontdesk.gui.printing.sheet import Field, Sheet, Table

# All lengths are points, 72 to the inch: what a printer has of its own is only a factor.
TEXT, SMALL, HEADING, TITLE = 9, 7.5, 10.5, 15
MARGIN, TOP, BOTTOM = 42.0, 26.0, 22.0
INK, SOFT, LINE = "#16181d", "#565d6b", "#b8bec9"
_LETTER = (
    QLocale.Country.UnitedStates,
    QLocale.Country.Canada,
    QLocale.Country.Mexico,
    QLocale.Country.Philippines,
    QLocale.Country.Chile,
    QLocale.Country.Colombia,
    QLocale.Country.PuertoRico,
)


def page_layout(locale: QLocale | None = None) -> QPageLayout:
    """Give the page that is usual where the user lives: Letter in most of the Americas, A4 elsewhere."""
    where = (locale or QLocale()).territory()
    size = QPageSize.PageSizeId.Letter if where in _LETTER else QPageSize.PageSizeId.A4
    # The pages have margins of their own; a device begins at the corner of the paper.
    return QPageLayout(QPageSize(size), QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0))


class Paper:
    """The pages of one sheet, for one size of page in points."""

    def __init__(self, sheet: Sheet, size: QSizeF) -> None:
        self._sheet = sheet
        self.size = size
        self._body = QRectF(MARGIN, MARGIN + TOP, size.width() - 2 * MARGIN, size.height() - 2 * MARGIN - TOP - BOTTOM)
        self.document = QTextDocument()
        self.document.setUndoRedoEnabled(False)
        self.document.setUseDesignMetrics(True)
        self.document.setDocumentMargin(0)
        self.document.setDefaultFont(_font(TEXT))
        self.document.setPageSize(self._body.size())
        _write(QTextCursor(self.document), sheet)

    @property
    def pages(self) -> int:
        """Count the pages."""
        return max(1, self.document.pageCount())

    def paint(self, painter: QPainter, page: int) -> None:
        """Draw a page, the first of which is 0, into a painter whose unit is a point, from the corner of the paper."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._edge(painter, page)
        painter.translate(self._body.left(), self._body.top() - page * self._body.height())
        part = QRectF(0, page * self._body.height(), self._body.width(), self._body.height())
        painter.setClipRect(part)
        context = QAbstractTextDocumentLayout.PaintContext()
        # A dark theme must not make white words on white paper.
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.Text, QColor(INK))
        context.palette = palette
        context.clip = part
        self.document.documentLayout().draw(painter, context)
        painter.restore()

    def _edge(self, painter: QPainter, page: int) -> None:
        """Draw what stands above and below the words of every page."""
        left, wide = MARGIN, self.size.width() - 2 * MARGIN
        above = QRectF(left, MARGIN, wide, TOP - 10)
        below = QRectF(left, self.size.height() - MARGIN - BOTTOM + 8, wide, BOTTOM - 8)
        painter.setPen(QPen(QColor(LINE), 0.5))
        painter.drawLine(above.bottomLeft(), above.bottomRight())
        painter.setPen(QColor(SOFT))
        painter.setFont(_font(SMALL))
        at_left, at_right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        plain = Qt.TextFlag.TextSingleLine
        painter.drawText(above, int(at_left | Qt.AlignmentFlag.AlignTop) | int(plain), self._sheet.clinic)
        painter.drawText(above, int(at_right | Qt.AlignmentFlag.AlignTop) | int(plain), self._sheet.made)
        bottom = int(Qt.AlignmentFlag.AlignBottom)
        painter.drawText(below, int(at_left) | bottom | int(plain), self._sheet.title if page else "")
        painter.drawText(below, int(at_right) | bottom | int(plain), page_words(page, self.pages))


def page_words(page: int, pages: int) -> str:
    """Say which page it is: Page 2 of 3; the first is 0."""
    return wording.filled(QCoreApplication.translate("Print", "Page %1 of %2"), str(page + 1), str(pages))


def _font(points: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    # Whole pixels are all that fonts.font knows; a point here is a pixel of the painter.
    made = fonts.font(1, weight)
    made.setPixelSize(round(points))
    return made


def _letters(points: float, weight: QFont.Weight = QFont.Weight.Normal, colour: str = INK) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setFont(_font(points, weight))
    made.setForeground(QColor(colour))
    return made


def _block(above: float = 0, below: float = 0) -> QTextBlockFormat:
    made = QTextBlockFormat()
    made.setTopMargin(above)
    made.setBottomMargin(below)
    return made


def _write(cursor: QTextCursor, sheet: Sheet) -> None:
    cursor.setBlockFormat(_block(below=2))
    cursor.insertText(_line(sheet.title), _letters(TITLE, QFont.Weight.DemiBold))
    for words in sheet.under:
        cursor.insertBlock(_block(below=1), _letters(TEXT, colour=SOFT))
        cursor.insertText(_line(words))
    for table in sheet.tables:
        if table.rows:
            _write_table(cursor, sheet.fields, table)
        else:
            cursor.insertBlock(_block(above=12), _letters(HEADING, QFont.Weight.DemiBold))
            cursor.insertText(_line(table.heading))
            cursor.insertText(f"  {_line(table.empty or table.detail)}", _letters(TEXT, colour=SOFT))


def _write_table(cursor: QTextCursor, fields: tuple[Field, ...], table: Table) -> None:
    """Write rows below a head that comes again on every page, and with it whose rows they are."""
    heads = 2 if table.heading else 1
    made = cursor.insertTable(len(table.rows) + heads, len(fields), _grid(fields, heads))
    if table.heading:
        made.mergeCells(0, 0, 1, len(fields))
        at = made.cellAt(0, 0).firstCursorPosition()
        at.insertText(_line(table.heading), _letters(HEADING, QFont.Weight.DemiBold))
        at.insertText(f"  {_line(table.detail)}" if table.detail else "", _letters(TEXT, colour=SOFT))
    head = _letters(SMALL, QFont.Weight.DemiBold, SOFT)
    for column, field in enumerate(fields):
        _fill(made, heads - 1, column, field.head, head, field)
    usual, strong = _letters(TEXT), _letters(TEXT, QFont.Weight.DemiBold)
    for number, row in enumerate(table.rows, start=heads):
        for column, (field, words) in enumerate(zip(fields, row, strict=True)):
            _fill(made, number, column, words, strong if field.strong else usual, field)
    cursor.movePosition(QTextCursor.MoveOperation.End)


def _grid(fields: tuple[Field, ...], heads: int) -> QTextTableFormat:
    look = QTextTableFormat()
    look.setHeaderRowCount(heads)
    look.setCellPadding(3.5)
    look.setCellSpacing(0)
    look.setBorder(0)
    look.setTopMargin(10)
    percentage = QTextLength.Type.PercentageLength
    look.setWidth(QTextLength(percentage, 100))
    whole = sum(field.share for field in fields)
    look.setColumnWidthConstraints([QTextLength(percentage, 100 * field.share / whole) for field in fields])
    return look


def _fill(table: QTextTable, row: int, column: int, words: str, letters: QTextCharFormat, field: Field) -> None:
    cell = table.cellAt(row, column)
    below = QTextTableCellFormat()
    below.setBottomBorder(0.5)
    below.setBottomBorderBrush(QColor(LINE))
    below.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    cell.setFormat(below)
    cursor = cell.firstCursorPosition()
    if field.right:
        place = QTextBlockFormat()
        place.setAlignment(Qt.AlignmentFlag.AlignRight)
        cursor.setBlockFormat(place)
    line = _line(words)
    cursor.insertText(line.replace(" ", "\N{NO-BREAK SPACE}") if field.whole else line, letters)


def _line(text: str) -> str:
    """Bring text from outside onto one line, which it cannot break out of."""
    return " ".join(text.split())
