"""The ways out: a PDF file that is whole or not there, whose name and title tell of nobody."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from frontdesk.domain.errors import Unavailable
from frontdesk.gui.printing import ways_out
from frontdesk.gui.printing.sheet import Table
from tests.gui.printing.made_sheets import rows, sheet_of


def pages_in(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


def test_a_pdf_has_all_pages() -> None:
    sheet = sheet_of(Table(rows(100)))
    pdf = ways_out.pdf_of(sheet)
    assert pdf.startswith(b"%PDF-")
    assert pages_in(pdf) == ways_out.paper_of(sheet).pages == 3


def test_the_title_of_a_pdf_is_its_name_alone() -> None:
    pdf = ways_out.pdf_of(sheet_of(Table((("09:00", "Eva Novák"),)), title="Eva Novák"))
    assert "Day sheet 2026-03-18".encode("utf-16-be") in pdf
    assert "Novák".encode("utf-16-be") not in pdf


def test_a_pdf_is_put_in_its_place_when_it_is_whole(tmp_path: Path) -> None:
    made = ways_out.save_pdf(sheet_of(Table(rows(1))), tmp_path / "day.pdf")
    assert made.read_bytes().startswith(b"%PDF-")
    assert [each.name for each in tmp_path.iterdir()] == ["day.pdf"]


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(Unavailable) as told:
        ways_out.save_pdf(sheet_of(Table(rows(1))), tmp_path / "nowhere" / "day.pdf")
    assert told.value.reason == "cannot_write"


def test_a_printer_prints_the_pages_that_were_chosen(tmp_path: Path) -> None:
    from PySide6.QtPrintSupport import QPrinter

    sheet = sheet_of(Table(rows(100)))
    printer = ways_out.printer_for(sheet)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    printer.setFromTo(2, 3)
    ways_out.print_on(printer, sheet)
    assert pages_in((tmp_path / "out.pdf").read_bytes()) == 2
