"""The ways out of the program: a PDF file, or a printer. What Qt has for printers is loaded when one is asked for."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSizeF
from PySide6.QtGui import QPagedPaintDevice, QPageLayout, QPainter, QPdfWriter

from frontdesk.domain.errors import Unavailable
from frontdesk.gui.printing.paper import Paper, page_layout
from frontdesk.gui.printing.sheet import Sheet

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

POINTS = 72
RESOLUTION = 600


def paper_of(sheet: Sheet, layout: QPageLayout | None = None) -> Paper:
    """Lay a sheet out on the pages of a layout, else on those that are usual where the user lives."""
    return Paper(sheet, QSizeF((layout or page_layout()).fullRectPoints().size()))


def pdf_of(sheet: Sheet) -> bytes:
    """Give a sheet as a PDF file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(RESOLUTION)
    writer.setPageLayout(page_layout())
    # What looks into files must find no more in one than its name tells.
    writer.setTitle(sheet.name)
    writer.setCreator("Frontdesk")
    paint_all(writer, paper_of(sheet), RESOLUTION)
    buffer.close()
    data: QByteArray = buffer.data()
    return bytes(data.data())


def save_pdf(sheet: Sheet, path: Path) -> Path:
    """Write a sheet as a PDF file beside its place, then put it there; Unavailable says why it cannot be."""
    half = path.with_name(f".{path.name}.part")
    try:
        half.write_bytes(pdf_of(sheet))
        os.replace(half, path)
    except OSError as error:
        half.unlink(missing_ok=True)
        raise Unavailable("cannot_write", path=str(path), got=error.strerror or "") from error
    return path


def has_printer() -> bool:
    """Tell whether this computer knows of any printer."""
    from PySide6.QtPrintSupport import QPrinterInfo

    return bool(QPrinterInfo.availablePrinterNames())


def printer_for(sheet: Sheet) -> QPrinter:
    """Give a printer that is set up for a sheet, to be chosen anew in the system's own dialog."""
    from PySide6.QtPrintSupport import QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(sheet.name)
    printer.setPageSize(page_layout().pageSize())
    return printer


def print_on(printer: QPrinter, sheet: Sheet) -> None:
    """Print a sheet, or as many of its pages as were chosen, on the paper that the printer was given."""
    printer.setFullPage(True)
    first, last = printer.fromPage(), printer.toPage()
    paint_all(printer, paper_of(sheet, printer.pageLayout()), printer.resolution(), first, last)


def paint_all(device: QPagedPaintDevice, paper: Paper, resolution: int, first: int = 0, last: int = 0) -> None:
    """Draw pages from `first` to `last`, counted from 1, onto a device; 0 is all of them."""
    pages = range(max(0, first - 1), min(paper.pages, last or paper.pages))
    painter = QPainter(device)
    for count, page in enumerate(pages):
        if count:
            device.newPage()
        painter.save()
        painter.scale(resolution / POINTS, resolution / POINTS)
        paper.paint(painter, page)
        painter.restore()
    painter.end()
