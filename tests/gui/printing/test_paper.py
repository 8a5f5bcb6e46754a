"""A sheet on its pages: nothing is markup, heads come again, and the paper is that of where the user lives."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale, QSizeF
from PySide6.QtGui import QImage, QPageSize, QPainter, QTextTable

from frontdesk.gui.printing.paper import Paper, page_layout, page_words
from frontdesk.gui.printing.sheet import Sheet, Table
from tests.gui.printing.made_sheets import rows, sheet_of

A4 = QSizeF(595, 842)


def tables_of(paper: Paper) -> list[QTextTable]:
    return [frame for frame in paper.document.rootFrame().childFrames() if isinstance(frame, QTextTable)]


def ink_of(paper: Paper, page: int) -> QImage:
    drawn = QImage(595, 842, QImage.Format.Format_RGB32)
    drawn.fill(0xFFFFFFFF)
    painter = QPainter(drawn)
    paper.paint(painter, page)
    painter.end()
    return drawn


def dark_rows(drawn: QImage, first: int, last: int) -> bool:
    """Tell whether anything is drawn between two heights."""
    return any(drawn.pixelColor(x, y).lightness() < 150 for y in range(first, last) for x in range(drawn.width()))


def test_markup_in_a_name_is_printed_as_it_is_written() -> None:
    paper = Paper(sheet_of(Table((("09:00", "<b>Eva</b> & <img src=x>"),)), title="<h1>Day"), A4)
    assert "<b>Eva</b> & <img src=x>" in paper.document.toPlainText()
    assert paper.document.toPlainText().startswith("<h1>Day")


def test_a_line_end_in_a_name_makes_no_second_line() -> None:
    paper = Paper(sheet_of(Table((("09:00", "Eva\nNovák\u2029x"),))), A4)
    assert "Eva Novák x" in paper.document.toPlainText()


def test_a_long_table_goes_over_several_pages() -> None:
    assert Paper(sheet_of(Table(rows(10))), A4).pages == 1
    assert Paper(sheet_of(Table(rows(100))), A4).pages == 3


def test_the_heads_of_a_table_come_again_on_every_page() -> None:
    paper = Paper(sheet_of(Table(rows(3), heading="Dr. Chen"), Table(rows(3))), A4)
    named, plain = tables_of(paper)
    assert named.format().headerRowCount() == 2
    assert plain.format().headerRowCount() == 1
    assert named.cellAt(0, 0).firstCursorPosition().block().text() == "Dr. Chen"
    assert named.cellAt(1, 1).firstCursorPosition().block().text() == "Patient"


def test_every_row_is_on_the_sheet() -> None:
    words = Paper(sheet_of(Table(rows(100))), A4).document.toPlainText()
    assert all(f"Patient {n}" in words for n in range(100))


def test_a_table_without_rows_says_so() -> None:
    assert "Nobody comes." in Paper(sheet_of(Table((), empty="Nobody comes.")), A4).document.toPlainText()


def test_every_page_has_the_clinic_above_and_its_number_below() -> None:
    paper = Paper(sheet_of(Table(rows(100))), A4)
    for page in range(paper.pages):
        drawn = ink_of(paper, page)
        assert dark_rows(drawn, 40, 56)
        assert dark_rows(drawn, 785, 805)
    assert page_words(1, 3) == "Page 2 of 3"


def test_a_second_page_shows_the_rows_that_follow() -> None:
    paper = Paper(sheet_of(Table(rows(100))), A4)
    assert ink_of(paper, 1) != ink_of(paper, 0)
    assert dark_rows(ink_of(paper, 1), 400, 500)


@pytest.mark.parametrize(
    ("locale", "size"),
    [
        ("en_US", QPageSize.PageSizeId.Letter),
        ("fr_CA", QPageSize.PageSizeId.Letter),
        ("de_AT", QPageSize.PageSizeId.A4),
        ("en_GB", QPageSize.PageSizeId.A4),
    ],
)
def test_the_paper_is_that_of_where_the_user_lives(locale: str, size: QPageSize.PageSizeId) -> None:
    assert page_layout(QLocale(locale)).pageSize().id() is size


def test_no_word_of_a_sheet_is_lost_on_a_small_page() -> None:
    sheet: Sheet = sheet_of(Table(rows(2), heading="Dr. Chen", detail="2 appointments"))
    words = Paper(sheet, QSizeF(300, 300)).document.toPlainText()
    assert "Dr. Chen  2 appointments" in words
