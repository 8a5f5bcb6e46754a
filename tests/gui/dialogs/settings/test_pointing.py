"""The settings by the mouse: boxes that are ticked, lists that are clicked away, the width of the column of pages."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QFontMetrics, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCompleter, QLineEdit, QWidget

from frontdesk.gui.dialogs.settings.click_through import let_clicks_through
from frontdesk.gui.dialogs.settings.nav import Nav
from frontdesk.gui.dialogs.settings.people_picker import PickList
from frontdesk.gui.dialogs.settings.services_editor import ServiceEditor
from frontdesk.gui.ground.look import style
from frontdesk.gui.ground.look.tokens import LIGHT
from tests.gui.dialogs.conftest import Press
from tests.gui.dialogs.settings.conftest import Opener, Wait, list_page
from tests.support.clinics import Desk


def services(window: Any) -> ServiceEditor:
    found = list_page(window).editor
    assert isinstance(found, ServiceEditor)
    return found


def click(widget: QWidget, at: QPoint) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)


def press_at(popup: QWidget, place: QPoint) -> None:
    """Press the mouse somewhere while a list has it."""
    button, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    here, there = QPointF(popup.mapFromGlobal(place)), QPointF(place)
    QApplication.sendEvent(popup, QMouseEvent(QEvent.Type.MouseButtonPress, here, there, button, button, none))


def ticks_by(picked: PickList, x: int) -> list[bool]:
    """Click twice so far from the left of the first line, and give whether it was ticked before and after each."""
    told: list[bool] = []
    for n in range(3):
        if n:
            area = picked.visualRect(picked.model().index(0, 0))
            click(picked.viewport(), QPoint(area.left() + x, area.center().y()))
        told.append(picked.model().index(0, 0).data(Qt.ItemDataRole.CheckStateRole) is Qt.CheckState.Checked)
    return told


def test_a_click_on_the_box_or_the_name_ticks_once(desk: Desk, opener: Opener) -> None:
    rooms = services(opener("services")).rooms.list
    before = rooms.model().index(0, 0).data(Qt.ItemDataRole.CheckStateRole) is Qt.CheckState.Checked
    for x in (8, 14, 20, 60):
        assert ticks_by(rooms, style.scaled(x)) == [before, not before, before]


def test_a_click_beside_an_open_list_closes_it_and_reaches_the_field(
    desk: Desk, opener: Opener, press: Press, qtbot: Any
) -> None:
    desk.clinic.services.update(id=desk.service.id, category="Check")
    editor = services(opener("services"))
    editor.category.setFocus()
    line = editor.category.lineEdit()
    assert line is not None
    line.selectAll()
    # The list itself is not shown: without a screen no list can take the keys, and Qt says so.
    popup = editor.category.findChildren(QCompleter)[0].popup()
    assert popup is not None
    popup.resize(5, 5)
    line.setText("Ch")
    window = editor.window()

    def price() -> QPoint:
        return editor.price.mapToGlobal(editor.price.rect().center())

    # The form is laid out in its own time, and only then lies the field where it says.
    qtbot.waitUntil(lambda: window.childAt(window.mapFromGlobal(price())) is editor.price)
    press_at(popup, price())
    assert editor.window().focusWidget() is editor.price
    editor.price.selectAll()
    qtbot.keyClicks(editor.price, "65")
    assert (editor.price.text(), line.text()) == ("65", "Ch")


def test_a_click_beside_an_open_list_presses_a_button_once(opener: Opener, qtbot: Any) -> None:
    window = opener("rooms")
    pressed: list[int] = []
    popup = QLineEdit(window)
    let_clicks_through(popup, list_page(window).filter)
    popup.resize(10, 10)
    popup.show()
    add = list_page(window).add
    add.clicked.connect(lambda _on: pressed.append(1))
    click(popup, popup.mapFromGlobal(add.mapToGlobal(add.rect().center())))
    assert pressed == [1]
    assert not add.isDown()


def test_the_column_is_as_wide_as_its_longest_name(
    dressed: QApplication, opener: Opener, settled: Wait, qtbot: Any
) -> None:
    style.apply(dressed, LIGHT, 2.0)
    window = opener("rooms")
    window.resize(1256, 760)
    nav: Nav = window.nav
    widest = max(QFontMetrics(nav.font()).horizontalAdvance(hit.title) for hit in nav.list.hits)
    wanted = list_page(window).archived.sizeHint().width()
    seen, left = nav.list.viewport().width(), list_page(window).add.parentWidget()
    box = list_page(window).archived
    style.apply(dressed, LIGHT, 1.0)
    assert seen - 2 * 44 >= widest or nav.width() == window.width() * 2 // 5
    assert left is not None
    assert box.geometry().right() <= left.width()
    assert box.width() >= wanted
