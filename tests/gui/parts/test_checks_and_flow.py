"""Coloured check boxes, rows that wrap, headers and cards."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from frontdesk.gui.ground.look.tokens import LIGHT, service_stripe
from frontdesk.gui.parts.cards import ChoiceCard
from frontdesk.gui.parts.checks import ColourCheck
from frontdesk.gui.parts.flow import FlowLayout
from frontdesk.gui.parts.sections import Empty, SectionHeader


@pytest.fixture
def check(room: QWidget) -> ColourCheck:
    made = ColourCheck("Dr. Amelia Chen", 215, "86%", room)
    made.resize(200, 26)
    made.show()
    return made


def test_a_click_anywhere_on_the_line_ticks(check: ColourCheck, qtbot: QtBot) -> None:
    qtbot.mouseClick(check, Qt.MouseButton.LeftButton, pos=QPoint(190, 13))
    assert check.isChecked()


def test_space_ticks(check: ColourCheck, qtbot: QtBot) -> None:
    check.setFocus()
    qtbot.keyClick(check, Qt.Key.Key_Space)
    assert check.isChecked()


def test_a_tick_has_the_colour_of_the_practitioner(check: ColourCheck) -> None:
    def colours() -> set[str]:
        image = check.grab().toImage()
        return {image.pixelColor(x, y).name().upper() for x in range(4, 20) for y in range(6, 20)}

    stripe = service_stripe(215, LIGHT)
    before = stripe in colours()
    check.setChecked(True)
    assert (before, stripe in colours()) == (False, True)


def test_a_screen_reader_gets_name_and_remark(check: ColourCheck) -> None:
    check.set_remark("91%")
    assert check.accessibleName() == "Dr. Amelia Chen · 91%"


@pytest.fixture
def row(room: QWidget) -> tuple[QWidget, list[QPushButton]]:
    made = QWidget(room)
    flow = FlowLayout(made, 8)
    buttons = [QPushButton(f"Button {n}") for n in range(4)]
    for each in buttons:
        flow.addWidget(each)
    made.show()
    return made, buttons


def test_a_row_goes_on_in_the_next_line(row: tuple[QWidget, list[QPushButton]]) -> None:
    widget, buttons = row
    width = 2 * buttons[0].sizeHint().width() + 10
    widget.resize(width, widget.heightForWidth(width))
    tops = [each.geometry().top() for each in buttons]
    assert tops[0] == tops[1] < tops[2] == tops[3]


def test_a_narrower_row_is_taller(row: tuple[QWidget, list[QPushButton]]) -> None:
    widget, _ = row
    assert widget.heightForWidth(100) > widget.heightForWidth(800)


def test_nothing_of_a_row_stands_outside_of_it(row: tuple[QWidget, list[QPushButton]]) -> None:
    widget, buttons = row
    widget.resize(130, widget.heightForWidth(130))
    assert all(widget.rect().contains(each.geometry()) for each in buttons)


def test_hidden_widgets_take_no_room(row: tuple[QWidget, list[QPushButton]]) -> None:
    widget, buttons = row
    before = buttons[1].geometry().left()
    widget.resize(600, 40)
    buttons[0].hide()
    layout = widget.layout()
    assert layout is not None
    layout.activate()
    assert buttons[1].geometry().left() < before or buttons[1].geometry().left() == 0


def test_a_count_is_shown_from_one_on(room: QWidget) -> None:
    header = SectionHeader("Waiting room", room)
    header.show()
    shown = []
    for count in (0, 3, 0):
        header.set_count(count)
        shown.append(header.count_label.isVisible())
    assert (shown, header.count_label.text()) == ([False, True, False], "0")


def test_an_empty_state_says_what_can_be_done(room: QWidget) -> None:
    empty = Empty("No visit selected", "Select one.", room)
    empty.say("Nothing here")
    assert (empty.title.text(), empty.text.isHidden()) == ("Nothing here", True)


def test_a_card_can_be_chosen_by_mouse_and_keyboard(room: QWidget, qtbot: QtBot) -> None:
    card = ChoiceCard("sparkles", "Try it", "with a sample", room)
    card.resize(300, 64)
    card.show()
    with qtbot.waitSignal(card.clicked):
        qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    card.setFocus()
    with qtbot.waitSignal(card.clicked):
        qtbot.keyClick(card, Qt.Key.Key_Space)
    assert (card.accessibleName(), card.accessibleDescription()) == ("Try it", "with a sample")


def test_a_flow_can_stand_at_the_end_of_its_lines(room: QWidget) -> None:
    inside = QWidget(room)
    flow = FlowLayout(inside, 10, at_end=True)
    made = [QPushButton(words) for words in ("Delete", "Save")]
    for each in made:
        flow.addWidget(each)
    inside.resize(600, 60)
    inside.show()
    QApplication.processEvents()
    assert made[1].geometry().right() == 599
    assert made[0].geometry().right() < made[1].geometry().left()
