"""The small controls that services and calendars are edited with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QLocale, QRect
from PySide6.QtWidgets import QLineEdit, QWidget

from frontdesk.domain.length import Length, Unit
from frontdesk.gui.dialogs.settings.length_edit import AHEAD, LONG, LengthEdit, length_words
from frontdesk.gui.dialogs.settings.lines_layout import LinesLayout
from frontdesk.gui.dialogs.settings.measure import Measure
from frontdesk.gui.dialogs.settings.money_edit import money_words
from frontdesk.gui.dialogs.settings.note_edit import NoteEdit
from frontdesk.gui.ground.look import style
from frontdesk.gui.ground.look.tokens import LIGHT


def placed(width: int, *wanted: int) -> list[QRect]:
    holder = QWidget()
    lines = LinesLayout(holder, gap=10)
    fields = [QLineEdit() for _ in wanted]
    for field, each in zip(fields, wanted, strict=True):
        lines.put(field, each)
    lines.setGeometry(QRect(0, 0, width, lines.heightForWidth(width)))
    return [field.geometry() for field in fields]


def test_fields_of_one_line_fill_it(dressed: Any) -> None:
    one, other = placed(410, 100, 100)
    assert (one.top(), one.width(), other.left(), other.width()) == (other.top(), 200, 210, 200)


def test_fields_without_room_beside_stand_below(dressed: Any) -> None:
    one, other = placed(205, 100, 100)
    assert other.top() > one.bottom()
    assert (one.width(), other.width()) == (205, 205)


def test_large_text_puts_fewer_fields_into_a_line(dressed: Any) -> None:
    style.apply(dressed, LIGHT, 2.0)
    one, other = placed(410, 150, 150)
    style.apply(dressed, LIGHT, 1.0)
    assert other.top() > one.bottom()


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (Length(15), "15 min"),
        (Length(2, Unit.HOURS), "2 h"),
        (Length(1, Unit.DAYS), "1 day"),
        (Length(60, Unit.DAYS), "60 days"),
        (Length(1, Unit.WEEKS), "1 week"),
        (Length(3, Unit.MONTHS), "3 months"),
    ],
)
def test_a_length_is_said_with_its_unit(length: Length, words: str) -> None:
    assert length_words(length) == words


def test_a_note_that_nobody_touched_stays_as_it_is_to_the_sign(qtbot: Any) -> None:
    note = NoteEdit()
    qtbot.addWidget(note)
    note.setPlainText("one\u2028two")
    assert note.toPlainText() == "one\u2028two"
    with qtbot.waitSignal(note.typed):
        qtbot.keyClick(note, "x")
    assert note.toPlainText() == "xone\ntwo"


def test_a_unit_that_a_field_does_not_offer_is_shown_where_a_calendar_has_it(qtbot: Any) -> None:
    edit = LengthEdit("Notice", LONG)
    qtbot.addWidget(edit)
    edit.show_measure(Measure("2", Unit.MONTHS))
    assert edit.said == Measure("2", Unit.MONTHS)
    assert edit.unit.currentText() == "months"


def test_a_typed_unit_moves_into_the_box_beside_the_number(qtbot: Any) -> None:
    edit = LengthEdit("Ahead", AHEAD)
    qtbot.addWidget(edit)
    edit.amount.setText("6 weeks")
    assert edit.said == Measure("6", Unit.WEEKS)
    edit.amount.editingFinished.emit()
    assert (edit.amount.text(), edit.unit.currentText()) == ("6", "weeks")


@pytest.fixture
def american() -> Iterator[None]:
    """Speak as in the United States."""
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
    yield
    QLocale.setDefault(before)


@pytest.mark.usefixtures("american")
def test_a_price_is_said_with_its_currency() -> None:
    assert money_words(4500, "USD") == "$45"
    assert money_words(4550, "EUR") == "45.50 EUR"
    assert money_words(1200, "JPY") == "1,200 JPY"
