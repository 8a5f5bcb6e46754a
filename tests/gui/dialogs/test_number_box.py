"""Fields for numbers beside fields for words."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QWidget

from frontdesk.gui.dialogs.number_box import NumberBox


def test_it_is_as_tall_as_a_field_for_words(over: QWidget) -> None:
    words, number = QLineEdit("1 h"), NumberBox(1, 99, "Seats")
    row = QHBoxLayout(over)
    for each in (words, number):
        row.addWidget(each)
    QApplication.processEvents()
    assert number.height() == words.height()


def test_large_text_makes_it_as_tall_too(large: None, over: QWidget) -> None:
    words, number = QLineEdit("1 h"), NumberBox(1, 99, "Seats")
    row = QHBoxLayout(over)
    for each in (words, number):
        row.addWidget(each)
    QApplication.processEvents()
    assert abs(number.height() - words.height()) <= 2


def test_its_text_stands_clear_of_its_edge(over: QWidget) -> None:
    number = NumberBox(1, 99, "Seats", 76)
    QHBoxLayout(over).addWidget(number)
    QApplication.processEvents()
    assert number.lineEdit().textMargins().left() >= 8
    assert number.width() == 76
