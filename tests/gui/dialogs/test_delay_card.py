"""The card about a practitioner who runs late: where the number comes from, and whom to phone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from frontdesk.domain.ids import Id
from frontdesk.domain.instants import at_minute
from frontdesk.gui.dialogs.delay_card import DelayCard
from frontdesk.gui.dialogs.delay_list import Call
from frontdesk.services.delays import DelayOfDay
from tests.support.clinics import DAY, ZONE

HERE = QRect(10, 10, 100, 40)
CALLS = [
    Call(Id(1), Id(11), "09:30 → ~09:50", "Mia Weber", "555 0103, 555 0104", "555 0103"),
    Call(Id(2), Id(12), "10:00 → ~10:15", "Leo Martin", "", ""),
]


@pytest.fixture
def card(qtbot: QtBot) -> Iterator[DelayCard]:
    """Have the card in a window."""
    window = QWidget()
    window.resize(900, 700)
    window.show()
    qtbot.waitActive(window)
    yield DelayCard(window)
    window.close()
    window.deleteLater()


def told(minutes: int, said: int | None = None) -> DelayOfDay:
    moment = None if said is None else at_minute(DAY, 9 * 60, ZONE)
    return DelayOfDay(Id(5), "Dr. Amelia Chen", minutes, said is not None, (), said, "front-desk", moment)


@pytest.mark.parametrize(
    ("minutes", "said", "words"),
    [
        (0, None, "On time, as far as the day tells."),
        (20, None, "20 min late, worked out from the day"),
        (30, 30, "30 min typed by Front desk at 09:00"),
        (10, 30, "30 min typed by Front desk at 09:00 · 10 min of it are left"),
    ],
)
def test_the_card_says_where_the_number_comes_from(card: DelayCard, minutes: int, said: int | None, words: str) -> None:
    card.ask(told(minutes, said), [], HERE, ZONE)
    assert card.source.text() == words
    assert card.minutes.value() == (minutes if said is None else said)
    assert card.worked_out.isEnabled() is (said is not None)


def test_enter_gives_the_minutes_and_a_button_what_the_day_tells(card: DelayCard) -> None:
    given: list[object] = []
    card.given.connect(given.append)
    card.ask(told(20, 20), CALLS, HERE, ZONE)
    QTest.keyClicks(card.minutes, "35")
    QTest.keyClick(card.minutes, Qt.Key.Key_Return)
    card.worked_out.click()
    assert given == [35, None]


def test_each_to_phone_says_when_and_the_number_that_is_copied(card: DelayCard) -> None:
    card.ask(told(20), CALLS, HERE, ZONE)
    first, second = card.calls.rows
    assert first.box.accessibleName() == "09:30 → ~09:50, Mia Weber, 555 0103, 555 0104, phoned"
    assert first.copy is not None
    assert first.copy.accessibleName() == "Copy the number of Mia Weber"
    assert second.copy is None


def test_a_tick_tells_visit_and_person(card: DelayCard) -> None:
    ticked: list[tuple[object, ...]] = []
    card.calls.ticked.connect(lambda *each: ticked.append(each))
    card.ask(told(20), CALLS, HERE, ZONE)
    card.calls.rows[1].box.click()
    assert ticked == [(2, 12, True)]


def test_enter_on_a_box_writes_nothing(card: DelayCard) -> None:
    given: list[object] = []
    card.given.connect(given.append)
    card.ask(told(20), CALLS, HERE, ZONE)
    card.calls.focus_first()
    QTest.keyClick(card.calls.rows[0].box, Qt.Key.Key_Return)
    assert given == []
    assert card.isVisible()


def test_a_long_list_scrolls_and_the_card_stays_whole(card: DelayCard) -> None:
    many = [Call(Id(n), Id(n), "09:30 → ~09:50", f"Patient {n}", "555", "555") for n in range(1, 30)]
    card.ask(told(20), many, HERE, ZONE)
    parent = card.parentWidget()
    assert parent is not None
    assert parent.rect().contains(card.geometry().adjusted(14, 14, -14, -14))


def test_time_that_goes_on_leaves_what_is_being_typed(card: DelayCard) -> None:
    card.ask(told(20), CALLS, HERE, ZONE)
    card.minutes.setValue(45)
    card.show_delay(told(21), CALLS, ZONE)
    assert card.minutes.value() == 45
    assert card.source.text().startswith("21 min late")
