"""What hours and closures leave behind: nothing that Python's collector would have to destroy, on whatever thread."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QWidget

from frontdesk.gui.dialogs.settings.closures import ClosuresPage
from frontdesk.gui.dialogs.settings.hours import HoursPage
from frontdesk.gui.dialogs.settings.hours_card import FormCard
from frontdesk.gui.dialogs.settings.hours_menu import WeekMenu
from frontdesk.gui.dialogs.settings.window import SettingsWindow
from frontdesk.gui.ground.tasks import Tasks


@pytest.fixture
def uncollected() -> Iterator[None]:
    """Leave all garbage where it is until the test looks at it."""
    gc.collect()
    gc.disable()
    yield
    gc.set_debug(0)
    gc.garbage.clear()
    gc.enable()


def of_hours(window: SettingsWindow) -> None:
    page = window.page
    assert isinstance(page, HoursPage)
    for ask in (lambda: page.asking.date(None), lambda: page.asking.weeks(2), page.asking.copy_day):
        ask()
        window.findChildren(FormCard)[-1].close_card()
    page.do("new")
    WeekMenu(page.parts.week, page.parts.week._keys)


def of_closures(window: SettingsWindow) -> None:
    page = window.page
    assert isinstance(page, ClosuresPage)
    page.add.click()


def with_a_widget_of_nobody(window: SettingsWindow) -> None:
    made = QWidget()
    made.myself = made  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("page", "used", "left"),
    [
        ("hours", of_hours, set()),
        ("closures", of_closures, set()),
        ("hours", with_a_widget_of_nobody, {"QWidget"}),
    ],
)
def test_no_widget_is_left_to_the_collector(
    page: str,
    used: Callable[[SettingsWindow], None],
    left: set[str],
    tasks: Tasks,
    over: QWidget,
    uncollected: None,
    qtbot: Any,
) -> None:
    window = SettingsWindow(tasks, over, first=page)
    window.show()
    qtbot.waitUntil(lambda: tasks.idle)
    used(window)
    qtbot.waitUntil(lambda: tasks.idle)
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # type: ignore[call-overload]
    del window
    gc.set_debug(gc.DEBUG_SAVEALL)
    gc.collect()
    garbage = [each for each in gc.garbage if isinstance(each, QObject) and shiboken6.isValid(each)]
    assert {type(each).__name__ for each in garbage if shiboken6.ownedByPython(each)} == left
