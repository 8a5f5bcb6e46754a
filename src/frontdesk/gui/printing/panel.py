"""Seeing a sheet before it is printed: its pages as they will be, and the ways out below them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, QSize, QStandardPaths, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from frontdesk.domain.errors import Refusal
from frontdesk.gui.ground import refusals
from frontdesk.gui.ground.look import style
from frontdesk.gui.parts.buttons import button
from frontdesk.gui.parts.file_dialog import file_dialog
from frontdesk.gui.parts.labels import label
from frontdesk.gui.parts.painting import colour
from frontdesk.gui.parts.sections import line
from frontdesk.gui.parts.segmented import Segmented
from frontdesk.gui.printing import ways_out
from frontdesk.gui.printing.paper import Paper, page_words
from frontdesk.gui.printing.sheet import Sheet

EDGE, GAP = 22, 14


class Pages(QWidget):
    """The pages of a sheet below one another, drawn only as far as they are seen."""

    def __init__(self) -> None:
        super().__init__()
        self._paper: Paper | None = None
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_paper(self, paper: Paper) -> None:
        """Show the pages of a sheet."""
        self._paper = paper
        self.setAccessibleDescription(paper.document.toPlainText())
        self.fit(self.width())
        self.update()

    def fit(self, width: int) -> None:
        """Be as tall as the pages are at a width."""
        if self._paper is not None:
            self.setFixedHeight(round(self._paper.pages * (self._tall(width) + GAP) + GAP))

    def _tall(self, width: int) -> float:
        assert self._paper is not None
        return (width - 2 * GAP) * self._paper.size.height() / self._paper.size.width()

    def sizeHint(self) -> QSize:
        """Ask for the room of a page that can be read."""
        return QSize(style.scaled(560), style.scaled(400))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pages that are seen, white in any theme: that is what paper is."""
        if self._paper is None:
            return
        painter = QPainter(self)
        wide, tall = self.width() - 2 * GAP, self._tall(self.width())
        for page in range(self._paper.pages):
            place = QRectF(GAP, GAP + page * (tall + GAP), wide, tall)
            if not place.intersects(QRectF(event.rect())):
                continue
            painter.setPen(colour(style.look().line))
            painter.setBrush(Qt.GlobalColor.white)
            painter.drawRect(place)
            painter.save()
            painter.translate(QPointF(place.topLeft()))
            painter.scale(wide / self._paper.size.width(), wide / self._paper.size.width())
            self._paper.paint(painter, page)
            painter.restore()


class _Scrolling(QScrollArea):
    """Keeps the pages as wide as there is room."""

    def __init__(self, pages: Pages) -> None:
        super().__init__()
        self._pages = pages
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setAccessibleName(self.tr("Pages"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setWidget(pages)

    def resizeEvent(self, event: object) -> None:
        """Show the pages at the width there is."""
        self._pages.fit(self.viewport().width())
        super().resizeEvent(event)  # type: ignore[arg-type]


class PrintPanel(QWidget):
    """Several sheets to choose from, seen as they are printed. `closed` says that it is done, or given up.

    `told` carries a sentence about what came of it.
    """

    closed = Signal()
    told = Signal(str)

    def __init__(self, sheets: Sequence[tuple[str, Sheet]]) -> None:
        super().__init__()
        assert sheets
        self._sheets = {str(number): sheet for number, (_, sheet) in enumerate(sheets)}
        self.choices = Segmented([(str(number), words) for number, (words, _) in enumerate(sheets)], self.tr("Sheet"))
        self.choices.chosen.connect(self._choose)
        self.choices.setVisible(len(sheets) > 1)
        self.pages = Pages()
        self.message = label("", "muted", wrap=True)
        self.save = button(self.tr("Save as PDF…"), does=self.ask_file)
        self.print = button(self.tr("Print…"), "primary", does=self.ask_printer)
        self.can_print = ways_out.has_printer()
        self.print.setVisible(self.can_print)
        self._lay_out()
        self.choices.choose("0")
        self._choose("0")

    @property
    def sheet(self) -> Sheet:
        """Give the sheet that is shown."""
        return self._sheets[self._chosen]

    def focus_first(self) -> None:
        """Put the focus on the likeliest way out."""
        first = self.print if self.can_print else self.save
        first.setDefault(True)
        style.set_kind(self.save, "" if self.can_print else "primary")
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask_file(self) -> None:
        """Let a person choose where the PDF file goes."""
        folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        # A folder that is not there would make it the one that the program was started in.
        at = str((folder if folder.is_dir() else Path.home()) / f"{self.sheet.name}.pdf")
        dialog = file_dialog(self, self.tr("Save as PDF"), at, f"{self.tr('PDF files')} (*.pdf)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda path: self.save_to(Path(path)))
        dialog.open()

    def save_to(self, path: Path) -> None:
        """Save the sheet as a PDF file."""
        try:
            ways_out.save_pdf(self.sheet, path)
        except Refusal as refusal:
            self._say(refusals.sentence(refusal, "UTC"), wrong=True)
            return
        self.told.emit(self.tr("Saved as %1").replace("%1", path.name))
        self.closed.emit()

    def ask_printer(self) -> None:
        """Let a person choose a printer in the system's own dialog, then print."""
        from PySide6.QtPrintSupport import QPrintDialog

        printer = ways_out.printer_for(self.sheet)
        dialog = QPrintDialog(printer, self)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            ways_out.print_on(printer, self.sheet)
            self.told.emit(self.tr("Printing: %1").replace("%1", self.sheet.title))
            self.closed.emit()

    def _choose(self, number: str) -> None:
        self._chosen = number
        paper = ways_out.paper_of(self.sheet)
        self.pages.show_paper(paper)
        words = page_words(0, paper.pages) if paper.pages == 1 else self.tr("%1 pages").replace("%1", str(paper.pages))
        if not self.can_print:
            words += " · " + self.tr("This computer knows of no printer: save it as a PDF file.")
        self._say(words)

    def _say(self, words: str, *, wrong: bool = False) -> None:
        style.set_kind(self.message, "danger" if wrong else "muted")
        self.message.setText(words)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top = QHBoxLayout()
        top.setContentsMargins(style.scaled(EDGE), style.scaled(10), style.scaled(EDGE), style.scaled(10))
        top.addWidget(self.choices)
        top.addStretch(1)
        if not self.choices.isHidden():
            column.addLayout(top)
            column.addWidget(line())
        column.addWidget(_Scrolling(self.pages), 1)
        column.addWidget(line())
        foot = QHBoxLayout()
        foot.setContentsMargins(style.scaled(EDGE), style.scaled(14), style.scaled(EDGE), style.scaled(14))
        foot.setSpacing(style.scaled(10))
        foot.addWidget(self.message, 1)
        foot.addWidget(button(self.tr("Close"), does=self.closed.emit))
        foot.addWidget(self.save)
        foot.addWidget(self.print)
        column.addLayout(foot)
